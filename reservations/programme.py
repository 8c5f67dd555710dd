"""Every act on an event: its capacity is judged under the same lock that sells its seats (R3)."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Unpack, cast

from django.utils import timezone
from django.utils.translation import gettext as _

from reservations import engine, event_values, seats, summaries
from reservations.engine import How
from reservations.event_values import EDITABLE, Values
from reservations.models import LARGEST_CAPACITY, Act, Actor, Event, Reservation, Show
from reservations.refusals import (
    BadCapacity,
    CannotUndo,
    DoorsAfterStart,
    NotEnoughSeats,
    NothingChanged,
    OptionsOutlast,
    ReasonNeeded,
    StaleVersion,
)

Kind = Act.Kind


@engine.one_transaction()
def create(values: Mapping[str, Any], *, by: Actor, at: datetime, **how: Unpack[How]) -> Act:
    """Put an event on the programme: `values` of EDITABLE, of which show, type, date and the three hours are needed.

    Raises BadCapacity, DoorsAfterStart; ValueError for a field that is none of them.
    """
    _require_known(values)
    # There is no event to lock yet: a click that is repeated at the same moment waits at its show.
    Show.objects.select_for_update(no_key=True).get(pk=values["show_id"])
    if earlier := engine.seen(how.get("token")):
        return earlier
    event = Event(**{name: value for name, value in values.items() if name in event_values.COLUMNS})
    _judge(event)
    event.save(force_insert=True)
    event_values.write_offer(event, values)
    return _record(Kind.EVENT_CREATED, event, {}, event_values.stored(event, EDITABLE), by=by, at=at, **how)


def edit(
    event: Event, changes: Mapping[str, Any], *, by: Actor, at: datetime, seen_act: int | None = None,
    **how: Unpack[How],
) -> Act:  # fmt: skip
    """Change fields of EDITABLE. A capacity below the seats that are held takes `overbook` and the permission.

    `seen_act` is latest_act() of the screen: StaleVersion when it is another by now. Raises BadCapacity,
    DoorsAfterStart, NotEnoughSeats, NotAllowedToOverbook, NothingChanged, OptionsOutlast; ValueError for a field that
    is none of them.
    """
    _require_known(changes)
    return _perform(Kind.EVENT_EDITED, event, changes, by=by, at=at, seen_act=seen_act, **how)


def cancel(event: Event, *, by: Actor, at: datetime, **how: Unpack[How]) -> Act:
    """Call an event off: it is closed, its waitlist too. calling_off.py does the same and then handles its bookings.

    Raises ReasonNeeded without `reason`, NothingChanged when it is closed already.
    """
    if not how.get("reason", "").strip():
        raise ReasonNeeded
    return _perform(Kind.EVENT_CANCELLED, event, {"active": False, "waitlist_open": False}, by=by, at=at, **how)


def take_back(act: Act, *, by: Actor, at: datetime, **how: Unpack[How]) -> Act:
    """Put an event back as it was before `act`; CannotUndo when it was changed since.

    One that should not have been created is closed: kept, and refused when somebody may come to it.
    """
    with engine.one_transaction():
        event_id = cast("int", act.event_id)  # an act that is about no reservation is about an event
        event = seats.lock([event_id])[event_id]
        if earlier := engine.seen(how.get("token")):
            return earlier
        engine.require_not_undone(act)
        if event_values.stored(event, act.after) != act.after:
            raise CannotUndo(_("This can't be undone any more: the event was changed since."))
        before = event_values.typed(act.before)
        if act.kind == Kind.EVENT_CREATED:
            _require_nobody(event)
            before = {"active": False}
        try:
            return _perform(Kind.UNDONE, event, before, by=by, at=at, undoes=act, **how)
        except NotEnoughSeats as refusal:
            raise CannotUndo(_("Undo would overbook: %(why)s") % {"why": refusal}) from refusal


def can_take_back(act: Act) -> bool:
    """Whether to offer it, by the event as it is in memory; take_back() judges by what the database says then."""
    event = cast("Event", act.event)
    if not event_values.still_has(event, act.after):
        return False
    return act.kind != Kind.EVENT_CREATED or not Reservation.objects.filter(event=event).standing().exists()


def latest_act(event: Event) -> int:
    """The id of the last act on the event itself, 0 when there is none: what a screen shows is as old as that."""
    return Act.objects.on_events().filter(event=event).order_by("-pk").values_list("pk", flat=True).first() or 0


def _require_known(changes: Mapping[str, Any]) -> None:
    if unknown := set(changes) - set(EDITABLE):
        raise ValueError(f"Not to be edited: {', '.join(sorted(unknown))}")


@engine.one_transaction()
def _perform(
    kind: Act.Kind, target: Event, changes: Mapping[str, Any], *, by: Actor, at: datetime, seen_act: int | None = None,
    overbook: str = "", **how: Any,
) -> Act:  # fmt: skip
    event = seats.lock([target.pk])[target.pk]
    if earlier := engine.seen(how.get("token")):
        return earlier
    if seen_act not in {None, latest_act(event)}:
        raise StaleVersion
    before, after = event_values.stored(event, changes), {name: event_values.plain(changes[name]) for name in changes}
    changed = [name for name in changes if before[name] != after[name]]
    if not changed:
        raise NothingChanged
    for name in changed:
        if name in event_values.COLUMNS:
            setattr(event, name, changes[name])
    _judge(event)
    data = _judge_seats(event, before, after, by=by, at=at, overbook=overbook)
    if not {"date", "start"}.isdisjoint(changed):
        _judge_options(event, at=at)
    event_values.write(event, {name: changes[name] for name in changed})
    if "date" in changed:
        _refresh_customers(event, at=at)
    before, after = ({name: side[name] for name in changed} for side in (before, after))
    return _record(kind, event, before, after, by=by, at=at, data=data, **how)


def _record(
    kind: Act.Kind, event: Event, before: Values, after: Values, *, by: Actor, at: datetime, data: dict | None = None,
    **how: Any,
) -> Act:  # fmt: skip
    how.pop("overbook", None)
    names = event_values.names_of(before, after) if before else {}
    data = (data or {}) | ({"names": names} if names else {})
    return Act.objects.create(kind=kind, event=event, by=by, at=at, before=before, after=after, data=data, **how)


def _judge(event: Event) -> None:
    if not 1 <= event.capacity <= LARGEST_CAPACITY:
        raise BadCapacity(LARGEST_CAPACITY)
    if event.doors > event.start:
        raise DoorsAfterStart


def _judge_seats(event: Event, before: Values, after: Values, *, by: Actor, at: datetime, overbook: str) -> dict:
    if after.get("capacity", 0) >= before.get("capacity", 0):
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


def _require_nobody(event: Event) -> None:
    if Reservation.objects.filter(event=event).standing().exists():
        raise CannotUndo(_("There are bookings for this event by now: cancel the event instead."))


def _refresh_customers(event: Event, *, at: datetime) -> None:
    """Visits are dated by their event."""
    customers = set(Reservation.objects.filter(event=event).values_list("customer_id", flat=True))
    summaries.refresh(events=[], customers=customers, today=timezone.localdate(at))
