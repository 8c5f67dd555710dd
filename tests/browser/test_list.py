"""The list in a real browser: asked, sorted, and acted on many at once, at the width of a desk and of a telephone."""

from datetime import timedelta

import pytest
from playwright.sync_api import expect

from reservations.models import Mail, Reservation
from reservations.status import Status
from tests.browser.axe import violations
from tests.browser.desk import a_morning
from tests.factories import TODAY, EventFactory, ReservationTagFactory

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


def ticked(anna, verb):
    """Two that wait are ticked, and the verb is asked of them."""
    anna.open("/reservations/?status=pending")
    for place in (0, 2):
        anna.page.locator(f"{ROWS} .pick").nth(place).check()
    anna.click(verb, within="#many")


def test_many_get_a_tag(anna, console):
    ReservationTagFactory(code="PERS", name="PERS")
    ticked(anna, "Tag")
    anna.page.locator("#main select[name=tag]").select_option(label="PERS")
    assert violations(anna.page, console) == []
    anna.page.locator("#ask button[type=submit]").click()

    expect(anna.page.locator("#messages")).to_contain_text("2 reserveringen")
    assert Reservation.objects.filter(tags__code="PERS").count() == 2
    anna.click("Ongedaan maken", within="#messages")
    expect(anna.page.locator("#messages")).to_contain_text("teruggezet")
    assert not Reservation.objects.filter(tags__code="PERS").exists()


def test_many_move_to_another_event(anna, console):
    elsewhere = EventFactory(show__name="Zomerrevue", date=TODAY + timedelta(days=40))
    ticked(anna, "Verplaats")
    anna.page.locator("#main select[name=event]").select_option(str(elsewhere.pk))
    assert violations(anna.page, console) == []
    anna.page.locator("#ask button[type=submit]").click()

    expect(anna.page.locator("#messages")).to_contain_text("2 reserveringen verplaatst.")
    assert elsewhere.reservations.count() == 2
    anna.click("Ongedaan maken", within="#messages")
    expect(anna.page.locator("#messages")).to_contain_text("teruggezet")
    assert elsewhere.reservations.count() == 0


def test_many_are_paid_and_a_day_to_come_is_refused_beside_its_field(anna, console):
    anna.open("/reservations/?work=overdue-payments")
    for place in (0, 1):
        anna.page.locator(f"{ROWS} .pick").nth(place).check()
    anna.click("Betaald", within="#many")
    received = anna.page.get_by_label("Ontvangen op")
    received.fill("2027-11-23")
    anna.page.locator("#ask button[type=submit]").click()
    expect(anna.page.locator("#main .errorlist")).to_contain_text("kan niet in de toekomst")
    expect(received).to_have_value("2027-11-23")
    console[:] = [line for line in console if "422" not in line]

    received.fill("2026-11-20")
    anna.page.locator("#ask button[type=submit]").click()

    expect(anna.page.locator("#messages")).to_contain_text("2 betalingen geboekt.")
    expect(anna.page.locator(ROWS)).to_have_count(0)
    anna.click("Ongedaan maken", within="#messages")
    expect(anna.page.locator(ROWS)).to_have_count(2)


def test_many_are_reminded(anna):
    anna.open("/reservations/?work=overdue-payments")
    for place in (0, 1):
        anna.page.locator(f"{ROWS} .pick").nth(place).check()
    anna.click("Herinner", within="#many")
    anna.page.locator("#ask button[type=submit]").click()

    expect(anna.page.locator("#messages")).to_contain_text("2 herinneringen gaan zo de deur uit.")
    assert Mail.objects.on_its_way().count() == 2
    anna.click("Ongedaan maken", within="#messages")
    expect(anna.page.locator("#messages")).to_contain_text("teruggezet")
    assert not Mail.objects.on_its_way().exists()


def test_the_bulk_acts_so_far_are_open_to_everybody(anna, console):
    ticked(anna, "Bevestig")
    anna.click("Allemaal bevestigen")
    expect(anna.page.locator("#messages")).to_contain_text("2 reserveringen bevestigd.")

    anna.open("/reservations/many/done/")

    expect(anna.page.locator("#main")).to_contain_text("Bevestig")
    assert violations(anna.page, console) == []


def test_one_is_moved_from_its_own_page(anna):
    elsewhere = EventFactory(show__name="Zomerrevue", date=TODAY + timedelta(days=40))
    row = Reservation.objects.filter(status=Status.PENDING).first()
    anna.open(row.get_absolute_url())
    anna.click("Verplaats")
    anna.page.locator("#main select[name=event]").select_option(str(elsewhere.pk))
    anna.page.locator("#ask button[type=submit]").click()

    expect(anna.page.locator("#messages")).to_contain_text("1 reservering verplaatst.")
    expect(anna.page.locator("#main")).to_contain_text("Zomerrevue")
    row.refresh_from_db()
    assert row.event == elsewhere
