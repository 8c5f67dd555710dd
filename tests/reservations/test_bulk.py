"""One verb over many reservations: each judged for itself, one undo for all."""

from datetime import timedelta
from uuid import UUID

import pytest

from reservations import bulk, lifecycle, programme
from reservations.models import Event, Reservation
from reservations.refusals import CannotUndo, MoveNotAllowed, NotEnoughSeats
from reservations.status import Status
from tests.factories import NOON, EventFactory, ReservationFactory
from tests.naive import everything

pytestmark = pytest.mark.django_db
BATCH = UUID("c0ffee00-0000-4000-8000-000000000000")


@pytest.fixture
def confirm_all(staff):
    return lambda rows: bulk.run(lifecycle.confirm, rows, batch=BATCH, by=staff, at=NOON)


def pending(minutes=0, **columns):
    created = NOON - timedelta(days=1) + timedelta(minutes=minutes)
    return ReservationFactory(status=Status.PENDING, created_at=created, **columns)


def statuses(rows):
    return [Reservation.objects.get(pk=row.pk).status for row in rows]


def test_the_oldest_are_served_first_and_each_row_has_its_result(confirm_all):
    evening = EventFactory(capacity=8)
    late, early = pending(9, event=evening, guests=6), pending(1, event=evening, guests=6)

    first, second = confirm_all([late, early])

    # Together they are 12 of 8, so neither fits while the other waits.
    assert (first.reservation, second.reservation) == (early, late)
    assert isinstance(first.refusal, NotEnoughSeats)
    assert statuses([early, late]) == ["pending", "pending"]


def test_a_refusal_stops_nobody_else(confirm_all):
    rows = [pending(1), ReservationFactory(status=Status.CANCELLED, created_at=NOON - timedelta(hours=9)), pending(99)]

    results = confirm_all(rows)

    assert [result.act is None for result in results] == [False, False, True]
    assert isinstance(results[2].refusal, MoveNotAllowed)
    assert {result.act.batch for result in results[:2]} == {BATCH}
    assert statuses(rows) == ["confirmed", "cancelled", "confirmed"]


def test_a_batch_that_is_repeated_changes_nothing_twice(confirm_all):
    rows = [pending(), pending()]
    first = confirm_all(rows)
    before = everything()

    assert [result.act for result in confirm_all(rows)] == [result.act for result in first]
    assert everything() == before


def test_a_batch_is_taken_back_whole(confirm_all, staff):
    rows = [pending(1), pending(2)]
    other = ReservationFactory()
    confirm_all(rows)

    results = bulk.take_back(BATCH, by=staff, at=NOON)

    assert [result.reservation for result in results] == rows[::-1]
    assert statuses([*rows, other]) == ["pending", "pending", "confirmed"]


def test_what_was_taken_back_whole_is_done_again_whole(confirm_all, staff):
    rows = [pending(1), pending(2)]
    confirm_all(rows)
    bulk.take_back(BATCH, by=staff, at=NOON)

    again = bulk.take_back(bulk.undo_of(BATCH), by=staff, at=NOON)

    assert [result.refusal for result in again] == [None, None]
    assert statuses(rows) == ["confirmed", "confirmed"]


def test_what_lived_on_stays_when_its_batch_is_taken_back(confirm_all, staff):
    rows = [pending(1), pending(2)]
    confirm_all(rows)
    lifecycle.check_in(rows[0], by=staff, at=NOON)

    results = bulk.take_back(BATCH, by=staff, at=NOON)

    assert isinstance(results[1].refusal, CannotUndo)
    assert statuses(rows) == ["checked_in", "pending"]


def test_taking_a_batch_back_twice_does_nothing_more(confirm_all, staff):
    confirm_all([pending()])
    bulk.take_back(BATCH, by=staff, at=NOON)
    before = everything()

    assert [type(r.refusal) for r in bulk.take_back(BATCH, by=staff, at=NOON)] == [CannotUndo]
    assert everything() == before


# Acts on events


def test_events_of_a_batch_come_back_before_the_bookings_on_them(staff):
    row = ReservationFactory()
    lifecycle.cancel(row, reason="Ziek", batch=BATCH, by=staff, at=NOON)
    programme.cancel(row.event, reason="Ziek", batch=BATCH, by=staff, at=NOON)

    results = bulk.take_back(BATCH, by=staff, at=NOON)

    assert [(result.reservation, result.who) for result in results] == [(None, row.event), (row, row.customer)]
    assert (Event.objects.get().active, statuses([row])) == (True, ["confirmed"])


def test_what_a_batch_did_to_events_is_told_again(staff):
    event = EventFactory()
    done = programme.cancel(event, reason="Ziek", batch=BATCH, by=staff, at=NOON)

    assert bulk.results_of(BATCH) == [bulk.Result(None, act=done, event=event)]


def test_an_event_that_can_not_come_back_says_why(staff):
    event = EventFactory()
    programme.cancel(event, reason="Ziek", batch=BATCH, by=staff, at=NOON)
    programme.edit(event, {"active": True}, by=staff, at=NOON)

    (result,) = bulk.take_back(BATCH, by=staff, at=NOON)

    assert (result.who, type(result.refusal)) == (event, CannotUndo)


def test_what_was_cut_short_tells_all_of_it(staff):
    rows = ReservationFactory.create_batch(3, status=Status.PENDING)
    how = {"batch": BATCH, "by": staff, "at": NOON}
    bulk.run(lifecycle.confirm, rows[:1], **how)

    results = bulk.go_on(lifecycle.confirm, rows[1:], **how)

    assert [result.reservation for result in results] == rows
    assert bulk.go_on(lifecycle.confirm, [], **how) == bulk.results_of(BATCH)
