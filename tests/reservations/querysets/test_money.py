"""What is owed, overdue, promised and paid too much: each set by its boundary."""

from datetime import date, timedelta

import pytest

from reservations.models import Reservation
from reservations.querysets import CREDIT_CENTS, OUTSTANDING_CENTS
from reservations.status import Status
from tests.factories import NOON, TODAY, ReservationFactory, local

pytestmark = pytest.mark.django_db


def pks(rows):
    return sorted(row.pk for row in rows)


@pytest.mark.parametrize(
    ("due_on", "days_late"),
    [
        pytest.param(TODAY - timedelta(days=5), 5, id="five days ago"),
        pytest.param(TODAY - timedelta(days=1), 1, id="yesterday"),
        pytest.param(TODAY, 0, id="today"),
        pytest.param(TODAY + timedelta(days=1), -1, id="tomorrow"),
        pytest.param(None, 0, id="no due date"),
    ],
)
def test_a_payment_is_late_from_the_day_after_its_due_date(due_on, days_late):
    row = ReservationFactory(due_on=due_on)
    ReservationFactory(due_on=TODAY - timedelta(days=9), paid_cents=15000)

    assert row.days_late(at=NOON) == days_late
    assert row.is_overdue(at=NOON) is (days_late > 0)
    assert list(Reservation.objects.overdue(at=NOON)) == [row] * (days_late > 0)


@pytest.mark.parametrize(
    ("now", "is_overdue"),
    [(local(2026, 11, 23, 23, 59, 59), False), (local(2026, 11, 24), True)],
    ids=["on the last second of the due date", "at midnight after it"],
)
def test_a_payment_becomes_late_at_midnight_here(now, is_overdue):
    row = ReservationFactory(due_on=date(2026, 11, 23))

    assert row.is_overdue(at=now) is is_overdue
    assert Reservation.objects.overdue(at=now).exists() is is_overdue


@pytest.mark.parametrize(
    ("paid", "is_outstanding"),
    [pytest.param(14999, True, id="a cent short"), pytest.param(15000, False, id="paid"), (15001, False)],
)
def test_a_cent_is_outstanding_and_too_much_is_not(paid, is_outstanding):
    row = ReservationFactory(paid_cents=paid, due_on=TODAY - timedelta(days=1))
    ReservationFactory(total_cents=0)

    assert list(Reservation.objects.outstanding()) == [row] * is_outstanding
    assert row.is_overdue(at=NOON) is is_outstanding
    assert row.outstanding_cents == 15000 - paid


def test_only_what_counts_as_omzet_can_be_late():
    for status in Status:
        ReservationFactory(status=status, due_on=TODAY - timedelta(days=1), total_cents=100)

    rows = Reservation.objects.overdue(at=NOON)

    assert {row.status for row in rows} == {"confirmed", "checked_in", "no_show"}
    assert pks(rows) == pks(row for row in Reservation.objects.all() if row.is_overdue(at=NOON))


def test_what_has_no_due_date_is_a_bucket_of_its_own():
    row = ReservationFactory(due_on=None)
    ReservationFactory(due_on=TODAY - timedelta(days=1))
    ReservationFactory(due_on=None, paid_cents=15000)

    assert list(Reservation.objects.without_due_date()) == [row]


def test_sums_are_of_the_rows_that_are_asked_for():
    ReservationFactory(total_cents=1000, paid_cents=300)
    ReservationFactory(total_cents=500)
    ReservationFactory(total_cents=100, paid_cents=150)

    assert Reservation.objects.outstanding().aggregate(cents=OUTSTANDING_CENTS) == {"cents": 1200}
    assert Reservation.objects.none().aggregate(cents=OUTSTANDING_CENTS) == {"cents": 0}


@pytest.mark.parametrize(
    ("at", "first", "last"),
    [
        pytest.param(NOON, date(2026, 11, 23), date(2026, 11, 30), id="noon"),
        pytest.param(local(2026, 11, 24), date(2026, 11, 24), date(2026, 12, 1), id="midnight"),
        pytest.param(
            local(2026, 3, 28, 23, 59), date(2026, 3, 28), date(2026, 4, 4), id="before the night of 23 hours"
        ),
        pytest.param(local(2026, 10, 25), date(2026, 10, 25), date(2026, 11, 1), id="in the night of 25 hours"),
    ],
)
def test_due_soon_is_from_today_to_the_last_day(at, first, last):
    day = timedelta(days=1)
    rows = {due_on: ReservationFactory(due_on=due_on) for due_on in (first - day, first, last, last + day, None)}
    ReservationFactory(due_on=first, paid_cents=15000)
    ReservationFactory(due_on=first, status=Status.PENDING)

    assert pks(Reservation.objects.due_within(days=7, at=at)) == pks([rows[first], rows[last]])


def test_a_promise_stands_to_the_end_of_its_day():
    days = [TODAY - timedelta(days=1), TODAY, TODAY + timedelta(days=1), None]
    past, today, later, _none = (ReservationFactory(promised_on=promised_on) for promised_on in days)
    paid = ReservationFactory(promised_on=TODAY, paid_cents=15000)
    off = ReservationFactory(promised_on=TODAY - timedelta(days=1), status=Status.CANCELLED)

    assert pks(Reservation.objects.promised(at=NOON)) == pks([today, later])
    assert pks(Reservation.objects.promise_broken(at=NOON)) == pks([past])
    assert [row.is_promised(at=NOON) for row in (past, today, later, paid, off)] == [False, True, True, False, False]
    assert [row.is_promise_broken(at=NOON) for row in (past, today, paid, off)] == [True, False, False, False]


@pytest.mark.parametrize(
    ("status", "total", "paid", "credit"),
    [
        (Status.CONFIRMED, 15000, 15000, 0),
        (Status.CONFIRMED, 15000, 15001, 1),
        (Status.CHECKED_IN, 15000, 20000, 5000),
        (Status.NO_SHOW, 0, 1, 1),
        (Status.CANCELLED, 15000, 15000, 15000),
        (Status.CANCELLED, 15000, 1, 1),
        (Status.CANCELLED, 15000, 0, 0),
        (Status.REJECTED, 15000, 20000, 20000),
        (Status.PENDING, 15000, 20000, 0),
        (Status.OPTION, 0, 100, 0),
    ],
)
def test_credit_is_what_was_paid_beyond_what_is_owed(status, total, paid, credit):
    row = ReservationFactory(status=status, total_cents=total, paid_cents=paid)
    ReservationFactory()

    rows = Reservation.objects.with_credit()

    assert (row.credit_cents, pks(rows)) == (credit, [row.pk] if credit else [])
    assert rows.aggregate(cents=CREDIT_CENTS)["cents"] == credit


def test_what_becomes_of_credit_divides_it():
    """And what was decided of a credit that is gone says nothing."""
    rows = {choice: ReservationFactory(paid_cents=20000, credit_as=choice) for choice in ("", "refund", "keep")}
    ReservationFactory(paid_cents=15000, credit_as="refund")

    sets = ("credit_undecided", "to_refund", "credit_kept", "credit_with_us", "with_credit")
    found = {name: {row.credit_as for row in getattr(Reservation.objects, name)()} for name in sets}

    assert found == {
        "credit_undecided": {""}, "to_refund": {"refund"}, "credit_kept": {"keep"}, "credit_with_us": {"", "keep"},
        "with_credit": {*rows},
    }  # fmt: skip
