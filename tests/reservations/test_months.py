"""Months of the venue's calendar."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from reservations.months import Month, require_near


@pytest.mark.parametrize(
    "text", ["", "2027", "2027-3", "2027-13", "2027-00", "1999-12", "2101-01", "٢٠٢٧-03", "2027-03-01"]
)
def test_what_is_no_month_is_none(text):
    with pytest.raises(ValueError, match=f"^{text}$"):
        Month.parse(text)


@pytest.mark.parametrize("text", ["2000-01", "2027-03", "2100-12"])
def test_a_month_reads_as_it_is_written(text):
    assert str(Month.parse(text)) == text


def test_a_month_knows_its_name_its_days_and_its_neighbours():
    december = Month(2026, 12)

    with translation.override("nl"):
        assert (december.name, december.short_name, december.next.name) == ("december 2026", "december", "januari 2027")
    assert (december.first, december.last, december.previous) == (
        date(2026, 12, 1),
        date(2026, 12, 31),
        Month(2026, 11),
    )
    assert Month(2028, 2).last.day == 29


def test_a_month_is_shown_in_whole_weeks_from_monday():
    weeks = Month(2027, 3).weeks

    assert (weeks[0][0], weeks[-1][-1]) == (date(2027, 3, 1), date(2027, 4, 4))
    assert {len(week) for week in weeks} == {7}


@given(st.dates(date(2001, 1, 1), date(2099, 12, 31)), st.integers(-12, 12))
def test_every_day_is_in_its_month_and_months_follow_each_other(day, months):
    month = Month.of(day)

    assert month.first <= day <= month.last
    assert any(day in week for week in month.weeks)
    assert month.later(months).later(-months) == month
    assert (month.next.first - month.last).days == 1


@pytest.mark.parametrize(
    ("day", "near"), [(date(27, 3, 3), False), (date(2000, 1, 1), True), (date(2101, 1, 1), False)]
)
def test_a_year_that_is_a_slip_of_the_finger_is_refused(day, near):
    if near:
        assert require_near(day) is None
    else:
        with pytest.raises(ValidationError):
            require_near(day)
