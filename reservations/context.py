"""What the menu of every page counts."""

from reservations.models import Reservation


def nav_counts(request):
    """Asked of the database only by a page that shows the menu."""
    return {"nav_counts": {"waiting": Reservation.objects.pending().count}}
