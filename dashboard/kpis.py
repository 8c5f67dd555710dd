"""The figures of a period: omzet, bookings, events and what is booked most, each beside the period before (R7)."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Sum

from dashboard.periods import Period, month_of
from reservations.models import EventSummary
from reservations.models.summary import average_group
from reservations.months import Month


@dataclass(frozen=True)
class Part:
    """Bookings of one arrangement that count as omzet. Money in cents."""

    arrangement: int
    code: str
    name: str
    bookings: int
    guests: int
    omzet_cents: int


@dataclass(frozen=True)
class Booked:
    """The bookings of a period that count as omzet, by the date of their event."""

    parts: list[Part]

    @property
    def bookings(self) -> int:
        return sum(part.bookings for part in self.parts)

    @property
    def guests(self) -> int:
        return sum(part.guests for part in self.parts)

    @property
    def omzet_cents(self) -> int:
        return sum(part.omzet_cents for part in self.parts)

    @property
    def average_group(self) -> float | None:
        """Guests for a booking, one decimal; None without bookings."""
        return average_group(self.guests, self.bookings)

    @property
    def most_popular(self) -> Part | None:
        """The arrangement with most bookings; ties by guests, then code (R7)."""
        booked = [part for part in self.parts if part.bookings]
        return min(booked, key=lambda part: (-part.bookings, -part.guests, part.code), default=None)


@dataclass(frozen=True)
class Growth:
    """How a figure compares: `now` of one period, `base` of the one before."""

    now: int
    base: int
    period: Period
    compared: Period

    @property
    def percent(self) -> int | None:
        """By how much of the base it grew; None where the base is 0, of which nothing is a percentage."""
        return (200 * self.now + self.base) // (2 * self.base) - 100 if self.base else None

    @property
    def size(self) -> int:
        """The percentage without its sign."""
        return abs(self.percent or 0)

    @property
    def is_new(self) -> bool:
        return not self.base and bool(self.now)


def compared(period: Period, *, today: date) -> tuple[Period, Period]:
    """The two periods whose figures say how things grow: this calendar month and the last one for all time."""
    if period.before:
        return period, period.before
    last = Month.of(today).previous
    return month_of(today), Period(last.first, last.last)


def booked(period: Period) -> Booked:
    """The figures of one period, in one look at the sums of its events."""
    rows = EventSummary.objects.filter(**period.asked_of("event__date")).order_by()
    sums = [Sum(name) for name in ("bookings", "guests", "omzet_cents")]
    parts = rows.values_list("arrangement", "arrangement__code", "arrangement__name").annotate(*sums)
    return Booked([Part(*part) for part in parts])
