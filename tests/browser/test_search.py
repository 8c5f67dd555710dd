"""The quick search in a real browser: by keyboard from anywhere, to the thing itself."""

import pytest
from playwright.sync_api import expect

from tests.browser.axe import violations
from tests.factories import ReservationFactory

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def anna(anna):
    anna.open()
    return anna


def test_a_few_letters_and_enter_open_the_reservation(anna, console):
    row = ReservationFactory(customer__last_name="Özdemir")
    anna.page.keyboard.press("Control+k")
    anna.page.keyboard.type("ozd")
    expect(anna.page.locator("#palette .found__one").first).to_contain_text("Özdemir")
    assert violations(anna.page, console) == []

    anna.page.keyboard.press("Enter")

    anna.page.wait_for_url(f"**{row.get_absolute_url()}")


def test_arrows_walk_through_what_was_found_and_escape_leaves(anna):
    ReservationFactory.create_batch(2, customer__last_name="Bos")
    anna.page.keyboard.press("/")
    anna.page.keyboard.type("bos")
    expect(anna.page.locator("#palette .found__one").first).to_contain_text("Bos")
    anna.page.keyboard.press("ArrowDown")
    anna.page.keyboard.press("ArrowDown")
    expect(anna.page.locator("#palette .found__one").nth(1)).to_be_focused()

    anna.page.keyboard.press("Escape")
    expect(anna.page.locator("#palette")).to_be_hidden()
    anna.click("Zoeken", within="nav", role="link")
    expect(anna.page.locator("#palette")).to_be_visible()
