"""The seat sum of one event, row by row (R3)."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from reservations import seats
from reservations.seat_sum import ORDER, SeatSum
from reservations.status import AWAITED, HOLDS_SEATS, Status
from tests import naive
from tests.factories import NOON, EventFactory, ReservationFactory

HOUR = timedelta(hours=1)


@pytest.fixture
def event(db):
    return EventFactory(capacity=100)


def option(event, guests, left=7 * 24 * HOUR):
    return ReservationFactory(event=event, guests=guests, status=Status.OPTION, option_expires_at=NOON + left)


def test_every_state_has_its_place_in_the_sum():
    assert sorted(ORDER) == sorted(Status)


def test_rows_add_up_to_what_is_taken_and_those_that_hold_none_stand_apart(event):
    for status in Status:
        ReservationFactory(event=event, guests=3, status=status)
    lapsed = option(event, 9, left=-HOUR)
    ReservationFactory(guests=50)

    found = SeatSum(event, at=NOON)

    assert [row.reservation.status for row in found.holding] == [
        "checked_in", "confirmed", "no_show", "pending", "option",
    ]  # fmt: skip
    assert {row.held for row in found.holding} == {3}
    assert [row.reservation.status for row in found.others] == ["option", "request", "cancelled", "rejected"]
    assert found.others[0].reservation == lapsed
    assert (found.fill.taken, found.fill.left) == (15, 85)
    assert found.fill.taken == seats.held(event, at=NOON) == naive.seats_held(event, at=NOON)


def test_an_option_counts_until_the_moment_it_lapses(event):
    option(event, 4, left=HOUR)

    assert [SeatSum(event, at=NOON + wait).fill.taken for wait in (HOUR - timedelta(microseconds=1), HOUR)] == [4, 0]


@pytest.mark.parametrize("rows", [1, 3])
def test_the_sum_asks_the_same_for_any_number_of_rows(event, rows, django_assert_num_queries):
    ReservationFactory.create_batch(rows, event=event)

    with django_assert_num_queries(1):
        found = SeatSum(event, at=NOON)
        assert [str(row.reservation.customer) for row in found.rows]

    assert len(found.rows) == rows


def test_who_may_still_come_is_counted(event):
    for status in Status:
        ReservationFactory(event=event, status=status)

    assert SeatSum(event, at=NOON).awaited == len(AWAITED) == 4


def test_the_bar_says_who_is_sure_who_waits_and_who_has_an_option(event):
    ReservationFactory(event=event, guests=30)
    ReservationFactory(event=event, guests=20, status=Status.CHECKED_IN)
    ReservationFactory(event=event, guests=10, status=Status.PENDING)
    option(event, 5)

    parts = [(part.kind, part.seats, part.start, part.width) for part in SeatSum(event, at=NOON).parts]

    assert parts == [("sure", 50, 0, 50), ("pending", 10, 50, 10), ("option", 5, 60, 5)]


def test_what_is_over_capacity_falls_off_the_end_of_the_bar(event):
    ReservationFactory(event=event, guests=90)
    ReservationFactory(event=event, guests=30, status=Status.PENDING)

    assert [(part.start, part.width) for part in SeatSum(event, at=NOON).parts] == [(0, 90), (90, 10)]


def test_nobody_has_booked(event):
    found = SeatSum(event, at=NOON)

    assert (found.rows, found.parts, found.options, found.fill.taken) == ([], [], [], 0)


# What if


def test_if_all_options_lapse(event):
    ReservationFactory(event=event, guests=71)
    late, soon = option(event, 20), option(event, 5, left=HOUR)

    found = SeatSum(event, at=NOON).if_lapsed(None)

    assert [row.reservation for row in found.options] == [soon, late]
    assert (found.now.percent, found.then.percent, found.then.left, found.seats) == (96, 71, 29, 25)


@pytest.mark.parametrize(("keys", "lost"), [([], 0), (["late"], 20), (["late", "soon"], 25), (["abc", "9" * 5000], 0)])
def test_if_some_options_lapse(event, keys, lost):
    ReservationFactory(event=event, guests=71)
    pks = {"late": str(option(event, 20).pk), "soon": str(option(event, 5, left=HOUR).pk)}

    found = SeatSum(event, at=NOON).if_lapsed([pks.get(key, key) for key in keys])

    assert (found.seats, found.then.taken) == (lost, 96 - lost)


rows = st.lists(st.tuples(st.sampled_from(list(Status)), st.integers(1, 9), st.integers(-2, 2)), max_size=8)


class TheSum(TestCase):
    """Whatever is booked: the rows add up to what the lock sums, and lapsing is what passing time would do."""

    @given(rows)
    def test_is_the_number_that_the_lock_sums(self, drawn):
        event = EventFactory(capacity=40)
        for status, guests, hours in drawn:
            more = {"option_expires_at": NOON + hours * HOUR} if status == Status.OPTION else {}
            ReservationFactory(event=event, status=status, guests=guests, **more)

        found, later = SeatSum(event, at=NOON), NOON + 3 * HOUR

        assert found.fill.taken == seats.held(event, at=NOON) == naive.seats_held(event, at=NOON)
        assert sum(part.seats for part in found.parts) == found.fill.taken
        assert sum(row.held for row in found.holding) == found.fill.taken
        assert not [row for row in found.others if row.reservation.status in HOLDS_SEATS]
        assert found.if_lapsed(None).then.taken == seats.held(event, at=later)
