"""The page of payments: five lists, each with its count and its sum, and what they cost."""

from datetime import timedelta

import pytest
from django.urls import reverse

from reservations import credit, lifecycle, reminders
from reservations.status import Status
from reservations.views.payments import TABS
from tests.factories import NOON, TODAY, CustomerFactory, EventFactory, ReservationFactory, UserFactory
from tests.reading import by_id, figures, page, references, rows, words

DAY = timedelta(days=1)
PAGE = reverse("payments:list")


def tabs(element):
    """{what a tab says: (count, sum in cents)}"""
    nav = element.find(".//nav[@class='tabs']")
    return {link.text.strip(): tuple(figures(link)) for link in nav.iter("a")}


def house():
    """In each list something, and beside it what could leak in."""
    return {
        "overdue-payments": [ReservationFactory(due_on=TODAY - 9 * DAY), ReservationFactory(due_on=TODAY - DAY)],
        "due-soon": [
            ReservationFactory(due_on=TODAY, paid_cents=1),
            ReservationFactory(due_on=TODAY + 7 * DAY),
        ],
        "no-due-date": [ReservationFactory(due_on=None, total_cents=1)],
        "credit": [
            ReservationFactory(paid_cents=15001),
            ReservationFactory(status=Status.CANCELLED, paid_cents=100),
            ReservationFactory(paid_cents=16000, credit_as="keep"),
        ],
        "refunds": [ReservationFactory(status=Status.REJECTED, paid_cents=50000, credit_as="refund")],
        "": [
            ReservationFactory(due_on=TODAY + 8 * DAY),
            ReservationFactory(paid_cents=15000, due_on=TODAY - DAY),
            ReservationFactory(status=Status.PENDING, due_on=None),
            ReservationFactory(status=Status.CANCELLED),
        ],
    }


# The lists


def test_each_tab_counts_and_sums_what_is_behind_it(look):
    house()

    assert tabs(look(PAGE)) == {
        "Te laat": (2, 30000),
        "Binnen 7 dagen": (2, 29999),
        "Zonder datum": (1, 1),
        "Tegoed": (3, 1101),
        "Uit te betalen": (1, 50000),
    }


@pytest.mark.parametrize("number", range(5), ids=[tab.work.name for tab in TABS])
def test_a_tab_leads_to_the_rows_that_it_counts(look, desk, number):
    expected = house()
    nav = look(PAGE).find(".//nav[@class='tabs']")
    link = list(nav.iter("a"))[number]

    found = page(desk.get(link.attrib["href"]))

    name = TABS[number].work.name
    assert references(found) == [row.reference for row in expected[name]]
    count, cents = figures(link)
    money = [figures(row)[-1] for row in rows(found)]
    assert (len(money), sum(money)) == (count, cents)
    current = [tab for tab in found.find(".//nav[@class='tabs']").iter("a") if "aria-current" in tab.attrib]
    assert [tab.attrib["href"] for tab in current] == [link.attrib["href"]]


def test_the_days_ahead_are_a_setting(look, settings):
    settings.PAYMENT_SOON_DAYS = 8
    ReservationFactory(due_on=TODAY + 8 * DAY)

    assert tabs(look(PAGE))["Binnen 8 dagen"] == (1, 15000)


def test_there_are_no_other_lists(desk):
    assert desk.get(PAGE, {"work": "pending-approval"}).status_code == 404


def test_it_is_only_read(desk):
    assert desk.post(PAGE).status_code == 405


@pytest.mark.parametrize(
    ("work", "sentence"),
    [
        ("overdue-payments", "Niemand is te laat met betalen."),
        ("due-soon", "De komende dagen hoeft er niets betaald te worden."),
        ("no-due-date", "Alles wat openstaat heeft een betaaldatum."),
        ("credit", "Niemand heeft tegoed bij ons."),
        ("refunds", "Er hoeft niets te worden uitbetaald."),
    ],
)
def test_an_empty_list_says_something_true(look, work, sentence):
    found = by_id(look(PAGE, work=work), "payments")

    assert words(found) == sentence


def test_the_rows_after_the_twenty_fifth_are_on_the_next_page(desk):
    together = {"customer": CustomerFactory(), "event": EventFactory(), "due_on": TODAY - DAY}
    made = ReservationFactory.create_batch(26, **together)

    first, second = (page(desk.get(PAGE, {"page": number})) for number in ("1", "2"))

    assert [len(rows(first)), references(second)] == [25, [made[-1].reference]]
    assert "1 tot 25 van 26" in words(first)
    assert tabs(second)["Te laat"] == (26, 26 * 15000)


# Queries


def full(count):
    """So many in each list, each with a history by other people, and customers with credit elsewhere."""
    for _ in range(count):
        for due_on in (TODAY - DAY, TODAY, None):
            row = ReservationFactory(due_on=due_on, promised_on=TODAY)
            reminders.remind(row, by=UserFactory(), at=NOON - DAY)
            ReservationFactory(customer=row.customer, paid_cents=99999, credit_as="keep")
        for choice in ("keep", "refund"):
            row = ReservationFactory(paid_cents=15000)
            lifecycle.cancel(row, reason="Ziek", by=UserFactory(), at=NOON)
            credit.settle_credit(row, choice=choice, by=UserFactory(), at=NOON)


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize("work", [tab.work.name for tab in TABS])
def test_a_list_needs_the_same_queries_for_any_number_of_rows(desk, work, count, django_assert_num_queries):
    full(count)

    with django_assert_num_queries(13):  # session, user, five sums, which, rows, two kinds of tags, why or kept, menu
        response = desk.get(PAGE, {"work": work})

    shown = {"credit": 4 * count}.get(work, count)
    assert len(rows(page(response))) == shown
