"""Every page in light and dark, on a desk, a tablet and a telephone: open to everybody, and silent in its console."""

import pytest

from reservations import lifecycle
from reservations.models import Reservation
from tests.browser.axe import violations
from tests.browser.desk import a_morning, log_in
from tests.browser.pictures import take
from tests.factories import NOON

pytestmark = pytest.mark.django_db(transaction=True)
WIDTHS = (1440, 768, 390)
THEMES = ("light", "dark")
PAGES = {
    "dashboard": "/",
    "list": "/reservations/",
    "options": "/reservations/?work=expiring-options",
    "payments": "/payments/",
    "nothing-found": "/reservations/?q=niemand",
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
