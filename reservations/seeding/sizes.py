"""The sizes that Foyer is designed for, and how a plan spreads over the years."""

from dataclasses import dataclass
from itertools import accumulate, pairwise

DAYS_AHEAD = 120


@dataclass(frozen=True)
class Plan:
    """Years of history, and four months to come."""

    events: int
    reservations: int
    customers: int
    days_back: int = 3650

    def days(self) -> list[int]:
        """Of each event: how many days from today, oldest first."""
        return [number * (self.days_back + DAYS_AHEAD) // self.events - self.days_back for number in range(self.events)]

    def parties(self) -> list[int]:
        """Of each event: how many reservations. The further ahead it is, the fewer there are as yet."""
        sold = [10 - max(0, days) / 15 + number % 5 - 2 for number, days in enumerate(self.days())]
        whole = sum(sold)
        upto = [round(part * self.reservations / whole) for part in accumulate(sold)]
        return [after - before for before, after in pairwise([0, *upto])]


SIZES: dict[str, Plan | None] = {
    "demo": None,  # the mission's picture is told, not counted
    "venue": Plan(events=3_000, reservations=100_000, customers=20_000),
    "group": Plan(events=30_000, reservations=1_000_000, customers=200_000),
}
