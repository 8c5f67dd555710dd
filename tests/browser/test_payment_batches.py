"""Chasing many payments at once in a real browser: ticked, asked, done and taken back; script or none."""

import pytest
from playwright.sync_api import expect

from reservations.models import Mail, Payment
from tests.browser.desk import Person, log_in
from tests.browser.payments import money_matters, open_act, row, tab, tick

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def anna(anna):
    """Anna at the payments that are late."""
    money_matters()
    anna.open("/payments/")
    return anna


def test_many_are_reminded_with_a_result_for_each_and_one_undo(anna):
    anna.page.get_by_label("Alle", exact=True).check()
    expect(anna.page.locator(".chosen__count")).to_have_text("4 gekozen")
    open_act(anna, "Herinner")
    anna.click("Herinneringen sturen")

    messages = anna.page.locator("#messages")
    expect(messages).to_contain_text("2 herinneringen gaan zo de deur uit.")
    expect(messages.locator("li")).to_have_count(4)
    expect(messages).to_contain_text("Özdemir heeft toegezegd uiterlijk di 24 nov 2026 te betalen.")
    expect(anna.page.locator("#many details[open]")).to_have_count(0)
    assert sorted(Mail.objects.values_list("level", flat=True)) == [1, 3]

    anna.click("Ongedaan maken", within="#messages")

    expect(messages).to_contain_text("2 reserveringen teruggezet.")
    assert not Mail.objects.on_its_way().exists()
    assert anna.stayed()


def test_many_payments_are_recorded_and_taken_back(anna):
    tick(anna, "ABC BV", "XYZ NV")
    open_act(anna, "Betaald")
    anna.page.locator("#many-method").select_option("bank")
    anna.click("Boek betalingen")

    expect(anna.page.locator("#messages")).to_contain_text("2 betalingen geboekt.")
    expect(tab(anna, "overdue-payments")).to_have_text("2")
    assert Payment.objects.filter(act__batch__isnull=False).count() == 2

    anna.click("Ongedaan maken", within="#messages")

    expect(tab(anna, "overdue-payments")).to_have_text("4")
    expect(anna.page.locator(row("ABC BV"))).to_contain_text("€ 1.200")
    assert anna.stayed()


def test_what_is_typed_wrong_for_many_is_said_beside_the_field_and_the_ticks_stay(anna, console):
    tick(anna, "ABC BV")
    open_act(anna, "Toezegging")
    anna.click("Noteer toezeggingen")

    expect(anna.page.locator("#many-promise-error")).to_have_text("Dit veld is verplicht.")
    expect(anna.page.locator("#many-promise")).to_be_focused()
    expect(anna.page.locator(row("ABC BV")).get_by_role("checkbox")).to_be_checked()
    console[:] = [line for line in console if "422" not in line]

    anna.page.locator("#many-promise").fill("2026-12-04")
    anna.click("Noteer toezeggingen")

    expect(anna.page.locator("#messages")).to_contain_text("1 toezegging genoteerd.")
    expect(anna.page.locator(row("ABC BV"))).to_contain_text("Toegezegd: vr 4 dec 2026")
    expect(anna.page.locator(row("ABC BV")).get_by_role("checkbox")).not_to_be_checked()
    assert anna.stayed()


def test_without_a_tick_it_is_asked_which(anna, console):
    open_act(anna, "Herinner")
    anna.click("Herinneringen sturen")

    expect(anna.page.locator("#many-row-error")).to_have_text("Kies eerst een of meer reserveringen.")
    console[:] = [line for line in console if "422" not in line]
    assert not Mail.objects.exists()


def test_without_a_script_all_of_it_is_plain_forms(browser, live_server):
    money_matters()
    with browser.new_context(base_url=live_server.url, java_script_enabled=False) as context:
        log_in(context, live_server)
        anna = Person(context.new_page())
        anna.page.goto("/payments/")
        tick(anna, "ABC BV", "XYZ NV")
        open_act(anna, "Toezegging")
        anna.click("Noteer toezeggingen")
        expect(anna.page.locator("#many-promise-error")).to_be_visible()
        expect(anna.page.locator(row("XYZ NV")).get_by_role("checkbox")).to_be_checked()

        anna.page.locator("#many-promise").fill("2026-12-04")
        anna.click("Noteer toezeggingen")
        expect(anna.page.locator("#messages")).to_contain_text("2 toezeggingen genoteerd.")

        anna.click("Betaald ABC BV", within=row("ABC BV"), role="link")
        anna.click("Betaald")
        expect(anna.page.locator("#messages")).to_contain_text("De betaling van ABC BV is geboekt.")
        expect(anna.page.locator(row("XYZ NV"))).to_contain_text("Toegezegd: vr 4 dec 2026")
