"""A VIP by rule is one on every booking, as the rule holds that day, whatever the number of rows."""

from datetime import timedelta

import pytest

from crm.models import Tag, Tagging
from reservations import arrivals
from reservations.guest_list import GuestList
from reservations.models import Reservation
from reservations.vips import is_vip
from tests.crm.rules.rules import rule
from tests.factories import NOON, TODAY, CustomerFactory, EventFactory, ReservationFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def vip():
    return Tag.objects.get_or_create(name="VIP")[0]


@pytest.fixture
def by_rule(vip):
    """Whoever came within 10 days is a VIP."""
    vip.rule, vip.rule_at = rule(("last_visit", "within", 10)).plain(), NOON
    vip.save()


def guest(*days):
    """Somebody with a booking so many days from today, for each of these."""
    customer = CustomerFactory()
    return [ReservationFactory(customer=customer, event=EventFactory(date=TODAY + timedelta(day))) for day in days]


def test_without_a_rule_those_are_vips_who_were_given_it_by_hand(vip, django_assert_num_queries):
    [given], [other] = guest(3), guest(3)
    Tagging.objects.create(customer=given.customer, tag=vip, at=NOON)
    rows = Reservation.objects.rows([given.pk, other.pk])

    with django_assert_num_queries(0):
        assert [is_vip(row, today=TODAY) for row in rows] == [True, False]


@pytest.mark.parametrize("more", [0, 2])
def test_one_look_says_of_all_rows_whether_the_rule_fits(by_rule, more, django_assert_num_queries):
    shown = [guest(-10, 5)[1], guest(-11, 5)[1], *(guest(1)[0] for _ in range(more))]
    rows = Reservation.objects.rows([row.pk for row in shown])

    with django_assert_num_queries(1):
        assert [is_vip(row, today=TODAY) for row in rows] == [True, False] + [False] * more


def test_the_day_decides_with_nothing_having_run(by_rule):
    [row] = guest(1)
    loaded = Reservation.objects.for_rows().get(pk=row.pk)

    assert [is_vip(loaded, today=TODAY + timedelta(days)) for days in (0, 1, 11, 12)] == [False, True, True, False]


def test_the_door_and_the_guest_list_ask_once_as_well(by_rule, django_assert_num_queries):
    event = EventFactory(date=TODAY)
    ReservationFactory.create_batch(3, event=event)

    door, listed = [row.reservation for row in arrivals.rows(event)], GuestList(event, at=NOON).parties
    for rows in (door, listed):
        with django_assert_num_queries(1):
            assert [is_vip(row, today=TODAY) for row in rows] == [True] * 3
