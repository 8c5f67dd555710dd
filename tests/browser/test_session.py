"""What happens around the login: the front door, and a session that ends in the middle of a click."""

import pytest
from django.contrib.auth.models import User
from django.contrib.sessions.models import Session
from playwright.sync_api import expect

from reservations import lifecycle
from reservations.models import Reservation
from tests.browser.desk import Person, a_morning, log_in, row
from tests.factories import NOON, UserFactory

pytestmark = pytest.mark.django_db(transaction=True)


def sign_in(page):
    page.locator("[name=login]").fill("balie")
    page.locator("[name=password]").fill("geheim")
    page.locator("[name=password]").press("Enter")


@pytest.fixture
def person(page, context, live_server):
    a_morning()
    log_in(context, live_server)
    anna = Person(page)
    anna.open()
    return anna


def test_a_visitor_signs_in_and_sees_the_dashboard(page, live_server):
    user = UserFactory(username="balie", first_name="Anna")
    user.set_password("geheim")
    user.save()

    page.goto("/")
    sign_in(page)

    expect(page.locator("h1")).to_contain_text("Anna")


def test_a_session_that_ends_before_a_click_says_that_nothing_was_done(person):
    Session.objects.all().delete()

    person.click("Bevestig ABC BV", within=row("expiring-options", "ABC BV"))

    expect(person.page.locator("[name=login]")).to_be_visible()
    expect(person.page.locator("body")).to_contain_text("niet uitgevoerd")
    assert Reservation.objects.options().count() == 3


def test_what_was_typed_outlives_a_session_that_ended(person):
    person.page.goto("/reservations/new/?kind=option")
    person.page.get_by_label("Naam", exact=True).fill("Özdemir")
    person.page.get_by_label("Telefoon").fill("0612345678")
    person.page.locator("[name=kind][value=guest]").check(force=True)
    Session.objects.all().delete()
    person.page.get_by_label("Personen").fill("4")  # the price is asked for, and with it the session
    expect(person.page.locator("[name=login]")).to_be_visible()
    user = User.objects.get()
    user.set_password("geheim")
    user.save()

    sign_in(person.page)

    expect(person.page.locator("#messages")).to_contain_text("Wat je had getypt staat er weer.")
    expect(person.page.get_by_label("Naam", exact=True)).to_have_value("Özdemir")
    expect(person.page.get_by_label("Telefoon")).to_have_value("0612345678")
    expect(person.page.get_by_label("Personen")).to_have_value("4")
    expect(person.page.locator("[name=kind][value=guest]")).to_be_checked()
    person.page.reload()
    expect(person.page.get_by_label("Naam", exact=True)).to_have_value("")


def test_a_button_says_what_it_does_also_when_a_colleague_was_first(person):
    abc = Reservation.objects.options().order_by("pk").first()
    person.page.goto(abc.get_absolute_url())
    lifecycle.release(abc, by=None, at=NOON)

    person.click("Bevestig ABC BV")

    expect(person.page.locator("#messages")).to_contain_text("staat inmiddels op “Geannuleerd”")
    expect(person.page.get_by_role("button", name="Activeer opnieuw")).to_be_visible()
    expect(person.page.get_by_role("button", name="Bevestig ABC BV")).to_have_count(0)


def test_keyboard_alone_confirms_an_option(person):
    button = person.page.locator(row("expiring-options", "ABC BV")).get_by_role("button", name="Bevestig")
    button.focus()
    person.page.keyboard.press("Enter")

    expect(person.page.locator("#messages")).to_contain_text("ABC BV is bevestigd.")


def test_english_is_a_choice_and_stays_one(person):
    person.page.locator("details.menu summary").click()
    person.page.get_by_role("button", name="English").click()

    expect(person.page.locator("#title-options")).to_have_text("Expiring options")
    person.open("/reservations/")
    expect(person.page.locator("h1")).to_have_text("Reservations")


def test_a_filter_changes_the_address_and_survives_going_back(person):
    person.open("/reservations/")
    person.page.get_by_label("Werklijst").select_option("overdue-payments")
    person.click("Filter")
    expect(person.page.locator("[data-reservation]")).to_have_count(2)
    assert "work=overdue-payments" in person.page.url

    person.page.go_back()

    expect(person.page.locator("[data-reservation]")).to_have_count(11)


def test_a_widget_fetches_itself_anew(person):
    person.page.clock.install()
    person.open()

    with person.page.expect_response("**/widgets/expiring-options/"):
        person.page.clock.fast_forward(60_000)

    expect(person.page.locator("#widget-expiring-options [data-reservation]")).to_have_count(3)
