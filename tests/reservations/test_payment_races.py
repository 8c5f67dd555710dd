"""Two people, one debt: with the locks, and (as a control: these do go wrong) without them."""

from functools import partial
from uuid import UUID

import pytest

from reservations import bulk, credit, ledger, pricing, promises, reminders, wordings
from reservations.models import Act, LetterTemplate, Mail, Payment, Reservation
from reservations.wordings import Wording
from tests.factories import NOON, TODAY, EventFactory, ReservationFactory, UserFactory
from tests.naive import assert_books_are_right
from tests.together import outcomes, together

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.postgres]
TOKEN = UUID("c0ffee00-0000-4000-8000-000000000000")
HOW = {"by": None, "at": NOON}
ENTRY = {"method": "bank", "received_on": TODAY}


def twice(verb, row, **how):
    return together(*[partial(verb, row, **how, **HOW)] * 2)


@pytest.fixture
def loose(no_locks, dawdle):
    """Nobody waits for anybody, and everybody thinks for a while about what they have seen."""
    dawdle(pricing, "agreed_lines")


# Paying off


def test_a_debt_is_paid_off_by_one_of_two():
    results = twice(ledger.pay_off, ReservationFactory(), seen_cents=15000, **ENTRY)

    assert outcomes(results) == {"Act": 1, "NotOutstanding": 1}
    assert Reservation.objects.get().paid_cents == 15000
    assert_books_are_right()


def test_without_the_lock_it_is_paid_twice(loose):
    twice(ledger.pay_off, ReservationFactory(), seen_cents=15000, **ENTRY)

    assert Payment.objects.count() == 2


def test_two_who_record_the_same_pile_record_each_once():
    evening = EventFactory()
    rows = ReservationFactory.create_batch(5, event=evening)
    batches = [UUID(int=number, version=4) for number in (1, 2)]

    together(*(partial(bulk.run, ledger.pay_off, rows, batch=batch, **ENTRY, **HOW) for batch in batches))

    assert set(Reservation.objects.values_list("paid_cents", flat=True)) == {15000}
    assert Payment.objects.count() == 5
    assert_books_are_right()


def test_a_pile_that_is_sent_twice_is_recorded_once():
    rows = [ReservationFactory() for _ in range(3)]

    together(*[partial(bulk.run, ledger.pay_off, rows, batch=TOKEN, **ENTRY, **HOW)] * 2)

    assert Payment.objects.count() == 3


# Refunding


def test_a_credit_is_paid_out_by_one_of_two():
    row = ReservationFactory(paid_cents=15000, status="cancelled")

    results = twice(ledger.refund, row, amount_cents=15000, note="Ziek", **ENTRY)

    assert outcomes(results) == {"Act": 1, "BadAmount": 1}
    assert Reservation.objects.get().paid_cents == 0
    assert_books_are_right()


# Reminding


def test_a_level_is_sent_by_one_of_two():
    results = twice(reminders.remind, ReservationFactory(), level=2)

    assert outcomes(results) == {"Act": 1, "AlreadyReminded": 1}
    assert Mail.objects.count() == 1


def test_without_the_lock_it_is_sent_twice(loose):
    twice(reminders.remind, ReservationFactory(), level=2)

    assert list(Mail.objects.values_list("level", flat=True)) == [2, 2]


def test_two_who_remind_the_same_pile_remind_each_once():
    rows = ReservationFactory.create_batch(5, event=EventFactory())
    batches = [UUID(int=number, version=4) for number in (1, 2)]

    together(*(partial(bulk.run, reminders.remind, rows, batch=batch, **HOW) for batch in batches))

    assert Mail.objects.count() == 5
    assert set(Reservation.objects.values_list("reminder_level", flat=True)) == {1}


def test_who_pays_while_they_are_reminded_is_reminded_or_refused_and_the_books_are_right():
    rows = [ReservationFactory() for _ in range(4)]

    results = together(
        *(partial(reminders.remind, row, **HOW) for row in rows),
        *(partial(ledger.pay_off, row, **ENTRY, **HOW) for row in rows),
    )

    assert set(outcomes(results)) <= {"Act", "NotOutstanding"}
    assert Payment.objects.count() == 4
    assert_books_are_right()


# Promising, deciding


def test_a_promise_is_noted_by_one_of_two():
    results = twice(promises.promise, ReservationFactory(), on=TODAY)

    assert outcomes(results) == {"Act": 1, "NothingChanged": 1}


def test_without_the_lock_it_is_noted_twice(loose):
    assert outcomes(twice(promises.promise, ReservationFactory(), on=TODAY)) == {"Act": 2}


def test_a_decision_is_taken_by_one_of_two():
    results = twice(credit.settle_credit, ReservationFactory(paid_cents=20000), choice="refund")

    assert outcomes(results) == {"Act": 1, "NothingChanged": 1}


def test_without_the_lock_it_is_taken_twice(loose):
    assert outcomes(twice(credit.settle_credit, ReservationFactory(paid_cents=20000), choice="refund")) == {"Act": 2}


def test_what_is_decided_while_the_money_goes_back_is_never_left_behind():
    row = ReservationFactory(paid_cents=20000)

    together(
        partial(credit.settle_credit, row, choice="keep", **HOW),
        partial(ledger.refund, row, amount_cents=5000, note="Te veel", **ENTRY, **HOW),
    )

    row.refresh_from_db()
    assert (row.credit_cents, row.credit_as) == (0, "")
    assert_books_are_right()


def test_a_double_click_is_one_act():
    row = ReservationFactory()

    results = together(*[partial(promises.promise, row, on=TODAY, token=TOKEN, **HOW)] * 8)

    assert len(set(results)) == 1
    assert Act.objects.count() == 1


# Letters


@pytest.mark.parametrize("before", [0, 1])
def test_a_letter_is_replaced_by_one_of_two(before):
    """Nothing is locked: that one row is replaced once, the database keeps."""
    staff = UserFactory()
    for _ in range(before):
        wordings.put(Wording(1, "nl", "Nul", "x\n"), seen=0, by=staff, at=NOON)
    seen = wordings.in_force(1, "nl").seen

    results = together(
        *(
            partial(wordings.put, Wording(1, "nl", text, "x\n"), seen=seen, by=staff, at=NOON)
            for text in ("Een", "Twee")
        )
    )

    assert outcomes(results) == {"LetterTemplate": 1, "StaleVersion": 1}
    assert LetterTemplate.objects.count() == before + 1
