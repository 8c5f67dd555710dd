"""The form of a new reservation as it opens: what is filled in, which events it offers, what it costs."""

from datetime import timedelta

import pytest
from django.urls import reverse

from tests.factories import TODAY, CompanyFactory, CustomerFactory, EventFactory, ReservationFactory
from tests.reading import by_id, fields, page, words

NEW = reverse("reservations:new")
DAY = timedelta(days=1)


def test_the_form_opens_with_what_its_address_says(desk, evening):
    later = EventFactory(date=TODAY + 400 * DAY)

    shown = page(desk.get(NEW, {"kind": "option", "event": later.pk, "guests": 6}))

    chosen = [option.attrib["value"] for option in shown.iter("option") if "selected" in option.attrib]
    ticked = [field.attrib["value"] for field in shown.iter("input") if "checked" in field.attrib]
    assert (chosen, ticked, fields(shown)["guests"]) == ([str(later.pk), ""], ["option", "7"], "6")


def test_events_are_offered_from_a_day_on_with_their_seats_left(desk, evening):
    ReservationFactory(event=evening, guests=4)
    EventFactory(date=TODAY - DAY, show__name="Voorbij")
    EventFactory(capacity=1, show__name="Vol huis", date=TODAY + DAY)
    ReservationFactory(event__show__name="x", guests=1)

    offered = [words(option) for option in by_id(page(desk.get(NEW)), "id_event").iter("option")]

    assert offered[0] == "Kies een event"
    assert "ma 7 dec 2026 20:00 · Winterrevue · 6 vrij" in offered
    assert not any("Voorbij" in words for words in offered)


def test_without_any_event_the_form_says_so(desk, db):
    assert "Er is geen event om te boeken" in words(page(desk.get(NEW)))


@pytest.mark.parametrize("count", [1, 3])
def test_the_form_needs_the_same_queries_for_any_number(desk, evening, count, django_assert_num_queries):
    EventFactory.create_batch(count)
    for _ in range(count):
        CustomerFactory(last_name="Jansen", company=CompanyFactory())

    # Session, user, events, extras, arrangements, seats, the event, how common the name is, who it may be, their
    # bookings, what waits.
    with django_assert_num_queries(13):
        response = desk.post(NEW, {"quote": "1", "name": "jansen", "event": evening.pk, "guests": 2})

    assert len(by_id(page(response), "matches").findall(".//label")) == count + 1
