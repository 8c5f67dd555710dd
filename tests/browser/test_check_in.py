"""An evening at the door, on a desk and in one hand: found, let in, counted, taken back, and without a connection."""

import re
from datetime import time
from types import SimpleNamespace

import pytest
from django.contrib.sessions.models import Session
from playwright.sync_api import expect

from reservations import lifecycle
from reservations.models import Act, Reservation
from reservations.status import Status
from tests.browser.desk import Person, log_in
from tests.factories import (
    NOON,
    TODAY,
    CompanyFactory,
    CustomerFactory,
    EventFactory,
    ReservationFactory,
    UserFactory,
)  # fmt: skip

pytestmark = pytest.mark.django_db(transaction=True)
SIZES = [
    pytest.param({"width": 1440, "height": 900}, id="desktop"),
    pytest.param({"width": 390, "height": 844}, id="phone"),
]
CHECK_IN = "**/reservations/*/check-in/"
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


def a_matinee(capacity=30):
    """Three parties, 14 guests; it began an hour ago."""
    event = EventFactory(date=TODAY, doors=time(10), start=time(11), end=time(14), capacity=capacity)
    firm = CustomerFactory(company=CompanyFactory(name="ABC BV"), email="info@abc.nl", phone="+31612345678")
    ReservationFactory(event=event, customer=firm, guests=10, vegetarian=2, occasion="Jubileum", paid_cents=100)
    ReservationFactory(event=event, customer=CustomerFactory(first_name="Selin", last_name="Özdemir"), guests=1)
    ReservationFactory(event=event, customer=CustomerFactory(first_name="Piet", last_name="Jansen"), guests=3)
    return event


class Door(Person):
    """Somebody who lets people in."""

    def row(self, who):
        return self.page.locator(f".door__party:has-text('{who}')")

    def let_in(self, who):
        self.click(re.compile(f"Check in .*{who}"), within=".rows")

    def open_sheet(self, who):
        self.page.get_by_role("link", name=re.compile(f"meer voor .*{who}")).click()
        return self.page.locator("#sheet")

    def expect_in(self, who):
        expect(self.row(who)).to_have_attribute("data-status", "checked_in")

    def expect_progress(self, guests, parties):
        progress = self.page.locator(".door__progress")
        expect(progress).to_contain_text(f"{guests} van 14 gasten binnen")
        expect(progress).to_contain_text(f"{parties} van 3 groepen")

    def forget(self, *words, console):
        """Chromium notes every answer that is no success, and every one that fails to come: these were provoked."""
        console[:] = [said for said in console if not any(word in said for word in words)]


@pytest.fixture(params=SIZES)
def door(request, page, context, live_server):
    page.set_viewport_size(request.param)
    a_matinee()
    log_in(context, live_server)
    somebody = Door(page)
    somebody.open("/check-in/")
    return somebody


@pytest.fixture
def line(context, console):
    """The connection, to cut and to restore; what the browser prints of that is on purpose."""
    yield SimpleNamespace(
        cut=lambda: context.set_offline(offline=True), restore=lambda: context.set_offline(offline=False)
    )
    console[:] = [said for said in console if "net::ERR" not in said and "htmx:" not in said]


def status(who):
    return Reservation.objects.get(customer__last_name=who).status


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
    door.forget("422", console=console)

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
    expect(door.page.locator(".door__progress")).to_contain_text("van 11 gasten")

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


# Walking in


def test_who_walks_in_is_booked_and_let_in_and_taken_back_whole(door):
    door.page.locator("#walk-in summary").click()
    door.page.get_by_label("Naam").fill("Familie Bakker")
    door.page.get_by_label("Personen").fill("4")
    door.click("Reserveren en inchecken")

    expect(door.page.locator("#messages")).to_contain_text("Familie Bakker is zonder reservering ingecheckt.")
    door.expect_in("Familie Bakker")
    expect(door.page.locator(".door__progress")).to_contain_text("4 van 18 gasten")
    expect(door.page.get_by_label("Naam")).to_be_hidden()

    door.click("Ongedaan maken", within="#messages")

    expect(door.row("Familie Bakker")).to_have_count(0)
    assert (status("Bakker"), door.stayed()) == (Status.CANCELLED, True)


def test_too_many_to_walk_in_is_said_beside_the_field_and_stays_typed(door, console):
    door.page.locator("#walk-in summary").click()
    door.page.get_by_label("Naam").fill("Familie Bakker")
    door.page.get_by_label("Personen").fill("17")
    door.click("Reserveren en inchecken")

    expect(door.page.locator("#id_guests_error")).to_contain_text("komt 1 plaats tekort")
    expect(door.page.get_by_label("Naam")).to_have_value("Familie Bakker")
    door.forget("422", console=console)

    door.page.get_by_label("Personen").fill("16")
    door.click("Reserveren en inchecken")
    door.expect_in("Familie Bakker")
    assert door.stayed()


def test_the_boss_answers_for_seats_too_many(page, context, live_server, console):
    a_matinee(capacity=14)
    log_in(context, live_server, username="baas", is_superuser=True)
    door = Door(page)
    door.open("/check-in/")
    page.locator("#walk-in summary").click()
    page.get_by_label("Naam").fill("Familie Bakker")
    door.click("Reserveren en inchecken")
    page.get_by_label("Verkoop deze plaatsen toch").check()
    page.get_by_label("Reden om boven").fill("Extra tafel")
    door.click("Reserveren en inchecken")

    door.expect_in("Familie Bakker")
    door.forget("422", console=console)


# Closing


def test_who_did_not_come_is_shown_first_and_marked_at_once_with_one_undo(door):
    door.let_in("Jansen")
    door.expect_in("Jansen")
    door.click("2 groepen op niet verschenen zetten", role="link")

    expect(door.page.locator(".door__absent label")).to_have_count(2)
    door.click("Zet op niet verschenen")

    expect(door.page.locator("#messages")).to_contain_text("2 groepen zijn niet verschenen.")
    expect(door.page.locator("#messages li")).to_have_count(2)
    assert {status("Özdemir"), status("Jansen")} == {Status.NO_SHOW, Status.CHECKED_IN}

    door.click("Ongedaan maken", within="#messages")

    expect(door.page.locator(".door__progress")).to_contain_text("1 van 3 groepen")
    assert status("Özdemir") == Status.CONFIRMED


# Without a connection


def test_a_tap_without_connection_is_kept_said_and_sent_when_it_is_back(door, line):
    line.cut()
    door.let_in("Jansen")
    door.let_in("Özdemir")

    expect(door.row("Jansen")).to_contain_text("Wacht op verzending")
    expect(door.page.locator("#connection")).to_contain_text("Geen verbinding.")
    expect(door.page.locator("#connection")).to_contain_text("Nu in de wacht: 2")
    assert status("Jansen") == Status.CONFIRMED

    line.restore()

    door.expect_progress(4, 2)
    expect(door.page.locator("#connection")).to_be_empty()
    assert [act.reservation.customer.last_name for act in Act.objects.order_by("pk")] == ["Jansen", "Özdemir"]
    assert door.stayed()


def test_part_of_a_party_is_kept_as_well(door, line):
    line.cut()
    sheet = door.open_sheet("ABC BV")
    sheet.get_by_label("Hoeveel zijn er binnen?").fill("8")
    sheet.get_by_role("button", name="Check in").click()
    expect(door.row("ABC BV")).to_contain_text("Wacht op verzending")

    line.restore()

    door.expect_progress(8, 1)


def test_a_kept_tap_outlives_the_page(door, line):
    door.page.route(CHECK_IN, lambda route: route.abort())
    door.let_in("Jansen")
    expect(door.row("Jansen")).to_contain_text("Wacht op verzending")
    door.page.unroute(CHECK_IN)

    door.page.reload()

    door.expect_in("Jansen")
    assert Act.objects.count() == 1


def test_a_tap_whose_answer_was_lost_is_done_once(door, line):
    def lose_the_answer(route):
        route.fetch()
        route.abort()

    door.page.route(CHECK_IN, lose_the_answer, times=1)
    door.let_in("Jansen")
    expect(door.row("Jansen")).to_contain_text("Wacht op verzending")
    assert status("Jansen") == Status.CHECKED_IN

    door.expect_in("Jansen")
    assert Act.objects.count() == 1
    expect(door.page.locator("#refused")).to_be_empty()


def test_a_kept_tap_that_is_refused_by_then_is_said_until_somebody_has_seen_it(door, line):
    line.cut()
    door.let_in("Jansen")
    door.let_in("Özdemir")
    jansen = Reservation.objects.get(customer__last_name="Jansen")
    lifecycle.cancel(jansen, reason="Ziek", by=UserFactory(username="collega"), at=NOON)

    line.restore()

    door.expect_in("Özdemir")
    expect(door.page.locator("#refused")).to_contain_text("Piet Jansen staat inmiddels op “Geannuleerd”")
    expect(door.row("Jansen")).to_have_count(0)

    door.page.reload()
    expect(door.page.locator("#refused")).to_contain_text("Piet Jansen staat inmiddels op “Geannuleerd”")
    door.click("Gezien", within="#refused")
    expect(door.page.locator("#refused")).to_be_empty()


def test_a_session_that_has_ended_loses_no_tap(door, console):
    user = UserFactory(username="anna")
    user.set_password("geheim")
    user.save()
    Session.objects.all().delete()
    door.let_in("Jansen")

    expect(door.page.locator("#connection")).to_contain_text("Je sessie is verlopen.")
    expect(door.row("Jansen")).to_contain_text("Wacht op verzending")
    assert status("Jansen") == Status.CONFIRMED

    door.click("Inloggen", within="#connection", role="link")
    door.page.locator("[name=login]").fill("anna")
    door.page.locator("[name=password]").fill("geheim")
    door.page.locator("[name=password]").press("Enter")

    door.expect_in("Jansen")
    expect(door.page.locator("#connection")).to_be_empty()


def test_a_page_from_before_a_login_loses_no_tap(door, context, console):
    context.clear_cookies(name="csrftoken")
    door.let_in("Jansen")

    expect(door.page.locator("#connection")).to_contain_text("Deze pagina is verouderd.")
    assert status("Jansen") == Status.CONFIRMED
    door.forget("403", console=console)

    door.click("Ververs", within="#connection")

    door.expect_in("Jansen")
    expect(door.page.locator("#connection")).to_be_empty()


def test_a_server_that_keeps_failing_is_said_and_holds_up_nobody_else(door, console):
    door.page.clock.install(time=NOON)
    door.open("/check-in/")
    jansen = Reservation.objects.get(customer__last_name="Jansen")
    door.page.route(f"**/reservations/{jansen.pk}/check-in/", lambda route: route.fulfill(status=500))
    door.let_in("Jansen")
    door.let_in("Özdemir")

    expect(door.row("Özdemir")).to_contain_text("Wacht op verzending")

    door.page.clock.fast_forward(60_000)

    expect(door.page.locator("#refused")).to_contain_text("Piet Jansen: dit lukte Foyer niet.")
    door.expect_in("Özdemir")
    door.forget("500", console=console)


# What colleagues do


def a_colleague_lets_in(who):
    row = Reservation.objects.get(customer__last_name=who)
    lifecycle.check_in(row, by=UserFactory(username="collega"), at=NOON)


def test_whom_a_colleague_lets_in_is_shown_without_being_asked_and_what_was_typed_stays(door):
    door.page.clock.install()
    door.open("/check-in/")
    door.page.get_by_role("searchbox").fill("jan")
    a_colleague_lets_in("Jansen")

    door.page.clock.run_for(30_000)

    door.expect_in("Jansen")
    door.expect_progress(3, 1)
    expect(door.page.locator(".row__who:visible")).to_have_text(["Piet Jansen"])
    expect(door.page.get_by_role("searchbox")).to_have_value("jan")


def test_a_look_from_before_a_tap_does_not_take_it_off_the_screen(door):
    door.page.clock.install()
    door.open("/check-in/")
    looks = []

    def hold(route):
        looks.append((route, route.fetch()))

    door.page.route(re.compile(r"/check-in/\?event=\d+$"), hold)
    door.page.clock.run_for(30_000)
    door.let_in("Jansen")
    door.expect_in("Jansen")
    [(route, answer)] = looks
    with door.page.expect_event("requestfinished"):
        route.fulfill(response=answer)

    door.expect_in("Jansen")
    door.expect_progress(3, 1)


def test_a_session_that_ends_while_nobody_taps_is_said_and_leads_nobody_away(door):
    door.page.clock.install()
    door.open("/check-in/")
    Session.objects.all().delete()

    door.page.clock.run_for(30_000)

    expect(door.page.locator("#connection")).to_contain_text("Je sessie is verlopen.")
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
    plain.page.get_by_label("Naam").fill("Familie Bakker")
    plain.page.get_by_label("Personen").fill("400")
    plain.click("Reserveren en inchecken")
    expect(plain.page.locator("#id_guests_error")).to_be_visible()
    plain.page.get_by_label("Personen").fill("4")
    plain.click("Reserveren en inchecken")

    expect(plain.page.locator(".door__progress")).to_contain_text("12 van 18 gasten")
