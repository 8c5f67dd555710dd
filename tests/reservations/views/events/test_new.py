"""Clicks that put evenings on the programme: one, a series, or a copy of another."""

from datetime import date, time

import pytest
from django.urls import reverse

from reservations import programme, series
from reservations.models import Act, Event
from reservations.refusals import Busy
from tests.factories import ArrangementFactory, EventFactory, EventPriceFactory, ShowFactory
from tests.reading import by_id, fields, page, said, undo_of, words
from tests.reservations.typed import one_evening
from tests.reservations.views.events.desk import TOKEN, at, error, of

pytestmark = pytest.mark.django_db
NEW = reverse("events:new")


@pytest.fixture
def whole(db):
    """What a form says in which everything was filled in."""
    show = ShowFactory(name="Winterrevue")
    return lambda **values: one_evening(**{"show": show.pk, "token": TOKEN} | values)


# One or a series


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
