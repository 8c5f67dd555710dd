"""Whose turn it is: first come, first served among those who fit, and a reason for every skip."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reservations import waiting
from reservations.fill import Fill
from reservations.models import Event, EventType, WaitlistEntry
from reservations.status import Status
from tests.factories import (
    NOON,
    TODAY,
    ArrangementFactory,
    EventFactory,
    PriceFactory,
    ReservationFactory,
    WaitlistEntryFactory,
)

DAY = timedelta(days=1)


def hall(*, capacity=10, taken=0, active=True, bookable=True):
    return Fill(Event(pk=1, capacity=capacity, active=active, type=EventType(bookable=bookable)), taken)


def turns_of(*guests, fill):
    return waiting.turns([WaitlistEntry(guests=each) for each in guests], fill)


def test_who_came_first_and_fits_goes_first():
    turns = turns_of(4, 6, 2, fill=hall(taken=4))

    assert [turn.fits for turn in turns] == [True, False, True]
    assert [turn.place for turn in turns] == [1, 2, 3]


def test_the_last_seat_is_given_once():
    turns = turns_of(1, 1, fill=hall(taken=9))

    assert [turn.fits for turn in turns] == [True, False]
    assert [turn.has_room for turn in turns] == [True, True]


@pytest.mark.parametrize(
    ("guests", "fill", "why"),
    [
        pytest.param((3,), hall(), "", id="fits"),
        pytest.param((3,), hall(active=False), "Het event is gesloten voor boekingen.", id="called off"),
        pytest.param((3,), hall(bookable=False), "Het event is gesloten voor boekingen.", id="not bookable"),
        pytest.param((11,), hall(), "De zaal heeft 10 plaatsen.", id="larger than the hall"),
        pytest.param((3,), hall(taken=10), "Er is geen plaats vrij.", id="full"),
        pytest.param((3,), hall(taken=12), "Er is geen plaats vrij.", id="over capacity"),
        pytest.param((3,), hall(taken=9), "Er is 1 plaats vrij.", id="one seat"),
        pytest.param((3,), hall(taken=8), "Er zijn 2 plaatsen vrij.", id="two seats"),
        pytest.param((3, 2), hall(taken=6), "Van de 4 vrije plaatsen gaan er 3 naar wie eerder was.", id="came later"),
    ],
)
def test_every_skip_says_why(guests, fill, why):
    assert turns_of(*guests, fill=fill)[-1].why_not == why


@given(st.lists(st.integers(1, 12), max_size=8), st.integers(0, 25))
def test_nobody_is_passed_over_for_nothing(guests, taken):
    fill = hall(capacity=20, taken=taken)
    turns = turns_of(*guests, fill=fill)

    assert sum(turn.entry.guests for turn in turns if turn.fits) <= fill.left
    for turn in turns:
        before = sum(other.entry.guests for other in turns if other.place < turn.place and other.fits)
        assert turn.given == before
        assert turn.fits == (turn.entry.guests + before <= fill.left)
        assert bool(turn.why_not) != turn.fits


@pytest.mark.django_db
def test_a_line_knows_its_seats_and_its_prices():
    event = EventFactory(capacity=10)
    dear = PriceFactory(type=event.type, arrangement=ArrangementFactory(code="BWFM"), cents=9000)
    ReservationFactory(event=event, guests=5)
    ReservationFactory(event=event, guests=5, status=Status.OPTION, option_expires_at=NOON)
    second = WaitlistEntryFactory(event=event, guests=2)
    first = WaitlistEntryFactory(event=event, guests=4, created_at=NOON - 2 * DAY)
    WaitlistEntryFactory(event=event, status="cancelled")
    WaitlistEntryFactory(event=EventFactory())

    line = waiting.queues([event], at=NOON)[0]

    assert [turn.entry for turn in line.turns] == [first, second]
    assert (line.guests, line.fitting, line.fill.left) == (6, 1, 5)
    assert (dear.arrangement, 9000) in line.offers


@pytest.mark.django_db
def test_who_waits_for_an_evening_that_is_over_has_expired():
    today, past = EventFactory(date=TODAY), EventFactory(date=TODAY - DAY)
    entry, late = WaitlistEntryFactory(event=today), WaitlistEntryFactory(event=past)

    assert list(WaitlistEntry.objects.waiting(today=TODAY)) == [entry]
    assert (entry.state(today=TODAY), late.state(today=TODAY)) == ("waiting", "expired")
