"""What the verbs are made of: judging a move, writing a state, pricing. All of it on a locked row."""

from collections.abc import Sequence
from datetime import datetime

from django.utils import timezone

from reservations import pricing, terms
from reservations.engine import Work
from reservations.models import Actor, Arrangement, Event
from reservations.pricing import ExtraWish
from reservations.refusals import (
    AlreadyArranged,
    ArrangementNeeded,
    BadArrival,
    BadNumber,
    EventNotBookable,
    MoreAreIn,
    MoveNotAllowed,
)
from reservations.status import Status

# Fields that are changed as they stand: neither price nor seats depend on them.
PLAIN = frozenset(
    {
        "contact_name",
        "contact_phone",
        "due_on",
        "invoice_number",
        "invoice_address",
        "option_notes",
        "party_person",
        "occasion",
        "vegetarian",
        "vegan",
        "gluten_free",
        "lactose_free",
        "diet_other",
        "remarks",
        "staff_notes",
    }
)


def leave(work: Work, sources: set[Status], to: Status) -> None:
    """Judge a move: by the table, and by where this verb may come from."""
    require(work, sources, to)
    if not work.reservation.can_become(to):
        raise MoveNotAllowed(work.reservation, to)


def require(work: Work, sources: set[Status], to: Status) -> None:
    if work.reservation.status not in sources:
        raise MoveNotAllowed(work.reservation, to)


def set_status(work: Work, status: Status) -> None:
    """Write the state, and what belongs to being in it: arrival, due date; no expiry (hold() is for options)."""
    reservation = work.reservation
    becomes_a_booking = status == Status.CONFIRMED and not reservation.counts_as_omzet
    reservation.status = status
    reservation.option_expires_at = None
    if status != Status.CHECKED_IN:
        reservation.checked_in_at = reservation.checked_in_by = reservation.arrived_guests = None
    today = timezone.localdate(work.at)
    if becomes_a_booking and (reservation.due_on is None or reservation.due_on < today):
        reservation.due_on = terms.due_date(work.event, at=work.at)


def let_in(work: Work, *, by: Actor, arrived: int | None = None) -> None:
    """Check in: all of the party, or so many of it."""
    set_status(work, Status.CHECKED_IN)
    work.reservation.checked_in_at = work.at
    work.reservation.checked_in_by_id = by.pk if by else None
    count_in(work, arrived)


def count_in(work: Work, arrived: int | None) -> None:
    """So many of the party are in; None is all of them, also when it grows. Raises BadArrival outside 1 to all."""
    guests = work.reservation.guests
    if arrived is not None and not 1 <= arrived <= guests:
        raise BadArrival(guests)
    work.reservation.arrived_guests = None if arrived == guests else arrived


def hold(work: Work, expires_at: datetime) -> None:
    work.reservation.status = Status.OPTION
    work.reservation.option_placed_at = work.reservation.option_placed_at or work.at
    work.reservation.option_expires_at = expires_at
    # A call about the term before says nothing of this one.
    work.reservation.followed_up_at = work.reservation.followed_up_by = None


def price(work: Work, arrangement: Arrangement | None, extras: Sequence[ExtraWish] = (), *, free: bool = False) -> None:
    if arrangement is None:
        raise ArrangementNeeded
    work.lines = pricing.lines_for(work.event, arrangement, work.reservation.guests, extras, free=free)


def price_when_unpriced(work: Work, arrangement: Arrangement | None) -> None:
    """What was agreed stays; an option that never had an arrangement or a price gets it now."""
    reservation = work.reservation
    if reservation.arrangement_id and work.lines:
        if arrangement not in {None, reservation.arrangement}:
            raise AlreadyArranged(reservation)
        return
    reservation.arrangement = arrangement or reservation.arrangement
    if reservation.arrangement is None:
        raise ArrangementNeeded
    work.lines = pricing.for_another_party(
        work.lines, work.event, reservation.arrangement, reservation.guests, was_guests=reservation.guests
    )


def require_bookable(event: Event) -> None:
    if not (event.active and event.type.bookable):
        raise EventNotBookable(event)


def require_sense(work: Work) -> None:
    """What was typed makes a booking: BadNumber, MoreAreIn, ArrangementNeeded."""
    reservation = work.reservation
    if reservation.guests < 1:
        raise BadNumber("guests")
    if reservation.arrived > reservation.guests:
        raise MoreAreIn(reservation.arrived)
    for name in ("discount_cents", "vegetarian", "vegan", "gluten_free", "lactose_free"):
        if getattr(reservation, name) < 0:
            raise BadNumber(name)
    if reservation.counts_as_omzet and reservation.arrangement is None:
        raise ArrangementNeeded
