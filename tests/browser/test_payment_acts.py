"""Chasing payments one by one in a real browser, on a desk and with one thumb."""

import pytest
from playwright.sync_api import expect

from reservations.models import Mail, Payment, Reservation
from tests.browser.payments import money_matters, row, tab

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def anna(anna):
    """Anna at the payments that are late."""
    money_matters()
    anna.open("/payments/")
    return anna


def test_a_payment_is_reminded_where_it_stands_and_called_back(anna):
    anna.click("Laatste herinnering sturen XYZ NV", within=row("XYZ NV"))

    expect(anna.page.locator("#messages")).to_contain_text("De herinnering aan XYZ NV gaat zo de deur uit.")
    expect(anna.page.locator(row("XYZ NV"))).to_contain_text("Laatste herinnering")
    assert Mail.objects.on_its_way().get().level == 3

    anna.click("Ongedaan maken", within="#messages")

    expect(anna.page.locator(row("XYZ NV"))).to_contain_text("Tweede herinnering")
    assert anna.stayed()


def test_a_payment_is_recorded_where_it_stands(anna, console):
    anna.click("Betaald ABC BV", within=row("ABC BV"), role="link")
    amount = anna.page.locator(row("ABC BV")).get_by_label("Bedrag")
    expect(amount).to_have_value("1200,00")
    expect(amount).to_be_focused()
    amount.fill("veel")
    anna.click("Betaald", within=row("ABC BV"))
    expect(anna.page.locator(row("ABC BV"))).to_contain_text("Vul een bedrag in")
    expect(amount).to_have_value("veel")
    console[:] = [line for line in console if "422" not in line]

    amount.fill("1.200")
    anna.click("Betaald", within=row("ABC BV"))

    expect(anna.page.locator("#messages")).to_contain_text("De betaling van ABC BV is geboekt.")
    expect(anna.page.locator(row("ABC BV"))).to_have_count(0)
    expect(tab(anna, "overdue-payments")).to_have_text("3")
    assert anna.stayed()


def test_who_thinks_better_of_it_has_the_buttons_back(anna):
    anna.click("Toezegging ABC BV", within=row("ABC BV"), role="link")
    anna.click("Toch niet", within=row("ABC BV"), role="link")

    expect(anna.page.locator(row("ABC BV")).get_by_role("button", name="Herinnering sturen")).to_be_visible()
    assert anna.stayed()


def test_a_promise_is_noted_where_it_stands(anna):
    anna.click("Toezegging ABC BV", within=row("ABC BV"), role="link")
    anna.page.locator(row("ABC BV")).get_by_label("Zegt toe").fill("2026-12-04")
    anna.click("Noteer", within=row("ABC BV"))

    expect(anna.page.locator(row("ABC BV"))).to_contain_text("Toegezegd: vr 4 dec 2026")
    expect(tab(anna, "overdue-payments")).to_have_text("4")
    assert anna.stayed()


def test_credit_is_decided_on_and_paid_out_from_the_lists(anna):
    anna.open("/payments/?work=credit")
    anna.click("Terugbetalen ABC BV", within=row("ABC BV"))
    expect(anna.page.locator("#messages")).to_contain_text("Het tegoed van ABC BV staat klaar om uit te betalen.")
    expect(tab(anna, "refunds")).to_have_text("2")

    anna.page.locator(".tabs a[href='/payments/?work=refunds']").click()
    anna.click("Uitbetaald ABC BV", within=row("ABC BV"), role="link")
    expect(anna.page.locator(row("ABC BV")).get_by_label("Waarvoor")).to_have_value("Meer betaald dan het totaal")
    anna.click("Uitbetaald", within=row("ABC BV"))

    expect(anna.page.locator("#messages")).to_contain_text("De terugbetaling aan ABC BV is geboekt.")
    expect(tab(anna, "refunds")).to_have_text("1")
    assert Payment.objects.filter(kind="refund").get().amount_cents == -5000


def test_what_to_do_with_the_money_is_asked_on_the_page_of_the_reservation(anna):
    over = Reservation.objects.get(paid_cents=20000)
    anna.open(over.get_absolute_url())
    expect(anna.page.locator("#credit")).to_contain_text("€ 50 te veel betaald: terugbetalen of als tegoed bewaren?")

    anna.click("Terugbetalen", within="#credit")

    expect(anna.page.locator("#credit")).to_contain_text("€ 50 moet nog worden uitbetaald.")
    form = anna.page.locator(f"#refund-{over.pk}")
    expect(form.get_by_label("Bedrag")).to_have_value("50,00")
    form.get_by_role("button", name="Uitbetaald").click()

    expect(anna.page.locator("#messages")).to_contain_text("is geboekt")
    expect(anna.page.locator("#credit")).to_have_count(0)
    assert anna.stayed()


def test_keyboard_alone_reminds_a_row(anna):
    anna.page.locator(row("ABC BV")).get_by_role("button", name="Herinnering sturen").focus()
    anna.page.keyboard.press("Enter")

    expect(anna.page.locator("#messages")).to_contain_text("De herinnering aan ABC BV gaat zo de deur uit.")
