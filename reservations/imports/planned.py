"""What a row of the file becomes, before anything is written. Money in cents; `columns` are those of the model."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from crm.identity import Details
from reservations.imports.catalogue import Catalogue, Columns, PlannedEvent
from reservations.imports.report import Sums
from reservations.pricing import AgreedLine
from reservations.status import HOLDS_SEATS


class PlannedLine(NamedTuple):
    """As reservations.pricing.AgreedLine, with codes: an item may not exist yet."""

    description: str
    quantity: int
    unit_cents: int
    arrangement: str = ""
    extra: str = ""

    @property
    def cents(self) -> int:
        return self.quantity * self.unit_cents

    def agreed(self, catalogue: Catalogue) -> AgreedLine:
        arrangement = catalogue.arrangements[self.arrangement].pk if self.arrangement else None
        extra = catalogue.extras[self.extra].pk if self.extra else None
        return AgreedLine(self.description, self.quantity, self.unit_cents, arrangement, extra)


class TagWish(NamedTuple):
    code: str
    name: str
    colour: str = ""


@dataclass(kw_only=True)
class Planned:
    """A row that can be taken over."""

    id: str
    event: PlannedEvent
    details: Details
    created_at: datetime
    newsletter: bool
    guests: int
    columns: Columns

    @property
    def sums(self) -> Sums:
        """What it counts for in Foyer."""
        raise NotImplementedError


@dataclass(kw_only=True)
class Waiting(Planned):
    """It becomes an entry on the waitlist: it holds no seats and owes nothing."""

    @property
    def sums(self) -> Sums:
        return Sums(rows=1, guests=self.guests)


@dataclass(kw_only=True)
class Booking(Planned):
    """It becomes a reservation. `kept` goes into the history as it stands."""

    arrangement: str
    lines: list[PlannedLine]
    discount_cents: int
    payments: list[Columns]
    logged: list[Columns]
    tags: list[TagWish]
    kept: dict[str, Any]

    @property
    def sums(self) -> Sums:
        total = sum(line.cents for line in self.lines) - self.discount_cents
        paid = sum(payment["amount_cents"] for payment in self.payments)
        return Sums(rows=1, guests=self.guests, total_cents=total, paid_cents=paid)

    def holds_seats(self, *, at: datetime) -> bool:
        """See also Reservation.holds_seats()."""
        expires_at = self.columns["option_expires_at"]
        return self.columns["status"] in HOLDS_SEATS or bool(expires_at and expires_at > at)
