"""Moves between states: those of R4 and no others, and what belongs to being in a state."""

from datetime import timedelta

import pytest

from reservations import engine, lifecycle
from reservations.lifecycle import steps
from reservations.models import Act, Reservation
from reservations.refusals import MoveNotAllowed, NotEnoughSeats, ReasonNeeded
from reservations.status import TRANSITIONS, Status
from tests.factories import NOON, TODAY, EventFactory, ReservationFactory
from tests.naive import assert_books_are_right, everything
from tests.verbs import STAY, VERBS, act, ready

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.mark.parametrize("status", Status)
@pytest.mark.parametrize("name", VERBS)
def test_each_verb_makes_its_moves_and_refuses_all_others(staff, name, status):
    row, verb = ready(status), VERBS[name]
    before = everything()

    if verb.leads_from(status):
        done = act(name, row, by=staff, at=NOON)
        assert done.reservation.status == verb.to
        assert Reservation.objects.get().status == verb.to
        assert_books_are_right(at=NOON, today=TODAY)
    else:
        with pytest.raises(MoveNotAllowed):
            act(name, row, by=staff, at=NOON)
        assert everything() == before


def test_the_verbs_together_make_every_move_of_the_table_and_no_more():
    moves = {(source, verb.to) for name, verb in VERBS.items() if name not in STAY for source in verb.sources.split()}

    assert moves == {(source, to) for source, targets in TRANSITIONS.items() for to in targets}


def test_a_verb_that_forgot_the_table_is_stopped_by_it(staff):
    def leap(work):
        steps.leave(work, set(Status), Status.OPTION)

    with pytest.raises(MoveNotAllowed):
        engine.perform(Act.Kind.OPTIONED, ready(Status.CONFIRMED), leap, by=staff, at=NOON)


@pytest.mark.parametrize("name", VERBS)
def test_an_act_is_recorded_with_who_when_and_what(staff, name):
    row = ready(VERBS[name].sources.split()[0])

    done = act(name, row, by=staff, at=NOON)

    assert list(row.acts.all()) == [done]
    assert (done.by, done.at, done.event) == (staff, NOON, row.event)
    assert done.before.keys() == done.after.keys()
    assert ("status" in done.after) is (name not in STAY)


def test_each_verb_has_a_name_of_its_own_in_the_history(staff):
    kinds = [act(name, ready(VERBS[name].sources.split()[0]), by=staff, at=NOON).kind for name in VERBS]

    assert len(set(kinds)) == len(VERBS)


@pytest.mark.parametrize("held_in_memory", ["rejected", "pending"])
def test_a_stale_object_is_judged_by_what_the_database_says(staff, held_in_memory):
    row = ready(Status.CHECKED_IN)
    row.status = held_in_memory

    with pytest.raises(MoveNotAllowed) as refusal:
        act("confirm", row, by=staff, at=NOON)
    assert refusal.value.reservation.status == Status.CHECKED_IN


@pytest.mark.parametrize("name", ["confirm", "accept"])
def test_a_booking_that_was_rejected_is_not_brought_back_by_a_stale_screen(staff, name):
    row = ready(Status.REJECTED)
    row.status = Status.REQUEST

    with pytest.raises(MoveNotAllowed):
        act(name, row, by=staff, at=NOON)


@pytest.mark.parametrize("name", ["cancel", "reject"])
@pytest.mark.parametrize("reason", ["", "  "])
def test_cancelling_and_rejecting_need_a_reason(staff, name, reason):
    row = ready(Status.PENDING)
    before = everything()

    with pytest.raises(ReasonNeeded):
        act(name, row, reason=reason, by=staff, at=NOON)
    assert everything() == before


def test_the_reason_is_kept(staff):
    assert act("cancel", ready(Status.PENDING), by=staff, at=NOON).reason == "Ziek"


def test_a_paid_booking_is_cancelled_and_keeps_its_money(staff):
    row = ReservationFactory(paid_cents=15000)

    after = act("cancel", row, by=staff, at=NOON).reservation

    assert (after.status, after.paid_cents) == (Status.CANCELLED, 15000)


# Seats


@pytest.mark.parametrize("name", ["accept", "confirm", "reactivate"])
def test_what_held_no_seats_looks_for_them(staff, name):
    evening = EventFactory(capacity=10)
    row = ready(VERBS[name].sources.split()[-1], guests=4, event=evening)
    ReservationFactory(event=evening, guests=7)

    with pytest.raises(NotEnoughSeats):
        act(name, row, by=staff, at=NOON)


@pytest.mark.parametrize("name", ["confirm", "make_option"])
def test_approval_looks_at_the_seats_again(staff, name):
    evening = EventFactory(capacity=10)
    row = ready(Status.PENDING, guests=4, event=evening)
    ReservationFactory(event=evening, guests=7)

    with pytest.raises(NotEnoughSeats):
        act(name, row, by=staff, at=NOON)


@pytest.mark.parametrize("name", ["check_in", "mark_no_show", "cancel"])
def test_the_door_is_not_stopped_by_an_evening_that_is_too_full(staff, name):
    evening = EventFactory(capacity=10)
    row = ready(Status.CONFIRMED, guests=12, event=evening)

    assert act(name, row, by=staff, at=NOON).reservation.status == VERBS[name].to


# At the door


def test_checking_in_says_who_let_them_in_and_when(staff):
    row = ready(Status.CONFIRMED)

    arrived = act("check_in", row, by=staff, at=NOON).reservation
    assert (arrived.checked_in_at, arrived.checked_in_by) == (NOON, staff)

    left = act("undo_check_in", row, by=staff, at=NOON).reservation
    assert (left.checked_in_at, left.checked_in_by) == (None, None)


@pytest.mark.parametrize(("there", "back"), [("check_in", "undo_check_in"), ("mark_no_show", "take_back_no_show")])
def test_a_slip_at_the_door_does_not_make_a_late_payment_punctual(staff, there, back):
    row = ready(Status.CONFIRMED, due_on=TODAY - 5 * DAY)

    act(there, row, by=staff, at=NOON)

    assert act(back, row, by=staff, at=NOON).reservation.days_late(at=NOON) == 5


def test_the_system_checks_in_as_nobody():
    assert lifecycle.check_in(ready(Status.CONFIRMED), by=None, at=NOON).reservation.checked_in_by is None
