"""What the menu of every page counts."""

from django.db.models import Count, QuerySet, Value
from django.utils import timezone
from django.utils.functional import cached_property

from reservations.models import Reservation
from reservations.worklists import OVERDUE

MOST = 99  # of what is overdue; the menu says "99+"


class NavCounts:
    """Bookings that wait for us, and those that should have been paid: both by one query, of a page that shows them."""

    @cached_property
    def _found(self) -> dict[str, int]:
        overdue = OVERDUE.at(timezone.now()).order_by().values("pk")[: MOST + 1]
        waiting = _counted("waiting", Reservation.objects.pending())
        return dict(waiting.union(_counted("overdue", Reservation.objects.filter(pk__in=overdue)), all=True))

    @property
    def waiting(self) -> int:
        return self._found.get("waiting", 0)

    @property
    def overdue(self) -> int:
        """Up to one more than MOST: at a million rows, many thousands may be."""
        return self._found.get("overdue", 0)


def nav_counts(request):
    return {"nav_counts": NavCounts()}


def _counted(name: str, rows: QuerySet) -> QuerySet:
    return rows.order_by().annotate(name=Value(name)).values_list("name").annotate(found=Count("pk"))
