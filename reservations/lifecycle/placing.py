"""Placing: how a reservation comes to be."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Unpack

from django.db import transaction

from crm import identity
from crm.models import Customer
from reservations import engine, references, terms
from reservations.engine import How, Work
from reservations.lifecycle.steps import PLAIN, hold, price, require_bookable, set_status
from reservations.models import Act, Actor, Arrangement, Event, Reservation, ReservationTag
from reservations.pricing import ExtraWish
from reservations.refusals import NoAddress
from reservations.status import Status

GUEST_TAG = "GENODIGDE"


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


def book(party: Party, *, by: Actor, at: datetime, **how: Unpack[How]) -> Act:
    """A booking that is confirmed at once. It needs an arrangement and an e-mail address to confirm to."""

    def change(work: Work) -> None:
        if not work.reservation.customer.email:
            raise NoAddress(terms.NO_ADDRESS)
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
        hold(work, terms.first_expiry(work.event, at=at, days=days, until=until))

    return _place(party, change, by=by, at=at, **how)


def invite(party: Party, *, by: Actor, at: datetime, **how: Unpack[How]) -> Act:
    """A guest of the house: confirmed, at € 0, tagged Genodigde."""

    def change(work: Work) -> None:
        price(work, party.arrangement, party.extras, free=True)
        work.tags = sorted({*work.tags, *ReservationTag.objects.filter(code=GUEST_TAG).values_list("pk", flat=True)})
        set_status(work, Status.CONFIRMED)

    return _place(party, change, by=by, at=at, **how)


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


@engine.one_transaction()
def _place(party: Party, change: engine.Change, *, by: Actor, at: datetime, **how: Unpack[How]) -> Act:
    customer, details = party.customer, dict(party.details)
    if isinstance(customer, identity.Details):
        name = customer.full_name
        customer = identity.find_or_make(customer, at=at)
        if name and name != customer.full_name:
            # An address or a firm that several people book for: who spoke to us stays known.
            details.setdefault("contact_name", name)
    fresh = Reservation(
        reference=party.reference or references.new(), customer=customer, event_id=party.event.pk, guests=party.guests,
        arrangement=party.arrangement, discount_cents=party.discount_cents, source=party.source, created_at=at,
        **{name: details[name] for name in PLAIN & set(details)},
    )  # fmt: skip

    def judged(work: Work) -> None:
        require_bookable(work.event)
        work.tags = sorted(party.tags)
        change(work)

    act = engine.place(fresh, judged, by=by, at=at, **how)
    if act.reservation is not fresh:
        # A click that was repeated: a customer that we just made for it goes as well.
        transaction.set_rollback(True)
    return act
