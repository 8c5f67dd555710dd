"""Several people at one door. With the locks, and (as a control: these do go wrong) without them."""

from functools import partial
from uuid import UUID

import pytest

from crm.identity import Details
from reservations import lifecycle, seats
from reservations.models import Act, Reservation
from reservations.status import Status
from tests.factories import NOON, TODAY, EventFactory, ReservationFactory, party
from tests.naive import assert_books_are_right
from tests.together import outcomes, together

pytestmark = pytest.mark.django_db(transaction=True)
postgres = pytest.mark.postgres  # SQLite lets one writer in at a time, so there most of these can't even begin
TOKEN = UUID("c0ffee00-0000-4000-8000-000000000000")
HOW = {"by": None, "at": NOON}


def walk_in_at_once(people, *, capacity):
    evening = EventFactory(capacity=capacity)
    parties = [party(event=evening, guests=1, customer=Details(last_name=f"Bos {n}")) for n in range(people)]
    return evening, together(*(partial(lifecycle.walk_in, what, **HOW) for what in parties))


@pytest.mark.parametrize(
    ("people", "capacity"),
    [pytest.param(12, 5, id="12 for 5"), pytest.param(50, 10, id="50 for 10", marks=postgres)],
)
def test_no_more_walk_in_than_there_are_seats_and_no_less(people, capacity):
    evening, results = walk_in_at_once(people, capacity=capacity)

    assert outcomes(results) == {"Act": capacity, "NotEnoughSeats": people - capacity}
    assert seats.held(evening, at=NOON) == capacity
    assert Reservation.objects.at_the_door().progress()["guests_arrived"] == capacity
    assert_books_are_right()


@postgres
def test_without_the_lock_too_many_walk_in(no_locks, dawdle):
    dawdle(seats, "judge")

    evening, _results = walk_in_at_once(50, capacity=10)

    assert seats.held(evening, at=NOON) > 10


@postgres
def test_a_walk_in_that_is_sent_eight_times_at_once_is_one_party():
    what = party(customer=Details(last_name="Bos"))

    results = together(*[partial(lifecycle.walk_in, what, token=TOKEN, **HOW)] * 8)

    assert len(set(results)) == 1
    assert (Act.objects.count(), Reservation.objects.count()) == (1, 1)


@postgres
def test_a_tap_that_is_sent_eight_times_at_once_is_one_act():
    row = ReservationFactory(guests=10)

    results = together(*[partial(lifecycle.check_in, row, arrived=8, token=TOKEN, **HOW)] * 8)

    assert len(set(results)) == 1
    assert Act.objects.count() == 1


@postgres
def test_of_two_who_count_from_the_same_screen_one_is_told():
    row = ReservationFactory(guests=10, status=Status.CHECKED_IN, arrived_guests=7)

    results = together(*(partial(lifecycle.arrive, row, arrived=number, seen_arrived=7, **HOW) for number in (8, 9)))

    assert outcomes(results) == {"Act": 1, "ArrivedMeanwhile": 1}


def count_while_the_party_shrinks():
    row = ReservationFactory(guests=10, status=Status.CHECKED_IN, arrived_guests=5)
    arrive = partial(lifecycle.arrive, row, arrived=9, **HOW)
    shrink = partial(lifecycle.edit, row, {"guests": 6}, **HOW)
    return together(arrive, shrink)


@postgres
def test_a_party_does_not_shrink_under_the_guests_who_come_in():
    found = outcomes(count_while_the_party_shrinks())

    assert found in ({"Act": 1, "MoreAreIn": 1}, {"Act": 1, "BadArrival": 1})


@postgres
def test_without_the_lock_only_the_database_stops_it(no_locks, dawdle):
    dawdle(lifecycle.changes, "count_in")
    dawdle(lifecycle.changes, "require_sense")

    found = outcomes(count_while_the_party_shrinks())

    assert found == {"Act": 1, "IntegrityError": 1}


@postgres
def test_who_comes_in_while_the_evening_is_closed_is_in():
    row = ReservationFactory(event__date=TODAY)
    check_in, close = partial(lifecycle.check_in, row, **HOW), partial(lifecycle.mark_no_show, row, **HOW)

    found = outcomes(together(check_in, close))

    assert found in ({"Act": 2}, {"Act": 1, "MoveNotAllowed": 1})
    assert Reservation.objects.get().status == Status.CHECKED_IN
