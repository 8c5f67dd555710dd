"""Seats: the lock on an event's row, and the sum of what its rows hold (R3). No counter is stored anywhere."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import F, OuterRef, Subquery, Sum
from django.db.models.functions import Coalesce

from reservations.models import Actor, Event, Reservation
from reservations.querysets import EventQuerySet
from reservations.refusals import NotAllowedToOverbook, NotEnoughSeats


def lock(event_ids: Iterable[int]) -> dict[int, Event]:
    """Lock the events' rows until the transaction ends, in the order of their ids so that no two wait for each other.

    NO KEY: a booking that is being inserted for another event of the same customer need not wait.
    """
    events = Event.objects.with_programme().select_for_update(of=("self",), no_key=True)
    return {event.pk: event for event in events.filter(pk__in=set(event_ids)).order_by("pk")}


def held(event: Event, *, at: datetime, besides: Reservation | None = None) -> int:
    """Seats taken at this instant, summed from the rows; without those of one reservation if asked."""
    rows = Reservation.objects.filter(event=event).holding_seats(at=at)
    if besides is not None and besides.pk:
        rows = rows.exclude(pk=besides.pk)
    return rows.seats()


def held_by_event(event_ids: Iterable[int], *, at: datetime) -> dict[int, int]:
    """The same of many events in one look: seats by event id, 0 where none are taken."""
    rows = Reservation.objects.filter(event_id__in=set(event_ids)).holding_seats(at=at).order_by()
    return dict.fromkeys(event_ids, 0) | dict(rows.values_list("event_id").annotate(Sum("guests")))


def with_room(events: EventQuerySet, *, guests: int, at: datetime) -> EventQuerySet:
    """Those at which so many guests still fit: summed event by event, so that who wants the first few waits for few."""
    return _with_sum(events, at=at).filter(capacity__gte=F("held") + guests)


def without_room(events: EventQuerySet, *, guests: int, at: datetime) -> EventQuerySet:
    """The others."""
    return _with_sum(events, at=at).filter(capacity__lt=F("held") + guests)


def _with_sum(events: EventQuerySet, *, at: datetime) -> EventQuerySet:
    rows = Reservation.objects.filter(event=OuterRef("pk")).holding_seats(at=at).order_by()
    seats = rows.values("event").annotate(seats=Sum("guests")).values("seats")
    return events.alias(held=Coalesce(Subquery(seats), 0))


def taken_by(reservation: Reservation, *, at: datetime) -> int:
    """Seats that this reservation, as it is in memory, holds at this instant."""
    return reservation.guests if reservation.holds_seats(at=at) else 0


def judge(reservation: Reservation, event: Event, *, at: datetime, overbook: str = "", by: Actor = None) -> int:
    """How many seats over capacity the event would be with this reservation on it: 0 when it fits.

    Raises what answer_for() raises. The caller holds the event's lock.
    """
    over = held(event, at=at, besides=reservation) + taken_by(reservation, at=at) - event.capacity
    if over <= 0:
        return 0
    answer_for(event, over, overbook=overbook, by=by)
    return over


def answer_for(event: Event, over: int, *, overbook: str, by: Actor) -> None:
    """Selling `over` seats too many takes a reason and a user with the permission.

    Else NotEnoughSeats, NotAllowedToOverbook.
    """
    if not overbook.strip():
        raise NotEnoughSeats(event, over)
    if by is None or not by.has_perm("reservations.overbook_event"):
        raise NotAllowedToOverbook
