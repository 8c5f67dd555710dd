"""The sizes that Foyer is designed for, and how a plan spreads over the years."""

from dataclasses import dataclass
from itertools import accumulate

DAYS_BACK, DAYS_AHEAD = 3650, 120


@dataclass(frozen=True)
class Plan:
    """Ten years of history and four months to come."""

    events: int
    reservations: int
    customers: int

    def days(self) -> list[int]:
        """Of each event: how many days from today, oldest first."""
        return [number * (DAYS_BACK + DAYS_AHEAD) // self.events - DAYS_BACK for number in range(self.events)]

    def parties(self) -> list[int]:
        """Of each event: how many reservations. The further ahead it is, the fewer there are as yet."""
        sold = [
            8 + number % 5 if days <= 0 else 10 * (1 - days / (DAYS_AHEAD + 30))
            for number, days in enumerate(self.days())
        ]
        upto = [round(share * self.reservations / sum(sold)) for share in accumulate(sold)]
        return [after - before for before, after in zip([0, *upto], upto, strict=False)]


SIZES: dict[str, Plan | None] = {
    "demo": None,  # the mission's picture is told, not counted
    "venue": Plan(events=3_000, reservations=100_000, customers=20_000),
    "group": Plan(events=30_000, reservations=1_000_000, customers=200_000),
}
