"""Seats: summed from rows at an instant, and judged before they are sold (R3)."""

from datetime import timedelta

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from reservations import seats
from reservations.models import Event
from reservations.refusals import NotAllowedToOverbook, NotEnoughSeats
from reservations.status import Status
from tests.factories import NOON, EventFactory, ReservationFactory

pytestmark = pytest.mark.django_db
SECOND = timedelta(seconds=1)


@pytest.fixture
def evening():
    return EventFactory(capacity=10)


def test_seats_are_summed_over_what_holds_them(evening):
    for guests, status in enumerate(Status, start=1):
        ReservationFactory(event=evening, status=status, guests=guests)
    ReservationFactory(guests=100)

    # pending 1, option 2, confirmed 4, checked in 5, no-show 6
    assert seats.held(evening, at=NOON) == 18


def test_a_lapsed_option_holds_nothing_with_no_job_having_run(evening):
    ReservationFactory(event=evening, status=Status.OPTION, guests=6, option_expires_at=NOON)

    assert seats.held(evening, at=NOON - SECOND) == 6
    assert seats.held(evening, at=NOON) == 0


def test_seats_can_be_summed_without_one_reservation(evening):
    row, _other = (ReservationFactory(event=evening, guests=guests) for guests in (3, 4))

    assert seats.held(evening, at=NOON, besides=row) == 4


@pytest.mark.parametrize(("guests", "fits"), [(4, True), (5, False)], ids=["the last seat", "one more"])
def test_an_event_has_room_up_to_the_last_seat(evening, guests, fits, django_assert_num_queries):
    ReservationFactory(event=evening, guests=6)
    ReservationFactory(event=evening, guests=3, status=Status.OPTION, option_expires_at=NOON)
    ReservationFactory(event=evening, guests=3, status=Status.CANCELLED)

    with django_assert_num_queries(2):
        sets = [
            list(rows(Event.objects.all(), guests=guests, at=NOON)) for rows in (seats.with_room, seats.without_room)
        ]

    assert sets == ([[evening], []] if fits else [[], [evening]])


def test_an_event_that_nobody_booked_has_room_for_all_its_seats(evening):
    assert list(seats.with_room(Event.objects.all(), guests=10, at=NOON)) == [evening]
    assert list(seats.without_room(Event.objects.all(), guests=11, at=NOON)) == [evening]


@pytest.mark.parametrize(("guests", "fits"), [(4, True), (5, False)], ids=["the last seat", "one more"])
def test_a_party_fits_up_to_the_last_seat(evening, guests, fits):
    ReservationFactory(event=evening, guests=6)
    party = ReservationFactory.build(event=evening, guests=guests, customer=None, arrangement=None, due_on=None)

    if fits:
        assert seats.judge(party, evening, at=NOON) == 0
    else:
        with pytest.raises(NotEnoughSeats) as refusal:
            seats.judge(party, evening, at=NOON)
        assert refusal.value.short == 1


def test_a_party_is_not_in_its_own_way(evening):
    row = ReservationFactory(event=evening, guests=6)
    row.guests = 10

    assert seats.judge(row, evening, at=NOON) == 0


def test_going_over_takes_a_reason_and_a_permission(evening, staff, boss):
    row = ReservationFactory(event=evening, guests=12)

    with pytest.raises(NotEnoughSeats):
        seats.judge(row, evening, at=NOON, by=boss)
    with pytest.raises(NotEnoughSeats):
        seats.judge(row, evening, at=NOON, overbook="  ", by=boss)
    for somebody in (staff, None):
        with pytest.raises(NotAllowedToOverbook):
            seats.judge(row, evening, at=NOON, overbook="Extra tafel", by=somebody)
    assert seats.judge(row, evening, at=NOON, overbook="Extra tafel", by=boss) == 2


def test_the_permission_can_be_given_to_anybody(evening, staff):
    staff.user_permissions.add(Permission.objects.get(codename="overbook_event"))
    row = ReservationFactory(event=evening, guests=12)

    by = get_user_model().objects.get(pk=staff.pk)
    assert seats.judge(row, evening, at=NOON, overbook="Extra tafel", by=by) == 2


def test_events_are_locked_in_one_order_with_all_that_a_refusal_says(django_assert_num_queries):
    first, second = EventFactory.create_batch(2)

    with (
        transaction.atomic(),
        CaptureQueriesContext(
            connection,
        ) as queries,
    ):
        locked = seats.lock([second.pk, first.pk, second.pk])
        assert [str(event.show) for event in locked.values()] == [str(first.show), str(second.show)]
    assert list(locked) == [first.pk, second.pk]
    assert len(queries) == 1
