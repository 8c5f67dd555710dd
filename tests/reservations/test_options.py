"""Options: until when they last, who called, and that a lapsed one comes back only to free seats."""

from datetime import timedelta

import pytest

from reservations.refusals import NotEnoughSeats
from reservations.status import Status
from tests.factories import NOON, EventFactory, ReservationFactory
from tests.naive import everything
from tests.verbs import act, ready

pytestmark = pytest.mark.django_db
SECOND, DAY = timedelta(seconds=1), timedelta(days=1)


def test_an_option_lapses_a_week_after_it_is_made(staff):
    after = act("make_option", ready(Status.PENDING), by=staff, at=NOON).reservation

    assert (after.option_placed_at, after.option_expires_at) == (NOON, NOON + 7 * DAY)


@pytest.mark.parametrize("name", ["confirm", "release", "cancel"])
def test_what_is_no_option_any_more_expires_no_more(staff, name):
    assert act(name, ready(Status.OPTION), by=staff, at=NOON).reservation.option_expires_at is None


@pytest.mark.parametrize(
    ("expires", "after_3_days"),
    [(NOON + DAY, NOON + 4 * DAY), (NOON - DAY, NOON + 3 * DAY)],
    ids=["live", "lapsed"],
)
def test_extending_adds_days_to_the_expiry_or_to_now(staff, expires, after_3_days):
    row = ready(Status.OPTION, option_expires_at=expires)

    assert act("extend", row, by=staff, at=NOON).reservation.option_expires_at == after_3_days


def test_following_up_says_who_called_and_an_extension_makes_it_due_again(staff):
    row = ready(Status.OPTION)

    called = act("follow_up", row, by=staff, at=NOON, reason="Belt terug").reservation
    assert (called.followed_up_at, called.followed_up_by) == (NOON, staff)

    extended = act("extend", row, by=staff, at=NOON).reservation
    assert (extended.followed_up_at, extended.followed_up_by) == (None, None)


def test_the_system_follows_up_as_nobody():
    assert act("follow_up", ready(Status.OPTION), by=None, at=NOON).reservation.followed_up_by is None


@pytest.mark.parametrize("name", ["confirm", "extend"])
@pytest.mark.parametrize(("others", "fits"), [(6, True), (7, False)], ids=["the last seats", "one too few"])
def test_a_lapsed_option_comes_back_only_to_free_seats(staff, name, others, fits):
    evening = EventFactory(capacity=10)
    row = ready(Status.OPTION, guests=4, event=evening, option_expires_at=NOON)
    ReservationFactory(event=evening, guests=others)
    before = everything()

    if fits:
        assert act(name, row, by=staff, at=NOON).reservation.holds_seats(at=NOON)
    else:
        with pytest.raises(NotEnoughSeats):
            act(name, row, by=staff, at=NOON)
        assert everything() == before


@pytest.mark.parametrize("name", ["confirm", "extend"])
def test_seats_sold_at_the_expiry_are_not_held_again_by_whoever_read_the_clock_just_before(staff, name):
    """Two clicks around the expiry: the one that read its clock first may get the lock last."""
    evening = EventFactory(capacity=10)
    row = ready(Status.OPTION, guests=4, event=evening, option_expires_at=NOON)
    ReservationFactory(event=evening, guests=10)

    with pytest.raises(NotEnoughSeats):
        act(name, row, by=staff, at=NOON - SECOND)
