"""Customers of every kind, what the list says of them, and somebody who may erase."""

from datetime import timedelta

import pytest
from django.http import QueryDict

from crm.models import Customer
from reservations.customers.filters import CustomerFilter
from reservations.customers.privacy import erasing
from reservations.status import Status
from tests.factories import NOON, TODAY, CustomerFactory, EventFactory, ReservationFactory, local

DAY = timedelta(days=1)


def book(customer, *days, **columns):
    """Evenings so many days from today."""
    for day in days:
        ReservationFactory(customer=customer, event=EventFactory(date=TODAY + day * DAY), **columns)
    return customer


def asked(query="", at=NOON):
    return CustomerFilter(QueryDict(query), at=at)


def names(query="", at=NOON):
    """Whom the list shows, by last name, in its order."""
    people = dict(Customer.objects.values_list("pk", "last_name"))
    keys = asked(query, at).keys()
    return [people[pk] for pk in keys]


@pytest.fixture
def crowd(db):
    """Who came often, once, long ago, comes yet, cancelled, never booked; and two who are gone."""
    jan = book(CustomerFactory(last_name="Often", newsletter_at=NOON), -40, -30, 9, total_cents=90000)
    book(CustomerFactory(last_name="Once"), -10, total_cents=5000)
    book(CustomerFactory(last_name="Long ago", newsletter_at=NOON), -400, total_cents=20000)
    book(CustomerFactory(last_name="To come"), 12, total_cents=10000)
    book(CustomerFactory(last_name="Cancelled"), -5, status=Status.CANCELLED)
    CustomerFactory(last_name="Stranger", created_at=local(2020, 1, 1))
    CustomerFactory(last_name="Merged", merged_into=jan)
    book(CustomerFactory(last_name="Erased", erased_at=NOON), -1)


@pytest.fixture
def erase(boss):
    return lambda who, **how: erasing.erase(who, **{"because": "asked", "by": boss, "at": NOON} | how)
