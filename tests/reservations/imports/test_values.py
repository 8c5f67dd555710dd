"""What a file says, as what Foyer keeps: exactly, or not at all."""

from datetime import UTC, date, datetime, time
from decimal import Decimal

import pytest

from reservations.imports import values
from reservations.imports.values import Unreadable
from tests.factories import local


@pytest.mark.parametrize(
    ("given", "found"),
    [
        pytest.param(" Anna ", "Anna", id="trimmed"),
        pytest.param(None, "", id="nothing"),
        pytest.param(Decimal(12), "12", id="a house number that became a number"),
        pytest.param(Decimal("12.0"), "12", id="and got a fraction of nothing"),
    ],
)
def test_text_is_kept_as_it_stands(given, found):
    assert values.text(given) == found


@pytest.mark.parametrize(
    "given",
    [
        pytest.param(Decimal("1.5"), id="a fraction"),
        pytest.param(Decimal("NaN"), id="no number"),
        pytest.param(Decimal("1E+400"), id="a number without end"),
        pytest.param(True, id="a truth value"),
        pytest.param(["a"], id="a list"),
        pytest.param("a\0b", id="a sign that PostgreSQL refuses"),
        pytest.param("a\ud800b", id="half a sign"),
    ],
)
def test_what_is_no_text_is_refused(given):
    with pytest.raises(Unreadable):
        values.text(given)


@pytest.mark.parametrize("given", [Decimal(4), Decimal("4.0"), "4", " 4 ", "+4"])
def test_whole_numbers_may_be_written_as_text(given):
    assert values.whole(given, least=1, most=10) == 4


@pytest.mark.parametrize(
    "given",
    [
        Decimal(0), Decimal(11), Decimal(-3), Decimal("4.5"), Decimal("NaN"), Decimal("Infinity"), Decimal("1E+400"),
        "4.5", "vier", "", True, None, [], "٤",
    ],
)  # fmt: skip
def test_other_numbers_are_refused(given):
    with pytest.raises(Unreadable):
        values.whole(given, least=1, most=10)


@pytest.mark.parametrize(
    ("given", "cents"),
    [
        (Decimal("72.5"), 7250),
        ("145.00", 14500),
        (Decimal(0), 0),
        pytest.param(Decimal("217.49999999999997"), 21750, id="the dust of a sum of floats"),
        pytest.param(Decimal("0.30000000000000004"), 30, id="the most famous one"),
    ],
)
def test_euros_become_cents(given, cents):
    assert values.cents(given) == cents


@pytest.mark.parametrize(
    "given",
    [
        pytest.param(Decimal("10.005"), id="half a cent"),
        pytest.param(Decimal(-1), id="below 0"),
        pytest.param(Decimal("1000000.01"), id="more than a million"),
        pytest.param(Decimal("NaN"), id="no number"),
        pytest.param("1.200,50", id="the Dutch way"),
        pytest.param("€ 5", id="with a sign"),
        pytest.param(None, id="nothing"),
        pytest.param(False, id="a truth value"),
    ],
)
def test_other_amounts_are_refused(given):
    with pytest.raises(Unreadable):
        values.cents(given)


@pytest.mark.parametrize(
    "given",
    [
        "2026-11-21T23:00:00.000Z",
        "2026-11-22T00:00:00+01:00",
        pytest.param("2026-11-22T00:00:00", id="without a zone it is the venue's"),
        pytest.param("2026-11-22", id="a date is the beginning of it"),
        {"seconds": Decimal(1795302000), "nanoseconds": Decimal(0)},
        {"_seconds": "1795302000"},
    ],
)
def test_moments_are_read_in_every_way_they_were_written(given):
    assert values.moment(given) == datetime(2026, 11, 21, 23, tzinfo=UTC)


@pytest.mark.parametrize(
    "given",
    [
        "gisteren", "22-11-2026", "", None, Decimal(1795302000), True, [], {}, {"seconds": "veel"},
        {"seconds": Decimal("1E+30")}, {"seconds": Decimal(-1)},
        pytest.param("1024-01-01T00:00:00Z", id="long before"),
        pytest.param("2100-01-01T00:00:00Z", id="long after"),
        pytest.param("0001-01-01", id="the first day there is"),
        pytest.param("9999-12-31T23:59:59", id="and the last"),
    ],
)  # fmt: skip
def test_other_moments_are_refused(given):
    with pytest.raises(Unreadable):
        values.moment(given)


@pytest.mark.parametrize(
    ("given", "day"),
    [
        pytest.param("2026-11-21T23:00:00Z", date(2026, 11, 22), id="midnight of winter"),
        pytest.param("2026-10-07T22:59:59Z", date(2026, 10, 8), id="an hour after midnight of summer"),
        pytest.param("2026-10-25T22:59:59Z", date(2026, 10, 25), id="the end of the day the clock goes back"),
        pytest.param("2026-11-22", date(2026, 11, 22), id="a date as it stands"),
    ],
)
def test_a_day_is_the_venues_own(given, day):
    assert values.day(given) == day


def test_an_expiry_without_a_time_is_the_end_of_that_day():
    assert values.expiry("2026-11-25") == local(2026, 11, 25, 23, 59, 59)
    assert values.expiry("2026-11-25T10:00:00Z") == local(2026, 11, 25, 11)


def test_a_wall_time_has_hours_and_minutes():
    assert values.wall_time("19:30") == time(19, 30)


@pytest.mark.parametrize("given", ["24:00", "half acht", "19:30+01:00", Decimal(19), True])
def test_other_times_of_day_are_refused(given):
    with pytest.raises(Unreadable):
        values.wall_time(given)


@pytest.mark.parametrize(("given", "found"), [(True, True), (False, False), ("TRUE", True), (" false ", False)])
def test_truth_may_be_written_as_text(given, found):
    assert values.flag(given) is found


@pytest.mark.parametrize("given", ["ja", Decimal(1), None, []])
def test_other_truths_are_refused(given):
    with pytest.raises(Unreadable):
        values.flag(given)


def test_anything_can_be_kept_as_a_json_column_keeps_it():
    given = {"a": [Decimal(1), Decimal("1.5"), Decimal("NaN"), None, True, "x"]}

    assert values.plain(given) == {"a": [1, "1.5", "NaN", None, True, "x"]}


@pytest.mark.parametrize("given", [{"a\0": 1}, ["\0"], {"a": {"b": "\ud800"}}])
def test_what_no_column_keeps_is_refused(given):
    with pytest.raises(Unreadable):
        values.plain(given)
