"""The door as a page: which evening it is open for, and what it shows of it."""

from datetime import time, timedelta

import pytest
from django.urls import reverse

from reservations.status import Status
from tests.factories import (
    TODAY,
    EventFactory,
    ReservationFactory,
    ReservationTagFactory,
    local,
)  # fmt: skip
from tests.reading import by_id, by_list, fields, figures, links, page, rows, words
from tests.reservations.views.door import DOOR, headed, matinee, party, shown, tonight

DAY = timedelta(days=1)
TOKEN = "7d444840-9dc0-11d1-b245-5ffdce74fad2"


# Which evening


def test_todays_event_is_chosen(look):
    EventFactory(date=TODAY + DAY)
    event = tonight(show__name="Winterrevue")
    here, elsewhere = party(event), ReservationFactory()

    found = look()

    assert headed(found) == "Winterrevue · ma 23 nov 2026 · deuren 19:00, aanvang 20:00"
    assert (shown(found), elsewhere.reference in words(found)) == ([here.reference], False)
    assert found.find(".//nav[@class='tabs']") is None


def test_a_name_at_the_door_leads_to_the_booking_and_to_whose_it_is(look):
    row = party(tonight())

    assert links(by_id(look(), f"party-{row.pk}"))[f"Klant {row.customer}"] == row.customer.get_absolute_url()


def test_of_several_events_today_another_can_be_chosen(look):
    first, second = matinee(show__name="Kempen"), tonight(show__name="Winter")

    tabs = look().find(".//nav[@class='tabs']")
    assert links(tabs) == {"11:00 Kempen": f"{DOOR}?event={first.pk}", "20:00 Winter": f"{DOOR}?event={second.pk}"}
    assert words(tabs.find(".//*[@aria-current]")) == "11:00 Kempen"
    chosen = look(event=second.pk)
    assert (headed(chosen)[:6], words(chosen.find(".//nav/*[@aria-current]"))) == ("Winter", "20:00 Winter")


def test_another_days_event_leads_back_to_today(look):
    other = EventFactory(show__name="Winter")

    alone = look(event=other.pk).find(".//nav[@class='tabs']")
    assert links(alone) == {"Vandaag": DOOR}

    today = matinee(show__name="Kempen")
    among = look(event=other.pk).find(".//nav[@class='tabs']")
    assert links(among) == {"11:00 Kempen": f"{DOOR}?event={today.pk}"}


def test_after_midnight_yesterdays_evening_is_a_link_and_todays_is_chosen(look):
    late, todays = tonight(show__name="Kempen", end=time(1)), EventFactory(date=TODAY + DAY, show__name="Winter")

    found = look(at=local(2026, 11, 24, 0, 30))

    tabs = found.find(".//nav[@class='tabs']")
    assert links(tabs)["gisteren 20:00 Kempen"] == f"{DOOR}?event={late.pk}"
    assert (headed(found)[:6], len(links(tabs))) == ("Winter", 2)
    assert look(at=local(2026, 11, 24, 6)).find(".//nav[@class='tabs']") is None
    assert headed(look(at=local(2026, 11, 24, 0, 30), event=late.pk))[:6] == "Kempen"
    assert todays.date == TODAY + DAY


def test_nothing_today_says_so_and_leads_to_what_comes_next(look):
    coming = EventFactory(show__name="Winterrevue")

    found = look()

    assert "Vandaag is er geen event. Het volgende event is Winterrevue, op ma 7 dec 2026." in words(found)
    assert links(found)["Bekijk wie er komt"] == f"{DOOR}?event={coming.pk}"


def test_nothing_at_all_says_so(look):
    assert "Vandaag is er geen event. Na vandaag staat er geen event gepland." in words(look())


def test_nothing_today_still_leads_to_the_evening_that_goes_on(look):
    late = tonight(show__name="Kempen", end=time(1))

    found = look(at=local(2026, 11, 24, 0, 30))

    assert "Vandaag is er geen event." in words(found)
    assert links(found)["gisteren 20:00 Kempen"] == f"{DOOR}?event={late.pk}"


@pytest.mark.parametrize("event", ["0", "abc", "", "1x", "-1", "1" * 40, "²"])
def test_an_event_that_is_none_is_not_found(desk, event):
    assert desk.get(DOOR, {"event": event}).status_code == 404


# What it shows


def test_a_row_tells_all_that_is_to_know_at_the_door(look):
    event = tonight()
    before = ReservationFactory(event__date=TODAY - DAY, status=Status.CHECKED_IN)
    row = ReservationFactory(
        event=event, customer=before.customer, contact_name="Piet Vos", guests=10, total_cents=75000, paid_cents=60000,
        vegetarian=2, diet_other="noten", occasion="Jubileum", tags=[ReservationTagFactory(code="VIP", name="VIP")],
    )  # fmt: skip

    [found] = rows(by_list(look(), "arrivals"))

    told = words(found)
    assert told.startswith("10 pers.")
    for what in (
        str(before.customer), f"Piet Vos · Standaard · {row.reference}", "VIP", "Terugkerend", "2 vegetarisch · noten",
        "Jubileum", "€ 150 nog te betalen",
    ):  # fmt: skip
        assert what in told
    assert (figures(found), links(found)[str(before.customer)]) == ([15000], row.get_absolute_url())
    assert words(found.find(".//button")) == f"Check in {before.customer}"


def test_a_paid_party_without_wishes_has_nothing_to_warn_of(look):
    party(tonight(), total_cents=100, paid_cents=100)

    assert rows(by_list(look(), "arrivals"))[0].findall(".//*[@class='row__when']") == []


def test_who_is_in_says_since_when_and_how_many(look):
    event = tonight()
    party(event, guests=10, status=Status.CHECKED_IN, arrived_guests=8)
    party(event, "Vos", status=Status.NO_SHOW)

    first, second = rows(by_list(look(), "arrivals"))

    assert words(first).startswith("8/ van 10 pers.")
    assert "Binnen 12:00" in words(first)
    assert "Niet verschenen" in words(second)
    assert [row.find(".//button") for row in (first, second)] == [None, None]


def test_progress_is_in_parties_and_guests_and_agrees_with_the_dashboard(look):
    event = tonight()
    party(event, guests=10, status=Status.CHECKED_IN, arrived_guests=8)
    party(event, guests=3, status=Status.CHECKED_IN)
    party(event, guests=4)
    party(event, guests=5, status=Status.NO_SHOW)

    found = by_id(look(), f"progress-{event.pk}")
    widget = by_id(look(reverse("dashboard:index")), "widget-check-in-today")

    assert words(found) == "11 van 17 personen binnen 2 van 3 groepen"
    bar = found.find(".//progress")
    assert (bar.attrib["value"], bar.attrib["max"]) == ("11", "17")
    assert words(widget).endswith("van 3 groepen binnen (11 personen) Bekijk gasten")
    assert figures(widget)[-1] == 2


def test_an_evening_without_parties_says_so(look):
    event = tonight()

    found = look()

    assert "Niemand heeft voor dit event gereserveerd." in words(found)
    assert by_id(found, f"progress-{event.pk}").find(".//progress") is None


def test_without_javascript_the_address_finds(look):
    event = tonight()
    party(event, "Özdemir")
    party(event, "Vos")

    found = look(q="ozdemir")

    assert ["hidden" in row.attrib for row in rows(by_list(found, "arrivals"))] == [False, True]
    assert by_id(found, "q").attrib["value"] == "ozdemir"
    assert fields(found.find(".//form[@role='search']"))["event"] == str(event.pk)


def test_an_evening_to_come_is_looked_at_only(look):
    event = EventFactory()
    party(event)

    found = look(event=event.pk)

    assert "Inchecken kan vanaf ma 7 dec 2026." in words(found)
    assert "Verwacht" in words(rows(found)[0])
    assert (rows(found)[0].findall(".//button"), by_id(found, "walk-in")) == ([], None)


def test_a_past_evening_can_be_corrected_but_nobody_walks_in(look):
    event = EventFactory(date=TODAY - DAY)
    party(event)

    found = look(event=event.pk)

    assert len(rows(found)[0].findall(".//button")) == 1
    assert by_id(found, "walk-in") is None


def test_what_guests_call_themselves_is_text(look):
    party(tonight(), "<script>alert(1)</script>", occasion="<b>")

    assert "<script>alert(1)</script>" in words(rows(look())[0])


@pytest.mark.parametrize("count", [1, 3])
def test_the_door_takes_the_same_queries_for_any_number_of_parties(desk, count, django_assert_num_queries):
    event = tonight()
    for _ in range(count):
        party(event, tags=[ReservationTagFactory()], guests=3, vegan=1)

    # Session, user, what waits for the menu; events of today; progress; parties, tags twice; what a walk-in pays.
    with django_assert_num_queries(12):
        response = desk.get(DOOR)

    assert len(shown(page(response))) == count
