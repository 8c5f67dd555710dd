"""How full an event is said to be."""

from dataclasses import replace
from datetime import timedelta

import pytest

from reservations import fill
from reservations.fill import Fill
from reservations.models import Event, EventType
from reservations.seat_sum import SeatSum
from reservations.status import Status
from tests.factories import NOON, EventFactory, EventTypeFactory, ReservationFactory


def of(taken, capacity=230, **event):
    return Fill(Event(capacity=capacity, type=EventType(bookable=event.pop("bookable", True)), **event), taken)


@pytest.mark.parametrize(
    ("taken", "capacity", "state"),
    [
        (0, 1, "available"),
        (1, 1, "full"),
        (114, 230, "available"),
        (115, 230, "half-full"),
        (183, 230, "half-full"),
        (184, 230, "nearly-full"),
        (229, 230, "nearly-full"),
        (230, 230, "full"),
        (231, 230, "full"),
    ],
)
def test_a_word_for_every_filling(taken, capacity, state):
    assert of(taken, capacity).state == state


@pytest.mark.parametrize("event", [{"active": False}, {"bookable": False}])
def test_what_can_not_be_booked_is_closed_however_empty_it_is(event):
    assert of(0, **event).state == "closed"


@pytest.mark.parametrize("bookable", [True, False])
def test_an_evening_that_is_over_has_nothing_available(bookable):
    over = replace(of(1, bookable=bookable), is_over=True)

    assert (over.state, over.is_bookable) == ("over", False)


@pytest.mark.django_db
@pytest.mark.parametrize(("days", "is_over"), [(-1, True), (0, False), (1, False)])
def test_an_evening_is_over_when_its_day_is(days, is_over):
    event = EventFactory(date=NOON.date() + timedelta(days=days))

    assert [found.is_over for found in fill.of_all([event], at=NOON)] == [is_over]
    assert SeatSum(event, at=NOON).fill.is_over == is_over


@pytest.mark.parametrize(
    ("taken", "left", "over", "percent", "bar"),
    [
        (0, 230, 0, 0, 0),
        (1, 229, 0, 0, 1),
        (115, 115, 0, 50, 50),
        (229, 1, 0, 99, 99),
        (230, 0, 0, 100, 100),
        (242, 0, 12, 105, 100),
    ],
)
def test_a_hundred_per_cent_is_never_said_of_an_event_with_a_seat_left(taken, left, over, percent, bar):
    found = of(taken)

    assert (found.left, found.over, found.percent, found.bar) == (left, over, percent, bar)


@pytest.mark.django_db
@pytest.mark.parametrize("events", [0, 1, 3])
def test_many_are_summed_in_one_look_in_their_order(events, django_assert_num_queries):
    rows = EventFactory.create_batch(events)[::-1]
    for number, event in enumerate(rows, start=1):
        ReservationFactory(event=event, guests=number)
        ReservationFactory(event=event, guests=5, status=Status.OPTION, option_expires_at=NOON)

    with django_assert_num_queries(1 if events else 0):
        found = fill.of_all(rows, at=NOON)

    assert [(each.event, each.taken) for each in found] == [(event, n) for n, event in enumerate(rows, start=1)]


@pytest.mark.django_db
def test_a_type_that_is_not_sold_is_closed():
    event = EventFactory(type=EventTypeFactory(key="UNAVAILABLE", name="Niet Beschikbaar", bookable=False))

    assert fill.of_all([event], at=NOON)[0].state == "closed"
