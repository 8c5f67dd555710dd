"""The one transaction of every act on a customer and what belongs to one: lock, judge, write, record (R10).

Seats and money are not its business: those are lifecycle's and the ledger's.
"""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from django.db import IntegrityError
from django.db.models import Model
from django.utils import timezone
from django.utils.translation import gettext as _

from crm import identity
from crm.models import Customer, Distinct, Note, Tagging
from reservations import engine, summaries
from reservations.customers.requiring import require_free, require_somebody
from reservations.models import Act, Actor, FollowUp
from reservations.refusals import CannotUndo, MergedMeanwhile, NothingChanged, StaleVersion
from reservations.refusals.privacy import WasErased

Values = dict[str, Any]
# What an act may write. The first word of a key in `before` and `after` of such an act; the second is the row's id.
ROWS: dict[str, Any] = {
    "customer": Customer, "note": Note, "tagging": Tagging, "follow_up": FollowUp, "distinct": Distinct,
}  # fmt: skip
OF_A_CONTACT = {"company_id", "merged_into_id", "erased_at"}
_NAMES = {model: name for name, model in ROWS.items()}


class Work:
    """A locked customer while an act changes it, or rows that belong to it."""

    def __init__(self, customer: Customer, *, by: Actor, at: datetime):
        self.customer, self.by, self.at = customer, by, at
        self.before: dict[str, Values | None] = {}
        self.after: dict[str, Values | None] = {}
        self.data: Values = {}

    def set(self, row: Any, *, seen_version: int | None = None, **values: Any) -> None:
        """Change columns, by their attnames, of a row that has a version.

        Raises StaleVersion when the screen showed another.
        """
        if seen_version not in {None, row.version}:
            raise StaleVersion
        changed = {name: value for name, value in values.items() if getattr(row, name) != value}
        if not changed:
            return
        self._note(row, _values(row, changed), {name: engine.plain(value) for name, value in changed.items()})
        for name, value in changed.items():
            setattr(row, name, value)
        row.version += 1
        row.save(update_fields=[*changed, "version"])

    def add(self, row: Model) -> None:
        row.save(force_insert=True)
        self._note(row, None, _values(row))

    def remove(self, row: Model) -> None:
        self._note(row, _values(row), None)
        row.delete()

    def _note(self, row: Model, before: Values | None, after: Values | None) -> None:
        key = key_of(row)
        if key in self.before:
            # Of a row that is written twice, what it was at first and what it is at last.
            first, last = self.before[key], self.after[key]
            before = None if first is None else {**(before or {}), **first}
            after = None if after is None else {**(last or {}), **after}
        self.before[key], self.after[key] = before, after


def key_of(row: Model) -> str:
    """Under which name `before` and `after` of an act keep a row."""
    return f"{_NAMES[type(row)]} {row.pk}"


def perform(
    kind: Act.Kind, customer: Customer, change: Callable[[Work], None], *, by: Actor, at: datetime, **how: Any
) -> Act:
    """Lock the customer, let `change` judge and write, record; return the act.

    Takes `reason`, `token`, `batch` as every act does (engine.How), and `undoes`. Raises what `change` raises,
    NothingChanged, MergedMeanwhile, WasErased, and Busy; after any of them nothing is changed.
    """
    with engine.one_transaction():
        work = Work(locked(customer), by=by, at=at)
        if earlier := engine.seen(how.get("token")):
            return earlier
        if work.customer.erased_at:
            raise WasErased
        if work.customer.merged_into_id and kind != Act.Kind.UNDONE:
            raise MergedMeanwhile(work.customer, identity.survivor(work.customer))
        change(work)
        if not (work.after or work.data):
            raise NothingChanged
        _sum_anew(work)
        return Act.objects.create(
            kind=kind, customer=work.customer, by=by, at=at, before=work.before, after=work.after, data=work.data, **how
        )


def _sum_anew(work: Work) -> None:
    """Companies are sorted by the stored figures of their standing contacts."""
    moved = [
        int(key.split()[1])
        for key, after in work.after.items()
        if key.startswith("customer ") and not OF_A_CONTACT.isdisjoint(after or {})
    ]
    if moved:
        summaries.refresh(events=[], customers=moved, today=timezone.localdate(work.at))


def locked(customer: Customer) -> Customer:
    return Customer.objects.select_for_update(of=("self",), no_key=True).select_related("company").get(pk=customer.pk)


def take_back(act: Act, *, by: Actor, at: datetime, **how: Any) -> Act:
    """Put every row back as it was before `act`.

    Raises CannotUndo when one was changed since, or can't be any more what it was; MergedMeanwhile while the customer
    is an alias: undo the merge first.
    """

    def change(work: Work) -> None:
        engine.require_not_undone(act)
        if work.customer.merged_into_id:
            raise MergedMeanwhile(work.customer, identity.survivor(work.customer))
        # Who gets an address back comes last: another of the two may have to give it up first.
        for key in sorted(act.after, key=lambda key: bool((act.before[key] or {}).get("email"))):
            _put_back(work, key, act.before[key], act.after[key])
        if act.origin.kind == Act.Kind.SPOKEN:
            work.data = dict(act.data)  # nothing was written but this

    customer = act.customer
    assert customer is not None  # noqa: S101 for mypy: who calls this has looked
    try:
        return perform(Act.Kind.UNDONE, customer, change, by=by, at=at, undoes=act, **how)
    except IntegrityError as error:  # what they had is there again: the same tag, the same rule's task
        raise _changed_since() from error


def can_take_back(act: Act) -> bool:
    """Whether to offer it, by the customer as it is in memory; take_back() judges by what the database says then."""
    customer = act.customer
    if customer is None or customer.merged_into_id or not (act.after or act.origin.kind == Act.Kind.SPOKEN):
        return False
    theirs = act.after.get(key_of(customer))
    return theirs is None or _values(customer, theirs) == theirs


def _put_back(work: Work, key: str, before: Values | None, after: Values | None) -> None:
    name, pk = key.split()
    model = ROWS[name]
    row = model.objects.filter(pk=pk).first()
    if (row is None) != (after is None) or (row and _values(row, after or {}) != after):
        raise _changed_since()
    _require_pointed_at(model, before or {})
    if before is None:
        work.remove(row)
    elif row is None:
        work.add(model(pk=pk, **typed(model, before)))
    else:
        values = typed(model, before)
        if model is Customer:
            require_free(values.get("email", ""), row)
            require_somebody(row, values)
        work.set(row, **values)


def _changed_since() -> CannotUndo:
    return CannotUndo(_("This can't be undone any more: it was changed since."))


def _require_pointed_at(model: Any, values: Values) -> None:
    """What a row is to point at again is still there: a firm may have gone with the last person of it."""
    for column in model._meta.concrete_fields:
        pk = values.get(column.attname) if column.is_relation else None
        if pk is not None and not column.related_model.objects.filter(pk=pk).exists():
            raise CannotUndo(_("This can't be undone any more: what it was about is gone."))


def _values(row: Model, names: Mapping[str, Any] | None = None) -> Values:
    """Columns as JSON can keep them: those that are named, else all but the id and the version."""
    wanted = (
        names
        if names is not None
        else [field.attname for field in row._meta.concrete_fields if field.attname not in {"id", "version"}]
    )
    return {name: engine.plain(getattr(row, name)) for name in wanted}


def typed(model: Any, values: Values) -> Values:
    """Values of an act as the columns have them."""
    columns = {field.attname: field for field in model._meta.concrete_fields}
    return {name: columns[name].to_python(value) for name, value in values.items()}
