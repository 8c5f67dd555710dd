"""A door without a connection: no tap is lost, and none is done twice."""

import pytest
from django.contrib.sessions.models import Session
from playwright.sync_api import expect

from reservations import lifecycle
from reservations.models import Act, Reservation
from reservations.status import Status
from tests.browser.door import forget, status
from tests.factories import NOON, UserFactory

pytestmark = pytest.mark.django_db(transaction=True)
CHECK_IN = "**/reservations/*/check-in/"


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
    forget(console, "403")

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
    forget(console, "500")
