"""The lists of work: which rows, in which order. What each is about stands in test_querysets.py."""

from datetime import time, timedelta

import pytest

from reservations.status import Status
from reservations.worklists import ARRIVING, EXPIRING, LAPSED, NO_DUE_DATE, OUTSTANDING, OVERDUE, PENDING, WORK_LISTS
from tests.factories import NOON, TODAY, EventFactory, ReservationFactory

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def test_every_list_is_found_by_its_name():
    assert {name: work.name for name, work in WORK_LISTS.items()} == {name: name for name in WORK_LISTS}
    assert list(WORK_LISTS) == [
        "expiring-options",
        "lapsed-options",
        "overdue-payments",
        "outstanding",
        "no-due-date",
        "pending-approval",
        "check-in-today",
    ]


def test_titles_are_dutch():
    assert [str(work.title) for work in WORK_LISTS.values()] == [
        "Aflopende opties",
        "Verlopen opties",
        "Betalingen te laat",
        "Openstaande betalingen",
        "Zonder betaaldatum",
        "Wacht op goedkeuring",
        "Check-in vandaag",
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
