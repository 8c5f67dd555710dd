"""What a party would cost and whether it fits, before anything is placed. Reads, judges nothing, writes nothing."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from crm import identity
from crm.models import Customer
from reservations import pricing, seats
from reservations.models import Arrangement, Event, Reservation
from reservations.pricing import AgreedLine, ExtraWish
from reservations.refusals import Refusal
from reservations.status import HOLDS_SEATS, Status


@dataclass(frozen=True)
class Quote:
    """Lines and total in cents; seats left with the party in (below 0: short); `why_not`: it has no price."""

    lines: Sequence[AgreedLine] = ()
    total_cents: int = 0
    left: int | None = None
    why_not: str = ""
    event: Event | None = None

    @property
    def short(self) -> int:
        """Seats that are missing."""
        return max(0, -(self.left or 0))


def quote(
    event: Event | None, guests: int | None, arrangement: Arrangement | None, extras: Sequence[ExtraWish],
    *, discount_cents: int = 0, free: bool = False, at: datetime,
) -> Quote:  # fmt: skip
    """As far as it can be said of what was typed until now."""
    if event is None or not guests:
        return Quote()
    left = event.capacity - seats.held(event, at=at) - guests
    try:
        lines = pricing.lines_for(event, arrangement, guests, extras, free=free) if arrangement else []
        lines = lines or pricing.extra_lines(extras, free=free)
    except Refusal as refusal:
        # What is wrong with an add-on says nothing of the rest.
        rest = Quote(left=left, event=event)
        if extras:
            rest = quote(event, guests, arrangement, (), discount_cents=discount_cents, free=free, at=at)
        return replace(rest, why_not=str(refusal))
    return Quote(lines, pricing.total(lines, discount_cents), left, event=event)


def short_of(reservation: Reservation, guests: int, *, at: datetime) -> int:
    """Seats that are missing for a party that would grow to so many; 0 when it fits, or holds no seats."""
    if guests <= reservation.guests or not reservation.holds_seats(at=at):
        return 0
    held = seats.held(reservation.event, at=at, besides=reservation)
    return max(0, held + guests - reservation.event.capacity)


def others_of(customer: Customer | None, email: str, event: Event | None) -> list[Reservation]:
    """What this customer has on that evening already: warned of, not refused."""
    customer = customer or identity.known_by(email)
    if event is None or customer is None:
        return []
    theirs = Reservation.objects.filter(event=event, status__in=[*HOLDS_SEATS, Status.OPTION, Status.REQUEST])
    return list(theirs.filter(customer=customer).order_by("pk")[:3])
