"""What a customer is worth, in figures: each with the rows behind it (R7, R8, R9)."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Max
from django.utils import timezone

from crm.models import Customer
from reservations.models import Arrangement, CustomerSummary, Reservation


@dataclass(frozen=True)
class Figures:
    """Of bookings that count as omzet; money in cents, visits as local dates up to today, tomorrow's is the next."""

    summary: CustomerSummary
    first_visit: date | None = None
    last_visit: date | None = None
    next_visit: date | None = None
    days_to_pay: int | None = None

    @property
    def average_guests(self) -> float | None:
        return self.summary.average_guests

    @property
    def arrangement(self) -> Arrangement | None:
        return self.summary.arrangement


def of(customer: Customer, *, at: datetime) -> Figures:
    today = timezone.localdate(at)
    stored: Any = CustomerSummary.objects.as_of(today).select_related("arrangement").filter(customer=customer).first()
    if stored is None:
        return Figures(CustomerSummary.none_of(customer))
    return Figures(stored, stored.first_visit, stored.last_visit, stored.next_visit, _days_to_pay(customer))


def _days_to_pay(customer: Customer) -> int | None:
    """Days from placing a booking to the last payment that settled it, on average; None when none was settled."""
    settled = Reservation.objects.counting_as_omzet().settled().filter(customer=customer)
    paid = settled.annotate(paid_on=Max("payments__received_on")).filter(paid_on__isnull=False)
    days = [max(0, (on - timezone.localdate(at)).days) for at, on in paid.values_list("created_at", "paid_on")]
    return round(sum(days) / len(days)) if days else None
