"""Taking back what was changed on an event, and doing it again."""

from datetime import date, time
from uuid import UUID

import pytest

from reservations.models import Act, Event
from reservations.refusals import CannotUndo
from tests.factories import EventFactory, ReservationFactory, ShowFactory
from tests.naive import everything

pytestmark = pytest.mark.django_db
TOKEN = UUID("c0ffee00-0000-4000-8000-000000000000")


def test_an_edit_is_taken_back_and_done_again(edit_event, take_back_event):
    event, show = EventFactory(), ShowFactory()
    before = Event.objects.values().get()
    done = edit_event(event, {"show_id": show.pk, "date": date(2026, 12, 24), "start": time(21), "active": False})
    after = Event.objects.values().get()

    undone = take_back_event(done)
    assert (Event.objects.values().get(), undone.kind, undone.undoes) == (before, Act.Kind.UNDONE, done)

    take_back_event(undone)
    assert Event.objects.values().get() == after


def test_an_edit_is_taken_back_once(edit_event, take_back_event):
    done = edit_event(EventFactory(capacity=10), {"capacity": 9})
    take_back_event(done)
    before = everything()

    with pytest.raises(CannotUndo):
        take_back_event(done)
    assert everything() == before


def test_taking_back_twice_with_one_click_is_one_act(edit_event, take_back_event):
    done = edit_event(EventFactory(capacity=10), {"capacity": 9})

    assert take_back_event(done, token=TOKEN) == take_back_event(done, token=TOKEN)


def test_an_edit_is_not_taken_back_over_a_later_one(edit_event, take_back_event):
    event = EventFactory(capacity=10)
    done = edit_event(event, {"capacity": 9})
    edit_event(event, {"capacity": 8})

    with pytest.raises(CannotUndo):
        take_back_event(done)
    assert Event.objects.get().capacity == 8


def test_seats_that_were_sold_since_are_not_taken_back(edit_event, take_back_event):
    event = EventFactory(capacity=10)
    done = edit_event(event, {"capacity": 20})
    ReservationFactory(event=event, guests=12)

    with pytest.raises(CannotUndo):
        take_back_event(done)
    assert take_back_event(done, overbook="Balkon dicht").data["over_capacity_by"] == 2
