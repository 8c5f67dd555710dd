"""A list is taken home as a file: with one click when it is short, while one watches when it is long."""

from pathlib import Path

import pytest
from playwright.sync_api import expect

from crm.files import listed as listing
from reservations.exports import making
from reservations.models import Export
from reservations.models import export as model
from reservations.views import exporting
from tests.browser.axe import shown
from tests.browser.desk import a_morning, log_in
from tests.sheets import read_csv, read_xlsx

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def long(monkeypatch):
    """Eleven rows are a long list, of which two are done in a request."""
    monkeypatch.setattr(exporting, "SHORT", 5)
    monkeypatch.setattr(exporting, "SECONDS", 0)
    for module in (listing, making, model):
        monkeypatch.setattr(module, "AT_A_TIME", 2)


@pytest.fixture
def anna(anna):
    a_morning()
    return anna


def downloaded(page, name):
    """The file that this link leads to, and what it is called."""
    with page.expect_download() as download:
        page.get_by_role("link", name=name).click()
    return Path(download.value.path()).read_bytes(), download.value.suggested_filename


def open_menu(page):
    page.locator("details.export > summary").click()


def test_a_filtered_list_is_downloaded_as_it_is(anna):
    anna.open("/reservations/?work=expiring-options&sort=-total")
    open_menu(anna.page)

    file, name = downloaded(anna.page, "Excel (xlsx)")
    lines, _name = downloaded(anna.page, "CSV")

    assert name == "aflopende-opties-2026-11-23.xlsx"
    assert [row["Totaal"] for row in read_xlsx(file)] == [1200, 950, 600]
    assert [row["Totaal"] for row in read_csv(lines.decode())] == ["1200,00", "950,00", "600,00"]
    assert anna.stayed()


def test_the_menu_opens_with_the_keyboard(anna):
    anna.open("/payments/")

    anna.page.locator("details.export > summary").focus()
    anna.page.keyboard.press("Enter")
    expect(anna.page.get_by_role("link", name="CSV")).to_be_visible()
    anna.page.keyboard.press("Escape")

    expect(anna.page.get_by_role("link", name="CSV")).to_be_hidden()


def test_a_long_list_shows_how_far_it_is_and_then_its_file(anna, long):
    anna.open("/reservations/?sort=-total")
    open_menu(anna.page)

    anna.page.get_by_role("link", name="Excel (xlsx)").click()
    expect(anna.page.get_by_text("Klaar: 11 rijen")).to_be_visible()
    file, name = downloaded(anna.page, "Downloaden")

    assert (len(read_xlsx(file)), name) == (11, "reserveringen-2026-11-23.xlsx")
    assert anna.page.url.endswith(f"/exports/{Export.objects.get().pk}/")
    anna.page.go_back()
    expect(anna.page).to_have_url("/reservations/?sort=-total")


def test_a_long_list_is_made_without_script_too(browser, live_server, long):
    a_morning()
    with browser.new_context(base_url=live_server.url, java_script_enabled=False) as context:
        log_in(context, live_server)
        page = context.new_page()
        page.goto("/exports/reservations.xlsx")

        page.get_by_role("button", name="Bestand maken").click()
        for _click in range(6):
            page.get_by_role("button", name="Ga verder").click()

        file, _name = downloaded(page, "Downloaden")
        assert len(read_xlsx(file)) == 11


@pytest.mark.parametrize("clicks", [None, 0, 1, 6], ids=["asked", "begun", "busy", "done"])
def test_the_page_of_progress_is_open_to_everybody(browser, console, live_server, long, clicks):
    """As it stands: without script it does not go on by itself, so axe, which is one, is let in past it."""
    a_morning()
    with browser.new_context(base_url=live_server.url, locale="nl-NL") as context:
        log_in(context, live_server)
        context.route("**/*.js", lambda route: route.abort())
        page = context.new_page()
        page.goto("/exports/reservations.xlsx")
        if clicks is not None:
            page.get_by_role("button", name="Bestand maken").click()
        for _click in range(clicks or 0):
            page.get_by_role("button", name="Ga verder").click()

        assert shown(page, console, f"export-{clicks}") == []


def test_its_menu_is_open_to_everybody(page, console, context, live_server):
    a_morning()
    log_in(context, live_server)
    page.goto("/reservations/")
    open_menu(page)

    assert shown(page, console, "export-menu") == []
