"""An evening is called off with all its bookings, and comes back with all of them (R3, R4)."""

from datetime import timedelta
from uuid import UUID

import pytest

from reservations import bulk, calling_off, ledger, lifecycle, programme
from reservations.models import Act, Event, Reservation
from reservations.refusals import CannotUndo, EventNotBookable, MoveNotAllowed, NothingChanged, ReasonNeeded, TakenBack
from reservations.status import Status
from tests.factories import NOON, TODAY, EventFactory, ReservationFactory, party
from tests.naive import assert_books_are_right, everything, restorable

pytestmark = pytest.mark.django_db
BATCH = UUID("c0ffee00-0000-4000-8000-000000000000")
OTHER = UUID("c0ffee00-0000-4000-8000-000000000001")
BECOMES = {
    Status.PENDING: "cancelled",
    Status.OPTION: "cancelled",
    Status.REQUEST: "rejected",
    Status.CONFIRMED: "cancelled",
    Status.CHECKED_IN: "checked_in",
    Status.NO_SHOW: "no_show",
    Status.CANCELLED: "cancelled",
    Status.REJECTED: "rejected",
}


@pytest.fixture
def evening(db):
    """With a reservation in every state, and a lapsed option."""
    event = EventFactory(capacity=60)
    for status in Status:
        ReservationFactory(event=event, status=status)
    ReservationFactory(event=event, status=Status.OPTION, option_expires_at=NOON - timedelta(days=1))
    return event


@pytest.fixture
def call_off(staff):
    return lambda event, batch=BATCH, reason="Stroomstoring": calling_off.call_off(
        event, reason=reason, batch=batch, by=staff, at=NOON
    )


def statuses(event):
    return dict(Reservation.objects.filter(event=event).values_list("pk", "status"))


def test_who_may_still_come_is_cancelled_or_rejected_and_nobody_else(evening, call_off):
    before = statuses(evening)
    other = ReservationFactory()

    results = call_off(evening)

    assert statuses(evening) == {pk: BECOMES[status] for pk, status in before.items()}
    assert (results[0].event, results[0].act.kind) == (evening, "event_cancelled")
    assert [result.act.kind for result in results[1:]] == [
        "cancelled",
        "cancelled",
        "rejected",
        "cancelled",
        "cancelled",
    ]
    assert {result.act.reason for result in results} == {"Stroomstoring"}
    assert {result.act.batch for result in results} == {BATCH}
    other.refresh_from_db()
    assert other.status == "confirmed"
    assert_books_are_right(at=NOON, today=TODAY)


def test_the_event_is_closed_before_the_first_booking_is_touched(evening, call_off):
    call_off(evening)

    assert Act.objects.order_by("pk").values_list("kind", flat=True)[0] == "event_cancelled"
    assert not Event.objects.get(pk=evening.pk).active


def test_a_paid_booking_is_cancelled_too_and_its_money_stays_in_the_ledger(call_off):
    row = ReservationFactory(paid_cents=15000)

    call_off(row.event)

    row.refresh_from_db()
    assert (row.status, row.paid_cents) == ("cancelled", 15000)


def test_all_of_it_comes_back_with_one_undo_the_event_first(evening, call_off, staff):
    before = restorable(TODAY)
    call_off(evening)

    results = bulk.take_back(BATCH, by=staff, at=NOON)

    assert [result.refusal for result in results] == [None] * 6
    assert (results[0].event, results[0].reservation) == (evening, None)
    assert restorable(TODAY) == before


def test_what_came_back_is_called_off_again_with_one_click(evening, call_off, staff):
    call_off(evening)
    after = restorable(TODAY)
    bulk.take_back(BATCH, by=staff, at=NOON)

    bulk.take_back(bulk.undo_of(BATCH), by=staff, at=NOON)

    assert restorable(TODAY) == after


def test_what_a_colleague_brought_back_stays_and_the_rest_returns(call_off, staff):
    rows = ReservationFactory.create_batch(2, event=EventFactory())
    call_off(rows[0].event)
    lifecycle.reactivate(rows[1], by=staff, at=NOON)
    ledger.record_payment(rows[1], amount_cents=100, method="pin", received_on=TODAY, by=staff, at=NOON)

    results = bulk.take_back(BATCH, by=staff, at=NOON)

    assert [type(result.refusal) for result in results] == [type(None), CannotUndo, type(None)]
    assert set(statuses(rows[0].event).values()) == {"confirmed"}


def test_an_event_that_was_opened_meanwhile_keeps_nobody_from_coming_back(call_off, staff):
    row = ReservationFactory()
    call_off(row.event)
    programme.edit(row.event, {"active": True}, by=staff, at=NOON)

    results = bulk.take_back(BATCH, by=staff, at=NOON)

    assert [type(result.refusal) for result in results] == [CannotUndo, type(None)]
    assert statuses(row.event) == {row.pk: "confirmed"}


def test_calling_off_needs_a_reason(evening, call_off):
    before = everything()

    with pytest.raises(ReasonNeeded):
        call_off(evening, reason=" ")
    assert everything() == before


def test_a_click_that_is_repeated_changes_nothing_twice(evening, call_off):
    call_off(evening)
    before = everything()

    assert [result.act.kind for result in call_off(evening)] == ["event_cancelled"]
    assert everything() == before


def test_a_click_that_was_taken_back_meanwhile_is_not_carried_out(evening, call_off, staff):
    call_off(evening)
    bulk.take_back(BATCH, by=staff, at=NOON)
    before = everything()

    with pytest.raises(TakenBack):
        call_off(evening)
    assert everything() == before


def test_what_an_interruption_left_undone_is_done_by_doing_it_again(evening, call_off, staff):
    programme.cancel(evening, by=staff, at=NOON, reason="Stroomstoring")

    results = call_off(evening)

    assert {result.act.kind for result in results} == {"cancelled", "rejected"}
    assert not calling_off.to_handle(evening).exists()


def test_of_a_closed_event_to_which_nobody_comes_nothing_is_called_off(evening, call_off):
    call_off(evening)

    with pytest.raises(NothingChanged):
        call_off(evening, batch=OTHER)


def test_a_booking_that_a_colleague_moved_on_meanwhile_is_left_and_says_why(staff, monkeypatch, call_off):
    row = ReservationFactory(status=Status.REQUEST)

    def run_late(verb, rows, **how):
        rows = list(rows)
        lifecycle.confirm(row, by=staff, at=NOON)
        return in_time(verb, rows, **how)

    in_time = bulk.run
    monkeypatch.setattr(bulk, "run", run_late)

    results = call_off(row.event)

    assert [type(result.refusal) for result in results] == [type(None), MoveNotAllowed]
    assert statuses(row.event) == {row.pk: "confirmed"}


def test_nobody_books_an_evening_that_was_called_off(evening, call_off, staff):
    call_off(evening)

    with pytest.raises(EventNotBookable):
        lifecycle.book(party(event=evening), by=staff, at=NOON)
