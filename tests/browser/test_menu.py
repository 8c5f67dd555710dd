"""The menu in a real browser: a column on a desk; on a telephone a bar with the rest behind More, script or none."""

from itertools import pairwise

import pytest
from playwright.sync_api import expect

from tests.browser.axe import violations
from tests.browser.desk import Person, log_in

pytestmark = pytest.mark.django_db(transaction=True)
PHONE = {"width": 390, "height": 844}


@pytest.fixture
def phone(page, context, live_server):
    page.set_viewport_size(PHONE)
    log_in(context, live_server)
    person = Person(page)
    person.open("/payments/")
    return person


def test_the_bar_has_five_targets_that_a_thumb_can_hit(phone):
    targets = [target.bounding_box() for target in phone.page.locator(".nav__list > li > .nav__link").all()]

    assert len(targets) == 5
    assert all(box["width"] >= 44 and box["height"] >= 44 for box in targets)
    assert all(left["x"] + left["width"] <= right["x"] + 0.5 for left, right in pairwise(targets))


def test_what_is_behind_more_opens_and_closes_by_a_tap_elsewhere_and_by_escape(phone, console):
    rest, more = phone.page.locator("#nav-rest"), phone.page.get_by_role("button", name="Meer", exact=True)
    expect(rest).to_be_hidden()
    expect(more).to_have_attribute("aria-current", "true")

    phone.click("Meer", within=".nav")
    expect(rest.get_by_role("link", name="Betalingen")).to_be_in_viewport()
    assert violations(phone.page, console) == []
    phone.page.mouse.click(20, 100)
    expect(rest).to_be_hidden()

    phone.page.keyboard.press("Escape")
    more.press("Enter")
    expect(rest).to_be_visible()
    phone.page.keyboard.press("Tab")
    expect(rest.get_by_role("link", name="Events")).to_be_focused()
    phone.page.keyboard.press("Escape")
    expect(rest).to_be_hidden()
    expect(more).to_be_focused()


def test_the_menu_of_the_person_stays_within_reach(phone):
    phone.page.get_by_text("Anna").click()

    expect(phone.page.get_by_role("button", name="Uitloggen")).to_be_in_viewport()


def test_on_a_desk_nothing_is_behind_more(phone):
    phone.page.set_viewport_size({"width": 1440, "height": 900})

    expect(phone.page.get_by_role("button", name="Meer", exact=True)).to_be_hidden()
    phone.click("Events", within=".nav", role="link")
    expect(phone.page.locator("h1")).to_have_text("Events")


def test_without_a_script_more_opens_all_the_same(browser, live_server, db):
    with browser.new_context(base_url=live_server.url, java_script_enabled=False, viewport=PHONE) as context:
        log_in(context, live_server)
        page = context.new_page()
        page.goto("/")
        page.get_by_role("button", name="Meer").click()
        page.locator("#nav-rest").get_by_role("link", name="Betalingen").click()

        expect(page.locator("h1")).to_have_text("Betalingen")
