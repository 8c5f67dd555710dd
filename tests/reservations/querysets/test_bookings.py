"""Which bookings are meant: each set by its boundary, beside rows that could leak in."""

from datetime import timedelta

import pytest

from reservations.calendar import later
from reservations.models import Reservation
from reservations.querysets import urgent
from reservations.status import Status
from tests.factories import NOON, TODAY, EventFactory, ReservationFactory, local

pytestmark = pytest.mark.django_db
SECOND = timedelta(seconds=1)


def option(expires, **columns):
    return ReservationFactory(status=Status.OPTION, option_expires_at=expires, **columns)


def every_status():
    return {status: ReservationFactory(status=status) for status in Status}


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("options", {"option"}),
        ("pending", {"pending"}),
        ("counting_as_omzet", {"confirmed", "checked_in", "no_show"}),
        ("standing", {"pending", "option", "request", "confirmed", "checked_in", "no_show"}),
        ("awaited", {"pending", "option", "request", "confirmed"}),
        ("at_the_door", {"confirmed", "checked_in"}),
    ],
)
def test_sets_by_status_hold_those_and_no_others(name, expected):
    every_status()

    rows = getattr(Reservation.objects, name)()

    assert {row.status for row in rows} == expected


@pytest.mark.parametrize(
    ("expires", "is_live"),
    [
        pytest.param(NOON + SECOND, True, id="a second to go"),
        pytest.param(NOON, False, id="at this very moment"),
        pytest.param(NOON - SECOND, False, id="a second ago"),
    ],
)
def test_an_option_is_live_until_the_moment_it_expires(expires, is_live):
    row = option(expires)
    every_status()[Status.OPTION].delete()

    assert (list(Reservation.objects.live_options(at=NOON)) == [row]) is is_live
    assert (list(Reservation.objects.lapsed(at=NOON)) == [row]) is not is_live
    assert (row.is_live_option(at=NOON), row.is_lapsed(at=NOON)) == (is_live, not is_live)


@pytest.mark.parametrize(
    ("expires", "is_soon"),
    [
        pytest.param(NOON + SECOND, True, id="in a second"),
        pytest.param(local(2026, 11, 26, 23, 59, 59), True, id="at the end of day 3"),
        pytest.param(local(2026, 11, 27), False, id="a second later"),
        pytest.param(NOON, False, id="lapsed"),
    ],
)
def test_soon_is_by_the_end_of_the_third_day(expires, is_soon):
    row = option(expires)
    ReservationFactory(status=Status.PENDING)

    assert list(Reservation.objects.expiring_within(days=3, at=NOON)) == [row] * is_soon


@pytest.mark.parametrize(
    ("now", "last_second"),
    [
        pytest.param(local(2026, 3, 28, 23, 30), local(2026, 3, 31, 23, 59, 59), id="spring"),
        pytest.param(local(2026, 10, 24, 23, 30), local(2026, 10, 27, 23, 59, 59), id="autumn"),
        pytest.param(local(2026, 11, 23), local(2026, 11, 26, 23, 59, 59), id="midnight"),
    ],
)
def test_three_days_end_at_midnight_whatever_the_clock_did(now, last_second):
    row = option(last_second)
    option(last_second + SECOND)

    assert list(Reservation.objects.expiring_within(days=3, at=now)) == [row]


@pytest.mark.parametrize(
    ("left", "is_urgent"),
    [
        pytest.param(timedelta(hours=24) - SECOND, True, id="a second less than a day"),
        pytest.param(timedelta(hours=24), False, id="exactly a day"),
        pytest.param(SECOND, True, id="a second"),
        pytest.param(timedelta(0), False, id="lapsed"),
    ],
)
def test_urgent_is_less_than_24_hours(left, is_urgent):
    row = option(NOON + left)
    option(NOON + timedelta(days=2))

    assert row.is_urgent(at=NOON) is is_urgent
    assert list(Reservation.objects.options().filter(urgent(at=NOON))) == [row] * is_urgent


def test_urgent_counts_hours_that_passed_and_not_the_clock_on_the_wall():
    """Noon to noon is 23 hours in the night that spring begins, 25 in the one that autumn does."""
    spring, autumn = option(NOON), option(NOON)
    # As they are in memory when an act just set them.
    spring.option_expires_at = later(local(2026, 3, 22, 12), days=7)
    autumn.option_expires_at = later(local(2026, 10, 18, 12), days=7)

    assert spring.is_urgent(at=local(2026, 3, 28, 12))
    assert not autumn.is_urgent(at=local(2026, 10, 24, 12, 30))


def test_seats_are_held_by_what_may_still_come():
    every_status()
    option(NOON)

    rows = Reservation.objects.holding_seats(at=NOON)

    assert sorted(row.status for row in rows) == ["checked_in", "confirmed", "no_show", "option", "pending"]
    assert sorted(row.pk for row in rows) == sorted(
        row.pk for row in Reservation.objects.all() if row.holds_seats(at=NOON)
    )
    assert rows.seats() == 10


def test_the_door_awaits_the_confirmed_of_that_day():
    today = EventFactory(date=TODAY)
    for status in Status:
        ReservationFactory(status=status, event=today)
    ReservationFactory(event=EventFactory(date=TODAY + timedelta(days=1)))

    assert {row.status for row in Reservation.objects.checking_in_on(TODAY)} == {"confirmed", "checked_in"}
    assert Reservation.objects.checking_in_on(TODAY).count() == 2
    assert Reservation.objects.on(TODAY).count() == len(Status)


@pytest.mark.parametrize("rows", [1, 3])
def test_rows_for_a_screen_cost_the_same_for_any_number(rows, django_assert_num_queries):
    ReservationFactory.create_batch(rows)

    with django_assert_num_queries(3):  # rows, their tags, their customers' tags
        shown = [
            (str(row.customer), str(row.event), row.arrangement.code, row.followed_up_by, list(row.tags.all()))
            for row in Reservation.objects.for_rows()
        ]

    assert len(shown) == rows
