"""Acts on an event: its capacity, and what follows from its date (R3)."""

from datetime import date, time, timedelta
from uuid import UUID

import pytest

from reservations import programme
from reservations.models import Act, Event
from reservations.refusals import (
    BadCapacity,
    CannotUndo,
    NotAllowedToOverbook,
    NotEnoughSeats,
    NothingChanged,
    OptionsOutlast,
)
from reservations.status import Status
from tests.factories import NOON, TODAY, EventFactory, ReservationFactory, ShowFactory
from tests.naive import assert_books_are_right, everything

pytestmark = pytest.mark.django_db
TOKEN = UUID("c0ffee00-0000-4000-8000-000000000000")


@pytest.fixture
def edit(boss):
    return lambda event, changes, **how: programme.edit(event, changes, by=boss, at=NOON, **how)


@pytest.fixture
def take_back(boss):
    return lambda act, **how: programme.take_back(act, by=boss, at=NOON, **how)


def test_an_edit_changes_what_it_names_and_says_so(boss, edit):
    event, show = EventFactory(), ShowFactory()

    done = edit(event, {"show_id": show.pk, "date": date(2026, 12, 24), "start": time(21)}, reason="Kerst")

    stored = Event.objects.get()
    assert (stored.show, stored.date, stored.start, stored.doors) == (show, date(2026, 12, 24), time(21), time(19))
    assert (done.kind, done.event, done.reservation, done.by, done.reason) == (
        "event_edited",
        event,
        None,
        boss,
        "Kerst",
    )
    assert done.after == {"show_id": show.pk, "date": "2026-12-24", "start": "21:00:00"}
    assert done.before == {"show_id": event.show_id, "date": "2026-12-07", "start": "20:00:00"}


def test_an_edit_that_changes_nothing_is_refused(edit):
    with pytest.raises(NothingChanged):
        edit(EventFactory(capacity=10), {"capacity": 10})


def test_what_is_no_field_of_an_event_is_not_edited(edit):
    with pytest.raises(ValueError, match="source_id"):
        edit(EventFactory(), {"source_id": "event-1"})


@pytest.mark.parametrize(("capacity", "fits"), [(8, True), (7, False)], ids=["to the last seat", "below it"])
def test_an_event_shrinks_to_the_seats_that_are_held(edit, capacity, fits):
    event = EventFactory(capacity=10)
    ReservationFactory(event=event, guests=8)
    ReservationFactory(event=event, guests=2, status=Status.OPTION, option_expires_at=NOON)

    if fits:
        assert edit(event, {"capacity": capacity}).data == {}
    else:
        with pytest.raises(NotEnoughSeats):
            edit(event, {"capacity": capacity})
    assert Event.objects.get().capacity == (capacity if fits else 10)


def test_an_event_shrinks_below_them_with_a_reason_and_a_permission(edit, staff):
    event = EventFactory(capacity=10)
    ReservationFactory(event=event, guests=8)

    with pytest.raises(NotEnoughSeats):
        edit(event, {"capacity": 5}, overbook=" ")
    with pytest.raises(NotAllowedToOverbook):
        programme.edit(event, {"capacity": 5}, by=staff, at=NOON, overbook="Balkon dicht")
    done = edit(event, {"capacity": 5}, overbook="Balkon dicht")
    assert done.data == {"over_capacity_by": 3, "over_capacity_because": "Balkon dicht"}


@pytest.mark.parametrize(("capacity", "allowed"), [(0, False), (1, True), (500, True), (501, False)])
def test_a_hall_has_1_to_500_seats(edit, capacity, allowed):
    event = EventFactory(capacity=10)

    if allowed:
        assert edit(event, {"capacity": capacity}).after == {"capacity": capacity}
    else:
        with pytest.raises(BadCapacity):
            edit(event, {"capacity": capacity})


@pytest.mark.parametrize("changes", [{"capacity": 9}, {"notes": "Balkon dicht"}])
def test_an_event_that_is_too_full_may_grow_and_be_described(edit, changes):
    event = EventFactory(capacity=8)
    ReservationFactory(event=event, guests=12)

    assert edit(event, changes).after == changes


def test_visits_follow_the_date_of_their_event(edit):
    event = EventFactory(date=TODAY + timedelta(days=1))
    ReservationFactory(event=event)

    edit(event, {"date": TODAY - timedelta(days=1)})

    assert_books_are_right(at=NOON, today=TODAY)
    assert event.reservations.get().customer.summary.last_visit_on == TODAY - timedelta(days=1)


def test_a_double_click_is_one_act(edit):
    event = EventFactory(capacity=10)

    assert edit(event, {"capacity": 9}, token=TOKEN) == edit(event, {"capacity": 8}, token=TOKEN)
    assert Event.objects.get().capacity == 9


# Undo


def test_an_edit_is_taken_back_and_done_again(edit, take_back):
    event, show = EventFactory(), ShowFactory()
    before = Event.objects.values().get()
    done = edit(event, {"show_id": show.pk, "date": date(2026, 12, 24), "start": time(21), "active": False})
    after = Event.objects.values().get()

    undone = take_back(done)
    assert (Event.objects.values().get(), undone.kind, undone.undoes) == (before, Act.Kind.UNDONE, done)

    take_back(undone)
    assert Event.objects.values().get() == after


def test_an_edit_is_taken_back_once(edit, take_back):
    done = edit(EventFactory(capacity=10), {"capacity": 9})
    take_back(done)
    before = everything()

    with pytest.raises(CannotUndo):
        take_back(done)
    assert everything() == before


def test_taking_back_twice_with_one_click_is_one_act(edit, take_back):
    done = edit(EventFactory(capacity=10), {"capacity": 9})

    assert take_back(done, token=TOKEN) == take_back(done, token=TOKEN)


def test_an_edit_is_not_taken_back_over_a_later_one(edit, take_back):
    event = EventFactory(capacity=10)
    done = edit(event, {"capacity": 9})
    edit(event, {"capacity": 8})

    with pytest.raises(CannotUndo):
        take_back(done)
    assert Event.objects.get().capacity == 8


def test_seats_that_were_sold_since_are_not_taken_back(edit, take_back):
    event = EventFactory(capacity=10)
    done = edit(event, {"capacity": 20})
    ReservationFactory(event=event, guests=12)

    with pytest.raises(CannotUndo):
        take_back(done)
    assert take_back(done, overbook="Balkon dicht").data["over_capacity_by"] == 2


def test_an_event_is_not_moved_before_the_end_of_its_options(staff):
    event = EventFactory(date=TODAY + timedelta(days=14))
    option = ReservationFactory(event=event, status=Status.OPTION, option_expires_at=NOON + timedelta(days=7))

    with pytest.raises(OptionsOutlast):
        programme.edit(event, {"date": TODAY + timedelta(days=6)}, by=staff, at=NOON)
    programme.edit(event, {"date": TODAY + timedelta(days=8)}, by=staff, at=NOON)

    option.refresh_from_db()
    assert option.option_expires_at < option.event.starts_at
