"""The seat sum of one event, row by row (R3): who holds how many and why, who holds none and why not; and what if."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property
from itertools import groupby

from django.utils.timezone import localdate

from reservations import seats
from reservations.fill import Fill
from reservations.models import Event, Reservation
from reservations.status import Status

# As people would read them: who is sure to come, who may, who holds nothing.
ORDER = [
    Status.CHECKED_IN, Status.CONFIRMED, Status.NO_SHOW, Status.PENDING, Status.OPTION, Status.REQUEST,
    Status.CANCELLED, Status.REJECTED,
]  # fmt: skip
PARTS = {Status.PENDING: "pending", Status.OPTION: "option"}


@dataclass(frozen=True)
class Seat:
    """One reservation's part of the sum."""

    reservation: Reservation
    held: int


@dataclass(frozen=True)
class Part:
    """A stretch of the bar: `start` and `width` in hundredths of the hall, `kind` is sure, pending or option."""

    kind: str
    seats: int
    start: int
    width: int


class SeatSum:
    """All reservations of an event, judged at one instant."""

    def __init__(self, event: Event, *, at: datetime):
        self.event, self.at = event, at

    @cached_property
    def rows(self) -> list[Seat]:
        found = Reservation.objects.filter(event=self.event).with_customer().order_by("created_at", "pk")
        in_order = sorted(found, key=lambda row: ORDER.index(Status(row.status)))
        return [Seat(row, seats.taken_by(row, at=self.at)) for row in in_order]

    @cached_property
    def holding(self) -> list[Seat]:
        return [row for row in self.rows if row.held]

    @cached_property
    def others(self) -> list[Seat]:
        return [row for row in self.rows if not row.held]

    @cached_property
    def fill(self) -> Fill:
        is_over = self.event.date < localdate(self.at)
        return Fill(self.event, sum(row.held for row in self.rows), is_over=is_over)

    @property
    def awaited(self) -> int:
        """How many may still come. See also ReservationQuerySet.awaited()."""
        return sum(row.reservation.is_awaited for row in self.rows)

    @property
    def options(self) -> list[Seat]:
        """Live options, the first to lapse first."""
        live = [row for row in self.holding if row.reservation.status == Status.OPTION]
        return sorted(live, key=lambda row: (row.reservation.option_expires_at, row.reservation.pk))

    def if_lapsed(self, keys: Collection[str] | None) -> "WhatIf":
        """If the live options with these keys, as an address has them, lapsed; all of them when None."""
        options = self.options
        chosen = [row for row in options if keys is None or str(row.reservation.pk) in keys]
        return WhatIf(options, chosen, self.fill)

    @property
    def parts(self) -> list[Part]:
        """The bar: sure first, then pending, then options. More than the hall has falls off its end."""
        taken, parts = 0, []
        for kind, rows in groupby(self.holding, key=lambda row: PARTS.get(Status(row.reservation.status), "sure")):
            count = sum(row.held for row in rows)
            start, end = (min(100, number * 100 // self.event.capacity) for number in (taken, taken + count))
            parts.append(Part(kind, count, start, end - start))
            taken += count
        return parts


@dataclass(frozen=True)
class WhatIf:
    """What the event would be like if the `chosen` of its live options lapsed."""

    options: list[Seat]
    chosen: list[Seat]
    now: Fill

    @property
    def then(self) -> Fill:
        return replace(self.now, taken=self.now.taken - self.seats)

    @property
    def seats(self) -> int:
        return sum(row.held for row in self.chosen)
