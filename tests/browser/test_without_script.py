"""The same clicks with JavaScript switched off: plain forms, plain pages."""

import pytest
from playwright.sync_api import expect

from reservations.models import Mail
from tests.browser.desk import Person, a_morning, an_evening, log_in, row
from tests.factories import EventFactory, ShowFactory

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def anna(browser, live_server):
    a_morning()
    with browser.new_context(base_url=live_server.url, java_script_enabled=False) as context:
        log_in(context, live_server)
        page = context.new_page()
        page.goto("/")
        yield Person(page)


def test_an_option_is_confirmed_and_taken_back(anna):
    anna.click("Bevestig ABC BV", within=row("expiring-options", "ABC BV"))
    expect(anna.page.locator("#messages")).to_contain_text("ABC BV is bevestigd.")
    assert anna.figure("options") == "2"

    anna.click("Ongedaan maken", within="#messages")
    assert anna.figure("options") == "3"


def test_a_payment_is_reminded(anna):
    anna.click("Herinnering sturen ABC BV", within=row("overdue-payments", "ABC BV"))

    expect(anna.page.locator(row("overdue-payments", "ABC BV"))).to_contain_text("Herinnerd")
    assert Mail.objects.on_its_way().get().to == "info@abc.nl"


def test_a_payment_is_recorded_and_a_bad_amount_is_asked_again(anna):
    anna.open_more(row("overdue-payments", "ABC BV"))
    anna.page.get_by_label("Bedrag").fill("veel")
    anna.click("Betaald")
    expect(anna.page.get_by_label("Bedrag")).to_have_value("veel")

    anna.page.get_by_label("Bedrag").fill("1.200")
    anna.click("Betaald")

    expect(anna.page.locator(row("overdue-payments", "ABC BV"))).to_have_count(0)


def test_an_event_is_found_by_its_show_and_an_option_placed(anna):
    EventFactory(show__name="Winterrevue")
    anna.page.goto("/reservations/new/?kind=option")
    anna.page.get_by_label("Naam", exact=True).fill("Jansen")
    anna.page.get_by_label("Personen").fill("4")
    anna.page.get_by_label("Zoek op datum of show").fill("winterr")
    anna.click("Reken de prijs uit")
    expect(anna.page.locator("#found")).to_have_text("Eén event past hierbij: het is gekozen.")

    anna.click("Zet erin")
    expect(anna.page.locator("#messages")).to_contain_text("De optie van Jansen staat erin.")


def test_a_series_of_evenings_is_made(anna):
    ShowFactory(name="Winterrevue")
    anna.page.goto("/events/new/")
    anna.page.get_by_label("Show").select_option("Winterrevue")
    anna.page.get_by_label("Soort").select_option("Reguliere Show")
    anna.page.get_by_label("Eigen data").check()
    anna.page.get_by_label("Data", exact=True).fill("6-3-2027, 13-3-2027")
    anna.click("Op het programma zetten")
    anna.click("Aangevinkte avonden")

    expect(anna.page.locator("#messages")).to_contain_text("2 events aangemaakt.")
    anna.click("Ongedaan maken", within="#messages")
    expect(anna.page.locator("#messages")).to_contain_text("2 events teruggezet.")


def test_an_evening_answers_what_if_and_is_called_off(anna):
    event = an_evening()
    anna.page.goto(event.get_absolute_url())
    anna.page.locator("#what-if").get_by_label("Bos").uncheck()
    anna.click("Reken uit")
    expect(anna.page.locator("#what-if")).to_contain_text("96 % → 76 %")

    anna.click("Event annuleren", role="link")
    anna.page.get_by_label("Reden").fill("Stroomstoring")
    anna.click("Annuleer het event")
    expect(anna.page.locator("h1")).to_have_text("Wat er met de boekingen is gebeurd")
