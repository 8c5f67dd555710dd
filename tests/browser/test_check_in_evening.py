"""The rest of an evening at the door: who walks in, who did not come, and what colleagues do."""

import re

import pytest
from django.contrib.sessions.models import Session
from playwright.sync_api import expect

from reservations import lifecycle
from reservations.models import Reservation
from reservations.status import Status
from tests.browser.desk import log_in
from tests.browser.door import Door, a_matinee, forget, status
from tests.factories import NOON, UserFactory

pytestmark = pytest.mark.django_db(transaction=True)


# Walking in


def test_who_walks_in_is_booked_and_let_in_and_taken_back_whole(door):
    door.page.locator("#walk-in summary").click()
    door.page.get_by_label("Naam", exact=True).fill("Familie Bakker")
    door.page.get_by_label("Personen", exact=True).fill("4")
    door.click("Reserveren en inchecken")

    expect(door.page.locator("#messages")).to_contain_text("Familie Bakker is zonder reservering ingecheckt.")
    door.expect_in("Familie Bakker")
    expect(door.page.locator(".door__progress")).to_contain_text("4 van 18 personen")
    expect(door.page.get_by_label("Naam", exact=True)).to_be_hidden()

    door.click("Ongedaan maken", within="#messages")

    expect(door.row("Familie Bakker")).to_have_count(0)
    assert (status("Bakker"), door.stayed()) == (Status.CANCELLED, True)


def test_too_many_to_walk_in_is_said_beside_the_field_and_stays_typed(door, console):
    door.page.locator("#walk-in summary").click()
    door.page.get_by_label("Naam", exact=True).fill("Familie Bakker")
    door.page.get_by_label("Personen", exact=True).fill("17")
    door.click("Reserveren en inchecken")

    expect(door.page.locator("#id_guests_error")).to_contain_text("komt 1 plaats tekort")
    expect(door.page.get_by_label("Naam", exact=True)).to_have_value("Familie Bakker")
    forget(console, "422")

    door.page.get_by_label("Personen", exact=True).fill("16")
    door.click("Reserveren en inchecken")
    door.expect_in("Familie Bakker")
    assert door.stayed()


def test_the_boss_answers_for_seats_too_many(page, context, live_server, console):
    a_matinee(capacity=14)
    log_in(context, live_server, username="baas", is_superuser=True)
    door = Door(page)
    door.open("/check-in/")
    page.locator("#walk-in summary").click()
    page.get_by_label("Naam", exact=True).fill("Familie Bakker")
    door.click("Reserveren en inchecken")
    page.get_by_label("Verkoop deze plaatsen toch").check()
    page.get_by_label("Reden om boven").fill("Extra tafel")
    door.click("Reserveren en inchecken")

    door.expect_in("Familie Bakker")
    forget(console, "422")


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
