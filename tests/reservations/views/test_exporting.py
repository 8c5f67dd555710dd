"""Every list has its file: at once when it is short, with progress when it is long, for its owner alone."""

from datetime import timedelta
from uuid import UUID

import pytest
import time_machine
from django.urls import reverse

from crm.files import listed as listing
from crm.files import xlsx_file
from reservations.exports import making
from reservations.models import Export
from reservations.models import export as model
from reservations.views import exporting
from tests.factories import NOON, EventFactory, ReservationFactory, UserFactory
from tests.reading import by_id, page, said, words
from tests.sheets import read_csv, read_xlsx

pytestmark = pytest.mark.django_db
TOKEN = "7d444840-9dc0-11d1-b245-5ffdce74fad2"
ONE = reverse("exports:one", args=[TOKEN])
FILE = reverse("exports:download", args=[TOKEN])
XLSX = reverse("exports:xlsx", args=["reservations"])


@pytest.fixture
def long(monkeypatch):
    """Three rows are a long list, of which two are done in a request."""
    monkeypatch.setattr(exporting, "SHORT", 2)
    monkeypatch.setattr(exporting, "SECONDS", 0)
    for module in (listing, making, model):
        monkeypatch.setattr(module, "AT_A_TIME", 2)
    return [ReservationFactory(reference=f"R-{number}", guests=number) for number in range(1, 4)]


@pytest.fixture
def done(desk, long):
    desk.post(f"{XLSX}?sort=guests", {"token": TOKEN})
    desk.post(ONE)
    desk.post(ONE)


def body(response):
    return b"".join(response.streaming_content)


# At once


@pytest.mark.parametrize("name", ["reservations", "payments", "events", "guests"])
@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_a_short_list_is_answered_at_once(desk, name, ending):
    event = EventFactory()
    ReservationFactory(event=event, due_on=NOON.date() - timedelta(days=1))

    response = desk.get(reverse(f"exports:{ending}", args=[name]), {"event": event.pk} if name == "guests" else {})
    content = body(response)

    assert response["Content-Type"] == {"csv": "text/csv; charset=utf-8", "xlsx": xlsx_file.TYPE}[ending]
    assert len(read_csv(content.decode()) if ending == "csv" else read_xlsx(content)) == 1


def test_it_is_filtered_and_sorted_as_the_address_says_and_named_after_it(desk):
    for guests in (5, 20, 10):
        ReservationFactory(guests=guests)

    response = desk.get(XLSX, {"guests_min": "6", "sort": "-guests"})

    assert [row["Personen"] for row in read_xlsx(body(response))] == [20, 10]
    assert response["Content-Disposition"] == 'attachment; filename="reserveringen-2026-11-23.xlsx"'
    assert "no-store" in response["Cache-Control"]


def test_a_list_without_rows_is_a_file_with_a_head(desk):
    assert read_csv(body(desk.get(reverse("exports:csv", args=["payments"]))).decode()) == []
    assert read_xlsx(body(desk.get(XLSX))) == []


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
@pytest.mark.parametrize(
    ("name", "query", "back"),
    [
        ("reservations", "total_min=veel", "/reservations/?total_min=veel"),
        ("payments", "work=nothing", "/payments/?work=nothing"),
        ("events", "guests=0", "/events/?guests=0"),
        ("guests", "event=404", "/events/"),
    ],
)
def test_an_address_that_means_nothing_leads_to_the_page_that_says_so(desk, name, query, back, ending):
    response = desk.get(f"{reverse(f'exports:{ending}', args=[name])}?{query}")

    assert (response.status_code, response["Location"]) == (302, back)


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_a_list_that_is_none_is_not_found(desk, ending):
    assert desk.get(reverse(f"exports:{ending}", args=["secrets"])).status_code == 404


# With progress


def test_looking_at_a_long_list_makes_nothing_yet(desk, long):
    shown = page(desk.get(XLSX, {"sort": "guests"}))

    form = by_id(shown, "begin")
    assert (form.get("method"), form.get("action")) == ("post", f"{XLSX}?sort=guests")
    assert "Meer dan 2 rijen" in words(shown)
    assert not Export.objects.exists()


def test_a_list_of_just_the_length_is_answered_at_once(desk, long, monkeypatch):
    monkeypatch.setattr(exporting, "SHORT", 3)

    assert len(read_xlsx(body(desk.get(XLSX)))) == 3


def test_it_is_begun_and_carried_on_by_clicks(desk, staff, long):
    begun = desk.post(f"{XLSX}?sort=guests", {"token": TOKEN})
    assert (begun.status_code, begun["Location"]) == (302, ONE)

    said_so = [words(page(desk.get(ONE))) for _click in range(3) if desk.post(ONE) or True]

    assert "2 van 3 rijen" in said_so[0]
    assert "Klaar: 3 rijen" in said_so[1]
    assert "Klaar: 3 rijen" in said_so[2]
    assert Export.objects.get().owner == staff


def test_one_request_goes_on_for_a_while(desk, long, monkeypatch):
    monkeypatch.setattr(exporting, "SECONDS", 600)
    desk.post(XLSX, {"token": TOKEN})

    desk.post(ONE)

    assert Export.objects.get().done == 3


def test_the_file_is_there_when_all_of_it_is_done(desk, long):
    desk.post(f"{XLSX}?sort=guests", {"token": TOKEN})
    desk.post(ONE)
    assert desk.get(FILE).status_code == 404
    desk.post(ONE)

    response = desk.get(FILE)

    assert [row["ID"] for row in read_xlsx(body(response))] == ["R-1", "R-2", "R-3"]
    assert response["Content-Disposition"] == 'attachment; filename="reserveringen-2026-11-23.xlsx"'


def test_the_page_says_until_when_the_file_is_kept_and_leads_back_to_the_list(desk, done):
    shown = page(desk.get(ONE))

    assert "tot di 24 nov 2026, 12:00" in words(shown)
    assert shown.find(".//a[@class='crumb']").get("href") == "/reservations/?sort=guests"


def test_a_page_that_is_loaded_in_place_has_the_address_of_the_export(desk, done):
    assert desk.get(ONE)["HX-Replace-Url"] == ONE


def test_a_repeated_click_begins_it_once(desk, long):
    first, second = (desk.post(XLSX, {"token": TOKEN})["Location"] for _click in range(2))

    assert (first, Export.objects.count()) == (second, 1)


@pytest.mark.parametrize("token", ["", "bad"])
def test_a_click_without_a_name_gets_one(desk, long, token):
    desk.post(XLSX, {"token": token})

    assert Export.objects.get().pk != UUID(TOKEN)


def test_more_than_a_sheet_holds_is_refused_in_words(desk, long, monkeypatch):
    monkeypatch.setattr(making, "MOST_ROWS", 2)

    response = desk.post(f"{XLSX}?sort=guests", {"token": TOKEN}, follow=True)

    assert response.redirect_chain == [("/reservations/?sort=guests", 302)]
    assert said(response) == ["In een Excel-blad passen hooguit 2 rijen: filter verder, of kies CSV."]


# Whose it is


@pytest.mark.parametrize("address", [ONE, FILE])
def test_nobody_else_sees_it(client, done, address):
    client.force_login(UserFactory())

    assert client.get(address).status_code == 404


def test_nobody_else_carries_it_on_or_begins_it_anew(client, done):
    client.force_login(UserFactory())

    assert client.post(ONE).status_code == 404
    assert client.post(XLSX, {"token": TOKEN}, follow=True).status_code == 404


def test_who_may_everything_sees_it(client, done, boss):
    client.force_login(boss)

    assert len(read_xlsx(body(client.get(FILE)))) == 3


def test_after_a_day_it_is_gone(desk, done):
    with time_machine.travel(NOON + timedelta(days=1), tick=False):
        desk.post(XLSX)

    assert desk.get(ONE).status_code == 404


# Where it is asked for


def menu(response):
    return page(response).find(".//details[@class='more export']")


def in_the_menu(response):
    return [link.get("href") for link in menu(response).findall(".//a")]


@pytest.mark.parametrize(
    ("address", "links"),
    [
        (
            "/reservations/?status=confirmed&after=x&sort=guests",
            "/exports/reservations.{}?status=confirmed&sort=guests",
        ),
        ("/payments/?work=refunds&page=2", "/exports/payments.{}?work=refunds"),
        ("/events/?month=2026-12&page=1", "/exports/events.{}?month=2026-12"),
    ],
)
def test_a_page_leads_to_the_file_of_what_it_shows(desk, address, links):
    assert in_the_menu(desk.get(address)) == [links.format("xlsx"), links.format("csv")]


def test_a_guest_list_leads_to_its_file(desk):
    event = EventFactory()

    shown = desk.get(reverse("events:guests", args=[event.pk]))

    links = [f"/exports/guests.{ending}?event={event.pk}" for ending in ("xlsx", "csv")]
    assert in_the_menu(shown) == links
    assert "Deze lijst is leeg: het bestand heeft alleen een kopregel." in words(menu(shown))


def test_the_month_of_the_calendar_is_no_list(desk):
    assert menu(desk.get("/events/calendar/")) is None


@pytest.mark.parametrize("rows", [1, 3])
def test_a_short_file_asks_the_same_for_any_number_of_rows(desk, rows, django_assert_num_queries):
    ReservationFactory.create_batch(rows)

    # session, user; is it short; keys, rows, events, shows, arrangements, tags
    with django_assert_num_queries(9):
        assert len(read_xlsx(body(desk.get(XLSX)))) == rows


def test_the_page_of_progress_asks_little(desk, done, django_assert_num_queries):
    with django_assert_num_queries(5):  # session, user; the export, its pieces; the menu's count
        desk.get(ONE)
