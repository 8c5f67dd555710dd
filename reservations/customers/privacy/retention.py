"""Who has been kept long enough (R13): asked of the rows each time, so that no job needs to have run (R11)."""

from calendar import monthrange
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Unpack

from django.conf import settings
from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from crm.models import Customer
from reservations import paging
from reservations.calendar import start_of
from reservations.customers.privacy import erasing
from reservations.customers.privacy.choices import Because
from reservations.engine import How
from reservations.models import Act, Actor, CustomerSummary, Payment, Reservation, WaitlistEntry
from reservations.querysets.bookings import in_credit, one_of
from reservations.refusals import Refusal
from reservations.status import COUNTS_AS_OMZET

AT_A_TIME = 100
_THEIRS = Q(customer=OuterRef("pk"))
# With somebody about their booking: such acts name no customer.
TALKS = (Act.Kind.LOGGED, Act.Kind.PROMISED, Act.Kind.FOLLOWED_UP)


@dataclass(frozen=True)
class Silence:
    """Customers of whom nothing was heard for RETENTION_MONTHS: those who came, or those who never did.

    In the order of an index each: a page of two hundred thousand is found without a look at them all. Rows are those
    of a table whose keys are those of the customers.
    """

    name: str
    title: Promise
    order: tuple[str, ...]
    rows: Callable[[date], QuerySet]
    customer: str = ""

    def due(self, *, at: datetime) -> QuerySet:
        """Nobody when RETENTION_MONTHS is 0. Heard is: a visit, booking, wish, payment, talk or consent."""
        if not settings.RETENTION_MONTHS:
            return self.rows(date.min).none()
        day = cutoff(timezone.localdate(at))
        since = start_of(day)
        agreed_since = Q(**{f"{self.customer}newsletter_at__gte": since})
        standing = {"merged_into__isnull": True, "erased_at__isnull": True, "created_at__lt": since}
        of_customer = {f"{self.customer}{name}": value for name, value in standing.items()}
        return self.rows(day).filter(~agreed_since, *(~Exists(rows) for rows in _heard(day, since)), **of_customer)


def _came(day: date) -> QuerySet:
    no_more = Q(next_visit_on__isnull=True) | Q(next_visit_on__lt=day)
    return CustomerSummary.objects.filter(no_more, last_visit_on__lt=day)


def _never_came(day: date) -> QuerySet:
    # By the sums that are stored most are seen to have come, without a look at their bookings.
    came = Q(last_visit_on__isnull=False) | Q(next_visit_on__gte=day)
    return Customer.objects.filter(~Exists(CustomerSummary.objects.filter(came, _THEIRS)))


CAME = Silence("came", _("Not been here for long"), ("last_visit_on", "customer"), _came, "customer__")
NEVER_CAME = Silence("never-came", _("Never been here"), ("created_at", "pk"), _never_came)
SILENCES = (CAME, NEVER_CAME)


def _heard(day: date, since: datetime) -> tuple[QuerySet, ...]:
    """Bookings that are of that time, or are not settled; payments, wishes for seats; and what was done with them.

    By when somebody booked, not by when their row was written: an import of old bookings is no word of theirs.
    """
    waited = Q(event__date__gte=day) | Q(created_at__gte=since) | Q(contacted_at__gte=since)
    talk = Act.objects.filter(reservation=OuterRef("pk"), kind__in=TALKS, at__gte=since)
    unsettled = in_credit() | Q(one_of(COUNTS_AS_OMZET), total_cents__gt=F("paid_cents"))
    return (
        Reservation.objects.filter(Q(event__date__gte=day) | Q(created_at__gte=since) | unsettled, _THEIRS),
        Payment.objects.filter(reservation__customer=OuterRef("pk"), received_on__gte=day),
        WaitlistEntry.objects.filter(waited, _THEIRS),
        Act.objects.filter(_THEIRS, at__gte=since),
        # One booking after the other: joined, a database may walk all acts of that time for each customer.
        Reservation.objects.filter(Exists(talk), _THEIRS),
    )


def cutoff(today: date) -> date:
    """The same day RETENTION_MONTHS earlier, or the last of that month."""
    year, month = divmod(today.year * 12 + today.month - 1 - settings.RETENTION_MONTHS, 12)
    return date(year, month + 1, min(today.day, monthrange(year, month + 1)[1]))


def forget(*, clock: Callable[[], datetime]) -> Iterator[tuple[Customer, Refusal | None]]:
    """Erase who is due, and yield each with why not, if not. Interrupted and run again it goes on.

    `clock` tells the moment of each: of many it may take long.
    """
    for silence in SILENCES:
        for customer in each_due(silence, clock=clock):
            yield customer, refused(customer, by=None, at=clock())


def each_due(silence: Silence, *, clock: Callable[[], datetime]) -> Iterator[Customer]:
    """A page at a time: who is erased meanwhile is out of the way of the next."""
    cursor, more = "", True
    while more:
        page = paging.page_of(silence.due(at=clock()), silence.order, size=AT_A_TIME, after=cursor)
        found = Customer.objects.select_related("company").in_bulk(page.pks)
        yield from (found[pk] for pk in page.pks)
        cursor, more = page.after, bool(page.after)


def refused(customer: Customer, *, by: Actor, at: datetime, **how: Unpack[How]) -> Refusal | None:
    """Erase somebody who is due; why not, if not."""
    try:
        erasing.erase(customer, because=Because.KEPT_LONG_ENOUGH, by=by, at=at, **how)
    except Refusal as refusal:
        return refusal
    return None
