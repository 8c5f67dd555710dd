"""What the address of the list means, also when it means nothing."""

from datetime import timedelta

import pytest
from django.http import QueryDict

from reservations.filters import ReservationFilter
from reservations.status import Status
from reservations.worklists import WORK_LISTS
from tests.factories import NOON, TODAY, CompanyFactory, CustomerFactory, EventFactory, ReservationFactory

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def found(query):
    return list(ReservationFilter(QueryDict(query), at=NOON).qs)


def one_of_each():
    """A row that is in one list of work alone, or else in one of ABOVE besides."""
    return {
        "expiring-options": ReservationFactory(status=Status.OPTION, option_expires_at=NOON + DAY),
        "lapsed-options": ReservationFactory(status=Status.OPTION, option_expires_at=NOON),
        "overdue-payments": ReservationFactory(due_on=TODAY - DAY),
        "due-soon": ReservationFactory(due_on=TODAY),
        "no-due-date": ReservationFactory(due_on=None),
        "promised": ReservationFactory(due_on=TODAY + 30 * DAY, promised_on=TODAY),
        "promise-broken": ReservationFactory(due_on=TODAY + 30 * DAY, promised_on=TODAY - DAY),
        "credit-undecided": ReservationFactory(paid_cents=99999),
        "credit-kept": ReservationFactory(paid_cents=99999, credit_as="keep"),
        "refunds": ReservationFactory(status=Status.CANCELLED, paid_cents=1, credit_as="refund"),
        "pending-approval": ReservationFactory(status=Status.PENDING),
        "check-in-today": ReservationFactory(event=EventFactory(date=TODAY), total_cents=0),
    }


ABOVE = {"outstanding", "credit"}


@pytest.mark.parametrize("work", sorted(set(WORK_LISTS) - ABOVE))
def test_each_list_of_work_finds_its_own_rows(work):
    rows = one_of_each()

    assert found(f"work={work}") == [rows[work]]


@pytest.mark.parametrize(
    ("work", "parts"),
    [
        ("outstanding", {"overdue-payments", "due-soon", "no-due-date", "promised", "promise-broken"}),
        ("credit", {"credit-undecided", "credit-kept"}),
    ],
)
def test_a_list_above_others_has_the_rows_of_all_of_them(work, parts):
    rows = one_of_each()

    assert set(found(f"work={work}")) == {rows[part] for part in parts}


@pytest.mark.parametrize("status", Status)
def test_each_status_finds_its_own_rows(status):
    rows = {each: ReservationFactory(status=each) for each in Status}

    assert found(f"status={status}") == [rows[status]]


def test_one_event_has_its_own_rows():
    row, _other = ReservationFactory(), ReservationFactory()

    assert found(f"event={row.event_id}") == [row]


@pytest.mark.parametrize(
    "words",
    ["R-7777", "r-7777", " R-7777 ", "bakker", "Özge", "ABC", "INFO@ABC.NL", "info@abc", "06 12345678", "Bakker abc"],
)
def test_words_find_reference_name_company_address_and_telephone(words):
    bakker = CustomerFactory(
        first_name="Özge",
        last_name="Bakker",
        company=CompanyFactory(name="ABC B.V."),
        email="info@abc.nl",
        phone="+31612345678",
    )
    row, _other = ReservationFactory(customer=bakker, reference="R-7777"), ReservationFactory(reference="R-8888")

    assert found(f"q={words}") == [row]


@pytest.mark.parametrize("many", [2, 3])
def test_words_find_everyone_of_that_name_however_many_they_are(monkeypatch, many):
    monkeypatch.setattr("reservations.querysets.MANY", many)
    rows = ReservationFactory.create_batch(3, customer__last_name="Jansen", event=EventFactory())
    ReservationFactory(customer__last_name="Özdemir")

    assert set(found("q=jansen")) == set(rows)


def test_filters_narrow_each_other():
    customer = CustomerFactory()
    row = ReservationFactory(customer=customer, due_on=TODAY - DAY)
    ReservationFactory(customer=customer)
    ReservationFactory(due_on=TODAY - DAY)

    assert found(f"work=overdue-payments&status=confirmed&q={customer.last_name.split()[-1]}") == [row]


def test_the_newest_stands_first_and_ties_by_id():
    old, new, tied = (ReservationFactory(created_at=NOON - days * DAY) for days in (9, 1, 1))

    assert found("") == [tied, new, old]


@pytest.mark.parametrize(
    "query",
    [
        "work=everything",
        "status=happy",
        "event=0",
        "event=abc",
        "event=99999999999999999999",
        "q=%00",
        "q=nobody",
        "status=confirmed&work=pending-approval",
    ],
)
def test_an_address_that_means_nothing_finds_nothing(query):
    ReservationFactory()

    assert found(query) == []


@pytest.mark.parametrize("query", ["", "work=", "status=", "event=", "q=", "q=+", "sort=price", "work=&status=&q="])
def test_what_is_not_asked_narrows_nothing(query):
    row = ReservationFactory()

    assert found(query) == [row]
