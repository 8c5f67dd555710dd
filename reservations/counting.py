"""How many rows a list has: exact up to a limit, and "more than that" beyond it.

At a million rows a page is found in an instant; counting what is behind it is what would take long.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import QuerySet

from reservations.querysets.walking import some_of
from reservations.status import COUNTS_AS_OMZET, Status

MOST = 1000
Row = tuple[str, int, int]  # status, total and paid in cents


@dataclass(frozen=True)
class Count:
    """So many, or with `more` above MOST."""

    value: int
    more: bool = False

    @classmethod
    def of(cls, found: int) -> "Count":
        return cls(min(found, MOST), more=found > MOST)


@dataclass(frozen=True)
class Sums:
    """What rows come to, in cents; outstanding is of the bookings that count as omzet (R6)."""

    total_cents: int
    outstanding_cents: int


def look(reservations: QuerySet) -> list[Row]:
    """(status, total, paid) of rows of a list, one more than MOST at the most."""
    return list(some_of(reservations).values_list("status", "total_cents", "paid_cents")[: MOST + 1])


def in_state(status: str, rows: Sequence[Row], reservations: QuerySet) -> Sequence[Row]:
    """Those with this status, of rows in any state that were looked at: only of too many are they looked at anew."""
    return [row for row in rows if row[0] == status] if len(rows) <= MOST else look(reservations)


def whole(rows: Sequence[Row]) -> tuple[Count, Sums | None]:
    """Of rows that were looked at: how many there are and what they come to; no sums of more than MOST."""
    count = Count.of(len(rows))
    if count.more:
        return count, None
    owed = sum(max(0, total - paid) for status, total, paid in rows if status in COUNTS_AS_OMZET)
    return count, Sums(sum(total for _status, total, _paid in rows), owed)


def by_status(rows: Sequence[Row]) -> dict[str, Count | None]:
    """How many of them are in each state, and all of them under ""; None of each when they are more than MOST."""
    if len(rows) > MOST:
        return dict.fromkeys(["", *Status])
    found = Counter(status for status, _total, _paid in rows)
    return {"": Count(len(rows)), **{status: Count(found[status]) for status in Status}}


def each_status(reservations: QuerySet) -> dict[str, Count | None]:
    """The same of any number, each up to MOST. May take a second: no page waits for it."""
    counts: dict[str, Count | None] = {"": _up_to_most(reservations)}
    for status in Status:
        counts[status] = _up_to_most(reservations.filter(status=status))
    return counts


def _up_to_most(rows: QuerySet) -> Count:
    return Count.of(rows.order_by().values("pk")[: MOST + 1].count())
