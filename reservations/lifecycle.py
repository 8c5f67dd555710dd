"""Every act on a reservation but those on money: the only code that writes `status` (R2, R3, R4, R10).

Each verb takes `by` (a user, or None for the system), `at` (an aware timestamp) and the keywords of engine.How, and
returns the Act that was recorded, with the reservation as it now is. Each raises a Refusal (reservations/refusals.py)
and changes nothing when it is not allowed.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Unpack

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.utils import timezone

from crm import identity
from crm.models import Customer
from reservations import engine, pricing, references, terms
from reservations.engine import How, Work
from reservations.models import Act, Arrangement, Event, Reservation, ReservationTag
from reservations.pricing import ExtraWish
from reservations.refusals import (
    ArrangementNeeded,
    EventNotBookable,
    MoveNotAllowed,
    NoAddress,
    NothingChanged,
    ReasonNeeded,
)
from reservations.status import Status

User = AbstractBaseUser | None
GUEST_TAG = "GENODIGDE"
# What edit() changes as it stands; the rest of EDITABLE needs the price or the seats looked at again.
PLAIN = frozenset(
    [
        "contact_name",
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
    ]
)
EDITABLE = PLAIN | {"guests", "arrangement", "extras", "discount_cents", "tags"}


@dataclass(frozen=True, kw_only=True)
class Party:
    """Who wants to come, to what, and with what: the input of every verb that places a reservation.

    `customer` may be the details of one, who is then found or made in the same transaction (R9). `details` holds
    values for fields in PLAIN; `tags` are ids.
    """

    event: Event
    customer: Customer | identity.Details
    guests: int
    arrangement: Arrangement | None = None
    extras: Sequence[ExtraWish] = ()
    discount_cents: int = 0
    source: str = Reservation.Source.DESK
    reference: str = ""
    details: Mapping[str, Any] = field(default_factory=dict)
    tags: Sequence[int] = ()


# Placing


def book(party: Party, *, by: User, at: datetime, **how: Unpack[How]) -> Act:
    """A booking that is confirmed at once. It needs an arrangement and an e-mail address to confirm to."""

    def change(work: Work) -> None:
        if not work.reservation.customer.email:
            raise NoAddress(terms.NO_ADDRESS)
        _price(work, party)
        _set_status(work, Status.CONFIRMED)

    return _place(party, change, by=by, at=at, **how)


def place_option(
    party: Party, *, by: User, at: datetime, days: int | None = None, until: date | None = None, **how: Unpack[How]
) -> Act:
    """Seats kept until an expiry: `days` from now (1 to 90, default OPTION_TERM_DAYS) or the end of a local date."""

    def change(work: Work) -> None:
        if party.arrangement:
            _price(work, party)
        _hold(work, terms.first_expiry(work.event, at=at, days=days, until=until))

    return _place(party, change, by=by, at=at, **how)


def invite(party: Party, *, by: User, at: datetime, **how: Unpack[How]) -> Act:
    """A guest of the house: confirmed, at € 0, tagged Genodigde."""

    def change(work: Work) -> None:
        _price(work, party, free=True)
        work.tags = sorted({*work.tags, *ReservationTag.objects.filter(code=GUEST_TAG).values_list("pk", flat=True)})
        _set_status(work, Status.CONFIRMED)

    return _place(party, change, by=by, at=at, **how)


def submit(party: Party, *, by: User, at: datetime, **how: Unpack[How]) -> Act:
    """A booking that waits for approval; it holds its seats."""
    return _place_as(Status.PENDING, party, by=by, at=at, **how)


def request(party: Party, *, by: User, at: datetime, **how: Unpack[How]) -> Act:
    """A wish for more seats than there are: it holds none until it is accepted."""
    return _place_as(Status.REQUEST, party, by=by, at=at, **how)


# Moves between states


def confirm(
    reservation: Reservation, *, by: User, at: datetime, arrangement: Arrangement | None = None, **how: Unpack[How]
) -> Act:
    """Make it a booking. Raises ArrangementNeeded when none is known and none is given (R2)."""

    def change(work: Work) -> None:
        _leave(work, {Status.PENDING, Status.OPTION, Status.REQUEST, Status.REJECTED}, Status.CONFIRMED)
        work.recheck_seats = work.reservation.status == Status.PENDING
        _price_when_unpriced(work, arrangement)
        _set_status(work, Status.CONFIRMED)

    return engine.perform(Act.Kind.CONFIRMED, reservation, change, by=by, at=at, **how)


def make_option(
    reservation: Reservation, *, by: User, at: datetime, days: int | None = None, until: date | None = None,
    **how: Unpack[How],
) -> Act:  # fmt: skip
    """Turn a pending booking into an option."""

    def change(work: Work) -> None:
        _leave(work, {Status.PENDING}, Status.OPTION)
        work.recheck_seats = True
        _hold(work, terms.first_expiry(work.event, at=at, days=days, until=until))

    return engine.perform(Act.Kind.OPTIONED, reservation, change, by=by, at=at, **how)


def accept(reservation: Reservation, *, by: User, at: datetime, **how: Unpack[How]) -> Act:
    """Let a request over capacity wait for approval with seats of its own, or take up a rejected booking again."""

    def change(work: Work) -> None:
        _leave(work, {Status.REQUEST, Status.REJECTED}, Status.PENDING)
        if work.reservation.status == Status.REJECTED:
            work.kind = Act.Kind.REOPENED
        _set_status(work, Status.PENDING)

    return engine.perform(Act.Kind.ACCEPTED, reservation, change, by=by, at=at, **how)


def extend(reservation: Reservation, *, days: int, by: User, at: datetime, **how: Unpack[How]) -> Act:
    """Add days (1 to 90) to the expiry, or to now when it has lapsed; seats are looked at again then (R2)."""

    def change(work: Work) -> None:
        _require(work, {Status.OPTION}, Status.OPTION)
        _hold(work, terms.next_expiry(work.reservation, work.event, at=at, days=days))

    return engine.perform(Act.Kind.EXTENDED, reservation, change, by=by, at=at, **how)


def follow_up(reservation: Reservation, *, by: User, at: datetime, **how: Unpack[How]) -> Act:
    """Note that the customer was called about the option; `reason` may hold what was said."""

    def change(work: Work) -> None:
        _require(work, {Status.OPTION}, Status.OPTION)
        work.reservation.followed_up_at = at
        work.reservation.followed_up_by_id = by.pk if by else None

    return engine.perform(Act.Kind.FOLLOWED_UP, reservation, change, by=by, at=at, **how)


def release(reservation: Reservation, *, by: User, at: datetime, **how: Unpack[How]) -> Act:
    """Give an option's seats back. That it was released is its reason; more may be said."""
    return engine.perform(Act.Kind.RELEASED, reservation, _move({Status.OPTION}, Status.CANCELLED), by=by, at=at, **how)


def cancel(reservation: Reservation, *, reason: str, by: User, at: datetime, **how: Unpack[How]) -> Act:
    """Cancel a booking, paid or not: money is a question of its own (R4)."""
    _need_reason(reason)
    change = _move({Status.PENDING, Status.OPTION, Status.CONFIRMED}, Status.CANCELLED)
    return engine.perform(Act.Kind.CANCELLED, reservation, change, by=by, at=at, **{**how, "reason": reason})


def reject(reservation: Reservation, *, reason: str, by: User, at: datetime, **how: Unpack[How]) -> Act:
    _need_reason(reason)
    change = _move({Status.PENDING, Status.REQUEST}, Status.REJECTED)
    return engine.perform(Act.Kind.REJECTED, reservation, change, by=by, at=at, **{**how, "reason": reason})


def reactivate(reservation: Reservation, *, by: User, at: datetime, **how: Unpack[How]) -> Act:
    """Bring a cancelled booking back as confirmed, if its seats are still there."""

    def change(work: Work) -> None:
        _leave(work, {Status.CANCELLED}, Status.CONFIRMED)
        _price_when_unpriced(work, None)
        _set_status(work, Status.CONFIRMED)

    return engine.perform(Act.Kind.REACTIVATED, reservation, change, by=by, at=at, **how)


def check_in(reservation: Reservation, *, by: User, at: datetime, **how: Unpack[How]) -> Act:
    def change(work: Work) -> None:
        _leave(work, {Status.CONFIRMED, Status.NO_SHOW}, Status.CHECKED_IN)
        _set_status(work, Status.CHECKED_IN)
        work.reservation.checked_in_at = at
        work.reservation.checked_in_by_id = by.pk if by else None

    return engine.perform(Act.Kind.CHECKED_IN, reservation, change, by=by, at=at, **how)


def undo_check_in(reservation: Reservation, *, by: User, at: datetime, **how: Unpack[How]) -> Act:
    change = _move({Status.CHECKED_IN}, Status.CONFIRMED)
    return engine.perform(Act.Kind.CHECK_IN_UNDONE, reservation, change, by=by, at=at, **how)


def mark_no_show(reservation: Reservation, *, by: User, at: datetime, **how: Unpack[How]) -> Act:
    change = _move({Status.CONFIRMED}, Status.NO_SHOW)
    return engine.perform(Act.Kind.NO_SHOW, reservation, change, by=by, at=at, **how)


def take_back_no_show(reservation: Reservation, *, by: User, at: datetime, **how: Unpack[How]) -> Act:
    change = _move({Status.NO_SHOW}, Status.CONFIRMED)
    return engine.perform(Act.Kind.ARRIVED_AFTER_ALL, reservation, change, by=by, at=at, **how)


# Changes within a state


def edit(reservation: Reservation, changes: Mapping[str, Any], *, by: User, at: datetime, **how: Unpack[How]) -> Act:
    """Change fields of EDITABLE: `extras` as ExtraWish, `tags` as ids, `arrangement` as an object, money in cents.

    Guests, arrangement and extras are priced again, and more guests need seats. Raises ValueError for other fields.
    """
    if unknown := set(changes) - EDITABLE:
        raise ValueError(f"Not to be edited: {', '.join(sorted(unknown))}")

    def change(work: Work) -> None:
        for name in PLAIN & set(changes):
            setattr(work.reservation, name, changes[name])
        work.tags = sorted(changes.get("tags", work.tags))
        work.reservation.discount_cents = changes.get("discount_cents", work.reservation.discount_cents)
        if not {"guests", "arrangement", "extras"}.isdisjoint(changes):
            _reprice(work, changes)

    return engine.perform(Act.Kind.EDITED, reservation, change, by=by, at=at, **how)


def move(reservation: Reservation, *, to: Event, by: User, at: datetime, **how: Unpack[How]) -> Act:
    """Move to another event, if it has the seats. What was agreed stays agreed; dates follow the new event."""

    def change(work: Work) -> None:
        event = work.events[to.pk]
        if event == work.event:
            raise NothingChanged
        _require_bookable(event)
        work.reservation.event = event
        if work.reservation.option_expires_at:
            work.reservation.option_expires_at = terms.capped(work.reservation.option_expires_at, event)
        if work.reservation.due_on:
            work.reservation.due_on = terms.due_date(event, at=at)

    return engine.perform(Act.Kind.MOVED, reservation, change, by=by, at=at, to_event=to, **how)


def log_contact(
    reservation: Reservation, *, channel: str, text: str, by: User, at: datetime, **how: Unpack[How]
) -> Act:
    """Keep that somebody spoke to the customer: `channel` is "phone", "email" or "note"."""

    def change(work: Work) -> None:
        work.data = {"channel": channel, "text": text}

    return engine.perform(Act.Kind.LOGGED, reservation, change, by=by, at=at, **how)


# What they are made of


def _place_as(status: Status, party: Party, *, by: User, at: datetime, **how: Unpack[How]) -> Act:
    def change(work: Work) -> None:
        _price(work, party)
        _set_status(work, status)

    return _place(party, change, by=by, at=at, **how)


@engine.one_transaction()
def _place(party: Party, change: engine.Change, *, by: User, at: datetime, **how: Unpack[How]) -> Act:
    customer = party.customer
    if isinstance(customer, identity.Details):
        customer = identity.find_or_make(customer, at=at)
    fresh = Reservation(
        reference=party.reference or references.new(), customer=customer, event_id=party.event.pk, guests=party.guests,
        arrangement=party.arrangement, discount_cents=party.discount_cents, source=party.source, created_at=at,
        **{name: party.details[name] for name in PLAIN & set(party.details)},
    )  # fmt: skip

    def judged(work: Work) -> None:
        _require_bookable(work.event)
        work.tags = sorted(party.tags)
        change(work)

    act = engine.place(fresh, judged, by=by, at=at, **how)
    if act.reservation is not fresh:
        # A click that was repeated: a customer that we just made for it goes as well.
        transaction.set_rollback(True)
    return act


def _move(sources: set[Status], to: Status) -> engine.Change:
    def change(work: Work) -> None:
        _leave(work, sources, to)
        _set_status(work, to)

    return change


def _leave(work: Work, sources: set[Status], to: Status) -> None:
    """Judge a move: by the table, and by where this verb may come from."""
    _require(work, sources, to)
    if not work.reservation.can_become(to):
        raise MoveNotAllowed(work.reservation, to)


def _require(work: Work, sources: set[Status], to: Status) -> None:
    if work.reservation.status not in sources:
        raise MoveNotAllowed(work.reservation, to)


def _set_status(work: Work, status: Status) -> None:
    """Write the state, and what belongs to being in it: expiry, arrival, due date."""
    reservation = work.reservation
    becomes_a_booking = status == Status.CONFIRMED and not reservation.counts_as_omzet
    reservation.status = status
    if status != Status.OPTION:
        reservation.option_expires_at = None
    if status != Status.CHECKED_IN:
        reservation.checked_in_at = reservation.checked_in_by = None
    today = timezone.localdate(work.at)
    if becomes_a_booking and (reservation.due_on is None or reservation.due_on < today):
        reservation.due_on = terms.due_date(work.event, at=work.at)


def _hold(work: Work, expires_at: datetime) -> None:
    work.reservation.status = Status.OPTION
    work.reservation.option_placed_at = work.reservation.option_placed_at or work.at
    work.reservation.option_expires_at = expires_at
    # A call about the term before says nothing of this one.
    work.reservation.followed_up_at = work.reservation.followed_up_by = None


def _price(work: Work, party: Party, *, free: bool = False) -> None:
    if party.arrangement is None:
        raise ArrangementNeeded
    work.lines = pricing.lines_for(work.event, party.arrangement, party.guests, party.extras, free=free)


def _price_when_unpriced(work: Work, arrangement: Arrangement | None) -> None:
    """What was agreed stays; an option that never had an arrangement or a price gets it now."""
    reservation = work.reservation
    if reservation.arrangement_id and work.lines and arrangement in {None, reservation.arrangement}:
        return
    reservation.arrangement = arrangement or reservation.arrangement
    if reservation.arrangement is None:
        raise ArrangementNeeded
    work.lines = pricing.for_another_party(
        work.lines, work.event, reservation.arrangement, reservation.guests, was_guests=reservation.guests
    )


def _reprice(work: Work, changes: Mapping[str, Any]) -> None:
    reservation = work.reservation
    was_guests = reservation.guests
    reservation.guests = changes.get("guests", was_guests)
    reservation.arrangement = changes.get("arrangement", reservation.arrangement)
    if reservation.arrangement is None:
        return
    if "extras" in changes:
        free = pricing.are_free(work.lines)
        work.lines = pricing.lines_for(
            work.event, reservation.arrangement, reservation.guests, changes["extras"], free=free
        )
    else:
        work.lines = pricing.for_another_party(
            work.lines, work.event, reservation.arrangement, reservation.guests, was_guests=was_guests
        )


def _require_bookable(event: Event) -> None:
    if not (event.active and event.type.bookable):
        raise EventNotBookable(event)


def _need_reason(reason: str) -> None:
    if not reason.strip():
        raise ReasonNeeded
