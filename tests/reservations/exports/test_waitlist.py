"""Who waits, as a file: the page's own rows, in the page's own order (R8)."""

from datetime import timedelta

import pytest
from django.http import QueryDict

from reservations import waitlist
from reservations.exports import LISTS
from tests.factories import NOON, TODAY, CompanyFactory, CustomerFactory, EventFactory, WaitlistEntryFactory
from tests.reading import page
from tests.sheets import read_csv

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def listed():
    return read_csv("".join(LISTS["waitlist"](QueryDict(), at=NOON).csv()))


def test_the_file_is_the_page(desk):
    later, soon = EventFactory(date=TODAY + 9 * DAY), EventFactory(date=TODAY + DAY)
    for event, number in ((later, 1), (soon, 2), (soon, 3), (EventFactory(date=TODAY - DAY), 4)):
        WaitlistEntryFactory(event=event, guests=number, created_at=NOON - number * DAY)

    rows = page(desk.get("/waitlist/")).findall(".//tr[@data-entry]")

    assert [row["Personen"] for row in listed()] == [row.find(".//data").text for row in rows] == ["3", "2", "1"]


def test_a_row_says_who_waits_for_what(staff):
    entry = WaitlistEntryFactory(
        event=EventFactory(show__name="Winterrevue"), guests=6, notes="=Graag vooraan",
        customer=CustomerFactory(last_name="Özdemir", company=CompanyFactory(name="ABC BV"), email="info@abc.nl"),
    )  # fmt: skip
    waitlist.contact(entry, by=staff, at=NOON)

    row = listed()[0]

    told = ["Bedrijf", "Contact", "Email", "Show", "Status", "Benaderd", "Notities"]
    assert [row[name] for name in told] == [
        "ABC BV", "Anna Özdemir", "info@abc.nl", "Winterrevue", "Benaderd", "2026-11-23 12:00", "'=Graag vooraan",
    ]  # fmt: skip


def test_the_page_offers_it(desk):
    WaitlistEntryFactory()

    assert "/exports/waitlist.xlsx" in desk.get("/waitlist/").content.decode()
    assert desk.get("/exports/waitlist.xlsx").status_code == 200
    assert LISTS["waitlist"](QueryDict(), at=NOON).page == "/waitlist/"
