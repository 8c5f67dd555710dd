"""The vocabulary of events."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Self

from django.db.models import Q, QuerySet
from django.utils import timezone


class EventQuerySet(QuerySet):
    def active(self) -> Self:
        return self.filter(active=True)

    def on(self, day: date) -> Self:
        return self.filter(date=day)

    def in_period(self, since: date | None, until: date | None) -> Self:
        """From one local date to another, both included; None is open."""
        period = {"date__gte": since, "date__lte": until}
        return self.filter(**{name: day for name, day in period.items() if day})

    def bookable(self) -> Self:
        """Neither closed nor of a type that is not sold. See also lifecycle.steps.require_bookable()."""
        return self.filter(active=True, type__bookable=True)

    def to_begin(self, *, at: datetime) -> Self:
        now = timezone.localtime(at)
        return self.filter(Q(date__gt=now.date()) | Q(date=now.date(), start__gt=now.time()))

    def with_programme(self) -> Self:
        return self.select_related("show", "type")

    def rows(self, pks: Iterable[int]) -> list:
        """These, in this order, as with_programme() loads them."""
        wanted = list(pks)
        found = self.with_programme().in_bulk(wanted)
        return [found[pk] for pk in wanted if pk in found]
