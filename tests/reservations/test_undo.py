"""Taking an act back and doing it again: all is as it was (R10)."""

from datetime import time, timedelta

import pytest

from reservations import ledger, lifecycle, programme, telling, undo
from reservations.models import Act, Payment
from reservations.refusals import CannotUndo
from reservations.status import Status
from tests.factories import NOON, TODAY, EventFactory, ReservationFactory, ReservationTagFactory, party
from tests.naive import assert_books_are_right, everything, restorable
from tests.verbs import VERBS, act, ready

pytestmark = pytest.mark.django_db
MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)
LIKELY = [(name, source) for name, verb in VERBS.items() for source in verb.sources.split()]


def state():
    return restorable(TODAY)


@pytest.mark.parametrize(("name", "status"), LIKELY)
def test_every_move_is_taken_back_exactly_and_made_again(staff, take_back, name, status):
    row = ready(status)
    before = state()
    done = act(name, row, by=staff, at=NOON)
    after = state()

    undone = take_back(done)
    assert state() == before
    assert (undone.kind, undone.undoes, undone.at) == (Act.Kind.UNDONE, done, NOON + MINUTE)

    take_back(undone)
    assert state() == after
    assert_books_are_right(at=NOON, today=TODAY)


@pytest.mark.parametrize(
    "changes",
    [
        {"remarks": "Bij het raam", "due_on": TODAY, "vegan": 3},
        {"guests": 30},
        {"discount_cents": 20000},
        {"extras": []},
        {"tags": []},
    ],
    ids=lambda changes: next(iter(changes)),
)
def test_every_edit_is_taken_back_exactly_and_made_again(staff, take_back, changes):
    row = ReservationFactory(total_cents=4000, tags=[ReservationTagFactory()])
    before = state()
    done = lifecycle.edit(row, changes, by=staff, at=NOON)
    after = state()

    undone = take_back(done)
    assert state() == before
    take_back(undone)
    assert state() == after


def test_a_move_to_another_evening_is_taken_back_and_made_again(staff, take_back):
    row, other = ReservationFactory(), EventFactory()
    before = state()
    done = lifecycle.move(row, to=other, by=staff, at=NOON)

    undone = take_back(done)
    assert state() == before
    assert undone.event == row.event
    assert_books_are_right(at=NOON, today=TODAY)

    assert take_back(undone).reservation.event == other


def test_a_move_is_not_taken_back_to_where_the_seats_were_sold(staff, take_back):
    row = ReservationFactory(event=EventFactory(capacity=2))
    done = lifecycle.move(row, to=EventFactory(), by=staff, at=NOON)
    ReservationFactory(event=row.event, guests=1)
    before = everything()

    with pytest.raises(CannotUndo):
        take_back(done)
    assert everything() == before


def test_an_option_that_was_extended_on_its_new_evening_goes_back_to_lapse_at_the_old_start(staff, take_back):
    soon, far = EventFactory(date=TODAY + 2 * DAY, start=time(20)), EventFactory(date=TODAY + 90 * DAY)
    row = ReservationFactory(status=Status.OPTION, event=soon, option_expires_at=NOON + DAY)
    done = lifecycle.move(row, to=far, by=staff, at=NOON)
    lifecycle.extend(row, days=30, by=staff, at=NOON)

    assert take_back(done).reservation.option_expires_at == soon.starts_at


def test_an_option_comes_back_to_lapse_at_the_start_of_an_evening_that_was_brought_forward(staff, take_back):
    row = ready(Status.OPTION, option_expires_at=NOON + 7 * DAY)
    done = act("confirm", row, by=staff, at=NOON)
    programme.edit(row.event, {"date": TODAY + 2 * DAY}, by=staff, at=NOON)

    after = take_back(done).reservation

    assert after.option_expires_at == NOON + 2 * DAY + timedelta(hours=8)


@pytest.mark.parametrize("verb", ["record_payment", "refund"])
def test_money_is_taken_back_with_a_counter_entry(staff, take_back, verb):
    row = ReservationFactory(paid_cents=500)
    entry = {"amount_cents": 200, "method": "pin", "received_on": TODAY - DAY, "note": "Ziek", "by": staff, "at": NOON}
    done = getattr(ledger, verb)(row, **entry)
    paid = done.reservation.paid_cents

    undone = take_back(done)
    assert (undone.reservation.paid_cents, undone.payment.counters, undone.undoes) == (500, done.payment, done)

    assert take_back(undone).reservation.paid_cents == paid
    assert Payment.objects.count() == 4
    assert_books_are_right(at=NOON, today=TODAY)


@pytest.mark.parametrize(
    ("verb", "left"),
    [
        (lifecycle.book, Status.CANCELLED),
        (lifecycle.place_option, Status.CANCELLED),
        (lifecycle.invite, Status.CANCELLED),
        (lifecycle.submit, Status.CANCELLED),
        (lifecycle.request, Status.REJECTED),
    ],
)
def test_what_should_not_have_been_placed_is_kept_without_its_seats(staff, take_back, verb, left):
    done = verb(party(), by=staff, at=NOON)
    after = state()

    undone = take_back(done)
    assert undone.reservation.status == left
    assert not undone.reservation.holds_seats(at=NOON)
    assert_books_are_right(at=NOON, today=TODAY)

    take_back(undone)
    assert state() == after


def test_a_reservation_that_lived_on_is_not_unplaced(staff, take_back):
    done = lifecycle.book(party(), by=staff, at=NOON)
    ledger.record_payment(done.reservation, amount_cents=1, method="pin", received_on=TODAY, by=staff, at=NOON)
    before = everything()

    with pytest.raises(CannotUndo):
        take_back(done)
    assert everything() == before


def test_an_act_on_an_event_is_taken_back_by_the_same_verb(staff, take_back):
    event = EventFactory(capacity=10)
    done = programme.edit(event, {"capacity": 20}, by=staff, at=NOON)

    assert take_back(done).after == {"capacity": 10}


def test_the_undo_of_a_booking_says_why_it_is_cancelled(staff):
    placed = lifecycle.book(party(), by=staff, at=NOON)

    assert undo.take_back(placed, by=staff, at=NOON).reason == "Per vergissing geplaatst"


def test_what_is_done_again_holds_again_and_says_so(staff):
    row = ReservationFactory(status=Status.PENDING)
    done = lifecycle.confirm(row, by=staff, at=NOON)
    undone = undo.take_back(done, by=staff, at=NOON)
    redone = undo.take_back(undone, by=staff, at=NOON)

    acts = list(Act.objects.with_people().order_by("pk"))
    assert [act.is_undone for act in acts] == [False, True, False]
    assert [telling.name_of(act) for act in acts] == [
        "Bevestigd", "Ongedaan gemaakt: Bevestigd", "Opnieuw gedaan: Bevestigd",
    ]  # fmt: skip
    assert [undo.can_take_back(act) for act in acts] == [False, False, True]
    again = undo.take_back(redone, by=staff, at=NOON)
    assert telling.name_of(again) == "Ongedaan gemaakt: Bevestigd"
    assert [act.is_undone for act in Act.objects.order_by("pk")] == [True, False, True, False]
