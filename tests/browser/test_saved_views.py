"""Saved views in a real browser: kept, shared, opened, renamed, removed and brought back; script or none."""

import pytest
from playwright.sync_api import expect

from config.models import SavedView
from tests.browser.axe import violations
from tests.browser.desk import Person, a_morning, log_in

pytestmark = pytest.mark.django_db(transaction=True)
ROWS = "#reservations [data-reservation]"


@pytest.fixture
def anna(anna):
    a_morning()
    anna.open("/reservations/")
    return anna


def bar(anna):
    return anna.page.locator("#saved-views")


def save(anna, name):
    bar(anna).get_by_text("Bewaar dit filter").click()
    bar(anna).get_by_label("Naam").fill(name)
    anna.click("Opslaan", within="#saved-views")


def test_a_filter_is_kept_under_a_name_and_opened_again(anna, console):
    anna.page.get_by_label("Volgorde").select_option("-total")
    anna.click("Filter", within="form[role=search]")
    bar(anna).get_by_text("Bewaar dit filter").click()
    assert violations(anna.page, console) == []
    bar(anna).get_by_label("Naam").fill("Duurste eerst")
    bar(anna).get_by_label("Voor iedereen").check()
    anna.click("Opslaan", within="#saved-views")

    expect(anna.page.locator("#messages")).to_contain_text("Weergave “Duurste eerst” is bewaard.")
    chip = bar(anna).get_by_role("link", name="Duurste eerst")
    expect(chip).to_have_attribute("aria-current", "page")
    expect(bar(anna).get_by_text("Bewaar dit filter")).to_be_hidden()
    assert violations(anna.page, console) == []

    anna.page.get_by_label("Zoeken").fill("niemand")
    anna.click("Filter", within="form[role=search]")
    expect(anna.page.locator(ROWS)).to_have_count(0)
    expect(chip).not_to_have_attribute("aria-current", "page")
    assert anna.stayed()
    chip.click()
    expect(anna.page.locator(ROWS).first).to_be_visible()
    expect(chip).to_have_attribute("aria-current", "page")


def test_a_name_that_is_taken_is_said_beside_it_and_the_page_stays(anna, console):
    anna.open("/reservations/?status=option")
    save(anna, "Opties")
    anna.open("/reservations/?status=pending")

    save(anna, "opties")

    field = bar(anna).get_by_label("Naam")
    expect(bar(anna)).to_contain_text("Je hebt al een weergave “opties”.")
    expect(field).to_have_value("opties")
    expect(field).to_be_focused()
    assert anna.stayed()
    console[:] = [line for line in console if "422" not in line]
    assert violations(anna.page, console) == []
    field.fill("Wachtend")
    anna.click("Opslaan", within="#saved-views")
    expect(bar(anna).get_by_role("link", name="Wachtend")).to_have_attribute("aria-current", "page")


def test_many_long_names_keep_to_their_line(anna):
    for status in ("option", "pending", "confirmed"):
        anna.open(f"/reservations/?status={status}")
        save(anna, status * 5)
        expect(bar(anna).get_by_role("link", name=status * 5)).to_be_visible()

    assert anna.page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def test_the_sheet_closes_by_escape(anna):
    anna.open("/reservations/?status=option")
    bar(anna).get_by_text("Bewaar dit filter").click()
    bar(anna).get_by_label("Naam").press("Escape")

    expect(bar(anna).get_by_label("Naam")).to_be_hidden()


def test_a_view_is_looked_after(anna, console):
    anna.open("/reservations/?status=option")
    save(anna, "Opties")
    expect(bar(anna).get_by_role("link", name="Opties")).to_be_visible()
    anna.open("/reservations/?status=option&sort=-total")
    anna.click("Beheren", within="#saved-views", role="link")
    expect(anna.page.locator("h1")).to_have_text("Bewaarde weergaven")
    anna.page.wait_for_load_state()
    assert violations(anna.page, console) == []

    anna.page.get_by_label("Naam").fill("Grote opties")
    anna.click("Opslaan", within="main")
    expect(anna.page.locator("#messages")).to_contain_text("Weergave “Grote opties” is bewaard.")
    anna.click("Neem het huidige filter over")
    expect(bar(anna).get_by_role("link", name="Grote opties")).to_have_attribute("aria-current", "page")

    anna.click("Beheren", within="#saved-views", role="link")
    anna.click("Verwijderen")
    expect(anna.page.locator("main")).to_contain_text("Nog geen bewaarde weergaven.")
    anna.click("Ongedaan maken", within="#messages")
    expect(anna.page.get_by_label("Naam")).to_have_value("Grote opties")
    assert SavedView.objects.kept().get().query == "sort=-total&status=option"


def test_the_same_without_a_script(browser, live_server):
    a_morning()
    with browser.new_context(base_url=live_server.url, java_script_enabled=False) as context:
        log_in(context, live_server)
        anna = Person(context.new_page())
        anna.page.goto("/reservations/?status=option")
        save(anna, "a" * 60)
        expect(bar(anna).get_by_role("link", name="a" * 60)).to_have_attribute("aria-current", "page")

        anna.page.goto("/reservations/?status=pending")
        save(anna, "A" * 60)
        expect(anna.page.locator("main")).to_contain_text("Je hebt al een weergave")
        bar(anna).get_by_label("Naam").fill("Wachtend")
        anna.click("Opslaan", within="#saved-views")

        anna.click("Beheren", within="#saved-views", role="link")
        anna.click("Verwijderen Wachtend")
        anna.click("Ongedaan maken", within="#messages")
        expect(anna.page.get_by_label("Naam")).to_have_count(2)
