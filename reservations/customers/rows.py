"""Customers as a row on screen or in a file shows them."""

from collections.abc import Collection
from datetime import date

from django.db.models import Prefetch

from crm.models import Customer
from reservations.customers import tags
from reservations.models import CustomerSummary


def rows(pks: Collection[int], *, today: date) -> list[Customer]:
    """These, in this order, with company, figures and `tags_now`, as they are on a local date."""
    figures = Prefetch("summary", CustomerSummary.objects.as_of(today))
    found = Customer.objects.select_related("company").prefetch_related(figures).in_bulk(list(pks))
    tagged = tags.of_all(found.values(), today=today)
    for customer in found.values():
        customer.tags_now = tagged[customer.pk]
    return [found[pk] for pk in pks if pk in found]
