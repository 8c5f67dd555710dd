"""The wording of reminders in a real browser: shown before it is saved, and taken back."""

import pytest
from playwright.sync_api import expect

from reservations.models import LetterTemplate
from tests.browser.axe import shown
from tests.browser.desk import Person, log_in
from tests.browser.payments import money_matters

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def anna(screen, context, live_server):
    """Anna, who may do everything, and whose first letter would be to ABC."""
    money_matters()
    log_in(context, live_server, is_superuser=True)
    return Person(screen)


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


@pytest.mark.parametrize("address", ["letters/", "letters/2/nl/"])
def test_the_letters_are_open_to_everybody(page, console, context, live_server, address):
    money_matters()
    log_in(context, live_server, is_superuser=True)

    page.goto(f"/payments/{address}")

    assert shown(page, console, f"payments-{address.replace('/', '-')}") == []
