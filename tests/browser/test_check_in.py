"""Letting people in, on a desk and in one hand: found, let in, counted, taken back."""

import re

import pytest
from playwright.sync_api import expect

from reservations.models import Act
from tests.browser.desk import log_in
from tests.browser.door import Door, a_matinee, forget

pytestmark = pytest.mark.django_db(transaction=True)
# As tests/reservations/test_arrivals.py has it of the server.
FOUND_BY = {
    "ozdemir": ["Selin Özdemir"],
    "ÖZDEM": ["Selin Özdemir"],
    "abc": ["ABC BV"],
    "info@": ["ABC BV"],
    "06 1234": ["ABC BV"],
    "+31 (0)6 12": ["ABC BV"],
    "0031612": ["ABC BV"],
    "jan piet": ["Piet Jansen"],
    "": ["ABC BV", "Piet Jansen", "Selin Özdemir"],
}


# Letting in


def test_a_party_is_let_in_with_one_tap_and_taken_back_with_another(door):
    door.expect_progress(0, 0)

    door.let_in("Özdemir")

    expect(door.page.locator("#messages")).to_contain_text("Selin Özdemir is ingecheckt.")
    door.expect_in("Özdemir")
    door.expect_progress(1, 1)
    assert (door.clicks, door.stayed()) == (1, True)

    door.click("Ongedaan maken", within="#messages")

    expect(door.row("Özdemir")).to_have_attribute("data-status", "confirmed")
    door.expect_progress(0, 0)
    assert (door.clicks, door.stayed()) == (2, True)


def test_a_tap_leaves_the_row_where_it_is_and_a_second_one_there_does_nothing(door):
    door.page.locator(".rows").get_by_role("button", name=re.compile("Check in .*Jansen")).dblclick()

    door.expect_in("Jansen")
    expect(door.page.locator(".row__who")).to_have_text(["ABC BV", "Piet Jansen", "Selin Özdemir"])
    assert Act.objects.count() == 1


def test_quick_taps_are_all_carried_out_in_their_order(door):
    for who in ("Jansen", "ABC BV", "Özdemir"):
        door.let_in(who)

    door.expect_progress(14, 3)
    assert [act.reservation.customer.display_name for act in Act.objects.order_by("pk")] == [
        "Piet Jansen", "ABC BV", "Selin Özdemir",
    ]  # fmt: skip


def test_part_of_a_party_is_let_in_and_the_rest_when_it_comes(door):
    sheet = door.open_sheet("ABC BV")
    sheet.get_by_label("Hoeveel zijn er binnen?").fill("8")
    sheet.get_by_role("button", name="Check in").click()

    expect(door.page.locator("#messages")).to_contain_text("ABC BV: 8 van 10 binnen.")
    expect(door.row("ABC BV").locator(".door__guests")).to_contain_text("8/")
    door.expect_progress(8, 1)

    sheet = door.open_sheet("ABC BV")
    expect(sheet.get_by_label("Hoeveel zijn er binnen?")).to_have_value("10")
    sheet.get_by_role("button", name="Wijzig").click()

    door.expect_progress(10, 1)
    assert door.stayed()


def test_more_than_the_party_is_refused_beside_the_field_and_stays_typed(door, console):
    sheet = door.open_sheet("Jansen")
    number = sheet.get_by_label("Hoeveel zijn er binnen?")
    number.evaluate("field => field.removeAttribute('max')")
    number.fill("4")
    sheet.get_by_role("button", name="Check in").click()

    row = door.row("Jansen")
    expect(row.locator(".errorlist")).to_have_text("Vul een aantal in van 1 tot en met 3.")
    expect(row.locator("[name=arrived]")).to_have_value("4")
    expect(row.locator("[name=arrived]")).to_be_focused()
    forget(console, "422")

    row.locator("[name=arrived]").fill("2")
    row.get_by_role("button", name="Check in").click()
    door.expect_progress(2, 1)


def test_a_check_in_is_taken_back_from_its_row(door):
    door.let_in("Jansen")
    door.expect_in("Jansen")

    door.open_sheet("Jansen").get_by_role("button", name="Check-in terugdraaien").click()

    expect(door.row("Jansen")).to_have_attribute("data-status", "confirmed")
    door.expect_progress(0, 0)
    assert door.stayed()


def test_who_is_marked_absent_can_come_all_the_same(door):
    door.open_sheet("Jansen").get_by_role("button", name="Niet verschenen").click()
    expect(door.row("Jansen")).to_have_attribute("data-status", "no_show")
    expect(door.page.locator(".door__progress")).to_contain_text("van 11 personen")

    door.open_sheet("Jansen").get_by_role("button", name="Toch inchecken").click()

    door.expect_in("Jansen")


def test_the_sheet_closes_with_escape_and_the_focus_goes_back(door):
    sheet = door.open_sheet("Jansen")
    expect(sheet).to_be_visible()

    door.page.keyboard.press("Escape")

    expect(sheet).to_be_hidden()
    expect(door.page.get_by_role("link", name=re.compile("meer voor .*Jansen"))).to_be_focused()


def test_keyboard_alone_lets_in_and_keeps_its_place(door):
    door.page.get_by_role("button", name=re.compile("Check in .*Jansen")).focus()
    door.page.keyboard.press("Enter")

    door.expect_in("Jansen")
    expect(door.page.get_by_role("link", name=re.compile("meer voor .*Jansen"))).to_be_focused()


def test_what_to_know_of_a_party_is_said_and_stops_nobody(door):
    expect(door.row("ABC BV")).to_contain_text("2 vegetarisch")
    expect(door.row("ABC BV")).to_contain_text("Jubileum")
    expect(door.row("ABC BV")).to_contain_text("€ 749 nog te betalen")

    door.let_in("ABC BV")

    door.expect_in("ABC BV")


# Finding


def test_a_party_is_found_while_one_types_without_asking_the_server(door):
    asked = []
    door.page.on("request", lambda request: asked.append(request.url))

    for typed, found in FOUND_BY.items():
        door.page.get_by_role("searchbox").fill("")
        door.page.get_by_role("searchbox").press_sequentially(typed)
        expect(door.page.locator(".row__who:visible")).to_have_text(found)

    assert [address for address in asked if "/static/" not in address] == []


def test_who_is_not_there_is_said_and_letting_in_keeps_what_was_typed(door):
    door.page.get_by_role("searchbox").fill("xyz")
    expect(door.page.locator("#nobody")).to_be_visible()

    door.page.get_by_role("searchbox").fill("jansen")
    door.page.keyboard.press("Enter")
    door.let_in("Jansen")

    door.expect_in("Jansen")
    expect(door.page.locator(".row__who:visible")).to_have_text(["Piet Jansen"])
    expect(door.page.get_by_role("searchbox")).to_have_value("jansen")
    assert door.stayed()


# Without JavaScript


@pytest.fixture
def plain(browser, live_server):
    a_matinee()
    with browser.new_context(base_url=live_server.url, java_script_enabled=False) as context:
        log_in(context, live_server)
        somebody = Door(context.new_page())
        somebody.page.goto("/check-in/")
        yield somebody


def test_without_javascript_one_finds_lets_in_and_takes_back(plain):
    plain.page.get_by_role("searchbox").fill("ozdemir")
    plain.click("Zoek", within=".door__search")
    expect(plain.page.locator(".row__who:visible")).to_have_text(["Selin Özdemir"])

    plain.let_in("Özdemir")
    plain.expect_in("Özdemir")
    plain.expect_progress(1, 1)

    plain.click("Ongedaan maken", within="#messages")
    plain.expect_progress(0, 0)


def test_without_javascript_part_of_a_party_is_let_in_and_who_walks_in_is_booked(plain):
    plain.click(re.compile("meer voor .*ABC BV"), within=".rows", role="link")
    plain.page.get_by_label("Hoeveel van de 10 zijn er binnen?").fill("8")
    plain.page.locator("[data-tap]:not(#door)").get_by_role("button", name="Check in").click()
    plain.expect_progress(8, 1)

    plain.page.goto("/check-in/")
    plain.page.locator("#walk-in summary").click()
    plain.page.get_by_label("Naam", exact=True).fill("Familie Bakker")
    plain.page.get_by_label("Personen", exact=True).fill("400")
    plain.click("Reserveren en inchecken")
    expect(plain.page.locator("#id_guests_error")).to_be_visible()
    plain.page.get_by_label("Personen", exact=True).fill("4")
    plain.click("Reserveren en inchecken")

    expect(plain.page.locator(".door__progress")).to_contain_text("12 van 18 personen")
