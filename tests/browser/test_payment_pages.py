"""Every page of payments, in light and dark and at every width: open to everybody."""

import pytest
from playwright.sync_api import expect

from tests.browser.axe import shown, violations
from tests.browser.desk import log_in
from tests.browser.payments import money_matters, row

pytestmark = pytest.mark.django_db(transaction=True)
TABS = ["overdue-payments", "due-soon", "no-due-date", "credit", "refunds"]


@pytest.mark.parametrize("work", TABS)
def test_each_list_is_open_to_everybody(page, console, context, live_server, work):
    money_matters()
    log_in(context, live_server)

    page.goto(f"/payments/?work={work}")

    assert shown(page, console, f"payments-{work}") == []


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
