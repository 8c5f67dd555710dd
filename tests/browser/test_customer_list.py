"""The list of customers in a real browser: asked, sorted, seen as companies, and tagged many at once."""

import pytest
from playwright.sync_api import expect

from crm.models import Tag
from tests.browser.axe import violations
from tests.browser.desk import a_morning
from tests.factories import CompanyFactory, CustomerFactory, ReservationFactory

pytestmark = pytest.mark.django_db(transaction=True)
ROWS = "#customers [data-customer]"


@pytest.fixture
def anna(anna):
    a_morning()
    Tag.objects.get_or_create(name="Pers")
    anna.open("/customers/")
    return anna


def test_what_is_asked_stands_in_the_address_and_the_page_stays(anna):
    anna.page.get_by_role("searchbox", name="Zoeken").fill("jansen")
    anna.click("Filter", within="form[role=search]")
    expect(anna.page.locator(ROWS)).to_have_count(1)

    anna.page.get_by_role("searchbox", name="Zoeken").fill("")
    anna.page.get_by_label("Volgorde").select_option("-omzet")
    anna.page.get_by_text("Meer filters").click()
    anna.page.get_by_label("Omzet vanaf").fill("950")
    anna.click("Filter", within="form[role=search]")

    expect(anna.page.locator(ROWS)).to_have_count(2)
    expect(anna.page.locator(ROWS).first).to_contain_text("ABC BV")
    anna.page.wait_for_url("**/customers/?*omzet_min=950*")
    expect(anna.page.get_by_label("Omzet vanaf")).to_have_value("950")
    assert anna.stayed()


def test_contacts_are_seen_as_companies_and_one_company_leads_to_its_contacts(anna):
    company = CompanyFactory(name="ABC BV")
    ReservationFactory(customer=CustomerFactory(company=company, last_name="Tweede"))
    anna.click("Bedrijven", within="#main", role="link")
    expect(anna.page.locator("#companies [data-company]")).to_have_count(2)
    anna.click("ABC BV", within="#companies", role="link")

    expect(anna.page.locator("h1")).to_have_text("ABC BV")
    expect(anna.page.locator("[data-customer]")).to_have_count(2)
    anna.click("Alle contactpersonen in de lijst", role="link")

    expect(anna.page.locator(ROWS)).to_have_count(2)
    anna.click("Alle bedrijven", role="link")
    expect(anna.page.locator(".filters__chip")).to_have_count(0)


def test_many_are_tagged_at_once_and_taken_back_at_once(anna, console):
    bar = anna.page.locator("#many")
    expect(bar).to_be_hidden()
    anna.page.locator(f"{ROWS} .pick").nth(0).check()
    anna.page.locator(f"{ROWS} .pick").nth(1).check()
    expect(bar).to_be_in_viewport()
    anna.page.evaluate("scrollTo(0, document.body.scrollHeight)")  # where the bar lies over no row
    assert violations(anna.page, console) == []
    anna.click("Tag geven", within="#many")
    expect(anna.page.locator("h1")).to_have_text("Tag geven")
    assert violations(anna.page, console) == []
    anna.page.get_by_label("Tag", exact=True).select_option(label="Pers")
    anna.click("Allemaal geven")

    expect(anna.page.locator("#messages")).to_contain_text("2 klanten hebben de tag gekregen.")
    expect(anna.page.locator(f"{ROWS} .badge:has-text('Pers')")).to_have_count(2)
    anna.click("Ongedaan maken", within="#messages")
    expect(anna.page.locator(f"{ROWS} .badge:has-text('Pers')")).to_have_count(0)
    assert anna.stayed()


def test_all_that_match_are_tagged_and_shown_row_by_row(anna, console, monkeypatch):
    monkeypatch.setattr("reservations.views.many.SECONDS", -1)
    monkeypatch.setattr("reservations.views.many.AT_A_TIME", 1)
    monkeypatch.setattr("reservations.views.many.FEW", 1)
    anna.open("/customers/?omzet_min=950&bookings_max=1")
    anna.page.locator(f"{ROWS} .pick").first.check()
    anna.page.get_by_label("Alle 2 die voldoen").check()
    anna.click("Tag geven", within="#many")
    expect(anna.page.locator("h1")).to_have_text("Tag geven")
    anna.page.get_by_label("Tag", exact=True).select_option(label="Pers")
    anna.click("Allemaal geven")

    expect(anna.page.locator("#batch")).to_contain_text("2 van 2 bekeken · 2 gedaan")
    assert violations(anna.page, console) == []
    assert Tag.objects.get(name="Pers").taggings.count() == 2
    anna.click("Ongedaan maken")
    expect(anna.page.locator("h1")).to_contain_text("Ongedaan gemaakt")
    expect(anna.page.locator("#batch")).to_contain_text("2 van 2 bekeken · 2 gedaan")
    assert Tag.objects.get(name="Pers").taggings.count() == 0


def test_a_list_with_its_filter_is_kept_under_a_name_and_leaves_as_a_file(anna):
    anna.open("/customers/?omzet_min=950&sort=-omzet")
    anna.page.get_by_text("Bewaar dit filter").click()
    anna.page.locator("#saved-views").get_by_label("Naam").fill("Grote omzet")
    anna.click("Opslaan", within="#saved-views")
    expect(anna.page.locator("#saved-views [aria-current=page]")).to_have_text("Grote omzet")

    anna.page.locator(".export summary").click()
    with anna.page.expect_download() as download:
        anna.click("CSV", role="link", within=".export")

    assert download.value.suggested_filename == "klanten-2026-11-23.csv"
