"""A month of events: what is on each day, and how full it is."""

from datetime import date, time

import pytest
from django.urls import reverse

from tests.factories import EventFactory, ReservationFactory
from tests.reading import by_id, links, words
from tests.reservations.views.events.desk import at

CALENDAR = reverse("events:calendar")


def cells(element):
    return {
        words(cell.find("./time/span")): cell for cell in element.iter("td") if "data-other-month" not in cell.attrib
    }


def test_a_month_shows_each_day_what_is_on_and_how_full_it_is(look):
    event = EventFactory(date=date(2026, 12, 5), show__name="Kempen", capacity=10)
    EventFactory(date=date(2026, 12, 5), show__name="Brunch", doors=time(11), start=time(11), active=False)
    ReservationFactory(event=event, guests=8)

    found = look(f"{CALENDAR}?month=2026-12")

    assert words(by_id(found, "month")) == "December 2026"
    day = cells(found)["5"]
    assert links(day) == {
        "11:00 Brunch Gesloten": at("detail", event.reservations.model.event.get_queryset().get(show__name="Brunch")),
        "20:00 Kempen Bijna vol · 2 vrij": event.get_absolute_url(),
    }
    assert [link.attrib["data-fill"] for link in day.iter("a")] == ["closed", "nearly-full"]


def test_a_full_evening_says_that_its_waitlist_is_open(look):
    event = EventFactory(capacity=2, waitlist_open=True, show__name="Kempen")
    ReservationFactory(event=event)

    assert "20:00 Kempen Vol · wachtlijst" in links(look(f"{CALENDAR}?month=2026-12"))


@pytest.mark.parametrize("query", ["", "?month=", "?month=2026-13", "?month=%3Cscript%3E"])
def test_without_a_month_it_is_this_one_with_today_marked(look, query):
    found = look(CALENDAR + query)

    today = [words(cell.find("./time/span")) for cell in found.iter("td") if cell.attrib.get("aria-current") == "date"]
    assert (words(by_id(found, "month")), today) == ("November 2026", ["23"])
    assert "Deze maand staat er niets op het programma." in words(by_id(found, "calendar"))


def test_the_months_before_and_after_are_a_click_away(look):
    found = links(look(f"{CALENDAR}?month=2027-01"))

    assert (found["december"], found["februari"]) == ("?month=2026-12", "?month=2027-02")
    assert found["Deze maand"] == CALENDAR


@pytest.mark.parametrize("number", [1, 3])
def test_a_month_asks_the_same_for_any_number_of_events(desk, number, django_assert_num_queries):
    for event in EventFactory.create_batch(number):
        ReservationFactory(event=event)

    with django_assert_num_queries(5):  # session, user, events, their seats, the menu's count
        desk.get(f"{CALENDAR}?month=2026-12")
