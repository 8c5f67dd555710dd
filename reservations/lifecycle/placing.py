"""Placing: how a reservation comes to be."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any, Unpack

from django.db import transaction

from crm import identity
from crm.models import Customer
from crm.normalise import phone_e164
from reservations import engine, pricing, references, terms
from reservations.customers import acts
from reservations.engine import How, Work
from reservations.lifecycle.steps import PLAIN, hold, let_in, price, require_bookable, require_sense, set_status
from reservations.models import Act, Actor, Arrangement, Event, Reservation, ReservationTag
from reservations.pricing import ExtraWish
from reservations.refusals import AddressNeeded
from reservations.refusals.privacy import WasErased
from reservations.retrying import begun_anew
from reservations.status import Status

GUEST_TAG = "GENODIGDE"


@dataclass(frozen=True, kw_only=True)
class Party:
    """Who wants to come, to what, and with what: the input of every verb that places a reservation.

    `customer` may be the details of one, who is then found or made in the same transaction (R9); `email` is the address
    that a customer without one gave with it. `details` holds values for fields in PLAIN; `tags` are ids.
    """

    event: Event
    customer: Customer | identity.Details
    email: str = ""
    guests: int
    arrangement: Arrangement | None = None
    extras: Sequence[ExtraWish] = ()
    discount_cents: int = 0
    source: str = Reservation.Source.DESK
    reference: str = ""
    details: Mapping[str, Any] = field(default_factory=dict)
    tags: Sequence[int] = ()


def book(party: Party, *, by: Actor, at: datetime, **how: Unpack[How]) -> Act:
    """A booking that is confirmed at once. It needs an arrangement and an e-mail address to confirm to."""

    def change(work: Work) -> None:
        if not work.reservation.customer.email:
            raise AddressNeeded
        price(work, party.arrangement, party.extras)
        set_status(work, Status.CONFIRMED)

    return _place(party, change, by=by, at=at, **how)


def place_option(
    party: Party, *, by: Actor, at: datetime, days: int | None = None, until: date | None = None, **how: Unpack[How]
) -> Act:
    """Seats kept until an expiry: `days` from now (1 to 90, default OPTION_TERM_DAYS) or the end of a local date."""

    def change(work: Work) -> None:
        if party.arrangement:
            price(work, party.arrangement, party.extras)
        else:
            work.lines = pricing.extra_lines(party.extras)
        hold(work, terms.first_expiry(work.event, at=at, days=days, until=until))

    return _place(party, change, by=by, at=at, **how)


def invite(party: Party, *, by: Actor, at: datetime, **how: Unpack[How]) -> Act:
    """A guest of the house: confirmed, at € 0, tagged Genodigde."""

    def change(work: Work) -> None:
        price(work, party.arrangement, party.extras, free=True)
        work.tags = sorted({*work.tags, *ReservationTag.objects.filter(code=GUEST_TAG).values_list("pk", flat=True)})
        set_status(work, Status.CONFIRMED)

    return _place(party, change, by=by, at=at, **how)


def walk_in(party: Party, *, by: Actor, at: datetime, **how: Unpack[How]) -> Act:
    """A party that stands at the door without a booking: booked and let in as one act, so that one undo takes it back.

    It needs an arrangement and seats, and no e-mail address: there is nothing to confirm to it.
    """

    def change(work: Work) -> None:
        price(work, party.arrangement, party.extras)
        set_status(work, Status.CONFIRMED)
        let_in(work, by=by)

    return _place(replace(party, source=Reservation.Source.WALK_IN), change, by=by, at=at, **how)


def submit(party: Party, *, by: Actor, at: datetime, **how: Unpack[How]) -> Act:
    """A booking that waits for approval; it holds its seats."""
    return _place_as(Status.PENDING, party, by=by, at=at, **how)


def request(party: Party, *, by: Actor, at: datetime, **how: Unpack[How]) -> Act:
    """A wish for more seats than there are: it holds none until it is accepted."""
    return _place_as(Status.REQUEST, party, by=by, at=at, **how)


def _place_as(status: Status, party: Party, *, by: Actor, at: datetime, **how: Unpack[How]) -> Act:
    def change(work: Work) -> None:
        price(work, party.arrangement, party.extras)
        set_status(work, status)

    return _place(party, change, by=by, at=at, **how)


@begun_anew
@engine.one_transaction()
def _place(party: Party, change: engine.Change, *, by: Actor, at: datetime, **how: Unpack[How]) -> Act:
    said, details = party.customer, party.details
    customer = identity.recognise(said, at=at) if isinstance(said, identity.Details) else said
    fresh = Reservation(
        reference=party.reference or _unused_reference(), customer=customer, event_id=party.event.pk,
        guests=party.guests,
        arrangement=party.arrangement, discount_cents=party.discount_cents, source=party.source, created_at=at,
        **{name: details[name] for name in PLAIN & set(details)},
    )  # fmt: skip

    def judged(work: Work) -> None:
        require_bookable(work.event)
        # Behind the event, as every act locks them.
        work.reservation.customer = whose = hold_customer(customer, said)
        if isinstance(said, identity.Details):
            for name, value in contact_of(said, whose).items():
                setattr(work.reservation, name, details.get(name, value))
        acts.learn_address(whose, party.email, by=by, at=at)
        work.tags = sorted(party.tags)
        change(work)
        require_sense(work)

    act = engine.place(fresh, judged, by=by, at=at, **how)
    if act.reservation is not fresh:
        # A click that was repeated: a customer that we just made for it goes as well.
        transaction.set_rollback(True)
    return act


def hold_customer(customer: Customer, said: Customer | identity.Details) -> Customer:
    """Who books, locked. Were they erased since: who was recognised is somebody new now, who was chosen is refused.

    Raises identity.Elsewhere, for which the transaction is begun anew, and WasErased.
    """
    held = identity.hold(customer)
    if held.erased_at:
        raise identity.Elsewhere if isinstance(said, identity.Details) else WasErased
    return held


def contact_of(said: identity.Details, customer: Customer) -> dict[str, str]:
    """An address or a firm that several people book for: who spoke to us, and their number, stay known (R9)."""
    name, phone = said.full_name, phone_e164(said.phone, said.phone_country_code)
    contact = {"contact_name": name if name != customer.full_name else ""}
    return contact | {"contact_phone": phone if phone != customer.phone else ""}


def _unused_reference() -> str:
    while Reservation.objects.filter(reference=(reference := references.new())).exists():
        continue
    return reference
