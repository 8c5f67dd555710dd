"""Stored sums: one row per customer, one per event and arrangement. Written by reservations/summaries.py alone."""

from datetime import date
from typing import Any, Self, cast

from django.db import models
from django.db.models import Case, DateField, F, Max, Min, OuterRef, Q, QuerySet, Subquery, When

from reservations.models.programme import Arrangement, Event
from reservations.models.reservation import Reservation


class Figures(models.Model):
    """Of the bookings that count as omzet (R7). Money in cents; outstanding leaves out what was paid too much."""

    bookings = models.PositiveIntegerField(default=0)
    guests = models.PositiveIntegerField(default=0)
    omzet_cents = models.BigIntegerField(default=0)
    paid_cents = models.BigIntegerField(default=0)
    outstanding_cents = models.BigIntegerField(default=0)

    class Meta:
        abstract = True


class EventSummary(Figures):
    event = models.ForeignKey(Event, models.CASCADE, related_name="summaries")
    arrangement = models.ForeignKey(Arrangement, models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["event", "arrangement"], name="event_summary_one_per_pair")]

    def __str__(self) -> str:
        return f"{self.event} · {self.arrangement}"


def _visits() -> QuerySet:
    """Of the customer of a summary."""
    return Reservation.objects.counting_as_omzet().filter(customer=OuterRef("customer")).order_by().values("customer")


def _latest(day: date) -> QuerySet:
    return _visits().filter(event__date__lte=day).annotate(day=Max("event__date")).values("day")


def average_group(guests: int, bookings: int) -> float | None:
    """One decimal; None without bookings."""
    return round(guests / bookings, 1) if bookings else None


class CustomerSummaryQuerySet(QuerySet):
    # The two halves of a list that asks when somebody came: by an index, and by a look at their reservations (R11).

    def current(self, day: date) -> Self:
        """Whose dates still hold on `day`; with `seen`, the last visit up to it."""
        still = Q(next_visit_on__isnull=True) | Q(next_visit_on__gt=day)
        return self.filter(still).annotate(seen=F("last_visit_on"))

    def overtaken(self, day: date) -> Self:
        """Whose next visit has come since the last write; with `seen`, the last one up to `day`."""
        return self.filter(next_visit_on__lte=day).annotate(seen=Subquery(_latest(day), output_field=DateField()))

    def as_of(self, day: date) -> Self:
        """With `first_visit` and `last_visit`, dates up to `day`, and `next_visit`, the first after it (R11).

        Only rows whose `next_visit_on` has come since they were written cost a look at their reservations.
        """
        soonest = _visits().filter(event__date__gt=day).annotate(day=Min("event__date")).values("day")
        return self.annotate(
            last_visit=Case(
                When(next_visit_on__lte=day, then=_latest(day)), default=F("last_visit_on"), output_field=DateField()
            ),
            first_visit=Case(
                When(first_visit_on__isnull=True, next_visit_on__lte=day, then=F("next_visit_on")),
                default=F("first_visit_on"),
                output_field=DateField(),
            ),
            next_visit=Case(
                When(next_visit_on__lte=day, then=soonest), default=F("next_visit_on"), output_field=DateField()
            ),
        )

    def not_coming(self, day: date) -> Self:
        """Who has no visit after `day`; as of that day."""
        return self.as_of(day).filter(next_visit__isnull=True)

    def gone(self, day: date, *, after: date, until: date) -> Self:
        """Those of them whose last visit was after one date and up to another, both before `day`."""
        # By indexes, and then as of the day: where the next visit has come, the last one is that or a later one.
        still = Q(next_visit_on__isnull=True, last_visit_on__gt=after, last_visit_on__lte=until)
        found = self.not_coming(day).filter(still | Q(next_visit_on__lte=until))
        return found.filter(last_visit__gt=after, last_visit__lte=until)


class CustomerSummary(Figures):
    """What a list of customers sorts by (R9).

    Dates are of events. `last_visit_on` and `next_visit_on` were right on the day of the last write; when
    `next_visit_on` has come since, CustomerSummaryQuerySet.as_of() looks again, so midnight needs no job (R11).
    """

    customer = models.OneToOneField("crm.Customer", models.CASCADE, primary_key=True, related_name="summary")
    first_visit_on = models.DateField(null=True)
    last_visit_on = models.DateField(null=True)
    next_visit_on = models.DateField(null=True)
    arrangement = models.ForeignKey(Arrangement, models.PROTECT, null=True, related_name="+")
    company = models.ForeignKey(
        "crm.Company", models.PROTECT, null=True, related_name="+", db_index=False,
        help_text="Of a standing customer: so that companies can be sorted by sums of their contacts.",
    )  # fmt: skip
    cancellations = models.PositiveIntegerField(default=0)
    no_shows = models.PositiveIntegerField(default=0)

    objects = CustomerSummaryQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["-omzet_cents", "customer"], name="customer_by_omzet"),
            models.Index(fields=["-bookings", "customer"], name="customer_by_bookings"),
            models.Index(fields=["-last_visit_on", "customer"], name="customer_by_last_visit"),
            models.Index(fields=["next_visit_on", "customer"], name="customer_by_next_visit"),
            # With all that is summed, so that no row is read.
            models.Index(
                fields=["company", "omzet_cents", "bookings"],
                name="customer_figures_by_company",
                condition=Q(company__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return str(self.customer)

    @property
    def average_guests(self) -> float | None:
        return average_group(self.guests, self.bookings)

    @property
    def has_come_back(self) -> bool:
        """Whether there was a visit after the first; for rows of as_of()."""
        days = cast("Any", self)
        return days.first_visit != days.last_visit

    @classmethod
    def none_of(cls, customer: Any) -> "CustomerSummary":
        """Of who has no reservations: nothing, and not to be saved."""
        return cls(customer=customer)

    def has_visited(self, *, before: date) -> bool:
        """Whether they came on a day before this one, which is today or has been."""
        days = [self.first_visit_on, self.next_visit_on]
        return any(day is not None and day < before for day in days)
