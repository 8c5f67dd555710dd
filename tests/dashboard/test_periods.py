"""The periods that figures are about, at the edges of months and years."""

from datetime import date, timedelta

import pytest
from django.http import QueryDict

from dashboard.periods import CHOICES, Period, PeriodForm, days_to_come, named, week_to_come
from tests.factories import NOON, TODAY

DAY = timedelta(days=1)


def asked(query):
    return PeriodForm(QueryDict(query), at=NOON)


@pytest.mark.parametrize(
    ("name", "today", "first", "last"),
    [
        ("today", date(2026, 11, 23), date(2026, 11, 23), date(2026, 11, 23)),
        ("week", date(2027, 1, 3), date(2026, 12, 28), date(2027, 1, 3)),
        ("month", date(2028, 2, 29), date(2028, 2, 1), date(2028, 2, 29)),
        ("month", date(2026, 12, 31), date(2026, 12, 1), date(2026, 12, 31)),
        ("quarter", date(2026, 1, 1), date(2026, 1, 1), date(2026, 3, 31)),
        ("quarter", date(2026, 11, 23), date(2026, 10, 1), date(2026, 12, 31)),
        ("quarter", date(2026, 9, 30), date(2026, 7, 1), date(2026, 9, 30)),
        ("year", date(2026, 11, 23), date(2026, 1, 1), date(2026, 12, 31)),
        ("all", date(2026, 11, 23), None, None),
    ],
)
def test_a_period_by_its_name(name, today, first, last):
    assert named(name, today) == Period(first, last)


@pytest.mark.parametrize("name", CHOICES)
def test_the_one_before_is_as_long_and_ends_the_day_before(name):
    period = named(name, TODAY)

    if period.is_all:
        assert (period.before, period.days) == (None, 0)
    else:
        assert (period.before.days, period.before.last) == (period.days, period.first - DAY)


@pytest.mark.parametrize(
    ("today", "last"),
    [(date(2026, 11, 23), date(2026, 11, 29)), (date(2026, 11, 29), date(2026, 11, 29))],
    ids=["Monday", "Sunday"],
)
def test_what_is_left_of_a_week_ends_on_sunday(today, last):
    assert week_to_come(today) == Period(today, last)


def test_seven_days_have_today_among_them():
    assert days_to_come(TODAY).days == 7


@pytest.mark.parametrize(
    ("query", "period", "words"),
    [
        ("", Period(), "Alles"),
        ("period=nonsense", Period(), "Alles"),
        ("period=month", Period(date(2026, 11, 1), date(2026, 11, 30)), "Deze maand"),
        ("since=2026-11-01&until=2026-11-30", Period(date(2026, 11, 1), date(2026, 11, 30)), "november 2026"),
        ("since=2026-11-02&until=2026-11-02&period=year", Period(*[date(2026, 11, 2)] * 2), "ma 2 nov 2026"),
        (
            "since=2026-11-02&until=2026-12-01", Period(date(2026, 11, 2), date(2026, 12, 1)),
            "ma 2 nov 2026 t/m di 1 dec 2026",
        ),
    ],
)  # fmt: skip
def test_the_address_says_which(query, period, words):
    assert (asked(query).period, asked(query).words) == (period, words)


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ("since=2026-11-02&until=2026-11-01", "until"), ("since=2026-11-02", "until"), ("until=2026-11-02", "since"),
        ("since=0027-01-01&until=2026-11-01", "since"), ("since=x&until=2026-11-01", "since"),
    ],
)  # fmt: skip
def test_what_makes_no_sense_is_said_beside_its_field_and_stays_typed(query, field):
    form = asked(query)

    assert (form.period, list(form.errors)) == (Period(), [field])
    assert all(form[name].value() == typed for name, typed in QueryDict(query).items())


@pytest.mark.parametrize("query", ["period=week", "since=2026-11-01&until=2026-11-30"])
def test_the_same_is_asked_again_by_what_is_kept(query):
    assert asked(query).period == PeriodForm(asked(query).kept, at=NOON).period


def test_the_one_that_is_asked_for_is_marked():
    assert [name for name, _words, is_asked in asked("period=week").choices if is_asked] == ["week"]
    assert not [name for name, _w, is_asked in asked("since=2026-11-01&until=2026-11-30").choices if is_asked]
