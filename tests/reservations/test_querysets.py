"""Which rows are meant: each set by its boundary, beside rows that could leak in."""

from datetime import date, timedelta

import pytest

from reservations import lifecycle, programme
from reservations.calendar import later
from reservations.models import Act, Event, Reservation
from reservations.querysets import CREDIT_CENTS, OUTSTANDING_CENTS, urgent
from reservations.status import Status
from tests.factories import NOON, TODAY, EventFactory, EventTypeFactory, ReservationFactory, local

pytestmark = pytest.mark.django_db
SECOND = timedelta(seconds=1)


def option(expires, **columns):
    return ReservationFactory(status=Status.OPTION, option_expires_at=expires, **columns)


def every_status():
    return {status: ReservationFactory(status=status) for status in Status}


def pks(rows):
    return sorted(row.pk for row in rows)


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
    assert pks(rows) == pks(row for row in Reservation.objects.all() if row.holds_seats(at=NOON))
    assert rows.seats() == 10


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


def test_the_door_awaits_the_confirmed_of_that_day():
    today = EventFactory(date=TODAY)
    for status in Status:
        ReservationFactory(status=status, event=today)
    ReservationFactory(event=EventFactory(date=TODAY + timedelta(days=1)))

    assert {row.status for row in Reservation.objects.checking_in_on(TODAY)} == {"confirmed", "checked_in"}
    assert Reservation.objects.checking_in_on(TODAY).count() == 2
    assert Reservation.objects.on(TODAY).count() == len(Status)


def test_events_are_asked_for_by_day_and_by_being_active():
    tonight, _closed = EventFactory(date=TODAY), EventFactory(date=TODAY, active=False)
    EventFactory()

    assert list(Event.objects.on(TODAY).active()) == [tonight]


@pytest.mark.parametrize("rows", [1, 3])
def test_rows_for_a_screen_cost_the_same_for_any_number(rows, django_assert_num_queries):
    ReservationFactory.create_batch(rows)

    with django_assert_num_queries(3):  # rows, their tags, their customers' tags
        shown = [
            (str(row.customer), str(row.event), row.arrangement.code, row.followed_up_by, list(row.tags.all()))
            for row in Reservation.objects.for_rows()
        ]

    assert len(shown) == rows


# Events


@pytest.mark.parametrize(
    ("since", "until", "days"),
    [(None, None, [-1, 0, 1]), (TODAY, None, [0, 1]), (None, TODAY, [-1, 0]), (TODAY, TODAY, [0])],
)
def test_a_period_has_both_its_ends_or_is_open(since, until, days):
    for number in (-1, 0, 1):
        EventFactory(date=TODAY + timedelta(days=number))

    found = Event.objects.in_period(since, until)

    assert sorted((event.date - TODAY).days for event in found) == days


def test_what_is_closed_or_of_a_type_that_is_not_sold_is_not_bookable():
    event = EventFactory()
    EventFactory(active=False)
    EventFactory(type=EventTypeFactory(key="UNAVAILABLE", bookable=False))

    assert list(Event.objects.bookable()) == [event]


@pytest.mark.parametrize(
    ("at", "is_to_begin"),
    [
        pytest.param(local(2026, 11, 23, 19, 59, 59), True, id="a second to go"),
        pytest.param(local(2026, 11, 23, 20), False, id="as it begins"),
        pytest.param(local(2026, 11, 22, 23, 59), True, id="the day before"),
        pytest.param(local(2026, 11, 24), False, id="the day after"),
    ],
)
def test_an_event_is_to_begin_until_its_start(at, is_to_begin):
    event = EventFactory(date=TODAY)

    assert Event.objects.to_begin(at=at).exists() is is_to_begin
    assert (event.starts_at > at) is is_to_begin


def test_rows_of_events_come_in_the_order_asked_for():
    events = EventFactory.create_batch(3)

    assert Event.objects.rows([events[2].pk, 404, events[0].pk]) == [events[2], events[0]]


def test_acts_on_events_are_those_about_no_booking(staff):
    row = ReservationFactory()
    lifecycle.check_in(row, by=staff, at=NOON)
    done = programme.edit(row.event, {"notes": "Vol huis"}, by=staff, at=NOON)

    assert list(Act.objects.on_events()) == [done]


# What is due soon, promised, and paid too much


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
