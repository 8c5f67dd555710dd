"""The mission's three use cases, in a real browser: each within two clicks, without loading the page anew."""

from datetime import timedelta

import pytest
from playwright.sync_api import expect

from reservations import ledger
from reservations.models import Act, Mail, Payment, Reservation
from reservations.status import Status
from tests.browser.desk import a_morning, behind_their_back, row
from tests.factories import NOON, TODAY, CustomerFactory, ReservationFactory

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def anna(anna):
    """Anna at the dashboard, on a large screen and on a telephone."""
    a_morning()
    anna.open()
    return anna


def test_an_option_is_confirmed_with_one_click_and_taken_back_with_another(anna):
    expect(anna.page.locator(row("expiring-options", "ABC BV"))).to_contain_text("URGENT")

    anna.click("Bevestig ABC BV", within=row("expiring-options", "ABC BV"))

    expect(anna.page.locator("#messages")).to_contain_text("ABC BV is bevestigd.")
    expect(anna.page.locator(row("expiring-options", "ABC BV"))).to_have_count(0)
    assert (anna.figure("options"), anna.clicks, anna.stayed()) == ("2", 1, True)

    anna.click("Ongedaan maken", within="#messages")

    expect(anna.page.locator(row("expiring-options", "ABC BV"))).to_have_count(1)
    assert (anna.figure("options"), anna.clicks, anna.stayed()) == ("3", 2, True)
    assert Reservation.objects.options().count() == 3


def test_looking_at_what_else_can_be_done_leaves_the_undo_in_sight(anna):
    anna.click("Bevestig ABC BV", within=row("expiring-options", "ABC BV"))
    expect(anna.page.locator("#messages")).to_contain_text("ABC BV is bevestigd.")

    anna.open_more(row("expiring-options", "XYZ NV"))

    expect(anna.page.locator("details.more[open]")).to_have_count(1)
    expect(anna.page.locator("#messages")).to_contain_text("ABC BV is bevestigd.")


def test_an_option_is_extended_within_two_clicks(anna):
    anna.open_more(row("expiring-options", "ABC BV"))
    anna.click("Verleng", within=row("expiring-options", "ABC BV"))

    expect(anna.page.locator("#messages")).to_contain_text("De optie van ABC BV is verlengd.")
    expect(anna.page.locator(row("expiring-options", "ABC BV"))).to_have_count(0)
    assert (anna.clicks, anna.stayed()) == (2, True)


def test_an_option_that_was_followed_up_stays_and_says_so(anna):
    anna.open_more(row("expiring-options", "ABC BV"))
    anna.click("Nagebeld", within=row("expiring-options", "ABC BV"))

    expect(anna.page.locator(row("expiring-options", "ABC BV"))).to_have_attribute("data-followed-up", "")
    assert (anna.figure("options"), anna.clicks, anna.stayed()) == ("3", 2, True)


def test_an_option_is_released_within_two_clicks(anna):
    anna.open_more(row("expiring-options", "XYZ NV"))
    anna.click("Vrijgeven", within=row("expiring-options", "XYZ NV"))

    expect(anna.page.locator("#messages")).to_contain_text("De optie van XYZ NV is vrijgegeven.")
    assert (anna.figure("options"), anna.clicks, anna.stayed()) == ("2", 2, True)


def test_a_payment_is_reminded_with_one_click_and_called_back_with_another(anna):
    anna.click("Herinnering sturen ABC BV", within=row("overdue-payments", "ABC BV"))

    expect(anna.page.locator(row("overdue-payments", "ABC BV"))).to_contain_text("Herinnerd")
    assert Mail.objects.on_its_way().get().to == "info@abc.nl"
    assert (anna.clicks, anna.stayed()) == (1, True)

    anna.click("Ongedaan maken", within="#messages")

    expect(anna.page.locator(row("overdue-payments", "ABC BV"))).not_to_contain_text("Herinnerd")
    assert not Mail.objects.on_its_way().exists()


def test_a_payment_is_recorded_within_two_clicks_and_the_total_moves(anna):
    total = anna.page.locator("#widget-open-payments .tile__caption data")
    expect(total).to_have_text("€ 2.150")

    anna.open_more(row("overdue-payments", "ABC BV"))
    anna.click("Betaald", within=row("overdue-payments", "ABC BV"))

    expect(total).to_have_text("€ 950")
    assert (anna.figure("open-payments"), anna.clicks, anna.stayed()) == ("1", 2, True)
    assert Payment.objects.filter(amount_cents=120000).count() == 1

    anna.click("Ongedaan maken", within="#messages")

    expect(total).to_have_text("€ 2.150")


def test_an_amount_that_is_none_is_answered_beside_the_field_and_stays_typed(anna, console):
    debt = Reservation.objects.get(customer__email="info@abc.nl", status=Status.CONFIRMED)
    anna.open_more(row("overdue-payments", "ABC BV"))
    anna.page.locator(f"#amount-{debt.pk}").fill("veel")
    anna.click("Betaald", within=row("overdue-payments", "ABC BV"))

    expect(anna.page.locator(f"#amount-{debt.pk}-error")).to_contain_text("Vul een bedrag in")
    expect(anna.page.locator(f"#amount-{debt.pk}")).to_have_value("veel")
    assert anna.stayed()
    # Chromium notes every answer that is not a success: this one was provoked.
    console[:] = [line for line in console if "422" not in line]
    anna.page.locator(f"#amount-{debt.pk}").fill("1.200")
    anna.click("Betaald", within=row("overdue-payments", "ABC BV"))
    expect(anna.page.locator(row("overdue-payments", "ABC BV"))).to_have_count(0)


def test_the_morning_is_read_at_a_glance_and_all_is_approved_with_one_click(anna):
    figures = {name: anna.figure(name) for name in ("options", "open-payments", "pending-approval", "check-in-today")}
    assert figures == {"options": "3", "open-payments": "2", "pending-approval": "5", "check-in-today": "1"}

    anna.click("Alles bevestigen", within=".banner")

    expect(anna.page.locator("#messages")).to_contain_text("5 reserveringen bevestigd.")
    expect(anna.page.locator("#messages li")).to_have_count(5)
    expect(anna.page.locator(".banner")).to_have_count(0)
    assert (anna.figure("pending-approval"), anna.clicks, anna.stayed()) == ("0", 1, True)

    anna.click("Ongedaan maken", within="#messages")

    expect(anna.page.locator(".banner")).to_contain_text("5 reserveringen")


def test_a_colleague_was_first_and_the_screen_says_so(anna):
    behind_their_back()

    anna.click("Bevestig ABC BV", within=row("expiring-options", "ABC BV"))

    expect(anna.page.locator("#messages")).to_contain_text("ABC BV staat inmiddels op “Geannuleerd”")
    expect(anna.page.locator(row("expiring-options", "ABC BV"))).to_have_count(0)


def test_a_double_click_does_nothing_twice(anna):
    anna.page.locator(row("expiring-options", "ABC BV")).get_by_role("button", name="Bevestig").dblclick()

    expect(anna.page.locator("#messages")).to_contain_text("ABC BV is bevestigd.")
    assert Act.objects.filter(kind=Act.Kind.CONFIRMED).count() == 1


def test_an_option_without_an_arrangement_is_asked_for_it_in_place(anna, console):
    ReservationFactory(
        customer=CustomerFactory(last_name="Özdemir"), status=Status.OPTION, option_expires_at=NOON + timedelta(hours=5)
    )
    anna.open()

    anna.click("Bevestig", within=row("expiring-options", "Özdemir"))
    anna.page.get_by_label("Standaard").check()
    console[:] = [line for line in console if "422" not in line]
    anna.click("Bevestig", within=row("expiring-options", "Özdemir"))

    expect(anna.page.locator("#messages")).to_contain_text("Özdemir is bevestigd.")
    assert anna.stayed()


def test_a_question_in_place_can_be_left_as_it_was(anna, console):
    anna.open_more(row("overdue-payments", "ABC BV"))
    anna.page.get_by_label("Bedrag").fill("veel")
    anna.click("Betaald", within=row("overdue-payments", "ABC BV"))
    anna.page.locator(row("overdue-payments", "ABC BV")).get_by_role("link", name="Terug").click()

    expect(anna.page.get_by_label("Bedrag")).to_have_count(0)
    expect(anna.page.locator(row("overdue-payments", "ABC BV"))).to_contain_text("Herinnering sturen")
    assert anna.stayed()
    console[:] = [line for line in console if "422" not in line]


def test_a_payment_that_a_colleague_recorded_is_not_asked_for_again(anna):
    debt = Reservation.objects.get(customer__email="info@abc.nl", status=Status.CONFIRMED)
    anna.open_more(row("overdue-payments", "ABC BV"))
    ledger.record_payment(debt, amount_cents=120000, method="bank", received_on=TODAY, by=None, at=NOON)

    anna.click("Betaald", within=row("overdue-payments", "ABC BV"))

    expect(anna.page.locator("#messages")).to_contain_text("er staat nu € 0 open")
    expect(anna.page.locator(row("overdue-payments", "ABC BV"))).to_have_count(0)
    assert Payment.objects.count() == 2


def test_the_back_button_shows_how_things_stand_now(anna):
    anna.click("Bekijk opties", role="link")
    anna.page.locator("#reservations").get_by_role("button", name="Bevestig ABC BV").click()
    expect(anna.page.locator("#messages")).to_contain_text("ABC BV is bevestigd.")

    anna.page.go_back()

    expect(anna.page.locator("#widget-options .tile__figure")).to_have_text("2")


def test_the_keyboard_stays_where_the_work_is(anna):
    anna.page.locator(row("expiring-options", "ABC BV")).get_by_role("button", name="Bevestig").focus()
    anna.page.keyboard.press("Enter")
    next_one = anna.page.locator(row("expiring-options", "XYZ NV")).get_by_role("button", name="Bevestig")
    expect(next_one).to_be_focused()

    anna.page.locator("#messages").get_by_role("button", name="Ongedaan maken").focus()
    anna.page.keyboard.press("Enter")

    expect(anna.page.locator("#messages")).to_contain_text("Ongedaan gemaakt")
    expect(anna.page.locator("#messages").get_by_role("button", name="Ongedaan maken")).to_be_focused()


def test_what_is_opened_is_seen_whole(anna):
    debt = Reservation.objects.get(customer__email="contact@xyz.nl", status=Status.CONFIRMED)
    for address in ("/", debt.get_absolute_url()):
        anna.open(address)
        anna.page.locator("#main .more__mark").last.click()

        sheet = anna.page.locator("details.more[open] .more__sheet")
        expect(sheet).to_be_in_viewport(ratio=0.99)
