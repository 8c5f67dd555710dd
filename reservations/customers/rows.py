"""Customers as a row on screen or in a file shows them."""

from collections.abc import Collection
from datetime import date

from django.db.models import Prefetch

from crm.models import Customer
from reservations.models import CustomerSummary


def rows(pks: Collection[int], *, today: date) -> list[Customer]:
    """These, in this order, with company, tags and figures as they are on a local date (CustomerSummary.as_of)."""
    figures = Prefetch("summary", CustomerSummary.objects.as_of(today))
    found = Customer.objects.select_related("company").prefetch_related("tags", figures).in_bulk(list(pks))
    return [found[pk] for pk in pks if pk in found]
