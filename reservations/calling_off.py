"""An event is called off: closed first, then each booking that may still come is handled for itself (R3, R4)."""

from datetime import datetime
from functools import cached_property
from typing import Any
from uuid import UUID, uuid5

from reservations import bulk, lifecycle, programme
from reservations.bulk import Result
from reservations.models import Act, Actor, Event, Reservation
from reservations.querysets import ReservationQuerySet
from reservations.refusals import NothingChanged
from reservations.status import Status


def call_off(event: Event, *, reason: str, batch: UUID, by: Actor, at: datetime) -> list[Result]:
    """Close it and cancel or reject who may still come, all with this reason: one batch, a result per row.

    The event is closed in a transaction of its own, after which nobody is placed on it; then a transaction for each
    booking, so that a long list keeps nobody waiting. What an interruption left undone is done by calling it off again.
    Raises ReasonNeeded, Busy, TakenBack, and NothingChanged when it is closed and nobody may come.
    """
    how: dict[str, Any] = {"reason": reason, "batch": batch, "by": by, "at": at}
    closed = _close(event, token=uuid5(batch, "event"), **how)
    rows = to_handle(event).with_customer()
    results = [*closed, *bulk.run(_let_go, rows, **how)]
    if not results:
        raise NothingChanged
    return results


class Aftermath:
    """What became of the bookings of an event that was called off by this batch, as they are now."""

    def __init__(self, event: Event, batch: UUID):
        self.event, self.batch = event, batch

    @cached_property
    def acts(self) -> list[Act]:
        """Of the event, if it was not closed already, then of its bookings."""
        found = Act.objects.filter(batch=self.batch, event=self.event, undoes__isnull=True).order_by("pk")
        return list(found.select_related("by", "undone_by", "reservation__customer__company"))

    @property
    def stands(self) -> bool:
        """Whether there is something to take back."""
        return any(not act.was_taken_back for act in self.acts)

    @cached_property
    def handled(self) -> list[Reservation]:
        return [act.reservation for act in self.acts if act.reservation]

    @cached_property
    def paid(self) -> list[Reservation]:
        """Whose money is to be decided on."""
        return [reservation for reservation in self.handled if reservation.is_off and reservation.paid_cents]

    @property
    def paid_cents(self) -> int:
        return sum(reservation.paid_cents for reservation in self.paid)

    @cached_property
    def waiting(self) -> int:
        """How many wait for seats that will not be there."""
        return self.event.waitlist.unserved().count()

    @cached_property
    def left(self) -> list[Reservation]:
        """Who still counts on the event: refused, brought back, or booked since it was opened again."""
        return list(to_handle(self.event).with_customer().order_by("created_at", "pk"))


def to_handle(event: Event) -> ReservationQuerySet:
    """Whom calling it off is about: who may still come, in whatever state."""
    return Reservation.objects.filter(event=event).awaited()


def _close(event: Event, **how: Any) -> list[Result]:
    try:
        return [Result(None, act=programme.cancel(event, **how), event=event)]
    except NothingChanged:
        return []  # it was closed before; its bookings may still wait for somebody to say so


def _let_go(reservation: Reservation, **how: Any) -> Act:
    """Requests are rejected, everything else is cancelled (R4)."""
    verb = lifecycle.reject if reservation.status == Status.REQUEST else lifecycle.cancel
    return verb(reservation, **how)
