"""The keys of every page in a real browser."""

import pytest
from playwright.sync_api import expect

from reservations.models import Reservation
from reservations.status import Status
from tests.browser.axe import violations
from tests.browser.desk import a_morning, row

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def keys(anna):
    a_morning()
    anna.open()
    return anna.page.keyboard


def confirmed():
    return Reservation.objects.filter(customer__email="info@abc.nl", status=Status.CONFIRMED).count()


def test_they_are_listed_on_a_question_mark(anna, keys, console):
    keys.press("?")

    expect(anna.page.get_by_role("dialog", name="Sneltoetsen")).to_be_visible()
    assert violations(anna.page, console) == []
    keys.press("g")
    keys.press("r")
    keys.press("Escape")
    expect(anna.page.locator("#keys")).to_be_hidden()
    assert anna.stayed()


@pytest.mark.parametrize(
    ("second", "address"), [("r", "/reservations/"), ("e", "/events/"), ("k", "/customers/"), ("d", "/")]
)
def test_two_keys_go_to_a_page(anna, keys, second, address):
    keys.press("g")
    keys.press(second)

    anna.page.wait_for_url(f"**{address}")


def test_a_key_opens_a_new_reservation(anna, keys):
    keys.press("n")

    anna.page.wait_for_url("**/reservations/new/")


def test_an_option_is_found_confirmed_and_taken_back_without_a_mouse(anna, keys):
    before = confirmed()
    keys.press("j")
    expect(anna.page.locator(row("expiring-options", "ABC BV")).locator(".row__who")).to_be_focused()
    keys.press("j")
    keys.press("k")

    keys.press("c")

    expect(anna.page.locator("#messages")).to_contain_text("ABC BV is bevestigd.")
    assert confirmed() == before + 1
    anna.page.locator("body").focus()
    keys.press("u")
    expect(anna.page.locator(row("expiring-options", "ABC BV"))).to_have_count(1)
    assert confirmed() == before


def test_enter_opens_the_row(anna, keys):
    keys.press("k")
    last = anna.page.locator("[data-list] > *").last.locator("a").first
    expect(last).to_be_focused()
    address = last.get_attribute("href")

    keys.press("Enter")

    anna.page.wait_for_url(f"**{address}")


def test_letters_that_are_typed_are_no_keys(anna, keys):
    keys.press("/")
    keys.type("gr n?")

    expect(anna.page.locator("#palette input")).to_have_value("gr n?")
    assert anna.stayed()


def test_they_are_switched_off_and_stay_off(anna, keys):
    keys.press("?")
    anna.page.get_by_label("Deze toetsen werken").uncheck()
    anna.page.locator("#keys").get_by_role("button", name="Sluiten").click()

    keys.press("?")
    expect(anna.page.locator("#keys")).to_be_hidden()
    anna.page.reload()
    keys.press("n")
    keys.press("?")
    expect(anna.page.locator("#keys")).to_be_hidden()

    anna.page.locator("summary:has-text('Anna')").click()
    anna.page.get_by_role("button", name="Sneltoetsen").click()
    anna.page.get_by_label("Deze toetsen werken").check()
    anna.page.keyboard.press("Escape")
    keys.press("n")
    anna.page.wait_for_url("**/reservations/new/")
