"""What is said of a debt or a credit goes with it, and comes back with it (R6)."""

from datetime import timedelta

import pytest

from reservations import credit, ledger, lifecycle, promises, reminders, undo
from reservations.refusals import NothingChanged
from reservations.status import Status
from tests.factories import NOON, TODAY, ReservationFactory
from tests.naive import restorable

pytestmark = pytest.mark.django_db
HOW = {"by": None, "at": NOON}
ENTRY = {"method": "pin", "received_on": TODAY, "note": "Te veel", **HOW}
PROMISED = TODAY + timedelta(days=4)


@pytest.fixture
def debtor():
    """Owes 150 euro, was reminded twice and promised to pay."""
    return ReservationFactory(reminded_at=NOON - timedelta(days=9), reminder_level=2, promised_on=PROMISED)


def said(row):
    row.refresh_from_db()
    return row.reminder_level, row.promised_on, row.credit_as


def pay(row, cents):
    return ledger.record_payment(row, amount_cents=cents, **ENTRY)


def refund(row, cents):
    return ledger.refund(row, amount_cents=cents, **ENTRY)


def grow(row, guests=3):
    return lifecycle.edit(row, {"guests": guests}, **HOW)


def take_back(act):
    return undo.take_back(act, **HOW)


# A debt


@pytest.mark.parametrize("cents", [1, 14999, 15000, 15001])
def test_paying_changes_nothing_that_was_said_of_the_debt(debtor, cents):
    pay(debtor, cents)

    assert said(debtor) == (2, PROMISED, "")


def test_what_is_left_of_a_debt_is_the_same_debt(debtor):
    pay(debtor, 14999)
    grow(debtor)

    assert said(debtor) == (2, PROMISED, "")


@pytest.mark.parametrize("anew", [grow, lambda row: refund(row, 1)], ids=["grown", "refunded"])
def test_a_new_debt_is_reminded_of_from_the_start(debtor, anew):
    pay(debtor, 15000)

    anew(debtor)

    assert said(debtor) == (0, None, "")
    assert reminders.remind(debtor, **HOW).data["level"] == 1


def test_a_booking_that_is_taken_up_again_is_a_new_debt(debtor):
    lifecycle.cancel(debtor, reason="Ziek", **HOW)
    assert said(debtor) == (2, PROMISED, "")

    lifecycle.reactivate(debtor, **HOW)

    assert said(debtor) == (0, None, "")


def test_a_payment_that_was_no_payment_leaves_the_old_debt(debtor):
    paid = pay(debtor, 15000)

    take_back(paid)

    assert said(debtor) == (2, PROMISED, "")


def test_an_entry_that_is_countered_leaves_the_old_debt(debtor):
    paid = pay(debtor, 15000)

    ledger.counter(paid.payment, **HOW)

    assert said(debtor) == (2, PROMISED, "")


def test_who_owes_nothing_yet_has_no_debt():
    row = ReservationFactory(status=Status.PENDING, paid_cents=15000, promised_on=PROMISED)

    refund(row, 1)

    assert said(row) == (0, PROMISED, "")


# A credit


@pytest.fixture
def creditor():
    """Paid 50 euro too much, to be kept."""
    row = ReservationFactory(paid_cents=20000)
    credit.settle_credit(row, choice="keep", **HOW)
    return row


@pytest.mark.parametrize(
    ("gone", "left"),
    [(grow, ""), (lambda row: refund(row, 5000), ""), (lambda row: refund(row, 1), "keep")],
)
def test_what_was_decided_goes_when_the_credit_is_gone(creditor, gone, left):
    gone(creditor)

    assert said(creditor) == (0, None, left)


@pytest.mark.parametrize(
    "more", [lambda row: pay(row, 1), lambda row: lifecycle.cancel(row, reason="Ziek", **HOW), lambda row: grow(row, 1)]
)
def test_of_more_credit_it_is_asked_anew(creditor, more):
    more(creditor)

    assert said(creditor) == (0, None, "")


def test_a_payment_on_a_cancelled_booking_is_credit_to_decide_on():
    row = ReservationFactory(status=Status.CANCELLED)

    pay(row, 100)

    assert (row.refresh_from_db(), row.credit_cents, row.credit_as) == (None, 100, "")


@pytest.mark.parametrize(
    "act",
    [
        lambda row: pay(row, 1),
        lambda row: refund(row, 1),
        lambda row: refund(row, 5000),
        lambda row: refund(row, 5001),
        grow,
        lambda row: lifecycle.cancel(row, reason="Ziek", **HOW),
    ],
    ids=["paid more", "refunded a cent", "refunded all", "refunded too much", "grown", "cancelled"],
)
def test_what_is_taken_back_takes_back_what_went_with_it_and_again(creditor, act):
    before = restorable(TODAY)
    done = act(creditor)
    after = restorable(TODAY)

    undone = take_back(done)
    assert restorable(TODAY) == before
    redone = take_back(undone)
    assert restorable(TODAY) == after
    take_back(redone)
    assert restorable(TODAY) == before


def test_a_refund_on_a_debt_that_was_paid_is_taken_back_with_the_reminders_of_the_old_one(debtor):
    pay(debtor, 15000)
    done = refund(debtor, 1)
    assert said(debtor) == (0, None, "")

    take_back(done)

    assert said(debtor) == (2, PROMISED, "")


def test_what_was_said_since_is_not_taken_back_with_money(debtor):
    """The money goes back; a promise made on the new debt stays."""
    pay(debtor, 15000)
    done = refund(debtor, 1)
    promises.promise(debtor, on=TODAY, **HOW)

    assert undo.can_take_back(done)
    take_back(done)

    assert said(debtor) == (2, TODAY, "")


def test_a_decision_is_not_done_again_on_a_credit_that_is_gone(creditor):
    """Undo brings the undecided credit back, the credit goes, and there is nothing to decide on any more."""
    decided = creditor.acts.get(kind="credit_settled")
    undone = take_back(decided)
    refund(creditor, 5000)

    with pytest.raises(NothingChanged):
        take_back(undone)
    assert said(creditor) == (0, None, "")
