"""Whatever staff do, in whatever order: no seat is sold twice, and the books equal their rows.

`HYPOTHESIS_PROFILE=deep pytest tests/reservations/test_properties.py` looks for longer.
"""

from collections import defaultdict
from datetime import time, timedelta
from typing import NamedTuple

import pytest
from django.db import transaction
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from reservations import credit, ledger, lifecycle, programme, promises, reminders, undo
from reservations.models import Act, Event, Mail, Reservation
from reservations.pricing import ExtraWish
from reservations.refusals import CannotUndo, Refusal
from reservations.status import COUNTS_AS_OMZET, Status
from tests import naive
from tests.factories import (
    AMSTERDAM,
    NOON,
    TODAY,
    ArrangementFactory,
    CustomerFactory,
    EventFactory,
    ExtraFactory,
    ReservationFactory,
    UserFactory,
    party,
)
from tests.verbs import VERBS, act

pytestmark = pytest.mark.django_db
PLACING = [lifecycle.book, lifecycle.place_option, lifecycle.invite, lifecycle.submit, lifecycle.request]
PLACING += [lifecycle.walk_in]
ENTERING = [ledger.record_payment, ledger.record_payment, ledger.refund]
# One rule that picks evenly: of many rules hypothesis leaves most out of a run. What is named twice happens twice.
WHAT = ["place", "step", "edit", "take_back"] * 2
WHAT += ["step", "move", "enter", "remind", "resize", "reschedule", "wait", "promise", "settle"]


class Chance(NamedTuple):
    """What decides whom and what an act is about."""

    n: int
    m: int
    guests: int
    cents: int
    overbook: str
    back: bool


chances = st.builds(
    Chance,
    n=st.integers(0, 99),
    m=st.integers(0, 99),
    guests=st.integers(1, 8),
    cents=st.integers(1, 60000),
    # Nobody goes over capacity; somebody at the desk tries to; the boss does.
    overbook=st.sampled_from(["", "", "", "", "staff", "boss"]),
    back=st.booleans(),
)


class Desk(RuleBasedStateMachine):
    """Days at the desk: three small evenings with a reservation in every state, and all that can be done to them."""

    def __init__(self):
        super().__init__()
        self.savepoint = transaction.savepoint()
        self.at = NOON
        self.over = defaultdict(int)
        self.may_go_over, self.is_checked = False, True
        self.state = naive.restorable(TODAY)

    def teardown(self):
        transaction.savepoint_rollback(self.savepoint)

    @property
    def today(self):
        return self.at.astimezone(AMSTERDAM).date()

    def pick(self, model, number):
        rows = model.objects.order_by("pk")
        return rows[number % rows.count()]

    def how(self, overbook):
        self.may_go_over = overbook == "boss"
        return {"by": self.users[overbook or "staff"], "at": self.at, "overbook": overbook}

    def attempt(self, verb, *args, back=False, **how):
        """Do it; a refusal must have changed nothing, and what was done can be undone and done again exactly."""
        acts = Act.objects.count()
        try:
            done = verb(*args, **how)
        except Refusal:
            assert (naive.restorable(self.today), Act.objects.count()) == (self.state, acts)
            return
        before, self.state, self.is_checked = self.state, naive.restorable(self.today), False
        if back and done.kind not in {*undo.FINAL, Act.Kind.PLACED, Act.Kind.REMINDED}:
            self.go_there_and_back(done, before, self.state)

    def go_there_and_back(self, done, before, after):
        over = self.worst()
        how = {"by": self.users["boss"], "at": self.at}
        try:
            undone = undo.take_back(done, **how)
            assert naive.restorable(self.today) == before
            over = max(over, self.worst())
            undo.take_back(undone, **how)
            assert naive.restorable(self.today) == after
        except CannotUndo:
            # Only where an evening is too full may a way back be closed.
            assert over > 0 or max(self.over.values(), default=0) > 0
            self.state = naive.restorable(self.today)

    def worst(self):
        return max(naive.seats_held(event, at=self.at) - event.capacity for event in Event.objects.all())

    @rule(what=st.sampled_from(WHAT), chance=chances)
    def somebody_acts(self, what, chance):
        getattr(self, what)(chance)

    def place(self, chance):
        wish = [ExtraWish(self.extra, chance.guests)] if chance.guests > 4 else []
        what = party(
            event=self.pick(Event, chance.n),
            customer=self.customers[chance.m % 3],
            guests=chance.guests,
            arrangement=self.arrangements[chance.cents % 3],
            extras=wish,
        )
        self.attempt(PLACING[chance.m % len(PLACING)], what, **self.how(chance.overbook))

    def step(self, chance):
        """Mostly a move that the row's state allows, sometimes any."""
        row = self.pick(Reservation, chance.n)
        possible = [name for name in VERBS if VERBS[name].leads_from(row.status) or chance.cents % 5 == 0]
        name = possible[chance.m % len(possible)]
        more = {"arrangement": self.arrangements[chance.cents % 3]} if name == "confirm" else {}
        self.attempt(act, name, row, back=chance.back, **self.how(chance.overbook), **more)

    def edit(self, chance):
        changes = {
            "guests": chance.guests,
            "arrangement": self.arrangements[chance.cents % 2],
            "discount_cents": chance.cents,
        }
        chosen = {name: changes[name] for bit, name in enumerate(changes) if (1 + chance.m % 7) >> bit & 1}
        row = self.pick(Reservation, chance.n)
        self.attempt(lifecycle.edit, row, chosen, back=chance.back, **self.how(chance.overbook))

    def move(self, chance):
        row, to = self.pick(Reservation, chance.n), self.pick(Event, chance.m)
        self.attempt(lifecycle.move, row, to=to, back=chance.back, **self.how(chance.overbook))

    def enter(self, chance):
        entry = {"amount_cents": chance.cents, "method": "pin", "received_on": self.today, "note": "Ziek"}
        row = self.pick(Reservation, chance.n)
        self.attempt(ENTERING[chance.m % 3], row, back=chance.back, **entry, **self.how(""))

    def remind(self, chance):
        level = [None, None, 1, 2, 3][chance.m % 5]
        self.attempt(reminders.remind, self.pick(Reservation, chance.n), level=level, **self.how(""))

    def promise(self, chance):
        row, on = self.pick(Reservation, chance.n), self.today + timedelta(days=chance.m % 9 - 1)
        self.attempt(promises.promise, row, on=on, back=chance.back, **self.how(""))

    def settle(self, chance):
        row, choice = self.pick(Reservation, chance.n), ["refund", "keep"][chance.m % 2]
        self.attempt(credit.settle_credit, row, choice=choice, back=chance.back, **self.how(""))

    def take_back(self, chance):
        if Act.objects.exists():
            self.attempt(undo.take_back, self.pick(Act, chance.n), **self.how(chance.overbook))

    def resize(self, chance):
        changes = {"capacity": 1 + chance.m % 16}
        event = self.pick(Event, chance.n)
        self.attempt(programme.edit, event, changes, back=chance.back, **self.how(chance.overbook))

    def reschedule(self, chance):
        event = self.pick(Event, chance.n)
        changes = {"date": event.date + timedelta(days=chance.m % 12 - 2)}
        self.attempt(programme.edit, event, changes, back=chance.back, **self.how(""))

    def wait(self, chance):
        self.at += timedelta(hours=[1, 12, 24, 100, 200][chance.m % 5])
        sent = list(reminders.deliver_due(clock=lambda: self.at))
        self.state, self.is_checked = naive.restorable(self.today), False
        assert not [mail for mail in sent if (mail.sent_at is None) is (mail.skipped_at is None)]

    @invariant()
    def no_seat_is_sold_twice_and_the_books_equal_their_rows(self):
        if self.is_checked:
            return
        over = naive.assert_books_are_right(at=self.at, today=self.today)
        if not self.may_go_over:
            assert {pk: n for pk, n in over.items() if n > max(0, self.over[pk])} == {}
        self.over, self.may_go_over, self.is_checked = defaultdict(int, over), False, True
        self.every_row_makes_sense()

    def every_row_makes_sense(self):
        for row in Reservation.objects.select_related("event").prefetch_related("lines"):
            assert row.due_on or row.status not in COUNTS_AS_OMZET
            assert {line.quantity for line in row.lines.all() if line.arrangement_id} <= {row.guests}
            assert not row.is_live_option(at=self.at) or row.option_expires_at <= row.event.starts_at
            assert not row.credit_as or row.credit_cents
        assert not Mail.objects.filter(withdrawn_at__isnull=False, claimed_at__isnull=False).exists()


@pytest.fixture
def house():
    """What every run starts from, and goes back to."""
    Desk.users = {"staff": UserFactory(), "boss": UserFactory(is_superuser=True)}
    Desk.customers = [CustomerFactory(email=email) for email in ("a@example.nl", "b@example.nl", "")]
    Desk.arrangements = [ArrangementFactory(), ArrangementFactory(code="BWFM", name="Premium"), None]
    Desk.extra = ExtraFactory(minimum=2)
    evenings = [
        EventFactory(date=TODAY + timedelta(days=days), start=time(20), capacity=capacity)
        for days, capacity in [(8, 8), (12, 10), (40, 5)]
    ]
    for n, status in enumerate([*Status, Status.OPTION]):
        ReservationFactory(event=evenings[n % 2], customer=Desk.customers[n % 3], status=status, guests=2 + n % 2)


def test_whatever_is_done_in_whatever_order_seats_money_and_sums_are_right(house):
    run_state_machine_as_test(Desk)
