"""What a company is worth: the figures of all its standing contacts together (R9)."""

from collections import Counter, defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Max, Sum

from crm.models import Company, Customer
from reservations.models import Arrangement, CustomerSummary, Reservation
from reservations.models.summary import average_group
from reservations.summaries import FIGURES

SUMMED = (*FIGURES, "cancellations", "no_shows")


@dataclass(frozen=True, kw_only=True)
class CompanyFigures:
    """Of the bookings of its contacts that count as omzet; money in cents, dates as they are on the day asked for."""

    company: Company
    contacts: int = 0
    bookings: int = 0
    guests: int = 0
    omzet_cents: int = 0
    paid_cents: int = 0
    outstanding_cents: int = 0
    cancellations: int = 0
    no_shows: int = 0
    first_visit: date | None = None
    last_visit: date | None = None
    next_visit: date | None = None

    @property
    def average_guests(self) -> float | None:
        return average_group(self.guests, self.bookings)


def figures(pks: Collection[int], *, today: date) -> list[CompanyFigures]:
    """Of these companies, in this order."""
    contacts = dict(Customer.objects.standing().filter(company__in=pks).values_list("pk", "company"))
    counted, summaries = Counter(contacts.values()), defaultdict(list)
    for summary in CustomerSummary.objects.as_of(today).filter(company__in=pks):
        summaries[summary.company_id].append(summary)
    found = Company.objects.in_bulk(list(pks))
    return [_of(found[pk], counted[pk], summaries[pk]) for pk in pks if pk in found]


def preferred_arrangement(company: Company) -> Arrangement | None:
    """Most bookings; ties by guests, then most recent, then the first made: as of a customer (R9)."""
    ranked = bookings(company).counting_as_omzet().values("arrangement")
    ranked = ranked.annotate(n=Count("pk"), heads=Sum("guests"), latest=Max("event__date"))
    first = ranked.order_by("-n", "-heads", "-latest", "arrangement").first()
    return Arrangement.objects.get(pk=first["arrangement"]) if first else None


def bookings(company: Company) -> Any:
    """All reservations of its standing contacts, whatever their state."""
    return Reservation.objects.filter(customer__in=Customer.objects.standing().filter(company=company).values("pk"))


def _of(company: Company, contacts: int, summaries: list[Any]) -> CompanyFigures:
    sums = {name: sum(getattr(summary, name) for summary in summaries) for name in SUMMED}
    return CompanyFigures(
        company=company, contacts=contacts, **sums,
        first_visit=min(_days(summaries, "first_visit"), default=None),
        last_visit=max(_days(summaries, "last_visit"), default=None),
        next_visit=min(_days(summaries, "next_visit"), default=None),
    )  # fmt: skip


def _days(summaries: list[Any], name: str) -> list[date]:
    return [day for summary in summaries if (day := getattr(summary, name))]
