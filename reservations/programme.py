"""Every act on an event: its capacity is judged under the same lock that sells its seats (R3)."""

from collections.abc import Mapping
from datetime import date, datetime, time
from typing import Any, Unpack, cast

from django.utils import timezone
from django.utils.translation import gettext as _

from reservations import engine, seats, summaries
from reservations.engine import How
from reservations.models import LARGEST_CAPACITY, Act, Actor, Event, Reservation
from reservations.refusals import (
    BadCapacity,
    CannotUndo,
    NotEnoughSeats,
    NothingChanged,
    OptionsOutlast,
)

_COLUMNS = {column.attname: column for column in Event._meta.concrete_fields}
EDITABLE = ("show_id", "type_id", "date", "doors", "start", "end", "capacity", "active", "waitlist_open", "notes")


def edit(event: Event, changes: Mapping[str, Any], *, by: Actor, at: datetime, **how: Unpack[How]) -> Act:
    """Change fields of EDITABLE. A capacity below the seats that are held takes `overbook` and the permission.

    Raises BadCapacity, NotEnoughSeats, NotAllowedToOverbook, NothingChanged, OptionsOutlast; ValueError for a field
    that is none of them.
    """
    if unknown := set(changes) - set(EDITABLE):
        raise ValueError(f"Not to be edited: {', '.join(sorted(unknown))}")
    if not 1 <= changes.get("capacity", event.capacity) <= LARGEST_CAPACITY:
        raise BadCapacity(LARGEST_CAPACITY)
    return _perform(Act.Kind.EVENT_EDITED, event, changes, by=by, at=at, **how)


def take_back(act: Act, *, by: Actor, at: datetime, **how: Unpack[How]) -> Act:
    """Put an event back as it was before `act`; CannotUndo when it was changed since."""
    with engine.one_transaction():
        event_id = cast("int", act.event_id)  # an act that is about no reservation is about an event
        event = seats.lock([event_id])[event_id]
        if earlier := engine.seen(how.get("token")):
            return earlier
        if Act.objects.filter(undoes=act).exists():
            raise CannotUndo(_("This was undone already."))
        if any(_plain(event, name) != value for name, value in act.after.items()):
            raise CannotUndo(_("This can't be undone any more: the event was changed since."))
        before = {name: _COLUMNS[name].to_python(value) for name, value in act.before.items()}
        try:
            return _perform(Act.Kind.UNDONE, event, before, by=by, at=at, undoes=act, **how)
        except NotEnoughSeats as refusal:
            raise CannotUndo(_("Undo would overbook: %(why)s") % {"why": refusal}) from refusal


@engine.one_transaction()
def _perform(
    kind: Act.Kind, target: Event, changes: Mapping[str, Any], *, by: Actor, at: datetime, undoes: Act | None = None,
    overbook: str = "", **how: Any,
) -> Act:  # fmt: skip
    event = seats.lock([target.pk])[target.pk]
    if earlier := engine.seen(how.get("token")):
        return earlier
    before = {name: _plain(event, name) for name in changes}
    for name, value in changes.items():
        setattr(event, name, value)
    after = {name: _plain(event, name) for name in changes if _plain(event, name) != before[name]}
    if not after:
        raise NothingChanged
    data = _judge_capacity(event, before, after, by=by, at=at, overbook=overbook)
    if not after.keys().isdisjoint({"date", "start"}):
        _judge_options(event, at=at)
    event.save(update_fields=list(after))
    if "date" in after:
        _refresh_customers(event, at=at)
    before = {name: before[name] for name in after}
    return Act.objects.create(
        kind=kind, event=event, by=by, at=at, before=before, after=after, data=data, undoes=undoes, **how
    )


def _judge_capacity(event: Event, before: dict, after: dict, *, by: Actor, at: datetime, overbook: str) -> dict:
    if after.get("capacity", before.get("capacity", 0)) >= before.get("capacity", 0):
        return {}
    short = seats.held(event, at=at) - event.capacity
    if short <= 0:
        return {}
    seats.answer_for(event, short, overbook=overbook, by=by)
    return {"over_capacity_by": short, "over_capacity_because": overbook}


def _judge_options(event: Event, *, at: datetime) -> None:
    options = Reservation.objects.filter(event=event).live_options(at=at)
    if count := options.filter(option_expires_at__gt=event.starts_at).count():
        raise OptionsOutlast(count)


def _refresh_customers(event: Event, *, at: datetime) -> None:
    """Visits are dated by their event."""
    customers = set(Reservation.objects.filter(event=event).values_list("customer_id", flat=True))
    summaries.refresh(events=[], customers=customers, today=timezone.localdate(at))


def _plain(event: Event, name: str) -> Any:
    value = getattr(event, name)
    return value.isoformat() if isinstance(value, date | time) else value
