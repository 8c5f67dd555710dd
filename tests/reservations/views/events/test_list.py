"""The list of events: which of them, how full they are, and where so many people fit."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from tests.factories import TODAY, EventFactory, EventTypeFactory, ReservationFactory, ShowFactory
from tests.reading import by_id, links, page, words

DAY = timedelta(days=1)
LIST, CALENDAR = reverse("events:list"), reverse("events:calendar")


def rows(element):
    return element.findall(".//*[@data-event]")


def days(element):
    return [words(row.find("./th/a")) for row in rows(element)]


def test_a_row_tells_when_what_and_how_full(look):
    event = EventFactory(show__name="Winterrevue", capacity=40, waitlist_open=True)
    ReservationFactory(event=event, guests=33)

    row = rows(look(LIST))[0]

    assert [words(cell) for cell in row] == [
        "ma 7 dec 2026 20:00 Reguliere Show · Winterrevue",
        "33 van 40 · 82 %",
        "7",
        "Bijna vol Wachtlijst",
    ]
    assert links(row)["ma 7 dec 2026 20:00"] == event.get_absolute_url()
    assert row.find(".//rect").attrib["width"] == "82"
    assert row.find(".//circle").attrib["fill"] == "#F59E0B"


def test_what_is_to_come_is_shown_first_and_what_has_been_is_a_click_away(look):
    for days_from_now in (-2, -1, 0, 1):
        EventFactory(date=TODAY + DAY * days_from_now)

    found = look(LIST)

    assert days(found) == ["ma 23 nov 2026 20:00", "di 24 nov 2026 20:00"]
    assert days(look(links(found)["Geweest"])) == ["zo 22 nov 2026 20:00", "za 21 nov 2026 20:00"]


@pytest.mark.parametrize(("address", "here"), [(LIST, "Komend"), (f"{LIST}?past=1", "Geweest"), (CALENDAR, "Kalender")])
def test_the_tab_says_where_one_is(look, address, here):
    found = look(address).findall(".//nav[@class='tabs']/a[@aria-current='page']")

    assert [words(tab) for tab in found] == [here]


def test_where_do_45_people_fit_in_march(look):
    fits = EventFactory(date=date(2027, 3, 6))
    full = EventFactory(date=date(2027, 3, 7), capacity=40, waitlist_open=True)
    EventFactory(date=date(2027, 3, 8), capacity=40)
    EventFactory(date=date(2027, 4, 1))

    found = look(f"{LIST}?month=2027-03&guests=45")

    assert words(by_id(found, "events").find("./h2")) == "Plaats voor 45: 1 event"
    assert [row.attrib["data-event"] for row in rows(by_id(found, "events"))] == [str(fits.pk)]
    assert [row.attrib["data-event"] for row in rows(by_id(found, "waitlists"))] == [str(full.pk)]
    assert by_id(found, "id_guests").attrib["value"] == "45"


def test_of_many_with_room_it_says_that_these_are_the_first(look):
    show, kind = ShowFactory(), EventTypeFactory()
    EventFactory.create_batch(101, show=show, type=kind)

    assert words(by_id(look(f"{LIST}?guests=45"), "events").find("./h2")) == "Plaats voor 45: de eerste 100 events"


def test_nowhere_is_said_too(look):
    EventFactory(capacity=40)

    found = look(f"{LIST}?guests=45")

    assert "heeft plaats voor 45" in words(by_id(found, "events"))
    assert by_id(found, "waitlists") is None


def test_an_empty_programme_says_so(look):
    assert "Hier zijn geen events." in words(by_id(look(LIST), "events"))


def test_what_makes_no_sense_is_said_beside_its_field_and_stays_typed(desk):
    EventFactory()

    response = desk.get(f"{LIST}?guests=veel&since=morgen&month=x")

    found = page(response)
    assert (response.status_code, rows(found)) == (422, [])
    for name, typed in [("guests", "veel"), ("since", "morgen")]:
        field = by_id(found, f"id_{name}")
        assert (field.attrib["value"], field.attrib["aria-invalid"]) == (typed, "true")
        assert by_id(found, field.attrib["aria-describedby"]) is not None


@pytest.mark.parametrize(("number", "shown"), [("1", 25), ("2", 1), ("99", 1), ("abc", 25)])
def test_a_long_programme_has_pages(look, number, shown):
    show, kind = ShowFactory(), EventTypeFactory()
    EventFactory.create_batch(26, show=show, type=kind)

    found = look(f"{LIST}?page={number}")

    assert len(rows(found)) == shown
    assert "van 26" in words(found.find(".//nav[@class='pagination']"))


def test_a_page_keeps_what_was_asked(look):
    show, kind = ShowFactory(), EventTypeFactory()
    EventFactory.create_batch(26, show=show, type=kind)

    found = look(f"{LIST}?guests=45&show={show.pk}")

    assert links(found)["Volgende"] == f"?guests=45&show={show.pk}&page=2"


@pytest.mark.parametrize("number", [1, 3])
@pytest.mark.parametrize(
    ("query", "queries"),
    [
        # session, user; shows, types; count, page, events, their seats; the views; the menu's count
        ("", 10),
        # no count of those with room; three for those with a waitlist
        ("?guests=2", 12),
    ],
)
def test_the_list_asks_the_same_for_any_number_of_events(desk, number, query, queries, django_assert_num_queries):
    for capacity in (50, 1):
        for event in EventFactory.create_batch(number, capacity=capacity, waitlist_open=True):
            ReservationFactory(event=event, guests=1)

    with django_assert_num_queries(queries):
        desk.get(LIST + query)
