"""The work on evenings, in a real browser, on a large screen and on a telephone."""

import re
from datetime import date

import pytest
from playwright.sync_api import expect

from reservations import lifecycle, programme
from reservations.models import Event, Reservation
from reservations.status import Status
from tests.browser.desk import Person, an_evening, log_in
from tests.factories import NOON, EventFactory, EventTypeFactory, ReservationFactory, ShowFactory, UserFactory

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def anna(screen, context, live_server):
    """Anna at the programme."""
    log_in(context, live_server, is_superuser=True)
    return Person(screen)


def rows(page):
    return page.locator("[data-event]")


def test_where_do_45_people_fit_in_march(anna):
    for day, capacity, waitlist in [(6, 100, False), (7, 40, True), (13, 45, False), (14, 44, False)]:
        EventFactory(date=date(2027, 3, day), capacity=capacity, waitlist_open=waitlist)
    EventFactory(date=date(2027, 4, 3))
    anna.open("/events/")
    expect(rows(anna.page)).to_have_count(5)

    anna.page.get_by_label("Plaats voor").fill("45")
    anna.page.get_by_label("Maand").select_option("2027-03")
    anna.click("Filter")

    expect(anna.page.locator("#events h2")).to_have_text("Plaats voor 45: 2 events")
    expect(anna.page.locator("#events [data-event] th a")).to_have_text(["za 6 mrt 2027 20:00", "za 13 mrt 2027 20:00"])
    expect(anna.page.locator("#waitlists [data-event] th a")).to_have_text(["zo 7 mrt 2027 20:00"])
    assert anna.stayed()
    assert "guests=45" in anna.page.url
    anna.page.go_back()
    expect(rows(anna.page)).to_have_count(5)


def test_a_question_that_makes_no_sense_is_answered_beside_its_field(anna, console):
    EventFactory()
    anna.open("/events/")

    anna.page.get_by_label("Plaats voor").fill("0")
    anna.click("Filter")

    expect(anna.page.locator("#id_guests_error")).to_contain_text("1 tot en met 500")
    expect(anna.page.get_by_label("Plaats voor")).to_have_value("0")
    expect(anna.page.get_by_label("Plaats voor")).to_be_focused()
    assert anna.stayed()
    console[:] = [line for line in console if "422" not in line]


def test_the_calendar_goes_from_month_to_month_and_opens_an_evening(anna):
    EventFactory(date=date(2026, 12, 5), show=ShowFactory(name="Winterrevue"))
    anna.open("/events/")
    anna.click("Kalender", role="link")
    expect(anna.page.locator("#month")).to_have_text("November 2026")

    anna.click("december", role="link")

    expect(anna.page.locator("#month")).to_have_text("December 2026")
    event = anna.page.get_by_role("link", name=re.compile("20:00 Winterrevue"))
    expect(event).to_contain_text("Beschikbaar · 230 vrij")
    event.click()
    expect(anna.page.locator("h1")).to_have_text("Winterrevue")


def test_a_series_is_shown_made_and_taken_back(anna):
    ShowFactory(name="Winterrevue")
    EventTypeFactory()
    EventFactory(date=date(2027, 3, 13), show=ShowFactory(name="Kempen"))
    anna.open("/events/")
    anna.click("Nieuw event", role="link")

    anna.page.get_by_label("Show").select_option("Winterrevue")
    anna.page.get_by_label("Soort").select_option("Reguliere Show")
    expect(anna.page.get_by_label("Elke week tot en met")).to_be_hidden()
    anna.page.get_by_label("Elke week", exact=True).check()
    anna.page.get_by_label("Datum").fill("2027-03-06")
    anna.page.get_by_label("Elke week tot en met").fill("2027-03-20")
    anna.click("Op het programma zetten")

    expect(anna.page.locator("#evenings li")).to_have_count(3)
    expect(anna.page.locator("#evenings li").nth(1)).to_contain_text("er is al iets")
    assert Event.objects.count() == 1
    anna.page.locator("#evenings").get_by_label("za 13 mrt 2027").uncheck()
    anna.click("Aangevinkte avonden")

    expect(anna.page.locator("#messages")).to_contain_text("2 events aangemaakt.")
    assert sorted(Event.objects.filter(show__name="Winterrevue").values_list("date__day", flat=True)) == [6, 20]

    anna.click("Ongedaan maken", within="#messages")

    expect(anna.page.locator("#messages")).to_contain_text("2 events teruggezet.")
    expect(anna.page.locator("[data-event][data-closed]")).to_have_count(2)


def test_what_was_typed_wrong_is_said_beside_it_and_nothing_is_lost(anna, console):
    ShowFactory(name="Winterrevue")
    EventTypeFactory()
    anna.open("/events/new/")
    anna.page.get_by_label("Show").select_option("Winterrevue")
    anna.page.get_by_label("Eigen data").check()
    anna.page.get_by_label("Data", exact=True).fill("6-3-2027\n31-2-2027")
    anna.page.get_by_label("Notities").fill("Özdemir & <b>co</b>")
    anna.click("Op het programma zetten")

    expect(anna.page.locator("#id_dates_error")).to_contain_text("“31-2-2027” is geen datum")
    expect(anna.page.locator("#id_type_error")).to_be_visible()
    expect(anna.page.get_by_label("Notities")).to_have_value("Özdemir & <b>co</b>")
    expect(anna.page.get_by_label("Data", exact=True)).to_have_value("6-3-2027\n31-2-2027")
    expect(anna.page.get_by_label("Soort")).to_be_focused()
    console[:] = [line for line in console if "422" not in line]


def test_an_evening_is_copied(anna):
    event = EventFactory(show=ShowFactory(name="Winterrevue"), capacity=40, notes="In de foyer")
    anna.open(event.get_absolute_url())

    anna.click("Kopiëren", role="link")
    anna.page.get_by_label("Datum").fill("2027-03-06")
    anna.click("Op het programma zetten")

    expect(anna.page.locator("#messages")).to_contain_text("Winterrevue, za 6 mrt 2027 staat op het programma.")
    assert Event.objects.filter(date=date(2027, 3, 6), capacity=40, notes="In de foyer").count() == 1


def test_a_smaller_hall_is_refused_answered_for_and_taken_back(anna, console):
    event = an_evening()
    anna.open(event.get_absolute_url())
    anna.click("Wijzigen", role="link")

    anna.page.get_by_label("Capaciteit", exact=True).fill("90")
    anna.click("Opslaan")
    expect(anna.page.locator("#overbook-error")).to_contain_text("6 plaatsen tekort")
    expect(anna.page.get_by_label("Capaciteit", exact=True)).to_have_value("90")
    console[:] = [line for line in console if "422" not in line]
    anna.page.get_by_label("Laat het event met meer verkochte plaatsen").check()
    anna.page.get_by_label("Reden om boven").fill("Balkon dicht")
    anna.click("Opslaan")

    expect(anna.page.locator("#messages")).to_contain_text("is gewijzigd.")
    expect(anna.page.locator(".timeline")).to_contain_text("Capaciteit: 100 → 90")
    expect(anna.page.locator("dl.sums")).to_contain_text("Boven capaciteit")

    anna.click("Ongedaan maken", within=".timeline")

    expect(anna.page.locator("dl.sums")).not_to_contain_text("Boven capaciteit")
    assert Event.objects.get().capacity == 100


def test_a_colleague_was_first_and_theirs_stands_beside_ours(anna, console):
    event = an_evening()
    anna.open(f"/events/{event.pk}/edit/")
    programme.edit(event, {"capacity": 120}, by=UserFactory(username="collega"), at=NOON)

    anna.page.get_by_label("Capaciteit", exact=True).fill("110")
    anna.click("Opslaan")

    expect(anna.page.locator("#id_capacity_error")).to_have_text("Er staat nu: 120")
    console[:] = [line for line in console if "422" not in line]
    anna.click("Opslaan")
    expect(anna.page.locator("#messages")).to_contain_text("is gewijzigd.")
    assert Event.objects.get().capacity == 110


def test_the_sum_is_there_row_by_row_and_says_what_if_options_lapse(anna):
    event = an_evening()
    anna.open(event.get_absolute_url())

    held = anna.page.locator("[data-rows=holding] tr[data-reservation] td:last-child").all_inner_texts()
    assert sum(int(number) for number in held) == 96
    expect(anna.page.locator("#what-if")).to_contain_text("Als deze 2 opties vervallen: 96 % → 71 %")

    anna.page.locator("#what-if").get_by_label("Bos").uncheck()
    anna.click("Reken uit")

    expect(anna.page.locator("#what-if")).to_contain_text("Als deze 1 optie vervalt: 96 % → 76 %")
    assert anna.stayed()


def test_an_evening_is_called_off_with_its_bookings_and_comes_back_with_them(anna):
    event = an_evening()
    anna.open(event.get_absolute_url())
    anna.click("Event annuleren", role="link")
    expect(anna.page.locator("[data-reservation]")).to_have_count(6)

    anna.page.get_by_label("Reden").fill("Stroomstoring")
    anna.click("Annuleer het event en 6 reserveringen")

    expect(anna.page.locator("#messages")).to_contain_text("is geannuleerd, met 6 boekingen.")
    expect(anna.page.locator("section:has(#money) [data-reservation]")).to_have_count(1)
    expect(anna.page.locator("section:has(#money) [data-reservation]")).to_contain_text("€ 400")
    assert not Reservation.objects.filter(event=event).standing().exists()

    anna.click("Ongedaan maken", within="#messages")

    expect(anna.page.locator("#messages")).to_contain_text("6 reserveringen teruggezet.")
    expect(anna.page.locator("#main")).to_contain_text("Dit is ongedaan gemaakt")
    expect(anna.page.locator("section:has(#handled) [data-reservation]")).to_have_count(6)
    assert Reservation.objects.filter(event=event).standing().count() == 6
    assert Event.objects.get().active


def test_a_booking_that_came_in_meanwhile_is_called_off_too(anna):
    event = an_evening()
    anna.open(f"/events/{event.pk}/cancellation/")
    ReservationFactory(event=event, guests=1)
    option = Reservation.objects.get(customer__last_name="Bos")
    lifecycle.release(option, by=UserFactory(username="collega"), at=NOON)

    anna.page.get_by_label("Reden").fill("Stroomstoring")
    anna.click("Annuleer het event")

    expect(anna.page.locator("#messages")).to_contain_text("met 6 boekingen.")
    assert not Reservation.objects.filter(event=event, status=Status.CONFIRMED).exists()


def test_the_guest_list_is_read_printed_and_downloaded(anna):
    event = an_evening()
    anna.open(event.get_absolute_url())
    anna.click("Gastenlijst", role="link")

    row = anna.page.locator("#guests [data-reservation]")
    expect(row).to_have_count(1)
    expect(row).to_contain_text("3 vegetarisch")
    expect(row).to_contain_text("€ 600")
    anna.page.evaluate("window.print = () => { window.printed = true }")
    anna.click("Afdrukken")
    assert anna.page.evaluate("window.printed")
    anna.page.locator("details.export > summary").click()
    with anna.page.expect_download() as download:
        anna.click("CSV", role="link")
    assert download.value.suggested_filename == f"gastenlijst-2026-12-07-{event.pk}.csv"

    anna.page.emulate_media(media="print")
    expect(anna.page.locator(".side")).to_be_hidden()
    expect(anna.page.locator(".page-head__acts .button").first).to_be_hidden()
    expect(row.locator("th")).to_have_css("display", "table-cell")
