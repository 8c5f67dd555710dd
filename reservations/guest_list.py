"""Who comes to one event: what the door, the kitchen and the bar have to know of them, and in what numbers."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from django.db.models import Count, Prefetch, Sum

from crm.normalise import folded
from reservations.models import Event, Line, Reservation
from reservations.querysets import ReservationQuerySet
from reservations.status import Status
from reservations.vips import known_together


@dataclass(frozen=True)
class Unsure:
    """How many parties and guests are in a state that may yet come."""

    status: Status
    parties: int
    guests: int


class GuestList:
    """The parties that the door awaits or has let in, by the name they are called by."""

    def __init__(self, event: Event, *, at: datetime):
        self.event, self.at = event, at

    def rows(self) -> ReservationQuerySet:
        """With all that a line of the list says; in no order."""
        lines = Prefetch("lines", Line.objects.filter(extra__isnull=False).select_related("extra").order_by("pk"))
        coming = Reservation.objects.filter(event=self.event).at_the_door()
        return coming.with_customer().select_related("arrangement").prefetch_related(lines, "tags").with_vips()

    @cached_property
    def parties(self) -> list[Reservation]:
        return sorted(known_together(list(self.rows())), key=lambda row: (folded(str(row.customer)), row.pk))

    @property
    def guests(self) -> int:
        return sum(row.guests for row in self.parties)

    @property
    def arrived(self) -> int:
        """Parties that are in."""
        return sum(row.status == Status.CHECKED_IN for row in self.parties)

    @property
    def diets(self) -> list[tuple[str, int]]:
        """(what, how many guests), most first."""
        return _totals((word, count) for row in self.parties for word, count in row.diet)

    @property
    def other_diets(self) -> int:
        """Parties with a diet in words: those have to be read."""
        return sum(bool(row.diet_other) for row in self.parties)

    @property
    def add_ons(self) -> list[tuple[str, int]]:
        """(what, how many), most first."""
        return _totals((line.description, line.quantity) for row in self.parties for line in row.lines.all())

    @property
    def arrangements(self) -> list[tuple[str, int]]:
        """(what, for how many guests), most first."""
        return _totals((str(row.arrangement), row.guests) for row in self.parties)

    @property
    def unpaid_cents(self) -> int:
        return sum(max(0, row.outstanding_cents) for row in self.parties)

    @cached_property
    def unsure(self) -> list[Unsure]:
        """Who is not on the list and may come yet: waiting for approval, or a live option."""
        rows = Reservation.objects.filter(event=self.event).holding_seats(at=self.at)
        rows = rows.filter(status__in=[Status.PENDING, Status.OPTION]).order_by("status")
        return [Unsure(Status(s), n, g) for s, n, g in rows.values_list("status").annotate(Count("pk"), Sum("guests"))]


def _totals(pairs) -> list[tuple[str, int]]:
    counts: Counter[str] = Counter()
    for word, count in pairs:
        counts[word] += count
    return counts.most_common()
