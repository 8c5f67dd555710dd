"""Moves between states: those of R4 and no others, and what belongs to being in a state."""

from datetime import timedelta

import pytest

from reservations import engine, lifecycle
from reservations.lifecycle import steps
from reservations.models import Act, Reservation
from reservations.refusals import (
    AlreadyArranged,
    ArrangementNeeded,
    MoveNotAllowed,
    NotEnoughSeats,
    NotOffered,
    ReasonNeeded,
)
from reservations.status import TRANSITIONS, Status
from tests.factories import NOON, TODAY, ArrangementFactory, EventFactory, ReservationFactory
from tests.naive import assert_books_are_right, everything
from tests.verbs import STAY, VERBS, act

pytestmark = pytest.mark.django_db
SECOND, DAY = timedelta(seconds=1), timedelta(days=1)


def ready(status, **columns):
    """A reservation from which every move of the table can be made."""
    return ReservationFactory(status=status, arrangement=ArrangementFactory(), **columns)


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


# Options


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


# Confirming


def test_confirming_an_option_asks_for_the_arrangement_it_lacks(staff):
    row = ReservationFactory(status=Status.OPTION)
    before = everything()

    with pytest.raises(ArrangementNeeded):
        act("confirm", row, by=staff, at=NOON)
    assert everything() == before


def test_confirming_with_an_arrangement_prices_it(staff):
    row, premium = ReservationFactory(status=Status.OPTION, guests=20), ArrangementFactory(code="BWFM")

    after = act("confirm", row, arrangement=premium, by=staff, at=NOON).reservation

    assert (after.arrangement, after.total_cents) == (premium, 20 * 9000)
    assert [line.quantity for line in after.lines.all()] == [20]


@pytest.mark.parametrize("again", [True, False], ids=["the same arrangement", "none"])
def test_what_was_agreed_stays_agreed(staff, again):
    row = ready(Status.OPTION, total_cents=120000)

    after = act("confirm", row, arrangement=row.arrangement if again else None, by=staff, at=NOON).reservation

    assert after.total_cents == 120000


def test_another_arrangement_than_the_agreed_one_is_not_slipped_in(staff):
    row, premium = ready(Status.OPTION), ArrangementFactory(code="BWFM")
    before = everything()

    with pytest.raises(AlreadyArranged):
        act("confirm", row, arrangement=premium, by=staff, at=NOON)
    assert everything() == before


def test_an_amount_agreed_for_the_whole_covers_the_arrangement_that_is_chosen_on_confirming(staff):
    row = ReservationFactory(status=Status.OPTION, guests=20, total_cents=120000)

    after = act("confirm", row, arrangement=ArrangementFactory(), by=staff, at=NOON).reservation

    assert after.total_cents == 120000


def test_an_arrangement_that_the_event_does_not_offer_is_not_sold(staff):
    row, premium = ReservationFactory(status=Status.OPTION), ArrangementFactory(code="BWFM")
    row.event.arrangements.add(ArrangementFactory())

    with pytest.raises(NotOffered):
        act("confirm", row, arrangement=premium, by=staff, at=NOON)


def test_confirming_sets_the_due_date_and_keeps_one_that_staff_chose(staff):
    plain, chosen = ready(Status.PENDING), ready(Status.PENDING, due_on=TODAY)

    assert act("confirm", plain, by=staff, at=NOON).reservation.due_on == plain.event.date - 7 * DAY
    assert act("confirm", chosen, by=staff, at=NOON).reservation.due_on == TODAY


def test_a_due_date_that_has_passed_starts_anew_when_a_cancelled_booking_comes_back(staff):
    row = ready(Status.CANCELLED, due_on=TODAY - DAY)

    assert act("reactivate", row, by=staff, at=NOON).reservation.due_on == row.event.date - 7 * DAY


def test_a_cancelled_option_comes_back_with_the_arrangement_that_is_asked_for(staff):
    row = ReservationFactory(status=Status.CANCELLED, arrangement=None, guests=20)

    after = act("reactivate", row, arrangement=ArrangementFactory(), by=staff, at=NOON).reservation

    assert (after.status, after.total_cents) == (Status.CONFIRMED, 20 * 7500)


def test_a_cancelled_option_without_arrangement_cannot_come_back_as_a_booking(staff):
    row = ReservationFactory(status=Status.CANCELLED, arrangement=None)

    with pytest.raises(ArrangementNeeded):
        act("reactivate", row, by=staff, at=NOON)


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


def test_a_party_that_grows_without_an_arrangement_has_no_price_any_more():
    row = ReservationFactory(status=Status.OPTION, arrangement=ArrangementFactory(), guests=2)

    lifecycle.edit(row, {"guests": 4, "arrangement": None}, by=None, at=NOON)

    saved = Reservation.objects.get()
    assert (saved.guests, saved.total_cents, saved.lines.count()) == (4, 0, 0)
