"""Which events are meant, and which acts are about them."""

from datetime import timedelta

import pytest

from reservations import lifecycle, programme
from reservations.models import Act, Event
from tests.factories import NOON, TODAY, EventFactory, EventTypeFactory, ReservationFactory, local

pytestmark = pytest.mark.django_db


def test_events_are_asked_for_by_day_and_by_being_active():
    tonight, _closed = EventFactory(date=TODAY), EventFactory(date=TODAY, active=False)
    EventFactory()

    assert list(Event.objects.on(TODAY).active()) == [tonight]


@pytest.mark.parametrize(
    ("since", "until", "days"),
    [(None, None, [-1, 0, 1]), (TODAY, None, [0, 1]), (None, TODAY, [-1, 0]), (TODAY, TODAY, [0])],
)
def test_a_period_has_both_its_ends_or_is_open(since, until, days):
    for number in (-1, 0, 1):
        EventFactory(date=TODAY + timedelta(days=number))

    found = Event.objects.in_period(since, until)

    assert sorted((event.date - TODAY).days for event in found) == days


def test_what_is_closed_or_of_a_type_that_is_not_sold_is_not_bookable():
    event = EventFactory()
    EventFactory(active=False)
    EventFactory(type=EventTypeFactory(key="UNAVAILABLE", bookable=False))

    assert list(Event.objects.bookable()) == [event]


@pytest.mark.parametrize(
    ("at", "is_to_begin"),
    [
        pytest.param(local(2026, 11, 23, 19, 59, 59), True, id="a second to go"),
        pytest.param(local(2026, 11, 23, 20), False, id="as it begins"),
        pytest.param(local(2026, 11, 22, 23, 59), True, id="the day before"),
        pytest.param(local(2026, 11, 24), False, id="the day after"),
    ],
)
def test_an_event_is_to_begin_until_its_start(at, is_to_begin):
    event = EventFactory(date=TODAY)

    assert Event.objects.to_begin(at=at).exists() is is_to_begin
    assert (event.starts_at > at) is is_to_begin


def test_rows_of_events_come_in_the_order_asked_for():
    events = EventFactory.create_batch(3)

    assert Event.objects.rows([events[2].pk, 404, events[0].pk]) == [events[2], events[0]]


def test_acts_on_events_are_those_about_no_booking(staff):
    row = ReservationFactory()
    lifecycle.check_in(row, by=staff, at=NOON)
    done = programme.edit(row.event, {"notes": "Vol huis"}, by=staff, at=NOON)

    assert list(Act.objects.on_events()) == [done]
