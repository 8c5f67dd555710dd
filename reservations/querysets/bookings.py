"""The vocabulary of reservations (R2, R3, R6, R7, R8).

Methods chain, never order and never read the clock: `at` is the moment, an aware timestamp, that the caller judges by.
"""

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from functools import reduce
from operator import or_
from typing import Any, Self, cast

from django.db.models import BooleanField, Case, Count, Exists, F, Func, OuterRef, Q, QuerySet, Subquery, Sum, When
from django.db.models.functions import Coalesce
from django.utils import timezone

from crm.models import SearchWord, Tag
from crm.querysets import found_by
from reservations.calendar import start_of
from reservations.querysets import walking
from reservations.querysets.events import EventQuerySet
from reservations.status import AWAITED, COUNTS_AS_OMZET, HOLDS_SEATS, OFF, Status
from reservations.vips import VIP, known_together

URGENT = timedelta(hours=24)

# What is still due on the rows together, in cents: for sets in which nobody has paid too much, like outstanding().
OUTSTANDING_CENTS = Sum(F("total_cents") - F("paid_cents"), default=0)
# What was paid beyond what is owed, in cents: for sets of with_credit(). See also Reservation.credit_cents.
CREDIT_CENTS = Sum(
    Case(When(status__in=sorted(OFF), then=F("paid_cents")), default=F("paid_cents") - F("total_cents")), default=0
)
TOTAL_CENTS = Sum("total_cents", default=0)


def urgent(*, at: datetime) -> Q:
    """Of an option: live, with less than 24 hours left (R2). See also Reservation.is_urgent()."""
    # In UTC: on a local timestamp, 24 hours later would be the same wall time, in a night of 23 hours or 25.
    return Q(option_expires_at__gt=at, option_expires_at__lt=at.astimezone(UTC) + URGENT)


def referred_to(text: str, prefix: str = "") -> Q:
    """The reference as it was typed, in small letters or in capitals: an index knows nothing of case.

    What stands before its dash may be left out, as people do on the telephone.
    """
    text = text.strip()
    return Q(**{f"{prefix}reference__in": {text, text.lower(), text.upper(), f"R-{text.upper()}", f"res-{text}"}})


def invoiced_as(text: str) -> Q:
    text = text.strip()
    return Q(invoice_number__in={text, text.lower(), text.upper()} - {""}) if text else Q(pk__in=[])


def one_of(statuses: frozenset[Status]) -> Q:
    """The status is one of these."""
    names = ", ".join(f"'{status.value}'" for status in sorted(statuses))
    return Q(_written("status", f"IN ({names})"))


def _written(column: str, condition: str) -> Func:
    """A condition of ours, written out in the SQL.

    With parameters SQLite could not see that a query wants what a partial index has, and would read the whole table.
    """
    return Func(F(column), template=f"%(expressions)s {condition}", output_field=BooleanField())


def in_credit() -> Q:
    """More was paid than is owed, and nothing is owed for what is off (R6). Written out, as one_of() is."""
    paid = Q(_written("paid_cents", "> 0"))
    return Q(one_of(COUNTS_AS_OMZET), paid_cents__gt=F("total_cents")) | Q(one_of(OFF), paid)


class ReservationQuerySet(QuerySet):
    # By status

    def options(self) -> Self:
        return self.filter(status=Status.OPTION)

    def pending(self) -> Self:
        return self.filter(status=Status.PENDING)

    def counting_as_omzet(self) -> Self:
        return self.filter(one_of(COUNTS_AS_OMZET))

    def standing(self) -> Self:
        """Neither cancelled nor rejected. See also Reservation.is_off."""
        return self.exclude(one_of(OFF))

    def awaited(self) -> Self:
        """Who may still come: standing, and neither in nor absent."""
        return self.filter(one_of(AWAITED))

    def at_the_door(self) -> Self:
        """Whom the door awaits or has let in (R7)."""
        return self.filter(status__in=[Status.CONFIRMED, Status.CHECKED_IN])

    def on_the_door_list(self) -> Self:
        """Those, and who did not show up: a guest who is late is let in all the same."""
        return self.filter(one_of(COUNTS_AS_OMZET))

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
        """Whom the door awaits or has let in that day (R7)."""
        return self.on(day).at_the_door()

    # As a list wants them: these, and search(), ask the database how many there are (walking.py)

    def among(self, rows: QuerySet) -> Self:
        """These of them: named, led to, or met on the way."""
        return cast("Self", walking.among(self, rows))

    def tagged(self, tag: Any) -> Self:
        taggings = cast("Any", self.model).tags.through.objects.filter(reservationtag=tag)
        keys = walking.led_to(taggings, "reservation")
        if keys is None:
            return self.filter(Exists(taggings.filter(reservation=OuterRef("pk"))))
        return self.filter(pk__in=keys)

    def narrowed(self, condition: Q) -> Self:
        """To those that meet a condition which an index knows."""
        return self.among(cast("Any", self.model).objects.filter(condition))

    def at_events(self, events: EventQuerySet) -> Self:
        """At any of these. More than can be named are taken to have more reservations than can be sorted, and to be met
        as soon from either end of a list: so not for events of a time."""
        few = walking.named(events)
        at_them = cast("Any", self.model).objects.filter(event__in=events if few is None else few)
        return self & walking.met(at_them) if few is None else self.among(at_them)

    def _any_of(self, *conditions: Q) -> Q:
        """That one of these holds, each of which an index knows: of both at once none does."""
        found = [cast("Any", self.model).objects.filter(condition) for condition in conditions]
        few = [walking.named(rows) for rows in found]
        pairs = zip(found, few, strict=True)
        return reduce(or_, (Q(pk__in=rows.values("pk") if pks is None else pks) for rows, pks in pairs))

    # By words

    def search(self, text: str) -> Self:
        """Those with this reference or invoice number, or of which the customer or the contact is found by name,
        company, e-mail address or telephone number."""
        others = self._any_of(self._of_contact(text), referred_to(text), invoiced_as(text))
        # From words straight to customer_id: by way of the customers took longer than all the rest.
        theirs = found_by(text, SearchWord.objects.all(), "customer", by="customer_id")
        keys = walking.led_to(cast("Any", self.model).objects.filter(theirs))
        if keys is None:
            return self & walking.met(cast("Any", self.model).objects.filter(theirs | others))
        return self.filter(Q(pk__in=keys) | others)

    def _of_contact(self, text: str) -> Q:
        words = cast("Any", self.model._meta.get_field("contact_words").related_model)
        return found_by(text, words.objects.all(), "reservation")

    # By money

    def outstanding(self) -> Self:
        """Bookings that count as omzet and are not wholly paid (R6, R7)."""
        return self.counting_as_omzet().filter(total_cents__gt=F("paid_cents"))

    def overdue(self, *, at: datetime) -> Self:
        return self.outstanding().filter(due_on__lt=timezone.localdate(at))

    def settled(self) -> Self:
        """Of which something was to be paid, and all of it is."""
        return self.filter(total_cents__gt=0, paid_cents__gte=F("total_cents"))

    def without_due_date(self) -> Self:
        return self.outstanding().filter(due_on__isnull=True)

    def in_payment_state(self, state: str, *, at: datetime) -> Self:
        """Those of which labels.payment_state() says this (R6)."""
        is_off = Q(status__in=[Status.CANCELLED, Status.REJECTED])
        in_time = Q(due_on__isnull=True) | Q(due_on__gte=timezone.localdate(at)) | ~one_of(COUNTS_AS_OMZET)
        owing, paid = Q(total_cents__gt=F("paid_cents")), Q(_written("paid_cents", "> 0"))
        if state == "credit":
            # With what their indexes begin at, or SQLite would read all rows while there are none.
            whatever = Q(credit_as__in=["", "keep", "refund"])
            return self.filter(self._any_of(whatever & in_credit(), whatever & Q(paid_cents__gt=F("total_cents"))))
        states = {
            "none": Q(paid_cents=0) & (Q(total_cents=0) | is_off),
            "paid": paid & Q(paid_cents=F("total_cents")) & ~is_off,
            "partial": owing & paid & ~is_off & in_time,
            "open": owing & Q(_written("paid_cents", "<= 0")) & one_of(frozenset(Status) - OFF) & in_time,
        }
        return self.overdue(at=at) if state == "overdue" else self.filter(states[state])

    def due_within(self, *, days: int, at: datetime) -> Self:
        """To be paid today, or at most `days` after the local date of `at`; what is overdue is not among them."""
        today = timezone.localdate(at)
        return self.outstanding().filter(due_on__range=(today, today + timedelta(days=days)))

    def promised(self, *, at: datetime) -> Self:
        """To be paid by a date that the customer gave, and that has not passed."""
        return self.outstanding().filter(promised_on__gte=timezone.localdate(at))

    def promise_broken(self, *, at: datetime) -> Self:
        return self.outstanding().filter(promised_on__lt=timezone.localdate(at))

    def with_credit(self) -> Self:
        """More was paid than is owed: more than the total, or anything on a booking that is off."""
        return self.filter(in_credit())

    def credit_undecided(self) -> Self:
        return self.with_credit().filter(credit_as="")

    def credit_kept(self) -> Self:
        return self.with_credit().filter(credit_as="keep")

    def credit_with_us(self) -> Self:
        """Kept, or not decided on yet: all credit that is not to be paid out."""
        return self.with_credit().filter(credit_as__in=["", "keep"])

    def to_refund(self) -> Self:
        return self.with_credit().filter(credit_as="refund")

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
        return shown.prefetch_related("tags").with_vips()

    def with_vips(self) -> Self:
        """With what vips.is_vip() asks: the customers' tags, and as `vip_rule` that of the tag, if it has one."""
        rule = Tag.objects.filter(name=VIP).values("rule")[:1]
        return self.prefetch_related("customer__tags").annotate(vip_rule=Subquery(rule))

    def rows(self, pks: Iterable[int]) -> list:
        """These, in this order, as for_rows() loads them.

        A page is best chosen by its keys alone. With all the joins of a row in the same query, PostgreSQL spends more
        time on planning (25 ms for the overdue payments) than on all the rest of a dashboard, and SQLite may well begin
        at the shows, and sort every reservation to find fifty.
        """
        wanted = list(pks)
        found = self.for_rows().in_bulk(wanted)
        return known_together([found[pk] for pk in wanted if pk in found])
