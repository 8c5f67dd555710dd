"""Every page in light and dark, on a desk, a tablet and a telephone: open to everybody, and silent in its console."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse

from crm.models import Company
from reservations import calling_off, ledger, lifecycle, programme
from reservations.models import Event, Reservation
from reservations.status import Status
from tests.browser.axe import shown
from tests.browser.desk import a_door, a_morning, an_evening, log_in
from tests.factories import (
    NOON,
    TODAY,
    CompanyFactory,
    CustomerFactory,
    EventFactory,
    ReservationFactory,
    ReservationTagFactory,
    ShowFactory,
)

pytestmark = pytest.mark.django_db(transaction=True)
PAGES = {
    "dashboard": "/",
    "list": "/reservations/",
    "options": "/reservations/?work=expiring-options",
    "payments": "/payments/",
    "nothing-found": "/reservations/?q=niemand",
    "new": "/reservations/new/?kind=option",
    "narrowed": "/reservations/?guests_min=2&total_max=veel&sort=-guests",
    "events": "/events/",
    "events-room": "/events/?guests=45&month=2026-12",
    "events-wrong": "/events/?guests=0&since=2027-01-02&until=2027-01-01",
    "events-calendar": "/events/calendar/?month=2026-12",
    "events-new": "/events/new/",
    "check-in": "/check-in/",
    "waitlist": "/waitlist/",
    "tags": "/tags/",
    "tags-new": "/tags/new/",
    "segments": "/segments/",
    "segments-new": "/segments/new/",
    "merging-nobody": "/customers/merging/",
    "customers": "/customers/",
    "customers-narrowed": "/customers/?bookings_min=1&omzet_max=veel&sort=-omzet",
    "customers-nobody": "/customers/?q=niemand",
    "companies": "/customers/?show=companies",
    "retention": "/customers/retention/",
    "saved-views": "/views/?page=reservations:list&query=guests_min%3D2",
    "password": "/accounts/password/change/",
    "second-factor": "/accounts/2fa/",
}


def an_evening_with_everything(context, live_server):
    an_evening()
    return log_in(context, live_server)


@pytest.mark.parametrize(("name", "address"), PAGES.items())
def test_page_is_open_to_everybody(page, console, context, live_server, name, address):
    a_morning()
    log_in(context, live_server)

    page.goto(address)
    # Chromium notes every answer that is not a success: one of these pages says what is wrong with what was asked.
    console[:] = [line for line in console if "422" not in line]

    assert shown(page, console, name) == []


def test_dashboard_on_a_quiet_morning_is_open_to_everybody(page, console, context, live_server):
    log_in(context, live_server)

    page.goto("/")

    assert shown(page, console, "dashboard-quiet") == []


def test_a_list_of_long_names_and_many_words_stays_on_the_screen(page, console, context, live_server):
    long = CustomerFactory(company=CompanyFactory(name="Accountants- en Belastingadvieskantoor Van der Heijden"))
    show = ShowFactory(name="De Grote Kempen Wintershow")
    late = {"customer": long, "event": EventFactory(show=show), "due_on": TODAY - timedelta(days=30)}
    ReservationFactory(**late, total_cents=12345678, paid_cents=100)
    ReservationFactory(**late, status=Status.REQUEST, tags=[ReservationTagFactory(code="VIP", name="VIP")])
    ReservationFactory(**late, status=Status.CANCELLED)
    log_in(context, live_server)

    page.goto("/reservations/")

    assert shown(page, console, "list-long") == []


def test_one_reservation_is_open_to_everybody(page, console, context, live_server):
    a_morning()
    user = log_in(context, live_server)
    act = lifecycle.confirm(Reservation.objects.options().order_by("pk").first(), by=user, at=NOON)
    ledger.record_payment(
        act.reservation, amount_cents=120050, method="bank", received_on=TODAY, note="Deelbetaling", by=user, at=NOON
    )

    page.goto(act.reservation.get_absolute_url())
    page.locator("#main summary").first.click()

    assert shown(page, console, "reservation") == []


def test_one_company_is_open_to_everybody(page, console, context, live_server):
    a_morning()
    log_in(context, live_server)

    page.goto(Company.objects.get(name="ABC BV").get_absolute_url())

    assert shown(page, console, "company") == []


EVENT_PAGES = {"event": "", "event-edit": "edit/", "event-call-off": "cancellation/", "event-guests": "guests/"}


@pytest.mark.parametrize(("name", "path"), EVENT_PAGES.items())
def test_the_pages_of_one_event_are_open_to_everybody(page, console, context, live_server, name, path):
    user = an_evening_with_everything(context, live_server)
    event = Event.objects.get(show__name="Winterrevue")
    programme.edit(event, {"notes": "Balkon dicht"}, by=user, at=NOON)

    page.goto(f"/events/{event.pk}/{path}")

    assert shown(page, console, name) == []


def test_what_became_of_an_evening_is_open_to_everybody(page, console, context, live_server):
    user = an_evening_with_everything(context, live_server)
    event = Event.objects.get(show__name="Winterrevue")
    calling_off.call_off(event, reason="Stroomstoring", batch=(batch := uuid4()), by=user, at=NOON)

    page.goto(f"/events/{event.pk}/cancellation/{batch}/")
    assert shown(page, console, "event-called-off") == []
    page.goto(event.get_absolute_url())
    assert shown(page, console, "event-closed") == []


def test_evenings_before_they_are_made_are_open_to_everybody(page, console, context, live_server):
    an_evening_with_everything(context, live_server)
    event = Event.objects.get(show__name="Winterrevue")

    page.goto(f"/events/{event.pk}/copy/")
    page.get_by_label("Eigen data").check()
    page.get_by_label("Data", exact=True).fill("7-12-2026, 14-12-2026")
    page.get_by_role("button", name="Op het programma zetten").click()
    page.locator("#evenings").wait_for()

    assert shown(page, console, "events-series") == []


def test_menus_and_messages_are_open_to_everybody(page, console, context, live_server):
    a_morning()
    log_in(context, live_server)
    page.goto("/")

    page.get_by_role("button", name="Bevestig ABC BV").click()
    page.locator("#messages .message").wait_for()
    page.locator("#widget-overdue-payments").get_by_role("link", name="meer").first.click()
    page.locator("#widget-overdue-payments details[open]").wait_for()

    assert shown(page, console, "dashboard-busy") == []


def test_login_page_is_open_to_everybody(page, console, context, live_server):
    page.goto("/")

    assert shown(page, console, "login") == []


def test_check_in_without_an_event_is_open_to_everybody(page, console, context, live_server):
    EventFactory()
    log_in(context, live_server)

    page.goto("/check-in/")

    assert shown(page, console, "check-in-nothing") == []


def test_a_busy_door_is_open_to_everybody(page, console, context, live_server):
    event = a_door()
    log_in(context, live_server)
    page.goto("/check-in/")
    page.locator("#walk-in summary").click()
    page.locator("#walk-in [name=name]").fill("Bos")
    page.locator("#walk-in [name=guests]").fill("500")
    page.locator("#walk-in [type=submit]").click()
    page.locator("#walk-in .errorlist").wait_for()
    context.set_offline(offline=True)
    page.get_by_role("button", name="Check in").first.click()
    page.locator("#connection .banner").wait_for()
    console[:] = [said for said in console if "422" not in said and "net::ERR" not in said]

    found = shown(page, console, "check-in-busy")
    console[:] = [said for said in console if "net::ERR" not in said]

    assert found == []
    assert event.reservations.count() == 13


def test_more_acts_at_the_door_are_open_to_everybody(page, console, context, live_server):
    a_door()
    log_in(context, live_server)
    page.goto("/check-in/")

    page.locator("[data-more]").first.click()

    assert shown(page, console, "check-in-more") == []


@pytest.mark.parametrize("name", ["closing", "party"])
def test_pages_of_the_door_are_open_to_everybody(page, console, context, live_server, name):
    event = a_door()
    log_in(context, live_server)

    pk = event.pk if name == "closing" else event.reservations.get(occasion="Verjaardag", status="confirmed").pk
    page.goto(reverse(f"check-in:{name}", args=[pk]))

    assert shown(page, console, f"check-in-{name}") == []
