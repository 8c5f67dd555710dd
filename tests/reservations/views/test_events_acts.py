"""Clicks on events: putting evenings on the programme, changing one, calling one off."""

from datetime import date, time, timedelta
from uuid import UUID

import pytest
from django.urls import reverse

from reservations import bulk, programme, series
from reservations.models import Act, Event, Reservation
from reservations.refusals import Busy
from reservations.status import Status
from tests.factories import (
    NOON,
    TODAY,
    ArrangementFactory,
    EventFactory,
    EventPriceFactory,
    EventTypeFactory,
    ReservationFactory,
    ShowFactory,
)  # fmt: skip
from tests.naive import everything
from tests.reading import by_id, fields, page, references, rows, said, undo_of, words

pytestmark = pytest.mark.django_db
NEW = reverse("events:new")
TOKEN = "c0ffee00-0000-4000-8000-000000000000"
BATCH = UUID(TOKEN)


def at(name, event, *more):
    return reverse(f"events:{name}", args=[event.pk, *more])


@pytest.fixture
def whole(db):
    """What a form says in which everything was filled in."""
    show, kind = ShowFactory(name="Winterrevue"), EventTypeFactory()

    def whole(**values):
        typed = {
            "show": show.pk, "type": kind.pk, "repeat": "once", "date": "2027-03-06", "capacity": "40", "token": TOKEN,
        }  # fmt: skip
        return typed | values

    return whole


def of(event, **values):
    """What the form of an event says, with other values."""
    columns = {name: getattr(event, name) for name in ("date", "doors", "start", "end", "capacity", "notes")}
    ticks = {name: "on" for name in ("active", "waitlist_open") if getattr(event, name)}
    typed = {"show": event.show_id, "type": event.type_id, "seen_act": programme.latest_act(event), "token": TOKEN}
    return {name: value for name, value in (columns | ticks | typed | values).items() if value is not None}


def error(response, name):
    """What stands beside a field, which must be tied to it and keep what was typed."""
    found = page(response)
    field = by_id(found, f"id_{name}")
    assert (response.status_code, field.attrib["aria-invalid"]) == (422, "true")
    return words(by_id(found, f"id_{name}_error"))


# New


def test_an_empty_form_offers_a_full_hall_and_one_evening(desk, whole):
    found = page(desk.get(NEW))

    assert by_id(found, "id_capacity").attrib["value"] == "230"
    assert [box.attrib["value"] for box in found.iter("input") if "checked" in box.attrib] == ["once"]
    assert by_id(found, "evenings") is None


def test_one_evening_on_a_free_date_is_made_with_one_click(desk, whole):
    response = desk.post(NEW, whole())

    event = Event.objects.get()
    assert response["Location"] == event.get_absolute_url()
    assert (event.date, event.doors, event.start, event.end) == (date(2027, 3, 6), time(19), time(20), time(22, 30))
    assert said(response) == ["Winterrevue, za 6 mrt 2027 staat op het programma."]
    assert undo_of(response) == reverse("reservations:undo", args=[Act.objects.get().pk])


def test_a_double_click_makes_one_evening(desk, whole):
    first, again = desk.post(NEW, whole()), desk.post(NEW, whole(shown="2027-03-06", make=["2027-03-06"]))

    assert first["Location"] == again["Location"]
    assert Event.objects.count() == 1


def test_what_was_just_made_is_taken_back_from_the_message(desk, whole):
    address = undo_of(desk.post(NEW, whole()))

    response = desk.post(address, {"next": "/events/"})

    assert response["Location"] == "/events/"
    assert said(response)[-1] == "Ongedaan gemaakt: Event aangemaakt (Winterrevue, za 6 mrt 2027)."
    assert not Event.objects.get().active


def test_an_evening_on_which_something_is_on_is_shown_first_and_made_all_the_same(desk, whole):
    EventFactory(date=date(2027, 3, 6), show__name="Kempen")

    shown = page(desk.post(NEW, whole()))
    assert Event.objects.count() == 1
    assert "za 6 mrt 2027 er is al iets 20:00 Kempen" in words(by_id(shown, "evenings"))

    button = by_id(shown, "evenings").find(".//button")
    desk.post(NEW, whole(**{button.attrib["name"]: button.attrib["value"], "make": ["2027-03-06"]}))
    assert Event.objects.filter(date=date(2027, 3, 6)).count() == 2


def test_a_series_is_shown_first_and_then_made_as_it_was_ticked(desk, whole):
    weekly = whole(repeat="weekly", until="2027-03-27", notes="Let op")

    response = desk.post(NEW, weekly)
    shown = page(response)
    assert (response.status_code, Event.objects.count()) == (200, 0)
    boxes = [box for box in by_id(shown, "evenings").iter("input") if box.attrib["name"] == "make"]
    assert [(box.attrib["value"][-2:], "checked" in box.attrib) for box in boxes] == [
        ("06", True), ("13", True), ("20", True), ("27", True),
    ]  # fmt: skip
    assert (fields(shown)["until"], words(by_id(shown, "id_notes"))) == ("2027-03-27", "Let op")

    ticked = [box.attrib["value"] for box in boxes[::2]]
    button = by_id(shown, "evenings").find(".//button")
    made = desk.post(NEW, weekly | {button.attrib["name"]: button.attrib["value"], "make": ticked})

    assert made["Location"] == "/events/?since=2027-03-06&until=2027-03-20"
    assert [event.date.day for event in Event.objects.order_by("date")] == [6, 20]
    assert said(made)[0].splitlines() == [
        "2 events aangemaakt.",
        "Winterrevue, za 6 mrt 2027: Event aangemaakt",
        "Winterrevue, za 20 mrt 2027: Event aangemaakt",
    ]

    undone = desk.post(undo_of(made), {"next": "/events/"})
    assert said(undone)[-1].splitlines()[0] == "2 events teruggezet."
    assert not Event.objects.active().exists()


def test_nothing_ticked_is_said_and_nothing_is_made(desk, whole):
    response = desk.post(NEW, whole(repeat="weekly", until="2027-03-13", shown="2027-03-06 2027-03-13"))

    assert (response.status_code, Event.objects.count()) == (422, 0)
    assert "Vink minstens één avond aan." in words(by_id(page(response), "evenings"))


@pytest.mark.parametrize(
    ("values", "name", "says"),
    [
        ({"show": ""}, "show", "Dit veld is verplicht."),
        ({"date": ""}, "date", "Kies een datum."),
        ({"date": "2026-11-22"}, "date", "zo 22 nov 2026 is al geweest."),
        ({"capacity": "501"}, "capacity", "Vul een capaciteit in van 1 tot en met 500 plaatsen."),
        ({"doors": "21:00"}, "doors", "De deuren gaan open vóór de aanvang."),
        ({"repeat": "weekly", "until": ""}, "until", "Kies een datum."),
        ({"repeat": "picked", "dates": "<b>"}, "dates", "“<b>” is geen datum: vul data in als 12-3-2027."),
    ],
)
def test_what_makes_no_sense_is_said_beside_its_field_and_nothing_typed_is_lost(desk, whole, values, name, says):
    response = desk.post(NEW, whole(notes="Özdemir & co", **values))

    assert error(response, name) == says
    assert words(by_id(page(response), "id_notes")) == "Özdemir & co"
    assert not Event.objects.exists()


def test_a_busy_moment_is_said_above_the_form(desk, whole, monkeypatch):
    def busy(*_args, **_how):
        raise Busy

    monkeypatch.setattr(series.programme, "create", busy)

    response = desk.post(NEW, whole())

    assert response.status_code == 422
    assert "Een collega is met dezelfde avond bezig" in words(page(response).find(".//form/ul[@class]"))


def test_of_a_series_each_refusal_is_told(desk, whole, monkeypatch):
    create = programme.create

    def busy_once(values, **how):
        if values["date"].day == 13:
            raise Busy
        return create(values, **how)

    monkeypatch.setattr(series.programme, "create", busy_once)
    dates = ["2027-03-06", "2027-03-13"]

    response = desk.post(NEW, whole(repeat="weekly", until="2027-03-13", shown=" ".join(dates), make=dates))

    lines = said(response)[0].splitlines()
    assert lines[:2] == ["1 event aangemaakt.", "Winterrevue, za 6 mrt 2027: Event aangemaakt"]
    assert lines[2].startswith("Winterrevue, za 13 mrt 2027: niet gedaan.")


# Copy


def test_a_copy_is_filled_with_what_the_event_is_but_for_its_date(desk):
    event = EventFactory(capacity=40, notes="In de foyer", waitlist_open=True, show=ShowFactory(active=False))
    event.arrangements.set([bwf := ArrangementFactory()])
    EventPriceFactory(event=event, cents=4750)

    found = page(desk.get(at("copy", event)))

    filled = fields(found)
    assert (filled["capacity"], filled["date"], filled["start"]) == ("40", "", "20:00")
    assert filled[f"price_{bwf.pk}"] == "47,50"
    assert words(by_id(found, "id_notes")) == "In de foyer"
    chosen = [option for option in by_id(found, "id_show").iter("option") if "selected" in option.attrib]
    assert [option.attrib["value"] for option in chosen] == [str(event.show_id)]


def test_a_copy_sells_what_its_original_sells_for_the_same_price(desk):
    event = EventFactory(show=ShowFactory(active=False))
    event.arrangements.set([bwf := ArrangementFactory()])
    EventPriceFactory(event=event, cents=4750)
    typed = of(event, date="2027-03-06", repeat="once", arrangements=[bwf.pk], **{f"price_{bwf.pk}": "47,50"})

    desk.post(at("copy", event), typed)

    copy = Event.objects.get(date=date(2027, 3, 6))
    assert (copy.show, list(copy.arrangements.all()), copy.prices.get().cents) == (event.show, [bwf], 4750)


# Edit


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


# Calling off


@pytest.fixture
def evening():
    event = EventFactory(show__name="Winterrevue")
    ReservationFactory(event=event, reference="R-1", paid_cents=100)
    ReservationFactory(event=event, reference="R-2", status=Status.REQUEST)
    ReservationFactory(event=event, reference="R-3", status=Status.CHECKED_IN)
    return event


def test_it_is_said_first_what_will_be_done_and_whom_it_is_about(desk, evening):
    found = page(desk.get(at("call-off", evening)))

    assert references(found) == ["R-1", "R-2"]
    assert "Annuleer het event en 2 reserveringen" in words(found)


def test_nobody_to_tell_is_said_too(desk):
    assert "Niemand rekent met een boeking op dit event." in words(page(desk.get(at("call-off", EventFactory()))))


def test_one_click_calls_off_the_event_and_its_bookings_and_one_brings_them_back(desk, evening):
    response = desk.post(at("call-off", evening), {"reason": "Stroomstoring", "token": TOKEN})

    assert response["Location"] == at("called-off", evening, BATCH)
    assert said(response) == ["Winterrevue, ma 7 dec 2026 is geannuleerd, met 2 boekingen."]
    assert [row.status for row in Reservation.objects.order_by("reference")] == ["cancelled", "rejected", "checked_in"]
    assert references(page(desk.get(response["Location"]))) == ["R-1", "R-1", "R-2"]

    undone = desk.post(undo_of(response), {"next": evening.get_absolute_url()})
    assert undone["Location"] == evening.get_absolute_url()
    assert said(undone)[-1].splitlines()[:2] == [
        "2 reserveringen teruggezet.",
        "Winterrevue, ma 7 dec 2026: Ongedaan gemaakt",
    ]
    assert [row.status for row in Reservation.objects.order_by("reference")] == ["confirmed", "request", "checked_in"]
    assert Event.objects.get().active

    again = desk.post(undo_of(undone))
    assert said(again)[-1].splitlines()[0] == "2 reserveringen teruggezet."
    assert not Event.objects.get().active


def test_an_evening_without_bookings_is_called_off_and_comes_back(desk):
    event = EventFactory(show__name="Winterrevue")

    response = desk.post(at("call-off", event), {"reason": "Ziek", "token": TOKEN})
    assert said(response) == ["Winterrevue, ma 7 dec 2026 is geannuleerd, met 0 boekingen."]

    assert said(desk.post(undo_of(response)))[-1].splitlines()[0] == "1 event teruggezet."


def test_a_reason_is_needed_and_nothing_is_done_without(desk, evening):
    before = everything()

    response = desk.post(at("call-off", evening), {"reason": " ", "token": TOKEN})

    assert error(response, "reason") == "Zeg waarom."
    before.pop("Session", None)
    assert everything() == before


def test_a_double_click_calls_off_once_and_leads_to_the_same_page(desk, evening):
    first = desk.post(at("call-off", evening), {"reason": "Ziek", "token": TOKEN})
    acts = Act.objects.count()

    again = desk.post(at("call-off", evening), {"reason": "Ziek", "token": TOKEN})

    assert (first["Location"], acts) == (again["Location"], Act.objects.count())


def test_the_same_click_on_bookings_that_were_left_leads_to_the_same_page(desk):
    event = EventFactory(active=False)
    ReservationFactory(event=event)
    first = desk.post(at("call-off", event), {"reason": "Ziek", "token": TOKEN})

    again = desk.post(at("call-off", event), {"reason": "Ziek", "token": TOKEN})

    assert first["Location"] == again["Location"] == at("called-off", event, BATCH)


def test_a_click_that_was_taken_back_is_not_done_again(desk, evening):
    first = desk.post(at("call-off", evening), {"reason": "Ziek", "token": TOKEN})
    desk.post(undo_of(first))

    again = desk.post(at("call-off", evening), {"reason": "Ziek", "token": TOKEN})

    assert "ongedaan gemaakt" in said(again)[-1]
    assert Event.objects.get().active


def test_what_is_called_off_already_is_refused_on_the_page(desk):
    event = EventFactory(active=False)

    response = desk.post(at("call-off", event), {"reason": "Ziek", "token": TOKEN})

    assert response.status_code == 422
    assert "Er is niets gewijzigd." in words(page(response))


def test_without_a_token_it_is_called_off_all_the_same(desk, evening):
    response = desk.post(at("call-off", evening), {"reason": "Ziek"})

    assert response.status_code == 302
    assert Act.objects.filter(kind="event_cancelled").count() == 1


def test_what_is_refused_is_named_in_the_message(desk, evening, monkeypatch):
    run = bulk.run

    def late(verb, reservations, **how):
        rows = list(reservations)
        Reservation.objects.filter(reference="R-1").update(status=Status.CHECKED_IN, checked_in_at=NOON)
        return run(verb, rows, **how)

    monkeypatch.setattr(bulk, "run", late)

    response = desk.post(at("call-off", evening), {"reason": "Ziek", "token": TOKEN})

    lines = said(response)[0].splitlines()
    assert (lines[0], len(lines)) == ("Winterrevue, ma 7 dec 2026 is geannuleerd, met 1 boeking.", 2)
    assert "niet gedaan" in lines[1]
    assert rows(page(desk.get(response["Location"])))


def test_of_a_long_list_the_message_names_the_first_and_counts_the_rest(desk):
    event = EventFactory()
    ReservationFactory.create_batch(25, event=event)
    called = desk.post(at("call-off", event), {"reason": "Ziek", "token": TOKEN})

    lines = said(desk.post(undo_of(called)))[-1].splitlines()

    assert (lines[0], len(lines), lines[-1]) == ("25 reserveringen teruggezet.", 22, "en nog 6")


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
