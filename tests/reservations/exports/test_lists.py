"""The file is the list on screen: the same rows in the same order, the same count, the same sum (R8)."""

from datetime import timedelta

import pytest
from django.http import QueryDict
from django.utils import translation

from reservations import counting, credit, lifecycle
from reservations.event_filters import EventFilter
from reservations.exports import LISTS
from reservations.filters import ReservationFilter
from reservations.status import Status
from reservations.worklists import CREDIT, WORK_LISTS
from tests.factories import (
    NOON,
    TODAY,
    CompanyFactory,
    CustomerFactory,
    EventFactory,
    ReservationFactory,
    ReservationTagFactory,
)  # fmt: skip
from tests.sheets import read_csv, read_xlsx

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def asked(name, query=""):
    return LISTS[name](QueryDict(query), at=NOON)


def listed(name, query=""):
    return read_csv("".join(asked(name, query).csv()))


def cents(row, column):
    return int(row[column].replace(",", ""))


@pytest.fixture
def book():
    """Bookings in every state, some late, some paid in part, too much or not at all."""
    evening = EventFactory(show__name="Winterrevue")
    for number, status in enumerate(Status):
        ReservationFactory(status=status, event=evening, guests=number + 1, created_at=NOON - number * DAY)
    ReservationFactory(due_on=TODAY - 3 * DAY, paid_cents=1)
    ReservationFactory(due_on=TODAY - DAY, promised_on=TODAY + DAY)
    ReservationFactory(due_on=None)
    ReservationFactory(due_on=TODAY + 2 * DAY)
    ReservationFactory(total_cents=1000, paid_cents=1001)
    ReservationFactory(status=Status.CANCELLED, paid_cents=500)


@pytest.mark.parametrize(
    "query",
    [
        "", "status=confirmed", "status=option&sort=created", "sort=-total", "sort=guests", "sort=-event", "q=visser",
        "payment=overdue", "payment=credit", "guests_min=3&guests_max=5", "q=niemand", "total_min=veel",
        *(f"work={name}" for name in WORK_LISTS),
    ],
)  # fmt: skip
def test_the_file_of_reservations_is_the_list(book, query):
    found = ReservationFilter(QueryDict(query), at=NOON)
    on_screen = [row.reference for row in found.in_order]
    count, sums = counting.whole(counting.look(found.to_count(found.rows)))

    rows = listed("reservations", query)

    assert [row["ID"] for row in rows] == on_screen
    assert len(rows) == count.value
    assert sum(cents(row, "Totaal") for row in rows) == sums.total_cents
    assert sum(cents(row, "Openstaand") for row in rows) == sums.outstanding_cents


def test_a_filter_that_means_nothing_is_told_from_a_list_without_rows(book):
    assert asked("reservations", "q=niemand").is_valid
    assert not asked("reservations", "total_min=veel").is_valid
    assert asked("reservations", "q=b%26b").page == "/reservations/?q=b%26b"


MONEY = [work for work in WORK_LISTS.values() if asked("payments", f"work={work.name}").is_valid]


def test_lists_of_payments_are_those_about_money():
    assert sorted(work.name for work in MONEY) == [
        "credit", "credit-kept", "credit-undecided", "due-soon", "no-due-date", "outstanding", "overdue-payments",
        "promise-broken", "promised", "refunds",
    ]  # fmt: skip
    assert not asked("payments", "work=nothing").is_valid


@pytest.mark.parametrize("work", MONEY, ids=lambda work: work.name)
def test_the_file_of_payments_is_the_list(book, work):
    rows = listed("payments", f"work={work.name}")

    assert [row["ID"] for row in rows] == [row.reference for row in work.at(NOON)]
    money = "Tegoed" if work.cents == CREDIT.cents else "Openstaand"
    assert {"count": len(rows), "cents": sum(cents(row, money) for row in rows)} == work.figures(NOON)


@pytest.mark.parametrize("query", ["", "past=1", "guests=45", "show=0", "state=closed"])
def test_the_file_of_events_is_the_list(query):
    shows = [EventFactory(date=TODAY + days * DAY, capacity=40 + 10 * days).show.name for days in (-2, -1, 0, 1, 2)]
    EventFactory(active=False)
    pks = list(EventFilter(QueryDict(query), at=NOON).pks())

    rows = listed("events", query)

    assert list(asked("events", query).keys()) == pks
    assert len(rows) == len(pks)
    assert {"": 4, "past=1": 2, "guests=45": 2, "show=0": 0, "state=closed": 1}[query] == len(rows)
    assert [row["Show"] for row in rows if row["Show"] in shows] == [
        name for name in (shows if query != "past=1" else shows[::-1]) if name in {row["Show"] for row in rows}
    ]


def test_a_booking_is_a_line_by_the_names_that_the_house_knows():
    customer = CustomerFactory(
        company=CompanyFactory(name="=ABC BV"), first_name="Anna", last_name="Özdemir", email="info@abc.nl",
        phone="+31612345678",
    )  # fmt: skip
    ReservationFactory(
        customer=customer, event=EventFactory(show__name="<script>"), guests=30, reference="R-1", invoice_number="F-7",
        paid_cents=100000, due_on=TODAY - DAY,
        tags=[ReservationTagFactory(), ReservationTagFactory(code="VIP", name="VIP")],
    )  # fmt: skip

    [row] = listed("reservations")

    assert list(row)[:8] == ["ID", "Bedrijf", "Contact", "Email", "Datum", "Personen", "Totaal", "Status"]
    assert row == {
        "ID": "R-1", "Bedrijf": "'=ABC BV", "Contact": "Anna Özdemir", "Email": "info@abc.nl", "Datum": "2026-12-07",
        "Personen": "30", "Totaal": "2250,00", "Status": "Bevestigd", "Telefoon": "+31612345678", "Show": "<script>",
        "Aanvang": "20:00", "Arrangement": "Standaard", "Betaald": "1000,00", "Openstaand": "1250,00",
        "Betaalstatus": "Te laat", "Vervaldatum": "2026-11-22", "Factuurnummer": "F-7", "Optie tot": "",
        "Tags": "Genodigde, VIP", "Aangemaakt": "2026-11-22 12:00",
    }  # fmt: skip
    [row] = read_xlsx(b"".join(asked("reservations").xlsx()))
    assert (row["Bedrijf"], row["Telefoon"], row["Datum"], row["Totaal"]) == ("=ABC BV", "+31612345678", 46363, 2250)


def test_an_option_says_until_when_and_may_lack_an_arrangement():
    ReservationFactory(status=Status.OPTION, customer__company=None)

    [row] = listed("reservations", "work=expiring-options&status=option") or listed("reservations")

    assert (row["Optie tot"], row["Arrangement"], row["Bedrijf"]) == ("2026-11-30 12:00", "", "")


def test_a_debt_says_how_late_it_is_and_what_was_done_about_it():
    late = {"due_on": TODAY - 3 * DAY}
    ReservationFactory(reference="R-1", reminded_at=NOON - DAY, reminder_level=2, promised_on=TODAY + DAY, **late)
    ReservationFactory(reference="R-2", **late)
    ReservationFactory(reference="R-3", due_on=TODAY)

    first, second = listed("payments")
    [soon] = listed("payments", "work=due-soon")

    said = ("Vervaldatum", "Dagen te laat", "Openstaand", "Herinnering", "Herinnerd op", "Toegezegd voor", "Toezegging")
    assert [first[name] for name in said] == [
        "2026-11-20", "3", "150,00", "Tweede herinnering", "2026-11-22 12:00", "2026-11-24", "Toegezegd: di 24 nov 2026"
    ]  # fmt: skip
    assert [second[name] for name in said] == ["2026-11-20", "3", "150,00", "", "", "", ""]
    assert (soon["ID"], soon["Dagen te laat"]) == ("R-3", "")


def test_a_credit_says_why_and_what_becomes_of_it():
    off = ReservationFactory(paid_cents=15000)
    lifecycle.cancel(off, reason="Ziekte", by=None, at=NOON)
    credit.settle_credit(off, choice="refund", by=None, at=NOON)

    [row] = listed("payments", "work=refunds")

    assert [row[name] for name in ("Tegoed", "Bestemming", "Reden", "Betaald", "Status")] == [
        "150,00", "Uit te betalen", "Ziekte", "150,00", "Geannuleerd"
    ]  # fmt: skip


def test_an_event_says_how_full_it_is():
    event = EventFactory(show__name="Winterrevue", capacity=10, waitlist_open=True)
    ReservationFactory(event=event, guests=8)

    assert listed("events") == [
        {
            "Datum": "2026-12-07", "Show": "Winterrevue", "Type": "Reguliere Show", "Deuren": "19:00",
            "Aanvang": "20:00", "Einde": "22:30", "Capaciteit": "10", "Bezet": "8", "Vrij": "2", "Bezetting %": "80",
            "Staat": "Bijna vol", "Wachtlijst": "open",
        }
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("name", "query", "file"),
    [
        ("reservations", "", "reserveringen-2026-11-23.csv"),
        ("reservations", "work=check-in-today", "check-in-vandaag-2026-11-23.csv"),
        ("payments", "work=refunds", "uit-te-betalen-2026-11-23.csv"),
        ("events", "", "events-2026-11-23.csv"),
    ],
)
def test_the_name_of_a_file_says_what_it_is(name, query, file):
    assert asked(name, query).file_name("csv") == file


def test_words_are_in_the_language_of_who_asked():
    ReservationFactory()
    with translation.override("en"):
        english = asked("reservations")

    [row] = read_csv("".join(english.csv()))

    assert (row["Status"], row["Betaalstatus"]) == ("Confirmed", "Open")


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize(
    ("name", "query", "queries"),
    [
        # keys, rows, events, shows, arrangements, tags
        ("reservations", "", 6),
        ("reservations", "work=overdue-payments&sort=-total", 8),  # and how many they are, and which
        ("payments", "", 6),
        ("payments", "work=credit", 7),  # and why
        ("events", "past=", 3),  # keys, rows, seats
    ],
)
def test_a_file_asks_the_same_for_any_number_of_rows(name, query, queries, rows, ending, django_assert_num_queries):
    for _row in range(rows):
        ReservationFactory(due_on=TODAY - DAY, paid_cents=100)
        ReservationFactory(total_cents=1000, paid_cents=1001, due_on=TODAY + 90 * DAY)
    file = asked(name, query)
    assert file.is_valid

    with django_assert_num_queries(queries):
        parts = list(getattr(file, ending)())

    assert len(parts) == 2
