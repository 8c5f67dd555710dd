"""Seats that were sold twice: the check of the books finds them, unless somebody did it openly."""

from datetime import timedelta

import pytest

from reservations import programme
from reservations.models import Event, Reservation
from reservations.status import Status
from tests.factories import NOON, EventFactory, ReservationFactory
from tests.reservations.lies import found, lie, sold_twice

pytestmark = pytest.mark.django_db


def test_seats_sold_twice_are_for_a_person():
    sold_twice()

    assert found(mend=True) == [("seats", "capacity")]
    assert found() == [("seats", "capacity")]


def test_seats_that_were_sold_twice_openly_are_right():
    event = EventFactory(capacity=6)
    ReservationFactory(event=event, guests=5)
    ReservationFactory(event=event, guests=5)

    assert Reservation.objects.filter(over_capacity=True).count() == 1
    assert found() == []


def test_a_party_over_capacity_excuses_no_more_seats_than_its_own():
    event = EventFactory(capacity=10)
    ReservationFactory(event=event, guests=8)
    ReservationFactory(event=event, guests=5)

    Event.objects.update(capacity=8)
    assert found() == []
    Event.objects.update(capacity=7)
    assert found() == [("seats", "capacity")]


def test_a_hall_too_small_on_purpose_may_grow_a_little(boss):
    event = EventFactory(capacity=10)
    ReservationFactory(event=event, guests=8)
    programme.edit(event, {"capacity": 6}, by=boss, at=NOON, overbook="Balkon dicht")
    programme.edit(event, {"capacity": 7}, by=boss, at=NOON)

    assert found() == []


def test_a_hall_too_small_on_purpose_excuses_nothing_once_it_has_another_size(boss):
    event = EventFactory(capacity=10)
    ReservationFactory(event=event, guests=8)
    programme.edit(event, {"capacity": 6}, by=boss, at=NOON, overbook="Balkon dicht")
    programme.edit(event, {"capacity": 9}, by=boss, at=NOON)
    Event.objects.update(capacity=7)

    assert found() == [("seats", "capacity")]


def test_an_event_that_was_created_small_excuses_nothing(boss):
    like = EventFactory()
    values = {name: getattr(like, name) for name in ("show_id", "type_id", "date", "doors", "start", "end")}
    event = programme.create(values | {"capacity": 10}, by=boss, at=NOON).event
    ReservationFactory(event=event, guests=8)
    assert found() == []
    Event.objects.filter(pk=event.pk).update(capacity=7)

    assert found() == [("seats", "capacity")]


def test_a_flag_on_who_does_not_come_any_more_excuses_nobody():
    row = ReservationFactory(event=sold_twice(), guests=5, status=Status.CANCELLED)
    lie(row, over_capacity=True)

    assert found() == [("seats", "capacity")]


def test_a_hall_that_was_made_too_small_on_purpose_is_right(boss):
    event = EventFactory(capacity=10)
    ReservationFactory(event=event, guests=8)
    programme.edit(event, {"capacity": 6}, by=boss, at=NOON, overbook="Balkon dicht")

    assert found() == []


def test_a_lapsed_option_takes_no_seats():
    event = EventFactory(capacity=10)
    ReservationFactory(event=event, guests=8, status=Status.OPTION, option_expires_at=NOON + timedelta(days=1))
    later = NOON + timedelta(days=2)
    ReservationFactory(event=event, guests=8)
    lie(Reservation.objects.latest("pk"), over_capacity=False)

    assert found() == [("seats", "capacity")]
    assert found(at=later) == []
