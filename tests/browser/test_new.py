"""A telephone booking in a real browser: by keyboard alone, at the width of a desk and of a telephone."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import User
from playwright.sync_api import expect

from reservations.models import Reservation, WaitlistEntry
from reservations.status import Status
from tests.browser.axe import violations
from tests.factories import (
    TODAY,
    ArrangementFactory,
    CompanyFactory,
    CustomerFactory,
    EventFactory,
    ReservationFactory,
    ReservationTagFactory,
)

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def anna(anna):
    ArrangementFactory()
    EventFactory(capacity=10, show__name="Winterrevue")
    return anna


def test_an_option_by_telephone_needs_no_mouse_and_few_keys(anna):
    anna.open("/reservations/new/?kind=option")
    keys = 0

    def press(*names):
        nonlocal keys
        for name in names:
            anna.page.keyboard.press(name)
            keys += 1

    anna.page.keyboard.type("Jansen")
    press("Tab", "Tab", "Tab")
    anna.page.keyboard.type("0612345678")
    press("Tab")
    anna.page.keyboard.type("8")
    press("Tab")
    anna.page.keyboard.type("7 dec")  # means one event, so that is the one
    press("Enter")

    expect(anna.page.locator("#messages")).to_contain_text("De optie van Jansen staat erin.")
    row = Reservation.objects.get()
    assert (row.status, row.guests, row.customer.phone) == (Status.OPTION, 8, "+31612345678")
    assert keys <= 6


def test_an_event_is_found_by_its_date_or_show_while_one_types(anna, console):
    later = EventFactory(show__name="Winterrevue II", date=TODAY + timedelta(days=19))
    EventFactory(show__name="Zomer")
    anna.open("/reservations/new/?kind=option")
    options, find = anna.page.locator("#id_event option"), anna.page.get_by_label("Zoek op datum of show")
    expect(options).to_have_count(4)

    find.press_sequentially("winter", delay=30)
    expect(anna.page.locator("#found")).to_have_text("2 events passen hierbij: kies er een.")
    expect(options).to_have_count(3)
    expect(find).to_be_focused()
    assert violations(anna.page, console) == []
    find.press_sequentially(" ii", delay=30)
    expect(anna.page.get_by_label("Event", exact=True)).to_have_value(str(later.pk))
    expect(find).to_have_value("winter ii")
    expect(find).to_be_focused()

    find.fill("31 feb")
    expect(anna.page.locator("#found")).to_have_text("Geen event dat nog te boeken is past bij “31 feb”.")
    assert violations(anna.page, console) == []


def test_a_choice_by_keyboard_is_not_disturbed(anna):
    later = EventFactory(show__name="Winterrevue II", date=TODAY + timedelta(days=19))
    anna.open("/reservations/new/?kind=option&guests=2")
    anna.page.get_by_label("Zoek op datum of show").focus()
    anna.page.keyboard.type("winter")
    expect(anna.page.locator("#found")).to_contain_text("2 events")

    anna.page.keyboard.press("Tab")
    anna.page.keyboard.press("ArrowDown")
    anna.page.keyboard.press("ArrowDown")

    expect(anna.page.locator("#quote")).to_contain_text("plaatsen vrij")
    expect(anna.page.get_by_label("Event", exact=True)).to_be_focused()
    expect(anna.page.get_by_label("Event", exact=True)).to_have_value(str(later.pk))


def test_one_of_many_customers_is_chosen_by_keyboard_and_one_goes_on_from_there(anna):
    known = [CustomerFactory(first_name=name, last_name="Özdemir") for name in ("Anna", "Bram", "Cato")]
    anna.open("/reservations/new/?kind=option")
    anna.page.keyboard.type("ozdemir")
    expect(anna.page.locator("#matches input")).to_have_count(4)

    anna.page.locator("#customer-none").focus()
    for customer in known[:2]:
        with anna.page.expect_response("**/reservations/new/"):
            anna.page.keyboard.press("ArrowDown")
        expect(anna.page.locator(f"#customer-{customer.pk}")).to_be_checked()
        expect(anna.page.locator(f"#customer-{customer.pk}")).to_be_focused()
    expect(anna.page.locator("#matches input")).to_have_count(4)

    anna.page.keyboard.press("Tab")
    expect(anna.page.get_by_label("Personen")).to_be_focused()


def test_the_price_and_the_seats_follow_what_is_typed(anna, console):
    anna.open("/reservations/new/")
    anna.page.get_by_label("Personen").fill("8")
    anna.page.get_by_label("Event").select_option(index=1)
    anna.page.get_by_label("Arrangement").select_option(index=1)

    expect(anna.page.locator("#quote")).to_contain_text("€ 600")
    expect(anna.page.locator("#quote")).to_contain_text("Daarna zijn er 2 plaatsen vrij")
    anna.page.get_by_label("Personen").fill("12")
    expect(anna.page.locator("#quote")).to_contain_text("2 plaatsen te weinig")
    expect(anna.page.locator("#quote")).to_contain_text("Bewaar als aanvraag")
    assert violations(anna.page, console) == []
    assert not Reservation.objects.exists()


def test_enter_never_turns_what_is_full_into_a_request(anna, console):
    anna.open("/reservations/new/?kind=option")
    anna.page.get_by_label("Naam", exact=True).fill("Jansen")
    anna.page.get_by_label("Personen").fill("12")
    anna.page.get_by_label("Zoek op datum of show").fill("winter")
    expect(anna.page.locator("#quote")).to_contain_text("Bewaar als aanvraag")

    anna.page.keyboard.press("Enter")

    expect(anna.page.locator("#new .errorlist")).to_contain_text("2 plaatsen tekort")
    assert not Reservation.objects.exists()
    console[:] = [line for line in console if "422" not in line]


def test_a_customer_is_there_while_their_name_is_typed(anna, console):
    abc = CustomerFactory(company=CompanyFactory(name="ABC BV"), last_name="Özdemir", email="info@abc.nl")
    ReservationFactory(customer=abc)
    anna.open("/reservations/new/")
    anna.page.keyboard.type("ozdem")

    anna.page.get_by_label("ABC BV").check()
    assert violations(anna.page, console) == []
    anna.page.get_by_label("Personen").fill("2")
    anna.page.get_by_label("Event").select_option(index=1)
    anna.page.get_by_label("Arrangement").select_option(index=1)
    expect(anna.page.locator("#quote")).to_contain_text("€ 150")
    anna.click("Zet erin")

    expect(anna.page.locator("#messages")).to_contain_text("De reservering van ABC BV staat erin.")
    assert Reservation.objects.order_by("-pk").first().customer == abc


def test_what_is_wrong_is_said_and_what_was_typed_stays(anna, console):
    anna.open("/reservations/new/")
    anna.page.get_by_label("Naam", exact=True).fill("Jansen")
    anna.page.get_by_label("Personen").fill("2")
    anna.page.get_by_label("Event").select_option(index=1)
    anna.page.get_by_label("Arrangement").select_option(index=1)
    expect(anna.page.locator("#quote")).to_contain_text("€ 150")

    anna.click("Zet erin")

    expect(anna.page.locator("#new")).to_contain_text("Een boeking heeft een e-mailadres nodig")
    expect(anna.page.get_by_label("Naam", exact=True)).to_have_value("Jansen")
    console[:] = [line for line in console if "422" not in line]


@pytest.fixture
def full(anna):
    """Twelve people are typed, for an evening with ten seats."""
    EventFactory._meta.model.objects.update(waitlist_open=True)
    anna.open("/reservations/new/")
    anna.page.get_by_label("Naam", exact=True).fill("Jansen")
    anna.page.get_by_label("E-mail").fill("jansen@example.org")
    anna.page.get_by_label("Personen").fill("12")
    anna.page.get_by_label("Event").select_option(index=1)
    anna.page.get_by_label("Arrangement").select_option(index=1)
    expect(anna.page.locator("#quote")).to_contain_text("2 plaatsen te weinig")
    return anna


def test_what_is_full_is_kept_as_a_request(full):
    full.click("Bewaar als aanvraag")

    expect(full.page.locator("#messages")).to_contain_text("Jansen")
    row = Reservation.objects.get()
    assert (row.status, row.guests) == (Status.REQUEST, 12)


def test_who_wants_what_is_full_waits(full):
    full.click("Op de wachtlijst zetten")

    expect(full.page.locator("#messages")).to_contain_text("Jansen")
    assert not Reservation.objects.exists()
    assert WaitlistEntry.objects.get().guests == 12


def test_who_may_sells_more_than_there_are(full):
    User.objects.update(is_superuser=True)
    full.page.get_by_label("Personen").fill("13")
    expect(full.page.locator("#quote")).to_contain_text("3 plaatsen te weinig")
    full.page.get_by_label("Reden om boven de capaciteit te gaan").fill("Extra tafel")
    full.page.get_by_label("Verkoop deze plaatsen toch").check()
    full.click("Zet erin")

    expect(full.page.locator("#messages")).to_contain_text("Jansen")
    row = Reservation.objects.get()
    assert (row.status, row.over_capacity) == (Status.CONFIRMED, True)


def test_a_guest_of_the_house_pays_nothing(anna):
    ReservationTagFactory(code="GENODIGDE", name="Genodigde")
    anna.open("/reservations/new/?kind=guest")
    anna.page.get_by_label("Naam", exact=True).fill("Jansen")
    anna.page.get_by_label("Personen").fill("2")
    anna.page.get_by_label("Event").select_option(index=1)
    anna.page.get_by_label("Arrangement").select_option(index=1)
    anna.click("Zet erin")

    expect(anna.page.locator("#messages")).to_contain_text("Jansen")
    row = Reservation.objects.get()
    assert (row.status, row.total_cents, [tag.code for tag in row.tags.all()]) == (Status.CONFIRMED, 0, ["GENODIGDE"])
