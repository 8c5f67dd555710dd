"""The waitlist in a real browser: put on, contacted, booked and taken back, on a desk and with one thumb."""

import pytest
from playwright.sync_api import expect

from reservations.models import Reservation, WaitlistEntry
from reservations.status import Status
from tests.browser.axe import violations
from tests.factories import (
    ArrangementFactory,
    CustomerFactory,
    EventFactory,
    PriceFactory,
    ReservationFactory,
    WaitlistEntryFactory,
)

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def anna(anna):
    event = EventFactory(capacity=10, show__name="Winterrevue", waitlist_open=True)
    PriceFactory(type=event.type, arrangement=ArrangementFactory(name="Standaard"))
    ReservationFactory(event=event, guests=6)
    WaitlistEntryFactory(event=event, guests=5, customer=CustomerFactory(first_name="", last_name="Bakker"))
    WaitlistEntryFactory(event=event, guests=4, customer=CustomerFactory(first_name="", last_name="Özdemir"))
    return anna


def entry(who):
    return f"tr[data-entry]:has-text('{who}')"


def test_who_fits_is_booked_in_one_click_and_waits_again_after_another(anna, console):
    anna.open("/waitlist/")
    expect(anna.page.locator(entry("Bakker"))).to_contain_text("Er zijn 4 plaatsen vrij.")
    assert violations(anna.page, console) == []

    anna.click("Optie Özdemir")
    expect(anna.page.locator("#messages")).to_contain_text("De optie van Özdemir staat erin.")
    expect(anna.page.locator(entry("Özdemir"))).to_have_count(0)
    assert Reservation.objects.get(customer__last_name="Özdemir").status == Status.OPTION

    anna.click("Ongedaan maken", within="#messages")
    expect(anna.page.locator(entry("Özdemir"))).to_contain_text("Past")
    assert anna.stayed()
    assert anna.clicks == 2


def test_a_booking_with_its_arrangement(anna):
    anna.open("/waitlist/")

    anna.click("Boek Standaard Özdemir")

    expect(anna.page.locator(entry("Özdemir"))).to_have_count(0)
    assert Reservation.objects.get(customer__last_name="Özdemir").status == Status.CONFIRMED


def test_contacted_changed_and_off_the_list_with_its_history(anna, console):
    anna.open("/waitlist/")
    anna.click("Bakker", role="link")
    anna.page.get_by_label("Wat is er besproken").fill("Belt morgen terug")
    anna.click("Contact noteren")
    expect(anna.page.locator(".timeline")).to_contain_text("Belt morgen terug")

    anna.page.get_by_label("Personen").fill("0")
    anna.page.get_by_label("Notities").fill("Liefst vooraan")
    anna.click("Opslaan")
    expect(anna.page.get_by_text("Er komt minstens één persoon.")).to_be_visible()
    expect(anna.page.get_by_label("Notities")).to_have_value("Liefst vooraan")
    console[:] = [line for line in console if "422" not in line]
    anna.page.get_by_label("Personen").fill("4")
    anna.click("Opslaan")
    expect(anna.page.locator(".facts")).to_contain_text("Liefst vooraan")
    assert violations(anna.page, console) == []

    anna.click("Van de wachtlijst halen")
    expect(anna.page.locator(".page-head")).to_contain_text("Geannuleerd")
    anna.click("Ongedaan maken", within="#messages")
    expect(anna.page.locator(".page-head")).to_contain_text("Benaderd")
    assert WaitlistEntry.objects.get(customer__last_name="Bakker").guests == 4


def test_a_full_evening_leads_to_its_waitlist(anna):
    anna.open("/events/")
    anna.page.locator("tr[data-event] a").first.click()
    anna.click("Wachtlijst", within=".page-head", role="link")
    name = anna.page.get_by_label("Naam", exact=True)
    expect(name).to_be_focused()
    name.fill("Piet Bos")
    anna.page.get_by_label("Personen").fill("8")
    anna.click("Zet erin")

    expect(anna.page.locator("#messages")).to_contain_text("Piet Bos staat op de wachtlijst.")
    assert WaitlistEntry.objects.get(customer__last_name="Bos").guests == 8
