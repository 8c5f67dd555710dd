"""Rows that come whole from elsewhere (the previous system, the demo): the engine's entrance for many at once.

What they say is kept as it is, with its history; nothing is refused for lack of seats, but what goes over an event's
capacity is flagged. Never mails.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.utils import timezone

from crm import identity
from crm.models import Customer
from reservations import contacts, engine, pricing, seats, summaries
from reservations.models import Act, Event, Line, Payment, Reservation
from reservations.pricing import AgreedLine
from reservations.retrying import begun_anew


@dataclass(kw_only=True)
class Whole:
    """A reservation as it was elsewhere: unsaved rows. Its total follows from its lines, its paid sum from payments."""

    reservation: Reservation
    lines: Sequence[AgreedLine] = ()
    payments: Sequence[Payment] = ()
    acts: Sequence[Act] = ()
    tags: Sequence[int] = field(default_factory=list)


@begun_anew
@engine.one_transaction()
def load(wholes: Sequence[Whole], *, at: datetime, summarise: bool = True) -> list[Reservation]:
    """Write them in one transaction, locked and summed like every act. References must be new.

    With `summarise=False` the caller promises to call summaries.refresh() for their events and customers.
    """
    events = seats.lock({whole.reservation.event_id for whole in wholes})
    for whole in wholes:
        reservation = whole.reservation
        reservation.total_cents = pricing.total(whole.lines, reservation.discount_cents)
        reservation.paid_cents = sum(payment.amount_cents for payment in whole.payments)
    _flag_over_capacity(wholes, events, at=at)
    _hold_customers(wholes)
    saved = Reservation.objects.bulk_create(whole.reservation for whole in wholes)
    _save_parts(wholes)
    if summarise:
        customers = {reservation.customer_id for reservation in saved}
        summaries.refresh(events=set(events), customers=customers, today=timezone.localdate(at))
    return saved


def _hold_customers(wholes: Sequence[Whole]) -> None:
    """Nobody is merged while their bookings are written; of who was, since they were recognised, it is the survivor."""
    by_customer: dict[int, list[Reservation]] = defaultdict(list)
    for whole in wholes:
        by_customer[whole.reservation.customer_id].append(whole.reservation)
    rows = Customer.objects.select_for_update(no_key=True).filter(pk__in=by_customer).order_by("pk")
    for customer in [row for row in rows if row.merged_into_id]:
        survivor = identity.hold(customer)
        for reservation in by_customer[customer.pk]:
            reservation.customer = survivor


def _flag_over_capacity(wholes: Sequence[Whole], events: dict[int, Event], *, at: datetime) -> None:
    """First come, first seated: flag those that find the event full."""
    taken = seats.held_by_event(events, at=at)
    for reservation in sorted((w.reservation for w in wholes), key=lambda r: r.created_at):
        needed = seats.taken_by(reservation, at=at)
        taken[reservation.event_id] += needed
        reservation.over_capacity = needed > 0 and taken[reservation.event_id] > events[reservation.event_id].capacity


def _save_parts(wholes: Sequence[Whole]) -> None:
    for whole in wholes:
        for payment in whole.payments:
            payment.reservation = whole.reservation
        for act in whole.acts:
            act.reservation = whole.reservation
    contacts.write([row for row in (whole.reservation for whole in wholes) if row.contact_name or row.contact_phone])
    tagged = Reservation.tags.through
    Line.objects.bulk_create(engine.line_row(line, whole.reservation) for whole in wholes for line in whole.lines)
    Payment.objects.bulk_create(payment for whole in wholes for payment in whole.payments)
    Act.objects.bulk_create(act for whole in wholes for act in whole.acts)
    tagged.objects.bulk_create(
        tagged(reservation=whole.reservation, reservationtag_id=tag) for whole in wholes for tag in whole.tags
    )
