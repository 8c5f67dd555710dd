"""What the address of the list means, also when it means nothing."""

from datetime import date, timedelta

import pytest
from django.http import QueryDict
from hypothesis import given
from hypothesis.strategies import sampled_from

from reservations.filters import ReservationFilter
from reservations.labels import PAYMENT_STATES, payment_state
from reservations.status import COUNTS_AS_OMZET, Status
from reservations.worklists import WORK_LISTS
from tests.factories import (
    NOON,
    TODAY,
    ArrangementFactory,
    CompanyFactory,
    CustomerFactory,
    EventFactory,
    EventTypeFactory,
    ReservationFactory,
    ReservationTagFactory,
    local,
)

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def found(query):
    asked = ReservationFilter(QueryDict(query), at=NOON)
    return list(asked.in_order)


def one_of_each():
    """A row that is in one list of work alone, or else in one of ABOVE besides."""
    return {
        "expiring-options": ReservationFactory(status=Status.OPTION, option_expires_at=NOON + DAY),
        "urgent-options": ReservationFactory(status=Status.OPTION, option_expires_at=NOON + DAY / 2),
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


ABOVE = {"expiring-options", "outstanding", "credit", "booked"}


@pytest.mark.parametrize("work", sorted(set(WORK_LISTS) - ABOVE))
def test_each_list_of_work_finds_its_own_rows(work):
    rows = one_of_each()

    assert found(f"work={work}") == [rows[work]]


@pytest.mark.parametrize(
    ("work", "parts"),
    [
        ("outstanding", {"overdue-payments", "due-soon", "no-due-date", "promised", "promise-broken"}),
        ("credit", {"credit-undecided", "credit-kept"}),
        ("expiring-options", {"expiring-options", "urgent-options"}),
    ],
)
def test_a_list_above_others_has_the_rows_of_all_of_them(work, parts):
    rows = one_of_each()

    assert set(found(f"work={work}")) == {rows[part] for part in parts}


def test_what_counts_as_omzet_is_a_list():
    rows = {ReservationFactory(status=each): each for each in Status}

    assert {rows[row] for row in found("work=booked")} == COUNTS_AS_OMZET


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


@pytest.mark.parametrize(("many", "sortable"), [(3, 9), (2, 9), (2, 2)], ids=["few", "sorted", "met on the way"])
def test_words_find_everyone_of_that_name_however_many_they_are(monkeypatch, many, sortable):
    monkeypatch.setattr("reservations.querysets.walking.NAMED", many)
    monkeypatch.setattr("reservations.querysets.walking.SORTABLE", sortable)
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
        "sort=price",
        "payment=beads",
        "date_from=tomorrow",
        "guests_min=-1",
        "total_min=much",
        "q=nobody",
        "status=confirmed&work=pending-approval",
    ],
)
def test_an_address_that_means_nothing_finds_nothing(query):
    ReservationFactory()

    assert found(query) == []


@pytest.mark.parametrize("query", ["", "work=", "status=", "event=", "q=", "q=+", "sort=", "work=&status=&q="])
def test_what_is_not_asked_narrows_nothing(query):
    row = ReservationFactory()

    assert found(query) == [row]


# What the list is narrowed by


SOME = {
    "payment=open": {},
    "payment=partial": {"paid_cents": 1},
    "payment=paid": {"paid_cents": 15000},
    "payment=credit": {"paid_cents": 15001},
    "payment=overdue": {"due_on": TODAY - DAY},
    "payment=none": {"total_cents": 0},
}


@pytest.mark.parametrize("query", SOME)
@pytest.mark.parametrize("sort", ["", "&sort=-guests"])
def test_each_payment_state_finds_its_own_rows(query, sort):
    rows = {name: ReservationFactory(**columns) for name, columns in SOME.items()}

    assert found(query + sort) == [rows[query]]


@given(
    status=sampled_from(Status), total=sampled_from([0, 1, 100]), paid=sampled_from([0, 1, 100, 101]),
    late=sampled_from([None, -1, 0, 1]),
)  # fmt: skip
def test_a_row_is_found_under_the_payment_state_that_it_shows(db, status, total, paid, late):
    due_on = None if late is None else TODAY - late * DAY
    row = ReservationFactory(
        status=status, total_cents=total, paid_cents=paid, due_on=due_on, arrangement=ArrangementFactory()
    )

    under = [state for state in PAYMENT_STATES if row in found(f"payment={state}")]

    assert under == [payment_state(row, at=NOON)]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("date_from=2026-12-05", "bc"),
        ("date_to=2026-12-05", "ab"),
        ("date_from=2026-12-05&date_to=2026-12-05", "b"),
        ("guests_min=8", "bc"),
        ("guests_max=8", "ab"),
        ("guests_min=8&guests_max=8", "b"),
        ("total_min=47,50", "bc"),
        ("total_max=47,50", "ab"),
        ("total_min=47,49&total_max=47,50", "ab"),
    ],
)
@pytest.mark.parametrize("many", [0, 500], ids=["as one of many", "as one of few"])
def test_a_range_holds_both_its_ends(monkeypatch, many, query, expected):
    monkeypatch.setattr("reservations.querysets.walking.NAMED", many)
    rows = {
        name: ReservationFactory(event__date=date(2026, 12, day), guests=guests, total_cents=cents)
        for name, day, guests, cents in [("a", 4, 7, 4749), ("b", 5, 8, 4750), ("c", 6, 9, 4751)]
    }

    assert set(found(query)) == {rows[name] for name in expected}


@pytest.mark.parametrize(("query", "expected"), [("expires_from=2026-11-25", "bc"), ("expires_to=2026-11-25", "ab")])
def test_the_day_an_option_ends_is_a_day_at_the_venue(query, expected):
    moments = {"a": local(2026, 11, 24, 23, 59, 59), "b": local(2026, 11, 25), "c": local(2026, 11, 26)}
    rows = {name: ReservationFactory(status=Status.OPTION, option_expires_at=at) for name, at in moments.items()}
    ReservationFactory()

    assert set(found(query)) == {rows[name] for name in expected}


@pytest.mark.parametrize(("many", "sortable"), [(500, 9), (0, 9), (0, 0)], ids=["few", "sorted", "met on the way"])
def test_show_type_arrangement_and_tag_find_their_own(monkeypatch, many, sortable):
    monkeypatch.setattr("reservations.querysets.walking.NAMED", many)
    monkeypatch.setattr("reservations.querysets.walking.SORTABLE", sortable)
    tag = ReservationTagFactory(code="VIP", name="VIP")
    row = ReservationFactory(
        arrangement=ArrangementFactory(code="BWFM", name="Premium"), tags=[tag],
        event__type=EventTypeFactory(key="MATINEE", name="Matinee"),
    )  # fmt: skip
    ReservationFactory(tags=[ReservationTagFactory()])

    asked = {
        "show": row.event.show_id, "type": row.event.type_id, "arrangement": row.arrangement_id, "tag": tag.pk,
    }  # fmt: skip
    assert [found(f"{name}={pk}") for name, pk in asked.items()] == [[row]] * 4


@pytest.mark.parametrize("query", ["expires_to=9999-12-31", "expires_from=0001-01-01", "date_to=9999-12-31"])
def test_a_year_that_is_a_slip_of_the_finger_finds_nothing_and_says_so(query):
    asked = ReservationFilter(QueryDict(query), at=NOON)

    assert list(asked.rows) == []
    assert "2100" in str(asked.form.errors)
