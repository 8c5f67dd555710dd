"""When an act can be taken back no more, and until when that is offered (R10)."""

from datetime import timedelta
from uuid import UUID

import pytest

from reservations import ledger, lifecycle, reminders, undo
from reservations.models import Act, Mail
from reservations.refusals import CannotUndo, NotAllowedToOverbook
from reservations.status import Status
from tests.factories import NOON, TODAY, ArrangementFactory, EventFactory, ReservationFactory, party
from tests.naive import everything
from tests.verbs import act, ready

pytestmark = pytest.mark.django_db
TOKEN = UUID("c0ffee00-0000-4000-8000-000000000000")
MINUTE = timedelta(minutes=1)


# When it is too late


def test_an_act_is_taken_back_once(staff, take_back):
    done = act("check_in", ready(Status.CONFIRMED), by=staff, at=NOON)
    take_back(done)
    before = everything()

    with pytest.raises(CannotUndo):
        take_back(done)
    assert everything() == before


def test_taking_back_twice_with_one_click_is_one_act(staff, take_back):
    done = act("check_in", ready(Status.CONFIRMED), by=staff, at=NOON)

    assert take_back(done, token=TOKEN) == take_back(done, token=TOKEN)


def test_an_act_is_not_taken_back_over_a_later_one(staff, take_back):
    row = ready(Status.PENDING)
    done = act("confirm", row, by=staff, at=NOON)
    act("check_in", row, by=staff, at=NOON)
    before = everything()

    with pytest.raises(CannotUndo):
        take_back(done)
    assert everything() == before


def test_a_later_act_on_something_else_is_not_in_the_way(staff, take_back):
    row = ready(Status.PENDING)
    done = act("confirm", row, by=staff, at=NOON)
    lifecycle.edit(row, {"remarks": "Bij het raam"}, by=staff, at=NOON)

    after = take_back(done).reservation

    assert (after.status, after.remarks) == (Status.PENDING, "Bij het raam")


def test_a_size_that_was_priced_since_is_not_taken_back(staff, take_back):
    row = ReservationFactory(status=Status.OPTION, guests=10)
    done = lifecycle.edit(row, {"guests": 12}, by=staff, at=NOON)
    lifecycle.confirm(row, arrangement=ArrangementFactory(), by=staff, at=NOON)

    with pytest.raises(CannotUndo):
        take_back(done)


def test_the_arrangement_that_a_booking_was_confirmed_with_is_not_taken_back(staff, take_back):
    row = ReservationFactory(status=Status.OPTION)
    done = lifecycle.edit(row, {"arrangement": ArrangementFactory()}, by=staff, at=NOON)
    act("confirm", row, by=staff, at=NOON)
    before = everything()

    with pytest.raises(CannotUndo):
        take_back(done)
    assert everything() == before


def test_seats_that_were_sold_since_are_not_taken_back(staff, boss, take_back):
    row = ReservationFactory(event=EventFactory(capacity=2))
    done = act("cancel", row, by=staff, at=NOON)
    ReservationFactory(event=row.event, guests=1)
    before = everything()

    with pytest.raises(CannotUndo, match="1"):
        take_back(done)
    with pytest.raises(NotAllowedToOverbook):
        take_back(done, overbook="Extra stoel")
    assert everything() == before
    assert undo.take_back(done, by=boss, at=NOON, overbook="Extra stoel").reservation.over_capacity


# With money on it


def test_a_booking_that_was_paid_for_since_is_not_made_an_option_again(staff):
    row = ReservationFactory(status=Status.OPTION, arrangement=ArrangementFactory())
    confirmed = lifecycle.confirm(row, by=staff, at=NOON)
    paid = ledger.record_payment(row, amount_cents=100, method="pin", received_on=TODAY, by=staff, at=NOON)

    with pytest.raises(CannotUndo, match="betaling"):
        undo.take_back(confirmed, by=staff, at=NOON)
    undo.take_back(paid, by=staff, at=NOON)
    assert undo.take_back(confirmed, by=staff, at=NOON).reservation.status == Status.OPTION


def test_money_that_was_there_before_is_no_hindrance(staff):
    row = ReservationFactory(status=Status.CANCELLED, paid_cents=5000)
    done = lifecycle.reactivate(row, by=staff, at=NOON)

    assert undo.take_back(done, by=staff, at=NOON).reservation.status == Status.CANCELLED


def test_a_cancelled_booking_comes_back_whatever_was_refunded(staff):
    row = ReservationFactory(paid_cents=15000)
    done = lifecycle.cancel(row, reason="Ziek", by=staff, at=NOON)
    ledger.refund(row, amount_cents=15000, method="bank", received_on=TODAY, note="Ziek", by=staff, at=NOON)

    assert undo.take_back(done, by=staff, at=NOON).reservation.status == Status.CONFIRMED


# What can't be taken back at all


def test_what_was_only_written_down_is_final(staff, take_back):
    done = lifecycle.log_contact(ReservationFactory(), channel="phone", text="Hallo", by=staff, at=NOON)

    assert not undo.can_take_back(done)
    with pytest.raises(CannotUndo):
        take_back(done)


def test_a_reminder_is_called_back_before_it_leaves_and_can_be_asked_for_again(staff, take_back):
    row = ReservationFactory()
    done = reminders.remind(row, by=staff, at=NOON)
    undone = take_back(done)

    assert undone.reservation.reminded_at is None
    assert Mail.objects.get().withdrawn_at == NOON + MINUTE
    assert not undo.can_take_back(undone)
    with pytest.raises(CannotUndo):
        take_back(undone)
    assert reminders.remind(row, by=staff, at=NOON).kind == Act.Kind.REMINDED


def test_a_reminder_that_has_left_is_not_called_back(staff, take_back):
    done = reminders.remind(ReservationFactory(), by=staff, at=NOON)
    Mail.objects.update(claimed_at=NOON)
    before = everything()

    with pytest.raises(CannotUndo):
        take_back(done)
    assert everything() == before


# What is offered


def test_it_is_offered_until_it_is_done(staff, take_back):
    done = act("check_in", ready(Status.CONFIRMED), by=staff, at=NOON)
    assert undo.can_take_back(done)

    undone = take_back(done)
    assert not undo.can_take_back(Act.objects.get(pk=done.pk))
    assert undo.can_take_back(undone)


def test_an_undo_that_would_be_refused_is_not_offered(staff):
    row = ReservationFactory(status=Status.PENDING, event__date=TODAY)
    confirmed = lifecycle.confirm(row, by=staff, at=NOON)
    assert undo.can_take_back(confirmed)

    arrived = lifecycle.check_in(row, by=staff, at=NOON)

    confirmed.refresh_from_db()
    assert [undo.can_take_back(act) for act in (confirmed, arrived)] == [False, True]


def test_a_booking_is_taken_back_as_a_whole_only_before_anything_else_happened_to_it(staff):
    placed = lifecycle.book(party(), by=staff, at=NOON)
    assert undo.can_take_back(placed)

    lifecycle.cancel(placed.reservation, reason="Ziek", by=staff, at=NOON)

    assert not undo.can_take_back(Act.objects.get(pk=placed.pk))


def test_a_reminder_is_taken_back_only_until_its_mail_is_on_its_way(staff):
    done = reminders.remind(ReservationFactory(), by=staff, at=NOON)
    assert undo.can_take_back(done)

    Mail.objects.update(claimed_at=NOON)

    assert not undo.can_take_back(Act.objects.get(pk=done.pk))
