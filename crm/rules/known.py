"""What a rule is judged by in Python: a customer, their figures as they are on a day, the tags given by hand."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.apps import apps
from django.db.models import QuerySet


@dataclass(frozen=True)
class Known:
    """`figures` is None of somebody who never booked: all counts are 0, and no date is there.

    `tags` are ids of the tags that they have; of the tags by rule, those are judged in turn.
    """

    customer: Any
    figures: Any = None
    tags: frozenset[int] = frozenset()


def figures_as_of(today: date) -> QuerySet:
    """The stored figures, with dates of visits that are right on a local date (R11)."""
    customer: Any = apps.get_model("crm", "Customer")
    return customer.summary.related.related_model.objects.as_of(today)


def known_of(customers: Iterable[Any], *, today: date, tags: Mapping[int, frozenset[int]] | None = None) -> list[Known]:
    """These customers, by one query for all of them. `tags`: customer id → ids of the tags they have."""
    rows = list(customers)
    figures = {row.customer_id: row for row in figures_as_of(today).filter(customer__in=[row.pk for row in rows])}
    return [Known(row, figures.get(row.pk), (tags or {}).get(row.pk, frozenset())) for row in rows]
