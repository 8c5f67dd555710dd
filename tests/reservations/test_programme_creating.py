"""Putting an event on the programme, and taking that back while nobody counts on it."""

from datetime import date, time
from uuid import UUID

import pytest

from reservations import pricing, programme, undo
from reservations.models import Act, Event
from reservations.refusals import BadCapacity, CannotUndo, DoorsAfterStart
from reservations.status import Status
from tests.factories import NOON, ArrangementFactory, EventTypeFactory, ReservationFactory, ShowFactory

pytestmark = pytest.mark.django_db
TOKEN = UUID("c0ffee00-0000-4000-8000-000000000000")


@pytest.fixture
def create(boss):
    def create(how=None, **values):
        needed = {
            "show_id": ShowFactory().pk, "type_id": EventTypeFactory().pk, "date": date(2027, 3, 6), "doors": time(19),
            "start": time(20), "end": time(22, 30),
        }  # fmt: skip
        return programme.create(needed | values, by=boss, at=NOON, **(how or {}))

    return create


def test_an_event_is_put_on_the_programme_with_what_it_offers(boss, create):
    bwf = ArrangementFactory()

    done = create(capacity=40, notes="In de foyer", arrangements=[bwf.pk], prices={bwf.pk: 6000})

    event = Event.objects.get()
    assert (event.date, event.start, event.capacity, event.notes) == (date(2027, 3, 6), time(20), 40, "In de foyer")
    assert (event.active, event.waitlist_open, list(event.arrangements.all())) == (True, False, [bwf])
    assert pricing.price_per_guest(event, bwf) == 6000
    assert (done.kind, done.event, done.by, done.before) == ("event_created", event, boss, {})
    assert (done.after["capacity"], done.after["date"], done.after["prices"]) == (40, "2027-03-06", {str(bwf.pk): 6000})


def test_an_event_has_230_seats_and_offers_everything_when_nothing_is_said(create):
    event = create().event

    event.refresh_from_db()
    assert (event.capacity, event.arrangements.count(), event.prices.count()) == (230, 0, 0)


@pytest.mark.parametrize(
    ("values", "refusal"),
    [({"capacity": 0}, BadCapacity), ({"capacity": 501}, BadCapacity), ({"doors": time(21)}, DoorsAfterStart)],
)
def test_an_event_that_makes_no_sense_is_not_created(create, values, refusal):
    with pytest.raises(refusal):
        create(**values)
    assert not Event.objects.exists()


def test_what_is_no_field_of_an_event_is_not_created(create):
    with pytest.raises(ValueError, match="source_id"):
        create(source_id="event-1")


def test_a_double_click_creates_one_event(create):
    show = ShowFactory()

    first, again = (create({"token": TOKEN}, show_id=show.pk) for _ in range(2))

    assert (first, Event.objects.count()) == (again, 1)


def test_what_should_not_have_been_created_is_closed_and_opened_again(create, take_back_event):
    done = create()

    undone = take_back_event(done)
    assert (Event.objects.get().active, undone.kind, undone.undoes) == (False, "undone", done)
    take_back_event(undone)
    assert Event.objects.get().active


@pytest.mark.parametrize("status", [Status.CONFIRMED, Status.REQUEST, Status.OPTION])
def test_an_event_that_somebody_may_come_to_is_not_taken_back(create, take_back_event, status):
    done = create()
    row = ReservationFactory(event=done.event, status=status)
    if status == Status.OPTION:
        assert row.is_live_option(at=NOON)

    assert not undo.can_take_back(done)
    with pytest.raises(CannotUndo, match="boekingen voor dit event"):
        take_back_event(done)
    assert Event.objects.get().active


def test_an_event_of_which_all_bookings_are_off_is_taken_back(create, take_back_event):
    done = create()
    ReservationFactory(event=done.event, status=Status.CANCELLED)

    assert undo.can_take_back(done)
    take_back_event(done)
    assert not Event.objects.get().active


@pytest.mark.parametrize("changes", [{"capacity": 12}, {"notes": "x"}, {"prices": {}}])
def test_an_event_that_was_changed_since_is_not_taken_back(create, take_back_event, edit_event, changes):
    done = create(prices={ArrangementFactory().pk: 6000})
    edit_event(done.event, changes)

    with pytest.raises(CannotUndo):
        take_back_event(done)


def test_undo_is_offered_for_as_long_as_the_event_is_as_it_was_left(create, edit_event):
    created = create()
    done = edit_event(created.event, {"capacity": 12})
    created, done = (Act.objects.get(pk=act.pk) for act in (created, done))

    assert [undo.can_take_back(act) for act in (created, done)] == [False, True]
