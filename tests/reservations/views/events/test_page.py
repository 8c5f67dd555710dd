"""The page of one event: its sum row by row, what if options lapse, its particulars and history."""

from datetime import timedelta

import pytest
from django.urls import reverse

from reservations import bulk, calling_off, lifecycle, programme
from reservations.status import Status
from tests.factories import (
    NOON,
    ArrangementFactory,
    CustomerFactory,
    EventFactory,
    EventPriceFactory,
    ReservationFactory,
    WaitlistEntryFactory,
)  # fmt: skip
from tests.reading import by_id, figures, links, references, words
from tests.reservations.views.events.desk import BATCH, at, terms

DAY = timedelta(days=1)


def test_one_event_shows_its_sum_row_by_row(look):
    event = EventFactory(show__name="Winterrevue", capacity=100)
    jan = CustomerFactory(first_name="Jan", last_name="Bos")
    ReservationFactory(event=event, customer=jan, guests=20, reference="R-1")
    ReservationFactory(event=event, guests=10, status=Status.PENDING, reference="R-2")
    ReservationFactory(event=event, guests=5, status=Status.OPTION, reference="R-3")
    ReservationFactory(event=event, guests=4, status=Status.OPTION, option_expires_at=NOON - DAY, reference="R-4")
    ReservationFactory(event=event, guests=3, status=Status.REQUEST, reference="R-5")
    ReservationFactory(guests=50, reference="R-6")

    found = look(event.get_absolute_url())
    holding, others = (found.find(f".//tbody[@data-rows='{name}']") for name in ("holding", "others"))

    assert words(found.find(".//h1")) == "Winterrevue"
    assert (references(holding), references(others)) == (["R-1", "R-2", "R-3"], ["R-4", "R-5"])
    assert figures(holding) == [20, 10, 5, 35, 65]
    assert figures(others) == [0, 0]
    assert [words(row.find("./th/div")) for row in others.findall("./tr")[1:]] == [
        "Verlopen: gisteren",
        "Telt pas mee na akkoord",
    ]
    assert links(holding)["Jan Bos"].startswith("/reservations/")
    assert links(found)["Openen in de lijst"] == f"/reservations/?event={event.pk}"


def test_an_evening_that_is_too_full_says_by_how_much(look):
    event = EventFactory(capacity=10)
    ReservationFactory(event=event, guests=12)

    sums = terms(look(event.get_absolute_url()).find(".//dl[@class='sums']"))

    assert sums == {"Bezet": "12", "Vrij": "0", "Capaciteit": "10", "Bezetting": "120 %", "Boven capaciteit": "2"}


def test_what_if_options_lapse(look):
    event = EventFactory(capacity=100)
    ReservationFactory(event=event, guests=71)
    late = ReservationFactory(event=event, guests=20, status=Status.OPTION)
    ReservationFactory(event=event, guests=5, status=Status.OPTION, option_expires_at=NOON + DAY)

    whole = by_id(look(event.get_absolute_url()), "what-if")
    one = by_id(look(f"{event.get_absolute_url()}?what-if=1&lapse={late.pk}"), "what-if")
    none = by_id(look(f"{event.get_absolute_url()}?what-if=1"), "what-if")

    assert "Als deze 2 opties vervallen: 96 % → 71 % Er komen 25 plaatsen vrij; dan zijn er 29 over." in words(whole)
    assert "Als deze 1 optie vervalt: 96 % → 76 %" in words(one)
    assert "Als deze 0 opties vervallen: 96 % → 96 %" in words(none)
    ticked = [[box.attrib["value"] for box in form.iter("input") if "checked" in box.attrib] for form in (one, none)]
    assert ticked == [[str(late.pk)], []]


def test_without_options_nothing_is_asked(look):
    assert by_id(look(EventFactory().get_absolute_url()), "what-if") is None


def test_particulars_say_what_it_offers_what_it_asks_and_who_waits(look):
    event = EventFactory(notes="Balkon dicht\nLift stuk", waitlist_open=True)
    event.arrangements.set([ArrangementFactory()])
    EventPriceFactory(event=event, cents=8050)
    for status in ("waiting", "booked", "cancelled"):
        WaitlistEntryFactory(event=event, status=status)
    WaitlistEntryFactory(event=event, status="contacted", contacted_at=NOON)

    said = terms(look(event.get_absolute_url()).find(".//dl[@class='facts']"))

    assert said == {
        "Deuren open": "19:00", "Aanvang": "20:00", "Einde": "22:30", "Arrangementen": "Standaard",
        "Standaard": "€ 80,50", "Wachtlijst": "open · 2 wachtend", "Notities": "Balkon dichtLift stuk",
    }  # fmt: skip


def test_an_event_that_offers_everything_says_so(look):
    said = terms(look(EventFactory().get_absolute_url()).find(".//dl[@class='facts']"))

    assert (said["Arrangementen"], said["Wachtlijst"]) == ("alle", "gesloten · 0 wachtend")


def test_its_history_tells_what_was_changed_with_an_undo_for_each(look, boss):
    event = EventFactory()
    assert "niets gewijzigd" in words(look(event.get_absolute_url()))
    done = programme.edit(event, {"capacity": 200}, by=boss, at=NOON, reason="Balkon dicht")
    lifecycle.check_in(ReservationFactory(event=event), by=boss, at=NOON)

    item = look(event.get_absolute_url()).findall(".//ol[@class='timeline']/li")

    assert [words(each.find(".//*[@class='timeline__what']")) for each in item] == [
        "Event gewijzigd · Capaciteit: 230 → 200"
    ]
    assert item[0].find(".//form").attrib["action"] == reverse("reservations:undo", args=[done.pk])
    assert "Balkon dicht" in words(item[0])


def test_an_event_that_was_called_off_says_why_and_what_became_of_its_bookings(look, boss):
    event = ReservationFactory().event
    calling_off.call_off(event, reason="Stroomstoring", batch=BATCH, by=boss, at=NOON)

    found = look(event.get_absolute_url())

    assert "Geannuleerd: Stroomstoring baas · ma 23 nov 2026 12:00" in words(found.find(".//div[@class='banner']"))
    assert links(found)["Wat er met de boekingen is gebeurd"] == at("called-off", event, BATCH)
    assert "Event annuleren" not in links(found)
    undo = found.find(".//ol[@class='timeline']//form")
    assert undo.attrib["action"] == reverse("reservations:undo-batch", args=[BATCH])


def test_an_event_that_is_closed_says_how_many_still_count_on_it(look):
    event = EventFactory(active=False)
    ReservationFactory(event=event)

    banner = look(event.get_absolute_url()).find(".//div[@class='banner']")

    assert "Gesloten voor boeking 1 boeking rekent nog op dit event." in words(banner)
    assert links(banner)["Deze boekingen annuleren"] == at("call-off", event)


def test_an_event_that_came_back_is_no_longer_called_off(look, boss):
    event = ReservationFactory().event
    calling_off.call_off(event, reason="Stroomstoring", batch=BATCH, by=boss, at=NOON)
    bulk.take_back(BATCH, by=boss, at=NOON)

    found = look(event.get_absolute_url())

    assert found.find(".//div[@class='banner']") is None
    assert links(found)["Event annuleren"] == at("call-off", event)


@pytest.mark.parametrize("number", [1, 3])
def test_one_event_asks_the_same_for_any_number_of_bookings_and_acts(desk, boss, number, django_assert_num_queries):
    event = EventFactory(notes="0")
    event.arrangements.set([ArrangementFactory()])
    EventPriceFactory(event=event)
    for count in range(number):
        ReservationFactory(event=event)
        ReservationFactory(event=event, status=Status.OPTION)
        WaitlistEntryFactory(event=event)
        programme.edit(event, {"notes": str(count + 1)}, by=boss, at=NOON)

    # session, user; event, arrangements, acts, bookings, who waits, prices; the menu's count
    with django_assert_num_queries(9):
        desk.get(event.get_absolute_url())


@pytest.mark.parametrize("name", ["detail", "copy", "edit", "call-off", "guests"])
def test_an_event_that_is_none_is_not_found(desk, name):
    assert desk.get(reverse(f"events:{name}", args=[404])).status_code == 404
