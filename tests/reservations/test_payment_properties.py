"""Whatever is owed, paid, promised, reminded of and refunded, in whatever order: no letter twice for one debt, and
nothing that was said of one balance is believed of another.

`HYPOTHESIS_PROFILE=deep pytest tests/reservations/test_payment_properties.py` looks for longer.
"""

from collections import Counter
from datetime import timedelta
from typing import NamedTuple

import pytest
from django.core import mail as outbox
from django.db import transaction
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from reservations import bulk, credit, ledger, lifecycle, promises, reminders, undo
from reservations.models import Act, Mail, Reservation
from reservations.refusals import PromiseStands, Refusal
from reservations.status import COUNTS_AS_OMZET, OFF, Status
from tests import naive
from tests.factories import AMSTERDAM, NOON, TODAY, ArrangementFactory, EventFactory, ReservationFactory, UserFactory

pytestmark = pytest.mark.django_db
WHAT = ["pay", "pay_off", "refund", "promise", "settle", "remind", "remind_all", "resize", "turn", "wait", "take_back"]
BACK_AND_AGAIN = {Act.Kind.PAID, Act.Kind.REFUNDED, Act.Kind.PROMISED, Act.Kind.CREDIT_SETTLED, Act.Kind.EDITED}
BACK_AND_AGAIN |= {Act.Kind.CANCELLED, Act.Kind.REACTIVATED}


class Chance(NamedTuple):
    n: int
    cents: int
    days: int
    level: int | None
    batch: object
    back: bool


chances = st.builds(
    Chance,
    n=st.integers(0, 99),
    cents=st.sampled_from([1, 7499, 7500, 7501, 15000, 15001]),
    days=st.integers(-2, 5),
    level=st.sampled_from([None, None, None, 1, 2, 3]),
    batch=st.uuids(version=4),
    back=st.booleans(),
)


def owed(row):
    """The slow and obvious way: of what counts, the lines less the ledger."""
    if row.status not in COUNTS_AS_OMZET:
        return 0
    return max(0, row.total_cents - sum(entry.amount_cents for entry in row.payments.all()))


def too_much(row):
    paid = sum(entry.amount_cents for entry in row.payments.all())
    if row.status in OFF:
        return paid
    return max(0, paid - row.total_cents) if row.status in COUNTS_AS_OMZET else 0


class Payments(RuleBasedStateMachine):
    """Weeks of chasing money on three bookings of two persons."""

    def __init__(self):
        super().__init__()
        self.savepoint = transaction.savepoint()
        outbox.outbox.clear()
        self.at = NOON
        # By booking: how many debts there were, as the ledger alone tells it; and the letters that left for each.
        self.debts = Counter()
        self.left = Counter()
        self.owes = {row.pk: owed(row) for row in self.rows()}

    def teardown(self):
        transaction.savepoint_rollback(self.savepoint)

    @property
    def today(self):
        return self.at.astimezone(AMSTERDAM).date()

    @property
    def how(self):
        return {"by": self.user, "at": self.at}

    def rows(self):
        return list(Reservation.objects.order_by("pk").prefetch_related("payments"))

    def pick(self, n):
        rows = self.rows()
        return rows[n % len(rows)]

    def attempt(self, verb, *args, back=False, **how):
        before = naive.restorable(self.today)
        try:
            done = verb(*args, **how, **self.how)
        except Refusal:
            assert naive.restorable(self.today) == before
            return None
        self.count_debts(renewed=done.undoes is None)
        if back and done.kind in BACK_AND_AGAIN:
            self.go_there_and_back(done, before)
        return done

    def go_there_and_back(self, done, before):
        after = naive.restorable(self.today)
        undone = undo.take_back(done, **self.how)
        assert naive.restorable(self.today) == before
        undo.take_back(undone, **self.how)
        assert naive.restorable(self.today) == after

    def count_debts(self, *, renewed):
        for row in self.rows():
            if renewed and owed(row) and not self.owes[row.pk]:
                self.debts[row.pk] += 1
            self.owes[row.pk] = owed(row)

    @rule(what=st.sampled_from(WHAT), chance=chances)
    def somebody_acts(self, what, chance):
        getattr(self, what)(chance)

    def pay(self, chance):
        entry = {"amount_cents": chance.cents, "method": "pin", "received_on": self.today}
        self.attempt(ledger.record_payment, self.pick(chance.n), back=chance.back, **entry)

    def pay_off(self, chance):
        row = self.pick(chance.n)
        was_owed = owed(row)
        done = self.attempt(ledger.pay_off, row, back=chance.back, method="bank", received_on=self.today)
        assert (done is not None) is (was_owed > 0)
        assert owed(self.pick(chance.n)) == 0

    def refund(self, chance):
        entry = {"amount_cents": chance.cents, "method": "pin", "received_on": self.today, "note": "Te veel"}
        self.attempt(ledger.refund, self.pick(chance.n), back=chance.back, **entry)

    def promise(self, chance):
        on = self.today + timedelta(days=chance.days)
        done = self.attempt(promises.promise, self.pick(chance.n), back=chance.back, on=on)
        assert done is None or chance.days >= 0

    def settle(self, chance):
        choice = "refund" if chance.days > 1 else "keep"
        self.attempt(credit.settle_credit, self.pick(chance.n), back=chance.back, choice=choice)

    def remind(self, chance):
        self.attempt(reminders.remind, self.pick(chance.n), level=chance.level)

    def remind_all(self, chance):
        promised = {row.pk for row in self.rows() if owed(row) and row.promised_on and row.promised_on >= self.today}
        for result in bulk.run(reminders.remind, self.rows(), batch=chance.batch, **self.how):
            assert result.refusal or result.reservation.pk not in promised
            assert not isinstance(result.refusal, PromiseStands) or result.reservation.pk in promised

    def resize(self, chance):
        changes = {"guests": 1 + chance.n % 3}
        self.attempt(lifecycle.edit, self.pick(chance.n), changes, back=chance.back)

    def turn(self, chance):
        row = self.pick(chance.n)
        if row.status == Status.CONFIRMED:
            self.attempt(lifecycle.cancel, row, back=chance.back, reason="Ziek")
        else:
            self.attempt(lifecycle.reactivate, row, back=chance.back)

    def wait(self, chance):
        self.at += timedelta(hours=[1, 24, 24, 48][chance.n % 4])
        for mail in reminders.deliver_due(clock=lambda: self.at):
            row = next(row for row in self.rows() if row.pk == mail.reservation_id)
            # Never to who owes nothing, nor about a debt that was paid when another arose.
            assert (mail.sent_at is not None) is (owed(row) > 0 and row.reminder_level >= mail.level)
            if mail.sent_at:
                self.left[row.pk, self.debts[row.pk], mail.level] += 1

    def take_back(self, chance):
        acts = Act.objects.order_by("-pk")
        if acts:
            self.attempt(undo.take_back, acts[chance.n % len(acts)])

    @invariant()
    def no_letter_goes_out_twice_for_one_debt(self):
        assert max(self.left.values(), default=0) <= 1
        assert len(outbox.outbox) == sum(self.left.values())

    @invariant()
    def what_is_said_is_said_of_this_balance(self):
        for row in self.rows():
            assert (row.owed_cents, row.credit_cents) == (owed(row), too_much(row))
            assert not row.credit_as or too_much(row)
            assert row.reminder_level in range(4)
            assert not row.reminder_level or row.reminded_at
        owing = {row.pk for row in self.rows() if owed(row)}
        paid_too_much = {row.pk for row in self.rows() if too_much(row)}
        assert set(Reservation.objects.outstanding().values_list("pk", flat=True)) == owing
        assert set(Reservation.objects.with_credit().values_list("pk", flat=True)) == paid_too_much

    @invariant()
    def the_level_is_the_highest_that_left_or_is_to_leave(self):
        for row in self.rows():
            sent = [level for (pk, debt, level), n in self.left.items() if n and (pk, debt) == (row.pk, self.debts[pk])]
            assert row.reminder_level >= max(sent, default=0)

    @invariant()
    def the_books_equal_their_rows(self):
        naive.assert_books_are_right(at=self.at, today=self.today)
        assert not Mail.objects.filter(withdrawn_at__isnull=False, claimed_at__isnull=False).exists()


@pytest.fixture
def house():
    Payments.user = UserFactory()
    evening = EventFactory(date=TODAY + timedelta(days=60))
    for paid in (0, 15000, 20000):
        ReservationFactory(event=evening, arrangement=ArrangementFactory(), paid_cents=paid, due_on=TODAY)


def test_no_letter_is_sent_twice_and_nothing_is_believed_of_another_balance(house):
    run_state_machine_as_test(Payments)
