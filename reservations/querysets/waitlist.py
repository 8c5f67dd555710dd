"""The vocabulary of who waits for seats."""

from datetime import date
from typing import Self

from django.db.models import QuerySet

from reservations.status import WAITING


class WaitlistQuerySet(QuerySet):
    def unserved(self) -> Self:
        """Neither booked nor gone."""
        return self.filter(status__in=WAITING)

    def waiting(self, *, today: date) -> Self:
        """The same, for an evening from this local date on."""
        return self.unserved().filter(event__date__gte=today)

    def first_come(self) -> Self:
        return self.order_by("created_at", "pk")

    def with_customer(self) -> Self:
        return self.select_related("customer__company")
