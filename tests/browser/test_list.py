"""The list in a real browser: asked, sorted, and acted on many at once, at the width of a desk and of a telephone."""

import pytest
from playwright.sync_api import expect

from reservations.models import Reservation
from reservations.status import Status
from tests.browser.axe import violations
from tests.browser.desk import a_morning

pytestmark = pytest.mark.django_db(transaction=True)
ROWS = "#reservations [data-reservation]"


@pytest.fixture
def anna(anna):
    a_morning()
    anna.open("/reservations/")
    return anna


def test_what_is_asked_stands_in_the_address_and_the_page_stays(anna):
    anna.page.get_by_label("Zoeken").fill("abc")
    anna.page.get_by_label("Volgorde").select_option("-total")
    anna.click("Filter", within="form[role=search]")

    expect(anna.page.locator(ROWS)).to_have_count(2)
    anna.page.wait_for_url("**/reservations/?*q=abc*sort=-total*")
    anna.click("Optie 1", role="link", within="#tabs")
    expect(anna.page.locator(ROWS)).to_have_count(1)
    expect(anna.page.get_by_label("Zoeken")).to_have_value("abc")


def test_many_are_confirmed_at_once_and_taken_back_at_once(anna, console):
    anna.open("/reservations/?status=pending")
    bar = anna.page.locator("#many")
    expect(bar).to_be_hidden()

    anna.page.locator(f"{ROWS} .pick").nth(0).check()
    anna.page.locator(f"{ROWS} .pick").nth(2).check()
    expect(bar).to_be_in_viewport()
    anna.page.evaluate("scrollTo(0, document.body.scrollHeight)")  # where the bar lies over no row
    assert violations(anna.page, console) == []
    anna.click("Bevestig", within="#many")
    expect(anna.page.locator("h1")).to_have_text("Bevestig")
    assert violations(anna.page, console) == []
    anna.click("Allemaal bevestigen")

    expect(anna.page.locator("#messages")).to_contain_text("2 reserveringen bevestigd.")
    expect(anna.page.locator(ROWS)).to_have_count(3)
    anna.click("Ongedaan maken", within="#messages")
    expect(anna.page.locator(ROWS)).to_have_count(5)
    assert anna.stayed()


def test_all_that_match_are_cancelled_with_a_reason_and_shown_row_by_row(anna, console, monkeypatch):
    monkeypatch.setattr("reservations.views.many.SECONDS", -1)
    monkeypatch.setattr("reservations.views.many.AT_A_TIME", 2)
    monkeypatch.setattr("reservations.views.many.FEW", 2)
    anna.open("/reservations/?status=pending")
    anna.page.locator(f"{ROWS} .pick").first.check()
    anna.page.get_by_label("Alle 5 die voldoen").check()
    anna.click("Reserveringen annuleren", within="#many")
    anna.page.get_by_label("Reden").fill("Storm")
    anna.click("Allemaal annuleren")

    expect(anna.page.locator("#batch")).to_contain_text("5 van 5 bekeken · 5 gedaan")
    assert violations(anna.page, console) == []
    assert Reservation.objects.filter(status=Status.CANCELLED).count() == 5
    anna.click("Ongedaan maken")
    expect(anna.page.locator("h1")).to_contain_text("Ongedaan gemaakt")
    expect(anna.page.locator("#batch")).to_contain_text("5 van 5 bekeken · 5 gedaan")
    assert Reservation.objects.filter(status=Status.PENDING).count() == 5
