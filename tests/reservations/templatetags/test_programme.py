"""How events read in templates."""

import pytest
from django.template import Context, Template
from django.urls import reverse

from reservations import calling_off, programme
from reservations.fill import State
from tests.factories import NOON, EventFactory
from tests.reservations.test_calling_off import BATCH

pytestmark = pytest.mark.django_db


def said(text, **context):
    return Template("{% load programme %}" + text).render(Context(context))


def test_an_event_is_called_by_its_show_and_day():
    assert said("{{ event|event_name }}", event=EventFactory(show__name="Kempen")) == "Kempen, ma 7 dec 2026"


@pytest.mark.parametrize(("state", "icon"), [(State.CLOSED, "lock"), (State.FULL, "circle-slash")])
def test_what_has_no_seats_to_sell_has_an_icon_of_its_own(state, icon):
    assert said("{{ state|fill_icon }} {{ other|fill_icon }}", state=state, other=State.AVAILABLE) == f"{icon} armchair"


def test_an_event_is_taken_back_alone_and_one_that_was_called_off_with_its_bookings(boss):
    event = EventFactory()
    edited = programme.edit(event, {"capacity": 9}, by=boss, at=NOON)
    alone = programme.cancel(EventFactory(), reason="Ziek", by=boss, at=NOON)
    whole = calling_off.call_off(event, reason="Ziek", batch=BATCH, by=boss, at=NOON)[0].act

    addresses = [said("{{ act|undo_address }}", act=act) for act in (edited, alone, whole)]

    assert addresses == [
        reverse("reservations:undo", args=[edited.pk]),
        reverse("reservations:undo", args=[alone.pk]),
        reverse("reservations:undo-batch", args=[BATCH]),
    ]
