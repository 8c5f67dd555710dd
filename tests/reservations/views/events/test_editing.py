"""Clicks that change an event: what is refused beside its field, and a screen that is older."""

from datetime import timedelta

import pytest
from django.urls import reverse

from reservations import programme
from reservations.models import Act, Event
from reservations.status import Status
from tests.factories import NOON, TODAY, EventFactory, ReservationFactory
from tests.reading import by_id, fields, page, said, undo_of, words
from tests.reservations.views.events.desk import at, error, of

pytestmark = pytest.mark.django_db
NEW = reverse("events:new")


def test_a_change_is_made_said_and_taken_back(desk):
    event = EventFactory(show__name="Winterrevue", capacity=230)

    response = desk.post(at("edit", event), of(event, capacity="200", reason="Balkon dicht"))

    assert (response["Location"], Event.objects.get().capacity) == (event.get_absolute_url(), 200)
    assert said(response) == ["Winterrevue, ma 7 dec 2026 is gewijzigd."]
    assert Act.objects.get().reason == "Balkon dicht"
    desk.post(undo_of(response))
    assert Event.objects.get().capacity == 230


def test_the_form_shows_what_the_event_is(desk):
    event = EventFactory(capacity=40, active=False)

    found = page(desk.get(at("edit", event)))

    assert (fields(found)["capacity"], fields(found)["date"], fields(found)["seen_act"]) == ("40", "2026-12-07", "0")
    assert "checked" not in by_id(found, "id_active").attrib


def test_ticks_that_are_taken_off_close_an_event_and_its_waitlist(desk):
    event = EventFactory(waitlist_open=True)

    desk.post(at("edit", event), of(event, active=None, waitlist_open=None))

    event.refresh_from_db()
    assert (event.active, event.waitlist_open) == (False, False)


def test_nothing_changed_is_said(desk):
    event = EventFactory()

    response = desk.post(at("edit", event), of(event))

    assert (response["Location"], said(response)) == (event.get_absolute_url(), ["Er is niets gewijzigd."])


def test_a_double_click_changes_once_and_is_answered_alike(desk):
    event = EventFactory()
    typed = of(event, capacity="200")

    first, again = desk.post(at("edit", event), typed), desk.post(at("edit", event), typed)

    assert (first["Location"], said(again)[-1]) == (again["Location"], said(first)[0])
    assert Act.objects.count() == 1


def test_fewer_seats_than_are_taken_is_refused_beside_the_capacity(desk):
    event = EventFactory(capacity=10, show__name="Winterrevue")
    ReservationFactory(event=event, guests=8)

    response = desk.post(at("edit", event), of(event, capacity="5"))

    assert error(response, "capacity") == "Winterrevue op 7 december 2026 komt 3 plaatsen tekort."
    assert fields(page(response))["capacity"] == "5"
    assert "overbook" not in fields(page(response))
    assert Event.objects.get().capacity == 10


def test_who_may_goes_below_them_with_a_tick_and_a_reason(client, boss):
    client.force_login(boss)
    event = EventFactory(capacity=10)
    ReservationFactory(event=event, guests=8)

    asked = client.post(at("edit", event), of(event, capacity="5"))
    found = page(asked)
    assert (asked.status_code, fields(found)["capacity"], fields(found)["overbook"]) == (422, "5", "")
    assert "3 plaatsen tekort" in words(by_id(found, "overbook-error"))

    without_tick = client.post(at("edit", event), of(event, capacity="5", overbook="Balkon dicht"))
    assert fields(page(without_tick))["overbook"] == "Balkon dicht"
    client.post(at("edit", event), of(event, capacity="5", overbook="Balkon dicht", over_capacity="on"))

    assert Event.objects.get().capacity == 5
    assert Act.objects.get().data["over_capacity_because"] == "Balkon dicht"


def test_who_may_not_is_told_so_whatever_they_send(desk):
    event = EventFactory(capacity=10)
    ReservationFactory(event=event, guests=8)

    response = desk.post(at("edit", event), of(event, capacity="5", overbook="x", over_capacity="on"))

    assert error(response, "capacity") == "Je mag niet meer plaatsen verkopen dan het event heeft."


def test_an_event_is_not_moved_before_its_options(desk):
    event = EventFactory()
    ReservationFactory(event=event, status=Status.OPTION)

    response = desk.post(at("edit", event), of(event, date=(TODAY + timedelta(days=2)).isoformat()))

    assert "1 optie" in error(response, "date")


def test_a_stale_screen_shows_theirs_beside_ours_and_asks_again(desk, boss):
    event = EventFactory()
    stale = of(event, capacity="200", notes="Van mij")
    done = programme.edit(event, {"capacity": 180}, by=boss, at=NOON)

    response = desk.post(at("edit", event), stale)

    assert error(response, "capacity") == "Er staat nu: 180"
    assert fields(page(response))["capacity"] == "200"
    assert "Een collega" in words(page(response).find(".//form[@class='form event-form']/ul"))
    assert fields(page(response))["seen_act"] == str(done.pk)
    desk.post(at("edit", event), stale | {"seen_act": done.pk})
    assert Event.objects.values_list("capacity", "notes").get() == (200, "Van mij")


def test_a_screen_with_a_mistake_is_as_old_as_it_was(desk, boss):
    event = EventFactory()
    stale = of(event, capacity="veel")
    programme.edit(event, {"capacity": 180}, by=boss, at=NOON)

    response = desk.post(at("edit", event), stale)

    assert fields(page(response))["seen_act"] == "0"


@pytest.mark.parametrize("number", [1, 3])
def test_the_forms_ask_the_same_for_any_number_of_bookings(desk, number, django_assert_num_queries):
    event = EventFactory()
    ReservationFactory.create_batch(number, event=event)

    with django_assert_num_queries(5):  # session, user, event, bookings, the menu's count
        desk.get(at("call-off", event))
    # session, user, event, what it offers, latest act, what is sold, its prices, shows, types, arrangements, the menu
    with django_assert_num_queries(11):
        desk.get(at("edit", event))
    with django_assert_num_queries(7):  # session, user, what is sold, shows, types, arrangements, the menu's count
        desk.get(NEW)
    with django_assert_num_queries(10):  # and the event, what it offers, its prices
        desk.get(at("copy", event))


@pytest.mark.parametrize("name", ["call-off", "edit"])
def test_other_methods_are_refused(desk, name):
    assert desk.delete(at(name, EventFactory())).status_code == 405
