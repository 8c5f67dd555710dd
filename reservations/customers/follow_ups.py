"""What staff do with a follow-up: make one, change it, finish it, drop it. Each can be taken back.

One that a rule asked for becomes a row by the first of these, and its undo makes it what the rule asks for again.
"""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, Unpack

from django.contrib.auth.models import User

from crm.models import Customer
from reservations.customers.engine import Work, perform
from reservations.customers.tasks import Task
from reservations.engine import How
from reservations.models import Act, Actor, FollowUp, Reservation
from reservations.refusals import NothingChanged, TaskIsDone

Kind = Act.Kind
EDITABLE = {"text", "due_on", "assignee_id"}


def make(
    customer: Customer, *, text: str, due_on: date, by: Actor, at: datetime, assignee: User | None = None,
    reservation: Reservation | None = None, **how: Unpack[How],
) -> Act:  # fmt: skip
    """Promise to do something for a customer by a local date; nobody in particular is a fair assignee."""

    def change(work: Work) -> None:
        row = FollowUp(
            customer=work.customer, text=text.strip(), due_on=due_on, assignee=assignee, reservation=reservation,
            created_at=at, created_by=by,
        )  # fmt: skip
        work.add(row)

    return perform(Kind.TASK_MADE, customer, change, by=by, at=at, **how)


def edit(
    task: FollowUp | Task, changes: Mapping[str, Any], *, by: Actor, at: datetime, seen_version: int | None = None,
    **how: Unpack[How],
) -> Act:  # fmt: skip
    """Other words, another date, another person. Raises TaskIsDone, StaleVersion, NothingChanged."""
    if unknown := set(changes) - EDITABLE:
        raise ValueError(f"Not to be edited: {', '.join(sorted(unknown))}")
    return _write(Kind.TASK_EDITED, task, changes, by=by, at=at, seen_version=seen_version, **how)


def finish(task: FollowUp | Task, *, by: Actor, at: datetime, outcome: str = "", **how: Unpack[How]) -> Act:
    """It is done; `outcome` may say what came of it. Raises TaskIsDone when it was done or dropped before."""
    changes = {"done_at": at, "done_by_id": by.pk if by else None, "outcome": outcome.strip()}
    return _write(Kind.TASK_DONE, task, changes, by=by, at=at, **how)


def drop(task: FollowUp | Task, *, by: Actor, at: datetime, **how: Unpack[How]) -> Act:
    """Nobody will do it. What a rule asked for is asked for no more."""
    return _write(Kind.TASK_REMOVED, task, {"removed_at": at}, by=by, at=at, **how)


def _write(
    kind: Act.Kind, task: FollowUp | Task, changes: Mapping[str, Any], *, by: Actor, at: datetime,
    seen_version: int | None = None, **how: Unpack[How],
) -> Act:  # fmt: skip
    def change(work: Work) -> None:
        row = _stored(task)
        if row is None:
            _lay_down(work, task, changes, at=at)
        elif not row.is_open:
            raise TaskIsDone(row)
        else:
            work.set(row, seen_version=seen_version, **changes)
            if work.after and "text" not in changes:
                work.data = {"name": row.text}

    return perform(kind, task.customer, change, by=by, at=at, **how)


def _stored(task: FollowUp | Task) -> FollowUp | None:
    """The row, as it is behind the customer's lock: somebody may have been first."""
    if isinstance(task, FollowUp):
        return FollowUp.objects.get(pk=task.pk)
    return FollowUp.objects.filter(rule=task.rule, cause=task.cause).first()


def _lay_down(work: Work, task: FollowUp | Task, changes: Mapping[str, Any], *, at: datetime) -> None:
    """What a rule asked for, as it is from now on."""
    assert isinstance(task, Task)  # noqa: S101 for mypy: a row would be stored
    row = task.row(at=at)
    if all(getattr(row, name) == value for name, value in changes.items()):
        raise NothingChanged
    for name, value in changes.items():
        setattr(row, name, value)
    work.add(row)
