"""How long an option lasts, and when money is due (R2, R6)."""

from datetime import date, time, timedelta

import pytest

from reservations import terms
from reservations.refusals import BadTerm
from reservations.status import Status
from tests.factories import NOON, TODAY, EventFactory, ReservationFactory, local

pytestmark = pytest.mark.django_db
SECOND, DAY = timedelta(seconds=1), timedelta(days=1)


@pytest.fixture
def far():
    """An event no option reaches."""
    return EventFactory(date=date(2028, 1, 1))


def test_an_option_lasts_a_week_unless_the_venue_says_otherwise(far, settings):
    assert terms.first_expiry(far, at=NOON) == NOON + 7 * DAY
    settings.OPTION_TERM_DAYS = 5
    assert terms.first_expiry(far, at=NOON) == NOON + 5 * DAY


@pytest.mark.parametrize("days", [1, 3, 7, 14, 21, 30, 90])
def test_a_term_of_1_to_90_days_is_kept(far, days):
    assert terms.first_expiry(far, at=NOON, days=days) == NOON + days * DAY


@pytest.mark.parametrize("days", [-1, 0, 91])
def test_another_term_is_refused(far, days):
    option = ReservationFactory.build(option_expires_at=NOON, customer=None, event=far, due_on=None, arrangement=None)

    with pytest.raises(BadTerm):
        terms.first_expiry(far, at=NOON, days=days)
    with pytest.raises(BadTerm):
        terms.next_expiry(option, far, at=NOON, days=days)


@pytest.mark.parametrize(
    ("placed", "expires"),
    [
        pytest.param(local(2026, 3, 22, 14), local(2026, 3, 29, 14), id="the hour that spring takes"),
        pytest.param(local(2026, 10, 18, 14), local(2026, 10, 25, 14), id="the hour that autumn gives"),
    ],
)
def test_a_term_keeps_the_time_on_the_wall(far, placed, expires):
    assert terms.first_expiry(far, at=placed) == expires


@pytest.mark.parametrize(
    "starts",
    [pytest.param(local(2026, 11, 28, 20), id="winter"), pytest.param(local(2026, 11, 30, 12), id="at that moment")],
)
def test_an_option_ends_when_its_event_starts(starts):
    event = EventFactory(date=starts.date(), start=starts.time(), doors=time(11))

    assert terms.first_expiry(event, at=NOON) == starts
    assert terms.first_expiry(event, at=NOON, until=starts.date()) == starts


@pytest.mark.parametrize("left", [timedelta(0), -SECOND], ids=["starting now", "begun"])
def test_there_is_no_option_on_what_has_begun(left):
    event = EventFactory(date=TODAY, start=time(12), doors=time(11))

    with pytest.raises(BadTerm):
        terms.first_expiry(event, at=NOON - left)


def test_a_date_means_its_end(far):
    assert terms.first_expiry(far, at=NOON, until=date(2026, 11, 25)) == local(2026, 11, 25, 23, 59, 59)


@pytest.mark.parametrize(
    ("until", "is_allowed"),
    [(TODAY - DAY, False), (TODAY, True), (TODAY + 90 * DAY, True), (TODAY + 91 * DAY, False)],
)
def test_a_date_is_from_today_to_90_days_on(far, until, is_allowed):
    if is_allowed:
        assert terms.first_expiry(far, at=NOON, until=until) == local(until.year, until.month, until.day, 23, 59, 59)
    else:
        with pytest.raises(BadTerm):
            terms.first_expiry(far, at=NOON, until=until)


@pytest.mark.parametrize(
    ("expires", "after_3_days"),
    [
        pytest.param(NOON + 2 * DAY, NOON + 5 * DAY, id="live: from its expiry"),
        pytest.param(NOON + SECOND, NOON + SECOND + 3 * DAY, id="about to lapse: from its expiry"),
        pytest.param(NOON, NOON + 3 * DAY, id="lapsed now: from now"),
        pytest.param(NOON - 9 * DAY, NOON + 3 * DAY, id="lapsed long ago: from now"),
    ],
)
def test_an_extension_adds_to_the_expiry_or_to_now(far, expires, after_3_days):
    option = ReservationFactory(status=Status.OPTION, option_expires_at=expires, event=far)

    assert terms.next_expiry(option, far, at=NOON, days=3) == after_3_days


def test_an_extension_ends_at_the_start_and_is_refused_when_it_adds_nothing():
    event = EventFactory(date=TODAY + DAY)
    option = ReservationFactory(status=Status.OPTION, option_expires_at=NOON + SECOND, event=event)
    assert terms.next_expiry(option, event, at=NOON, days=3) == event.starts_at

    option.option_expires_at = event.starts_at
    with pytest.raises(BadTerm):
        terms.next_expiry(option, event, at=NOON, days=3)


@pytest.mark.parametrize(
    ("event_in", "due_in"),
    [
        pytest.param(30, 23, id="a week before"),
        pytest.param(8, 1, id="tomorrow"),
        pytest.param(7, 0, id="today"),
        pytest.param(3, 0, id="a week before has passed"),
        pytest.param(-3, 0, id="after the event"),
    ],
)
def test_money_is_due_a_week_before_the_event_or_today(event_in, due_in):
    event = EventFactory(date=TODAY + event_in * DAY)

    assert terms.due_date(event, at=NOON) == TODAY + due_in * DAY


def test_the_day_of_confirming_is_the_venues(settings):
    event = EventFactory(date=TODAY)
    settings.PAYMENT_DUE_DAYS_BEFORE = 1

    assert terms.due_date(event, at=local(2026, 11, 23)) == TODAY
    assert terms.due_date(event, at=local(2026, 11, 23) - SECOND) == TODAY - DAY
