"""Whatever staff do, in whatever order: no seat is sold twice, and the books equal their rows.

`HYPOTHESIS_PROFILE=deep pytest tests/reservations/test_properties.py` looks for longer.
"""

from collections import defaultdict
from datetime import time, timedelta

import pytest
from django.db import transaction
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from reservations import ledger, lifecycle, programme, reminders, undo
from reservations.models import Act, Event, Mail, Reservation
from reservations.pricing import ExtraWish
from reservations.refusals import CannotUndo, Refusal
from reservations.status import COUNTS_AS_OMZET
from tests import naive
from tests.factories import (
    AMSTERDAM,
    NOON,
    TODAY,
    ArrangementFactory,
    CustomerFactory,
    EventFactory,
    ExtraFactory,
    UserFactory,
    party,
)
from tests.verbs import VERBS, act

pytestmark = pytest.mark.django_db
PLACING = [lifecycle.book, lifecycle.place_option, lifecycle.invite, lifecycle.submit, lifecycle.request]
which = st.integers(0, 99)
guests = st.integers(1, 8)
cents = st.integers(1, 60000)
# Nobody goes over capacity; somebody at the desk tries to; the boss does.
overbook = st.sampled_from(["", "", "", "", "staff", "boss"])
there_and_back = st.booleans()


class Desk(RuleBasedStateMachine):
    """A week at the desk: three small evenings, three customers, and everything that can be done to them."""

    @initialize(capacities=st.lists(st.integers(4, 12), min_size=3, max_size=3))
    def open_the_house(self, capacities):
        self.savepoint = transaction.savepoint()
        self.at = NOON
        self.users = {"staff": UserFactory(), "boss": UserFactory(is_superuser=True)}
        days = [TODAY + timedelta(days=day) for day in (1, 4, 40)]
        for day, capacity in zip(days, capacities, strict=True):
            EventFactory(date=day, start=time(20), capacity=capacity)
        self.customers = [CustomerFactory(email=email) for email in ("a@example.nl", "b@example.nl", "")]
        self.arrangements = [ArrangementFactory(), ArrangementFactory(code="BWFM", name="Premium"), None]
        self.extra = ExtraFactory(minimum=2)
        self.over = defaultdict(int)
        self.may_go_over = False
        self.rescheduled = set()

    def teardown(self):
        if hasattr(self, "savepoint"):
            transaction.savepoint_rollback(self.savepoint)

    @property
    def today(self):
        return self.at.astimezone(AMSTERDAM).date()

    def pick(self, model, number):
        pks = list(model.objects.order_by("pk").values_list("pk", flat=True))
        return model.objects.get(pk=pks[number % len(pks)]) if pks else None

    def how(self, overbook):
        self.may_go_over = overbook == "boss"
        return {"by": self.users[overbook or "staff"], "at": self.at, "overbook": overbook}

    def attempt(self, verb, *args, back=False, **how):
        """Do it; a refusal must have changed nothing, and what was done can be undone and done again exactly."""
        before, acts = naive.restorable(self.today), Act.objects.count()
        try:
            done = verb(*args, **how)
        except Refusal:
            assert (naive.restorable(self.today), Act.objects.count()) == (before, acts)
            return
        if back and done.kind not in {*undo.FINAL, Act.Kind.PLACED, Act.Kind.REMINDED}:
            self.go_there_and_back(done, before)

    def go_there_and_back(self, done, before):
        over, after = self.worst(), naive.restorable(self.today)
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

    def worst(self):
        return max(naive.seats_held(event, at=self.at) - event.capacity for event in Event.objects.all())

    @rule(verb=st.sampled_from(PLACING), n=which, who=which, size=guests, what=which, drinks=guests, over=overbook)
    def place(self, verb, n, who, size, what, drinks, over):
        wish = [ExtraWish(self.extra, drinks)] if drinks > 4 else []
        event, customer = self.pick(Event, n), self.customers[who % 3]
        what = party(event=event, customer=customer, guests=size, arrangement=self.arrangements[what % 3], extras=wish)
        self.attempt(verb, what, **self.how(over))

    @rule(name=st.sampled_from(sorted(VERBS)), n=which, what=which, over=overbook, back=there_and_back)
    def make_a_move(self, name, n, what, over, back):
        if row := self.pick(Reservation, n):
            more = {"arrangement": self.arrangements[what % 3]} if name == "confirm" else {}
            self.attempt(act, name, row, back=back, **self.how(over), **more)

    @rule(n=which, size=guests, what=which, off=cents, parts=st.integers(1, 7), over=overbook, back=there_and_back)
    def edit(self, n, size, what, off, parts, over, back):
        if row := self.pick(Reservation, n):
            changes = {"guests": size, "arrangement": self.arrangements[what % 2], "discount_cents": off}
            chosen = {name: changes[name] for bit, name in enumerate(changes) if parts >> bit & 1}
            self.attempt(lifecycle.edit, row, chosen, back=back, **self.how(over))

    @rule(n=which, to=which, over=overbook, back=there_and_back)
    def move(self, n, to, over, back):
        if row := self.pick(Reservation, n):
            self.attempt(lifecycle.move, row, to=self.pick(Event, to), back=back, **self.how(over))

    @rule(verb=st.sampled_from([ledger.record_payment, ledger.refund]), n=which, amount=cents, back=there_and_back)
    def enter(self, verb, n, amount, back):
        if row := self.pick(Reservation, n):
            entry = {"amount_cents": amount, "method": "pin", "received_on": self.today, "note": "Ziek"}
            self.attempt(verb, row, back=back, **entry, **self.how(""))

    @rule(n=which)
    def remind(self, n):
        if row := self.pick(Reservation, n):
            self.attempt(reminders.remind, row, **self.how(""))

    @rule(n=which, over=overbook)
    def take_back(self, n, over):
        if done := self.pick(Act, n):
            self.attempt(undo.take_back, done, **self.how(over))

    @rule(n=which, capacity=st.integers(1, 16), over=overbook, back=there_and_back)
    def resize(self, n, capacity, over, back):
        self.attempt(programme.edit, self.pick(Event, n), {"capacity": capacity}, back=back, **self.how(over))

    @rule(n=which, days=st.integers(-2, 9), back=there_and_back)
    def reschedule(self, n, days, back):
        event = self.pick(Event, n)
        self.rescheduled.add(event.pk)
        self.attempt(programme.edit, event, {"date": event.date + timedelta(days=days)}, back=back, **self.how(""))

    @rule(hours=st.sampled_from([1, 12, 24, 100, 200]))
    def time_passes(self, hours):
        self.at += timedelta(hours=hours)
        sent = list(reminders.deliver_due(at=self.at))
        assert not [mail for mail in sent if (mail.sent_at is None) is (mail.skipped_at is None)]

    @invariant()
    def no_seat_is_sold_twice_and_the_books_equal_their_rows(self):
        over = naive.assert_books_are_right(at=self.at, today=self.today)
        if not self.may_go_over:
            assert {pk: n for pk, n in over.items() if n > max(0, self.over[pk])} == {}
        self.over, self.may_go_over = defaultdict(int, over), False

    @invariant()
    def every_row_makes_sense(self):
        for row in Reservation.objects.select_related("event").prefetch_related("lines"):
            assert row.due_on or row.status not in COUNTS_AS_OMZET
            assert {line.quantity for line in row.lines.all() if line.arrangement_id} <= {row.guests}
            if row.option_expires_at and row.event_id not in self.rescheduled:
                assert row.option_expires_at <= row.event.starts_at

    @invariant()
    def what_was_withdrawn_was_never_sent(self):
        assert not Mail.objects.filter(withdrawn_at__isnull=False, claimed_at__isnull=False).exists()


def test_whatever_is_done_in_whatever_order_seats_money_and_sums_are_right():
    run_state_machine_as_test(Desk)
