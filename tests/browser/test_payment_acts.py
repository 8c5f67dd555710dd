"""Chasing payments in a real browser: one by one and many at once, on a desk and with one thumb."""

from datetime import timedelta

import pytest
from playwright.sync_api import expect

from reservations import credit, lifecycle
from reservations.models import LetterTemplate, Mail, Payment, Reservation
from tests.browser.axe import violations
from tests.browser.desk import Person, log_in
from tests.browser.test_morning_round import SIZES
from tests.browser.test_pages import shown
from tests.factories import NOON, TODAY, CompanyFactory, CustomerFactory, EventFactory, ReservationFactory

pytestmark = pytest.mark.django_db(transaction=True)
DAY = timedelta(days=1)
TABS = ["overdue-payments", "due-soon", "no-due-date", "credit", "refunds"]


def money_matters():
    """Late: ABC (€ 1.200), XYZ (€ 950, reminded twice), Özdemir (promised); and something in every other list."""
    evening = EventFactory(show__name="Winterrevue")
    abc = CustomerFactory(company=CompanyFactory(name="ABC BV"), email="info@abc.nl")
    xyz = CustomerFactory(company=CompanyFactory(name="XYZ NV"), email="contact@xyz.nl")
    late = {"event": evening}
    ReservationFactory(customer=abc, total_cents=120000, due_on=TODAY - 5 * DAY, **late)
    ReservationFactory(
        customer=xyz, total_cents=95000, due_on=TODAY - 2 * DAY, reminded_at=NOON - DAY, reminder_level=2, **late
    )
    ReservationFactory(
        customer=CustomerFactory(first_name="", last_name="Özdemir"),
        due_on=TODAY - DAY,
        promised_on=TODAY + DAY,
        **late,
    )
    ReservationFactory(
        due_on=TODAY - DAY, promised_on=TODAY - DAY, reminded_at=NOON - 9 * DAY, reminder_level=3, **late
    )
    ReservationFactory(due_on=TODAY + DAY, **late)
    ReservationFactory(due_on=None, **late)
    over = ReservationFactory(customer=abc, paid_cents=20000, created_at=NOON - 9 * DAY, **late)
    off = ReservationFactory(customer__last_name="Bos", paid_cents=15000, **late)
    lifecycle.cancel(off, reason="Ziekte", by=None, at=NOON)
    credit.settle_credit(off, choice="refund", by=None, at=NOON)
    return over, off


@pytest.fixture(params=SIZES)
def anna(request, page, context, live_server):
    """Anna, who may do everything, at the payments that are late: on a large screen and on a telephone."""
    page.set_viewport_size(request.param)
    money_matters()
    log_in(context, live_server, is_superuser=True)
    person = Person(page)
    person.open("/payments/")
    return person


def row(who):
    return f"tr[data-reservation]:has-text('{who}')"


def tab(anna, name):
    return anna.page.locator(f".tabs a[href='/payments/?work={name}'] .tabs__count")


def tick(anna, *names):
    for who in names:
        anna.page.locator(row(who)).get_by_role("checkbox").check()


def open_act(anna, name):
    anna.page.locator("#many summary", has_text=name).click()


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


def test_a_letter_is_shown_before_it_is_saved_and_comes_back(anna, console):
    anna.open("/payments/letters/1/nl/")
    anna.page.get_by_label("Tekst", exact=True).fill("Beste {naam}, betaal {bedrg}.")
    anna.click("Voorbeeld")
    expect(anna.page.locator("#id_body_error")).to_contain_text("Een veld {bedrg} bestaat niet.")
    console[:] = [line for line in console if "422" not in line]

    anna.page.get_by_label("Tekst", exact=True).fill("Beste {naam}, betaal {bedrag}.")
    anna.click("Voorbeeld")
    expect(anna.page.locator("#example")).to_contain_text("betaal € 1.200.")
    assert not LetterTemplate.objects.exists()

    anna.click("Opslaan")
    expect(anna.page.locator("#messages")).to_contain_text("De brief is opgeslagen")
    expect(anna.page.locator(".page-head")).to_contain_text("eigen tekst")

    anna.click("Ongedaan maken", within="#messages")
    expect(anna.page.locator(".page-head__sub")).to_have_text("standaardtekst Anna · ma 23 nov 2026 12:00")
    assert "{vervaldatum}" in anna.page.get_by_label("Tekst", exact=True).input_value()


def test_keyboard_alone_reminds_a_row(anna):
    anna.page.locator(row("ABC BV")).get_by_role("button", name="Herinnering sturen").focus()
    anna.page.keyboard.press("Enter")

    expect(anna.page.locator("#messages")).to_contain_text("De herinnering aan ABC BV gaat zo de deur uit.")


# Without a script


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


# Open to everybody


@pytest.mark.parametrize("work", TABS)
def test_each_list_is_open_to_everybody(page, console, context, live_server, work):
    money_matters()
    log_in(context, live_server)

    page.goto(f"/payments/?work={work}")

    assert shown(page, console, f"payments-{work}") == []


@pytest.mark.parametrize("address", ["letters/", "letters/2/nl/"])
def test_the_letters_are_open_to_everybody(page, console, context, live_server, address):
    money_matters()
    log_in(context, live_server, is_superuser=True)

    page.goto(f"/payments/{address}")

    assert shown(page, console, f"payments-{address.replace('/', '-')}") == []


def test_a_form_in_a_row_and_an_act_on_many_are_open_to_everybody(page, console, context, live_server):
    money_matters()
    log_in(context, live_server)
    page.goto("/payments/")

    page.locator(row("ABC BV")).get_by_role("link", name="Betaald").click()
    page.locator(row("ABC BV")).get_by_label("Bedrag").wait_for()
    page.locator("#many summary").first.click()

    assert shown(page, console, "payments-busy") == []


def test_a_reservation_with_money_to_go_back_is_open_to_everybody(page, console, context, live_server):
    _over, off = money_matters()
    log_in(context, live_server)

    page.goto(off.get_absolute_url())

    assert shown(page, console, "payments-reservation") == []


def test_an_empty_list_is_open_to_everybody(page, console, context, live_server):
    log_in(context, live_server)

    page.goto("/payments/")

    expect(page.locator("#payments")).to_contain_text("Niemand is te laat met betalen.")
    assert violations(page, console) == []
