"""The lists of work, by the name they have in addresses (R8): card, list and export ask here, so they agree."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db.models import Count, Sum
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from reservations.models import Reservation
from reservations.querysets import CREDIT_CENTS, OUTSTANDING_CENTS, TOTAL_CENTS, ReservationQuerySet, urgent


@dataclass(frozen=True)
class WorkList:
    """Which rows, judged at a moment, and in what order; `cents` is the sum of money that they are about."""

    name: str
    title: Promise
    rows: Callable[[ReservationQuerySet, datetime], ReservationQuerySet]
    order: tuple[str, ...]
    cents: Sum = TOTAL_CENTS

    def at(self, at: datetime) -> ReservationQuerySet:
        return self.rows(Reservation.objects.all(), at).order_by(*self.order)

    def figures(self, at: datetime) -> dict[str, int]:
        """How many rows (`count`), and what they come to (`cents`)."""
        return self.at(at).order_by().aggregate(count=Count("pk"), cents=self.cents)


def _expiring(reservations: ReservationQuerySet, at: datetime) -> ReservationQuerySet:
    return reservations.expiring_within(days=settings.OPTION_SOON_DAYS, at=at)


def _due_soon(reservations: ReservationQuerySet, at: datetime) -> ReservationQuerySet:
    return reservations.due_within(days=settings.PAYMENT_SOON_DAYS, at=at)


EXPIRING = WorkList("expiring-options", _("Expiring options"), _expiring, ("option_expires_at", "pk"))
URGENT = WorkList(
    "urgent-options", _("Urgent options"), lambda r, at: r.filter(urgent(at=at)), ("option_expires_at", "pk")
)
LAPSED = WorkList("lapsed-options", _("Lapsed options"), lambda r, at: r.lapsed(at=at), ("option_expires_at", "pk"))
OVERDUE = WorkList(
    "overdue-payments", _("Overdue payments"), lambda r, at: r.overdue(at=at), ("due_on", "pk"), OUTSTANDING_CENTS
)
DUE_SOON = WorkList("due-soon", _("Payments due soon"), _due_soon, ("due_on", "pk"), OUTSTANDING_CENTS)
OUTSTANDING = WorkList(
    "outstanding", _("Outstanding payments"), lambda r, at: r.outstanding(), ("due_on", "pk"), OUTSTANDING_CENTS
)
NO_DUE_DATE = WorkList(
    "no-due-date",
    _("Without a due date"),
    lambda r, at: r.without_due_date(),
    ("created_at", "pk"),
    OUTSTANDING_CENTS,
)
PROMISED = WorkList(
    "promised", _("Promised payments"), lambda r, at: r.promised(at=at), ("promised_on", "pk"), OUTSTANDING_CENTS
)
PROMISE_BROKEN = WorkList(
    "promise-broken",
    _("Promises not kept"),
    lambda r, at: r.promise_broken(at=at),
    ("promised_on", "pk"),
    OUTSTANDING_CENTS,
)
# Of credit: undecided first, the oldest booking first.
CREDIT = WorkList(
    "credit", _("Credit"), lambda r, at: r.credit_with_us(), ("credit_as", "created_at", "pk"), CREDIT_CENTS
)
CREDIT_UNDECIDED = WorkList(
    "credit-undecided",
    _("Credit to decide on"),
    lambda r, at: r.credit_undecided(),
    ("created_at", "pk"),
    CREDIT_CENTS,
)
CREDIT_KEPT = WorkList(
    "credit-kept", _("Credit kept"), lambda r, at: r.credit_kept(), ("created_at", "pk"), CREDIT_CENTS
)
REFUNDS = WorkList("refunds", _("Refunds to pay out"), lambda r, at: r.to_refund(), ("created_at", "pk"), CREDIT_CENTS)
PENDING = WorkList("pending-approval", _("Waiting for approval"), lambda r, at: r.pending(), ("created_at", "pk"))
BOOKED = WorkList("booked", _("Counts as omzet"), lambda r, at: r.counting_as_omzet(), ("-created_at", "-pk"))
ARRIVING = WorkList(
    "check-in-today",
    _("Check-in today"),
    lambda r, at: r.checking_in_on(timezone.localdate(at)),
    ("event__start", "-status", "customer__last_name", "pk"),
)

_ALL = (
    EXPIRING, URGENT, LAPSED, OVERDUE, DUE_SOON, OUTSTANDING, NO_DUE_DATE, PROMISED, PROMISE_BROKEN, CREDIT,
    CREDIT_UNDECIDED, CREDIT_KEPT, REFUNDS, PENDING, ARRIVING, BOOKED,
)  # fmt: skip
WORK_LISTS = {work.name: work for work in _ALL}
