"""The lists of work: which rows, in which order. What each is about stands in querysets/."""

from datetime import time, timedelta

import pytest

from reservations.status import Status
from reservations.worklists import (
    ARRIVING,
    CREDIT,
    CREDIT_KEPT,
    CREDIT_UNDECIDED,
    DUE_SOON,
    EXPIRING,
    LAPSED,
    NO_DUE_DATE,
    OUTSTANDING,
    OVERDUE,
    PENDING,
    PROMISE_BROKEN,
    PROMISED,
    REFUNDS,
    WORK_LISTS,
)
from tests.factories import NOON, TODAY, EventFactory, ReservationFactory

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def test_every_list_is_found_by_its_name():
    assert {name: work.name for name, work in WORK_LISTS.items()} == {name: name for name in WORK_LISTS}
    assert list(WORK_LISTS) == [
        "expiring-options",
        "urgent-options",
        "lapsed-options",
        "overdue-payments",
        "due-soon",
        "outstanding",
        "no-due-date",
        "promised",
        "promise-broken",
        "credit",
        "credit-undecided",
        "credit-kept",
        "refunds",
        "pending-approval",
        "check-in-today",
        "booked",
    ]


def test_titles_are_dutch():
    assert [str(work.title) for work in WORK_LISTS.values()] == [
        "Aflopende opties",
        "Urgente opties",
        "Verlopen opties",
        "Betalingen te laat",
        "Binnenkort te betalen",
        "Openstaande betalingen",
        "Zonder betaaldatum",
        "Toegezegde betalingen",
        "Niet nagekomen toezeggingen",
        "Tegoed",
        "Tegoed om over te beslissen",
        "Bewaard tegoed",
        "Uit te betalen",
        "Wacht op goedkeuring",
        "Check-in vandaag",
        "Telt mee als omzet",
    ]


@pytest.mark.parametrize(("days", "listed"), [(2, False), (3, True)])
def test_soon_is_a_setting(settings, days, listed):
    settings.OPTION_SOON_DAYS = days
    ReservationFactory(status=Status.OPTION, option_expires_at=NOON + 3 * DAY)

    assert EXPIRING.at(NOON).exists() is listed


@pytest.mark.parametrize(("work", "sign"), [(EXPIRING, 1), (LAPSED, -1)])
def test_options_stand_by_expiry_then_id(work, sign):
    moments = [NOON + sign * 2 * DAY, NOON + sign * DAY, NOON + sign * DAY]
    rows = [ReservationFactory(status=Status.OPTION, option_expires_at=moment) for moment in moments]

    assert list(work.at(NOON)) == sorted(rows, key=lambda row: (row.option_expires_at, row.pk))


@pytest.mark.parametrize(("days", "listed"), [(6, False), (7, True)])
def test_a_payment_is_due_soon_by_a_setting(settings, days, listed):
    settings.PAYMENT_SOON_DAYS = days
    ReservationFactory(due_on=TODAY + 7 * DAY)

    assert DUE_SOON.at(NOON).exists() is listed


@pytest.mark.parametrize("work", [OVERDUE, OUTSTANDING])
def test_debts_stand_by_due_date_then_id(work):
    newest, oldest, tied = (ReservationFactory(due_on=TODAY - days * DAY) for days in (1, 9, 9))

    assert list(work.at(NOON)) == [oldest, tied, newest]


@pytest.mark.parametrize(("work", "values"), [(PENDING, {"status": Status.PENDING}), (NO_DUE_DATE, {"due_on": None})])
def test_what_waits_stands_oldest_first(work, values):
    newest, oldest, tied = (ReservationFactory(created_at=NOON - days * DAY, **values) for days in (1, 9, 9))

    assert list(work.at(NOON)) == [oldest, tied, newest]


def test_arrivals_stand_by_time_then_those_who_are_awaited_then_by_name():
    matinee, evening = (EventFactory(date=TODAY, doors=time(hour), start=time(hour)) for hour in (14, 20))
    late = ReservationFactory(event=evening, customer__last_name="Aa")
    inside = ReservationFactory(event=matinee, customer__last_name="Aa", status=Status.CHECKED_IN)
    second, first = (ReservationFactory(event=matinee, customer__last_name=name) for name in ("Bb", "Aa"))

    assert list(ARRIVING.at(NOON)) == [first, second, inside, late]


@pytest.mark.parametrize(("work", "sign"), [(PROMISED, 1), (PROMISE_BROKEN, -1)])
def test_promises_stand_by_their_date_then_id(work, sign):
    days = sorted([sign * 9, sign, sign])[::-1]
    rows = [ReservationFactory(promised_on=TODAY + day * DAY) for day in days]

    assert list(work.at(NOON)) == sorted(rows, key=lambda row: (row.promised_on, row.pk))


def credit(days=1, cents=20000, **values):
    return ReservationFactory(created_at=NOON - days * DAY, paid_cents=cents, **values)


def test_credit_to_decide_on_stands_above_what_is_kept_and_the_oldest_booking_first():
    kept, newest, oldest = credit(99, credit_as="keep"), credit(1), credit(9)
    paid_out = credit(100, credit_as="refund")

    assert list(CREDIT.at(NOON)) == [oldest, newest, kept]
    assert list(CREDIT_UNDECIDED.at(NOON)) == [oldest, newest]
    assert list(CREDIT_KEPT.at(NOON)) == [kept]
    assert list(REFUNDS.at(NOON)) == [paid_out]


def test_what_a_list_comes_to_is_the_money_it_is_about():
    ReservationFactory(due_on=TODAY - DAY, total_cents=20000, paid_cents=5000)
    ReservationFactory(status=Status.PENDING, total_cents=300)
    credit(cents=20000, total_cents=15000)
    credit(cents=7000, total_cents=15000, status=Status.CANCELLED)
    credit(cents=1, total_cents=0, status=Status.REJECTED, credit_as="refund")

    figures = {work.name: tuple(work.figures(NOON).values()) for work in (OVERDUE, PENDING, CREDIT, REFUNDS, PROMISED)}

    assert figures == {
        "overdue-payments": (1, 15000),
        "pending-approval": (1, 300),
        "credit": (2, 12000),
        "refunds": (1, 1),
        "promised": (0, 0),
    }
