"""Changing a reservation in a real browser: its price while one types, theirs beside mine, seats too many."""

import pytest
from playwright.sync_api import expect

from reservations import lifecycle
from reservations.models import Reservation
from tests.browser.axe import violations
from tests.browser.desk import Person, log_in
from tests.factories import NOON, ArrangementFactory, EventFactory, PriceFactory, ReservationFactory

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def anna(screen, context, live_server):
    event, bwf = EventFactory(capacity=10), ArrangementFactory(name="Standaard")
    PriceFactory(type=event.type, arrangement=bwf)
    ReservationFactory(event=event, arrangement=bwf, guests=4, paid_cents=30000)
    log_in(context, live_server, is_superuser=True)
    person = Person(screen)
    person.open(f"{Reservation.objects.get().get_absolute_url()}edit/")
    return person


def test_the_difference_is_shown_before_it_is_saved_and_taken_back_after(anna, console):
    anna.page.get_by_label("Personen").fill("6")
    expect(anna.page.locator("#quote")).to_contain_text("+€ 150")
    assert violations(anna.page, console) == []

    anna.click("Opslaan")
    anna.page.wait_for_url(lambda address: not address.endswith("/edit/"))
    expect(anna.page.locator("#messages")).to_contain_text("is gewijzigd")
    assert Reservation.objects.get().guests == 6

    anna.click("Ongedaan maken", within="#messages")
    expect(anna.page.locator(".page-head__sub")).to_contain_text("4 personen")
    assert anna.stayed()


def test_what_was_paid_too_much_is_asked_about_next(anna):
    anna.page.get_by_label("Personen").fill("2")
    expect(anna.page.locator("#quote")).to_contain_text("€ 150 te veel betaald")

    anna.click("Opslaan")

    expect(anna.page.get_by_role("button", name="Terugbetalen")).to_be_visible()


def test_seats_too_many_take_a_tick_and_a_reason_that_stay(anna):
    anna.page.get_by_label("Personen").fill("12")
    tick = anna.page.get_by_label("Verkoop deze plaatsen toch")
    tick.check()
    anna.page.get_by_label("Reden om boven de capaciteit te gaan").fill("Extra tafel")
    anna.page.get_by_label("Gelegenheid").fill("Jubileum")
    expect(anna.page.locator("#quote")).to_contain_text("2 plaatsen te weinig")
    expect(tick).to_be_checked()

    anna.click("Opslaan")

    expect(anna.page.locator("#messages")).to_contain_text("is gewijzigd")
    row = Reservation.objects.get()
    assert (row.guests, row.over_capacity, row.occasion) == (12, True, "Jubileum")


def test_what_is_typed_while_the_price_is_asked_for_stays(anna):
    """An answer that comes late says nothing of what was typed after its question."""
    questions = []
    anna.page.get_by_label("Personen").fill("12")
    reason = anna.page.get_by_label("Reden om boven de capaciteit te gaan")
    expect(reason).to_be_visible()

    def hold(route):
        questions.append(route)

    anna.page.route("**/edit/", hold)

    with anna.page.expect_request("**/edit/"):
        anna.page.get_by_label("Verkoop deze plaatsen toch").check()
    reason.fill("Extra tafel")
    anna.page.get_by_label("Gelegenheid").fill("Jubileum")
    with anna.page.expect_request("**/edit/"):  # the next question is asked when the first is answered
        questions[0].continue_()

    expect(reason).to_have_value("Extra tafel")
    expect(anna.page.get_by_label("Gelegenheid")).to_have_value("Jubileum")
    anna.page.unroute("**/edit/")


def test_a_colleague_was_first(anna, console):
    lifecycle.edit(Reservation.objects.get(), {"guests": 5}, by=None, at=NOON)
    anna.page.get_by_label("Gelegenheid").fill("Jubileum")

    anna.click("Opslaan")
    alert = anna.page.get_by_role("alert").first
    expect(alert).to_contain_text("Een collega heeft dit gewijzigd")
    expect(anna.page.get_by_label("Gelegenheid")).to_have_value("Jubileum")
    console[:] = [line for line in console if "422" not in line]
    anna.click("Opslaan")

    expect(anna.page.locator("#messages")).to_contain_text("is gewijzigd")
    row = Reservation.objects.get()
    assert (row.guests, row.occasion) == (5, "Jubileum")
