"""Days and wall times of the venue, also in the two nights that have 23 and 25 hours."""

from datetime import UTC, date, datetime, time, timedelta

import pytest

from reservations.calendar import days_until, end_of, later, moment, start_of
from tests.factories import local

SPRING, AUTUMN = date(2026, 3, 29), date(2026, 10, 25)


@pytest.mark.parametrize(
    ("day", "hours"),
    [(SPRING, 23), (AUTUMN, 25), (date(2026, 11, 23), 24)],
)
def test_a_day_lasts_from_midnight_to_midnight(day, hours):
    lasts = start_of(day + timedelta(days=1)).astimezone(UTC) - start_of(day).astimezone(UTC)

    assert lasts == timedelta(hours=hours)


def test_a_wall_time_is_that_of_the_season():
    assert moment(date(2026, 7, 1), time(20)) == datetime(2026, 7, 1, 18, tzinfo=UTC)
    assert moment(date(2026, 12, 1), time(20)) == datetime(2026, 12, 1, 19, tzinfo=UTC)


def test_a_day_ends_at_its_last_whole_second():
    assert end_of(AUTUMN) == datetime(2026, 10, 25, 22, 59, 59, tzinfo=UTC)
    assert end_of(AUTUMN) + timedelta(seconds=1) == start_of(date(2026, 10, 26))


@pytest.mark.parametrize(
    ("at", "days", "expected"),
    [
        pytest.param(local(2026, 3, 28, 14), 1, local(2026, 3, 29, 14), id="over the night of 23 hours"),
        pytest.param(local(2026, 10, 24, 14), 1, local(2026, 10, 25, 14), id="over the night of 25 hours"),
        pytest.param(local(2026, 10, 20, 9, 30), 90, local(2027, 1, 18, 9, 30), id="into another year"),
        pytest.param(local(2026, 3, 28, 2, 30), 1, local(2026, 3, 29, 3, 30), id="to a time that does not exist"),
    ],
)
def test_days_later_it_is_the_same_time_on_the_wall(at, days, expected):
    assert later(at.astimezone(UTC), days=days).astimezone(UTC) == expected.astimezone(UTC)


@pytest.mark.parametrize(
    ("day", "at", "days"),
    [
        pytest.param(date(2026, 11, 23), local(2026, 11, 22, 23, 59, 59), 1, id="a second before midnight"),
        pytest.param(date(2026, 11, 23), local(2026, 11, 23), 0, id="at midnight"),
        pytest.param(date(2026, 11, 22), local(2026, 11, 23), -1, id="yesterday"),
        pytest.param(SPRING + timedelta(days=1), local(2026, 3, 29, 0, 30), 1, id="in the night of 23 hours"),
        pytest.param(AUTUMN + timedelta(days=1), local(2026, 10, 25, 0, 30), 1, id="in the night of 25 hours"),
        pytest.param(date(2026, 11, 23), datetime(2026, 11, 22, 23, tzinfo=UTC), 0, id="already today here"),
    ],
)
def test_days_are_those_of_the_venues_calendar(day, at, days):
    assert days_until(day, at=at) == days
