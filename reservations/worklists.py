"""The lists of work, by the name they have in addresses (R8): card, list and export ask here, so they agree."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from reservations.models import Reservation
from reservations.querysets import ReservationQuerySet


@dataclass(frozen=True)
class WorkList:
    """Which rows, judged at a moment, and in what order."""

    name: str
    title: Promise
    rows: Callable[[ReservationQuerySet, datetime], ReservationQuerySet]
    order: tuple[str, ...]

    def at(self, at: datetime) -> ReservationQuerySet:
        return self.rows(Reservation.objects.all(), at).order_by(*self.order)


def _expiring(reservations: ReservationQuerySet, at: datetime) -> ReservationQuerySet:
    return reservations.expiring_within(days=settings.OPTION_SOON_DAYS, at=at)


EXPIRING = WorkList("expiring-options", _("Expiring options"), _expiring, ("option_expires_at", "pk"))
LAPSED = WorkList("lapsed-options", _("Lapsed options"), lambda r, at: r.lapsed(at=at), ("option_expires_at", "pk"))
OVERDUE = WorkList("overdue-payments", _("Overdue payments"), lambda r, at: r.overdue(at=at), ("due_on", "pk"))
OUTSTANDING = WorkList("outstanding", _("Outstanding payments"), lambda r, at: r.outstanding(), ("due_on", "pk"))
NO_DUE_DATE = WorkList("no-due-date", _("Without a due date"), lambda r, at: r.without_due_date(), ("created_at", "pk"))
PENDING = WorkList("pending-approval", _("Waiting for approval"), lambda r, at: r.pending(), ("created_at", "pk"))
ARRIVING = WorkList(
    "check-in-today",
    _("Check-in today"),
    lambda r, at: r.checking_in_on(timezone.localdate(at)),
    ("event__start", "-status", "customer__last_name", "pk"),
)

WORK_LISTS = {work.name: work for work in (EXPIRING, LAPSED, OVERDUE, OUTSTANDING, NO_DUE_DATE, PENDING, ARRIVING)}
