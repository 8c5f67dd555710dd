"""The vocabulary of reservations: every set of rows that Foyer asks for has its name here (R2, R3, R6, R7, R8).

Methods chain, never order and never read the clock: `at` is the moment, an aware timestamp, that the caller judges by.
"""

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from typing import Self

from django.db.models import BooleanField, Count, F, Func, Q, QuerySet, Sum
from django.db.models.functions import Coalesce
from django.utils import timezone

from crm.models import Customer
from reservations.calendar import start_of
from reservations.status import COUNTS_AS_OMZET, HOLDS_SEATS, Status

# What is still due on the rows together, in cents: for sets in which nobody has paid too much, like outstanding().
OUTSTANDING_CENTS = Sum(F("total_cents") - F("paid_cents"), default=0)

# A mail server that does not answer is given up long before (EMAIL_TIMEOUT).
LONGEST_SENDING = timedelta(minutes=10)

MANY = 500  # customers


def urgent(*, at: datetime) -> Q:
    """Of an option: live, with less than 24 hours left (R2). See also Reservation.is_urgent()."""
    # In UTC: on a local timestamp, 24 hours later would be the same wall time, in a night of 23 hours or 25.
    return Q(option_expires_at__gt=at, option_expires_at__lt=at.astimezone(UTC) + timedelta(hours=24))


def referred_to(text: str, prefix: str = "") -> Q:
    """The reference as it was typed, in small letters or in capitals: an index knows nothing of case."""
    text = text.strip()
    return Q(**{f"{prefix}reference__in": {text, text.lower(), text.upper()}})


def one_of(statuses: frozenset[Status]) -> Q:
    """The status is one of these, written out in the SQL.

    As parameters SQLite could not see that a query wants what a partial index has, and would read the whole table.
    """
    names = ", ".join(f"'{status.value}'" for status in sorted(statuses))
    return Q(Func(F("status"), template=f"%(expressions)s IN ({names})", output_field=BooleanField()))


class EventQuerySet(QuerySet):
    def active(self) -> Self:
        return self.filter(active=True)

    def on(self, day: date) -> Self:
        return self.filter(date=day)

    def with_programme(self) -> Self:
        return self.select_related("show", "type")


class ReservationQuerySet(QuerySet):
    # By status

    def options(self) -> Self:
        return self.filter(status=Status.OPTION)

    def pending(self) -> Self:
        return self.filter(status=Status.PENDING)

    def counting_as_omzet(self) -> Self:
        return self.filter(one_of(COUNTS_AS_OMZET))

    def awaited(self) -> Self:
        """Whom the door awaits or has let in (R7)."""
        return self.filter(status__in=[Status.CONFIRMED, Status.CHECKED_IN])

    def at_the_door(self) -> Self:
        """Those, and who did not show up: a guest who is late is let in all the same."""
        return self.filter(status__in=[Status.CONFIRMED, Status.CHECKED_IN, Status.NO_SHOW])

    # By time. See also the questions of Reservation.

    def live_options(self, *, at: datetime) -> Self:
        return self.options().filter(option_expires_at__gt=at)

    def lapsed(self, *, at: datetime) -> Self:
        return self.options().filter(option_expires_at__lte=at)

    def expiring_within(self, *, days: int, at: datetime) -> Self:
        """Live options whose expiry date is at most `days` after the local date of `at` (R2)."""
        first_day_after = timezone.localdate(at) + timedelta(days=days + 1)
        return self.live_options(at=at).filter(option_expires_at__lt=start_of(first_day_after))

    def holding_seats(self, *, at: datetime) -> Self:
        live = Q(status=Status.OPTION, option_expires_at__gt=at)
        return self.filter(one_of(HOLDS_SEATS) | live)

    def on(self, day: date) -> Self:
        return self.filter(event__date=day)

    def checking_in_on(self, day: date) -> Self:
        return self.on(day).awaited()

    # By words

    def search(self, text: str) -> Self:
        """Those with this reference, or of customers whom crm's search finds.

        Asks the database how many customers that is: a few lead to their reservations by the index on customers, many
        are best met while walking down the reservations.
        """
        customers = Customer.objects.search(text)
        found = list(customers.values_list("pk", flat=True)[: MANY + 1])
        if len(found) > MANY:
            return self.filter(customer__in=customers)
        return self.filter(Q(customer__in=found) | referred_to(text))

    # By money

    def outstanding(self) -> Self:
        """Bookings that count as omzet and are not wholly paid (R6, R7)."""
        return self.counting_as_omzet().filter(total_cents__gt=F("paid_cents"))

    def overdue(self, *, at: datetime) -> Self:
        return self.outstanding().filter(due_on__lt=timezone.localdate(at))

    def without_due_date(self) -> Self:
        return self.outstanding().filter(due_on__isnull=True)

    # Sums

    def progress(self) -> dict[str, int]:
        """Of whom the door awaits or has let in: `count` parties of `guests`, and how many of both are in (R7)."""
        is_in = Q(status=Status.CHECKED_IN)
        return self.order_by().aggregate(
            count=Count("pk"),
            arrived=Count("pk", filter=is_in),
            guests_arrived=Sum(Coalesce("arrived_guests", "guests"), filter=is_in, default=0),
            # Last: from here on, `guests` is the name of a sum.
            guests=Sum("guests", default=0),
        )

    def seats(self) -> int:
        """Guests of the rows together; of `holding_seats()` it is the seats taken."""
        return self.aggregate(seats=Sum("guests", default=0))["seats"]

    # Loading

    def with_customer(self) -> Self:
        return self.select_related("customer__company")

    def for_rows(self) -> Self:
        """With all that a row on screen shows."""
        shown = self.with_customer().select_related("customer__summary", "event__show", "arrangement")
        return shown.prefetch_related("tags", "customer__tags")

    def rows(self, pks: Iterable[int]) -> list:
        """These, in this order, as for_rows() loads them.

        A page is best chosen by its keys alone. With all the joins of a row in the same query, PostgreSQL spends more
        time on planning (25 ms for the overdue payments) than on all the rest of a dashboard, and SQLite may well begin
        at the shows, and sort every reservation to find fifty.
        """
        wanted = list(pks)
        found = self.for_rows().in_bulk(wanted)
        return [found[pk] for pk in wanted if pk in found]


class ActQuerySet(QuerySet):
    def newest_first(self) -> Self:
        return self.order_by("-at", "-pk")

    def with_people(self) -> Self:
        return self.select_related("by", "payment", "undone_by__undone_by", "undoes__undoes", "mail")


class MailQuerySet(QuerySet):
    def on_its_way(self) -> Self:
        """Neither sent, withdrawn nor skipped."""
        return self.filter(sent_at__isnull=True, withdrawn_at__isnull=True, skipped_at__isnull=True)

    def unclaimed(self) -> Self:
        return self.on_its_way().filter(claimed_at__isnull=True)

    def due(self, *, at: datetime) -> Self:
        return self.unclaimed().filter(send_at__lte=at)

    def unrecorded(self) -> Self:
        """Ended, but not told in history yet."""
        ended = Q(sent_at__isnull=False) | Q(withdrawn_at__isnull=False) | Q(skipped_at__isnull=False)
        return self.filter(ended, recorded_at__isnull=True)

    def stuck(self, *, at: datetime) -> Self:
        """Claimed longer ago than sending can take: its process was stopped in between."""
        return self.on_its_way().filter(claimed_at__lte=at - LONGEST_SENDING)
