"""Two people who change what is there: moved, grown, many at once. With the locks, and (as a control) without them."""

from functools import partial
from uuid import UUID, uuid4

import pytest

from reservations import batches, bulk, lifecycle, seats
from reservations.models import Act, Batch, Reservation
from reservations.status import Status
from tests.factories import NOON, ArrangementFactory, EventFactory, ReservationFactory, UserFactory
from tests.naive import assert_books_are_right
from tests.together import outcomes, together

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.postgres]
BATCH = UUID("c0ffee00-0000-4000-8000-000000000000")
HOW = {"by": None, "at": NOON}


# The last seats


def two_that_move(evening):
    rows = [ReservationFactory(guests=4) for _ in range(2)]
    return [partial(lifecycle.move, row, to=evening, **HOW) for row in rows]


def two_that_grow(evening):
    rows = [ReservationFactory(event=evening, guests=2) for _ in range(2)]
    return [partial(lifecycle.edit, row, {"guests": 4}, **HOW) for row in rows]


@pytest.mark.parametrize(("two", "held"), [(two_that_move, 4), (two_that_grow, 6)], ids=["moved", "grown"])
def test_of_two_who_want_the_last_seats_one_has_them(two, held):
    evening = EventFactory(capacity=6)

    results = together(*two(evening))

    assert outcomes(results) == {"Act": 1, "NotEnoughSeats": 1}
    assert seats.held(evening, at=NOON) == held
    assert_books_are_right()


@pytest.mark.parametrize("two", [two_that_move, two_that_grow], ids=["moved", "grown"])
def test_without_the_lock_both_have_them(two, no_locks, dawdle):
    dawdle(seats, "judge")
    evening = EventFactory(capacity=6)

    together(*two(evening))

    assert seats.held(evening, at=NOON) == 8


# An older screen


def test_one_screen_changes_what_another_shows_and_is_told():
    row = ReservationFactory(event=EventFactory(capacity=20), guests=2)
    changes = [partial(lifecycle.edit, row, {"guests": guests}, seen_version=1, **HOW) for guests in (3, 4)]

    assert outcomes(together(*changes)) == {"Act": 1, "StaleVersion": 1}
    assert_books_are_right()


# Many at once


def begin(verb, rows, by, **how):
    return batches.begin(verb, rows, batch=BATCH, how=how, by=by, at=NOON)


def carry_on(batch):
    """As a browser does it: until it is done, a few rows at a time."""
    mine = Batch.objects.get(pk=batch.pk)
    while not mine.is_done:
        batches.carry_on(mine, at=NOON, rows=2)
    return mine


def test_two_who_carry_on_the_same_batch_do_each_row_once():
    evening = EventFactory(capacity=10)
    lapsed = {"status": Status.OPTION, "option_expires_at": NOON, "arrangement": ArrangementFactory()}
    rows = [ReservationFactory(event=evening, **lapsed) for _ in range(7)]
    batch = begin("confirm", rows, UserFactory())

    together(*[partial(carry_on, batch)] * 4)

    batch.refresh_from_db()
    results = batches.results(batch)
    assert (batch.done, len(results), len(batch.refusals)) == (7, 7, 2)
    assert Act.objects.filter(kind=Act.Kind.CONFIRMED).count() == 5
    assert seats.held(evening, at=NOON) == 10
    assert_books_are_right()


def test_a_batch_is_undone_once_by_two():
    rows = ReservationFactory.create_batch(5, status=Status.PENDING)
    boss = UserFactory()
    carry_on(begin("confirm", rows, boss))
    back = partial(batches.begin_undo, Batch.objects.get(), by=boss, at=NOON)

    together(*[lambda: carry_on(back())] * 3)

    assert set(Reservation.objects.values_list("status", flat=True)) == {Status.PENDING}
    assert Act.objects.filter(kind=Act.Kind.UNDONE).count() == 5
    assert Batch.objects.get(pk=bulk.undo_of(BATCH)).refusals == {}
    assert_books_are_right()


def test_who_is_cancelled_meanwhile_is_refused_and_said():
    rows = ReservationFactory.create_batch(6, status=Status.PENDING)
    batch = begin("confirm", rows, UserFactory())
    away = [partial(lifecycle.cancel, row, reason="Ziek", token=uuid4(), **HOW) for row in rows[3:]]

    together(partial(carry_on, batch), *away)

    batch.refresh_from_db()
    assert len(batches.results(batch)) == 6
    assert_books_are_right()
