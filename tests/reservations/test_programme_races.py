"""Two people, one evening. With the locks, and (as a control: these do go wrong) without them."""

from datetime import time
from functools import partial
from uuid import UUID, uuid4

import pytest

from reservations import calling_off, lifecycle, programme, seats, series, undo
from reservations.lifecycle import placing
from reservations.models import Act, Event, Reservation
from reservations.status import Status
from tests.factories import (
    NOON,
    TODAY,
    ArrangementFactory,
    EventFactory,
    EventTypeFactory,
    ReservationFactory,
    ShowFactory,
    party,
)
from tests.naive import assert_books_are_right, seats_held
from tests.together import outcomes, together

pytestmark = pytest.mark.django_db(transaction=True)
postgres = pytest.mark.postgres  # SQLite lets one writer in at a time, so there most of these can't even begin
TOKEN = UUID("c0ffee00-0000-4000-8000-000000000000")
HOW = {"by": None, "at": NOON}


def values(**more):
    when = {"date": TODAY, "doors": time(19), "start": time(20), "end": time(22, 30)}
    what = {"show_id": ShowFactory().pk, "type_id": EventTypeFactory().pk, "prices": {ArrangementFactory().pk: 8000}}
    return when | what | more


# Calling off while people book


def call_off_while_booking(people=6):
    evening = EventFactory(capacity=50)
    parties = [party(event=evening, guests=2) for _ in range(people)]
    off = partial(calling_off.call_off, evening, reason="Ziek", batch=TOKEN, **HOW)
    return evening, together(off, *(partial(lifecycle.book, what, **HOW) for what in parties))


@pytest.mark.parametrize("people", [pytest.param(3, id="3"), pytest.param(20, id="20", marks=postgres)])
def test_nobody_is_left_on_an_evening_that_is_called_off(people):
    evening, results = call_off_while_booking(people)

    assert set(outcomes(results)) <= {"list", "Act", "EventNotBookable"}
    assert not Event.objects.get().active
    assert not Reservation.objects.filter(event=evening).standing().exists()
    assert seats.held(evening, at=NOON) == 0
    assert_books_are_right()


@postgres
def test_without_the_lock_somebody_is(no_locks, dawdle):
    # Each looks whether the evening can be booked, and by the time they write it is called off.
    dawdle(placing, "require_bookable")

    evening, _results = call_off_while_booking()

    assert Reservation.objects.filter(event=evening).standing().exists()


@postgres
def test_two_who_call_off_the_same_evening_handle_each_booking_once():
    evening = EventFactory()
    ReservationFactory.create_batch(4, event=evening)
    off = partial(calling_off.call_off, evening, reason="Ziek", **HOW)

    results = together(partial(off, batch=uuid4()), partial(off, batch=uuid4()))

    done = [each.act for result in results if isinstance(result, list) for each in result if each.act]
    assert sorted(act.kind for act in done) == ["cancelled"] * 4 + ["event_cancelled"]
    assert Act.objects.count() == 5
    assert_books_are_right()


@postgres
def test_a_double_click_calls_off_once():
    evening = EventFactory()
    ReservationFactory.create_batch(3, event=evening)

    together(*[partial(calling_off.call_off, evening, reason="Ziek", batch=TOKEN, **HOW)] * 4)

    assert Act.objects.count() == 4
    assert set(Reservation.objects.values_list("status", flat=True)) == {"cancelled"}


@postgres
def test_a_request_that_is_confirmed_meanwhile_is_handled_or_left_and_said():
    evening = EventFactory()
    request = ReservationFactory(event=evening, status=Status.REQUEST)
    off = partial(calling_off.call_off, evening, reason="Ziek", batch=TOKEN, **HOW)

    results, _confirmed = together(off, partial(lifecycle.confirm, request, **HOW))

    request.refresh_from_db()
    refused = [each.refusal for each in results if each.refusal]
    assert bool(refused) == (request.status == "confirmed")
    assert_books_are_right()


# Shrinking while seats are sold


def shrink_while_booking():
    evening = EventFactory(capacity=30)
    parties = [party(event=evening, guests=3) for _ in range(10)]
    shrink = partial(programme.edit, evening, {"capacity": 12}, **HOW)
    results = together(shrink, *(partial(lifecycle.book, what, **HOW) for what in parties))
    return seats_held(evening, at=NOON) - Event.objects.get().capacity, results


@postgres
def test_a_hall_does_not_shrink_under_those_who_book():
    over, results = shrink_while_booking()

    assert set(outcomes(results)) <= {"Act", "NotEnoughSeats"}
    assert over <= 0
    assert_books_are_right()


@postgres
def test_without_the_lock_it_does(no_locks, dawdle):
    dawdle(seats, "held")

    over, _results = shrink_while_booking()

    assert over > 0


# Creating


def create_with_one_click(times=6):
    return together(*[partial(programme.create, values(), token=TOKEN, **HOW)] * times)


@postgres
def test_a_double_click_creates_one_evening():
    results = create_with_one_click()

    assert len(set(results)) == 1
    assert (Event.objects.count(), Act.objects.count()) == (1, 1)


@postgres
def test_without_the_lock_on_its_show_the_second_click_goes_wrong(no_locks, dawdle):
    dawdle(programme.engine, "seen")

    # The database refuses the token's second act: nobody gets two evenings, but nobody gets an answer either.
    assert outcomes(create_with_one_click(2)) == {"Act": 1, "IntegrityError": 1}


@postgres
def test_a_series_that_is_clicked_twice_is_made_once():
    days = series.weekly(TODAY, TODAY.replace(month=12))
    make = partial(series.create, values(), days, batch=TOKEN, **HOW)

    first, again = together(make, make)

    assert [result.act for result in first] == [result.act for result in again]
    assert Event.objects.count() == len(days)


def take_back_while_booking():
    created = programme.create(values(), **HOW)
    what = party(event=created.event)
    return created.event, together(partial(undo.take_back, created, **HOW), partial(lifecycle.book, what, **HOW))


@postgres
def test_an_evening_is_either_taken_back_or_booked():
    event, results = take_back_while_booking()

    assert outcomes(results) in ({"Act": 1, "CannotUndo": 1}, {"Act": 1, "EventNotBookable": 1})
    assert Event.objects.get().active == Reservation.objects.filter(event=event).exists()


@postgres
def test_without_the_lock_it_is_both(no_locks, dawdle):
    dawdle(placing, "require_bookable")
    dawdle(programme, "_require_nobody")

    event, results = take_back_while_booking()

    assert outcomes(results) == {"Act": 2}
    assert (Event.objects.get().active, Reservation.objects.filter(event=event).exists()) == (False, True)


# Two screens


@postgres
def test_of_two_who_change_the_same_screen_one_is_told():
    event = EventFactory(capacity=10)
    seen = programme.latest_act(event)
    changes = [{"notes": "Een"}, {"notes": "Twee"}]

    results = together(*(partial(programme.edit, event, change, seen_act=seen, **HOW) for change in changes))

    assert outcomes(results) == {"Act": 1, "StaleVersion": 1}
