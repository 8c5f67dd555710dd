"""Every page in light and dark, on a desk, a tablet and a telephone: open to everybody, and silent in its console."""

import pytest
from django.urls import reverse

from reservations import lifecycle
from reservations.models import Reservation
from tests.browser.axe import violations
from tests.browser.desk import a_morning, an_evening, log_in
from tests.browser.pictures import take
from tests.factories import NOON, EventFactory

pytestmark = pytest.mark.django_db(transaction=True)
WIDTHS = (1440, 768, 390)
THEMES = ("light", "dark")
PAGES = {
    "dashboard": "/",
    "list": "/reservations/",
    "options": "/reservations/?work=expiring-options",
    "nothing-found": "/reservations/?q=niemand",
    "check-in": "/check-in/",
    "password": "/accounts/password/change/",
    "second-factor": "/accounts/2fa/",
}


def shown(page, console, name):
    """What axe finds on the page that is open, in each theme and width; pictures are kept to be looked at."""
    found = []
    for theme in THEMES:
        page.emulate_media(color_scheme=theme)
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 900})
            take(page, f"{name}-{width}-{theme}")
            found += [f"{width} {theme}: {violation}" for violation in violations(page, console)]
            assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), f"{name} {width}"
    return found


@pytest.mark.parametrize(("name", "address"), PAGES.items())
def test_page_is_open_to_everybody(page, console, context, live_server, name, address):
    a_morning()
    log_in(context, live_server)

    page.goto(address)

    assert shown(page, console, name) == []


def test_dashboard_on_a_quiet_morning_is_open_to_everybody(page, console, context, live_server):
    log_in(context, live_server)

    page.goto("/")

    assert shown(page, console, "dashboard-quiet") == []


def test_one_reservation_is_open_to_everybody(page, console, context, live_server):
    a_morning()
    user = log_in(context, live_server)
    act = lifecycle.confirm(Reservation.objects.options().order_by("pk").first(), by=user, at=NOON)

    page.goto(act.reservation.get_absolute_url())
    page.locator("#main summary").first.click()

    assert shown(page, console, "reservation") == []


def test_menus_and_messages_are_open_to_everybody(page, console, context, live_server):
    a_morning()
    log_in(context, live_server)
    page.goto("/")

    page.get_by_role("button", name="Bevestig ABC BV").click()
    page.locator("#messages .message").wait_for()
    page.locator("#widget-overdue-payments").get_by_role("link", name="meer").first.click()
    page.locator("#widget-overdue-payments details[open]").wait_for()

    assert shown(page, console, "dashboard-busy") == []


def test_login_page_is_open_to_everybody(page, console, context, live_server):
    page.goto("/")

    assert shown(page, console, "login") == []


def test_check_in_without_an_event_is_open_to_everybody(page, console, context, live_server):
    EventFactory()
    log_in(context, live_server)

    page.goto("/check-in/")

    assert shown(page, console, "check-in-nothing") == []


def test_a_busy_door_is_open_to_everybody(page, console, context, live_server):
    event = an_evening()
    log_in(context, live_server)
    page.goto("/check-in/")
    page.locator("#walk-in summary").click()
    page.locator("#walk-in [name=name]").fill("Bos")
    page.locator("#walk-in [name=guests]").fill("500")
    page.locator("#walk-in [type=submit]").click()
    page.locator("#walk-in .errorlist").wait_for()
    context.set_offline(offline=True)
    page.get_by_role("button", name="Check in").first.click()
    page.locator("#connection .banner").wait_for()
    console[:] = [said for said in console if "422" not in said and "net::ERR" not in said]

    found = shown(page, console, "check-in-busy")
    console[:] = [said for said in console if "net::ERR" not in said]

    assert found == []
    assert event.reservations.count() == 4


def test_more_acts_at_the_door_are_open_to_everybody(page, console, context, live_server):
    an_evening()
    log_in(context, live_server)
    page.goto("/check-in/")

    page.locator("[data-more]").first.click()

    assert shown(page, console, "check-in-more") == []


@pytest.mark.parametrize("name", ["closing", "party"])
def test_pages_of_the_door_are_open_to_everybody(page, console, context, live_server, name):
    event = an_evening()
    log_in(context, live_server)

    pk = event.pk if name == "closing" else event.reservations.get(status="confirmed").pk
    page.goto(reverse(f"check-in:{name}", args=[pk]))

    assert shown(page, console, f"check-in-{name}") == []
