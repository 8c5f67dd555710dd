"""Whatever is done to evenings and their bookings, in whatever order: seats add up, and what is undone comes back.

`HYPOTHESIS_PROFILE=deep pytest tests/reservations/test_programme_properties.py` looks for longer.
"""

from collections import defaultdict
from datetime import time, timedelta
from typing import NamedTuple
from uuid import UUID

import pytest
from django.db import transaction
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from reservations import bulk, calling_off, lifecycle, programme, undo
from reservations.models import Act, Event, Reservation
from reservations.refusals import CannotUndo, Refusal
from reservations.seat_sum import SeatSum
from reservations.status import AWAITED, Status
from tests import naive
from tests.factories import (
    AMSTERDAM,
    NOON,
    TODAY,
    ArrangementFactory,
    CustomerFactory,
    EventFactory,
    ReservationFactory,
    UserFactory,
    party,
)
from tests.verbs import VERBS, act

pytestmark = pytest.mark.django_db
PLACING = [lifecycle.book, lifecycle.place_option, lifecycle.submit, lifecycle.request]
WHAT = [
    "book",
    "book",
    "step",
    "create",
    "edit",
    "edit",
    "call_off",
    "call_off",
    "take_back",
    "take_back_batch",
    "wait",
]


class Chance(NamedTuple):
    """What decides which evening an act is about, and how."""

    n: int
    m: int
    guests: int
    boss: bool
    back: bool


chances = st.builds(
    Chance,
    n=st.integers(0, 99),
    m=st.integers(0, 99),
    guests=st.integers(1, 8),
    boss=st.sampled_from([False, False, False, True]),
    back=st.booleans(),
)


class Season(RuleBasedStateMachine):
    """A short season: two small evenings, and everything that can be done to an evening and those who come to it."""

    def __init__(self):
        super().__init__()
        self.savepoint = transaction.savepoint()
        self.at, self.batches = NOON, []
        self.over, self.may_go_over = defaultdict(int), False
        self.state = self.look()

    def teardown(self):
        transaction.savepoint_rollback(self.savepoint)

    @property
    def today(self):
        return self.at.astimezone(AMSTERDAM).date()

    def look(self):
        """All that an undo puts back but for a flag: who was let in over capacity comes back to what room there is."""
        rows, *rest = naive.restorable(self.today)
        return [{name: value for name, value in row.items() if name != "over_capacity"} for row in rows], *rest

    def pick(self, model, number):
        rows = model.objects.order_by("pk")
        return rows[number % rows.count()]

    def how(self, chance):
        self.may_go_over = self.may_go_over or chance.boss
        return {"by": self.users["boss" if chance.boss else "staff"], "at": self.at}

    def attempt(self, verb, *args, back=False, **how):
        """Do it; a refusal must have changed nothing, and what was done can be undone and done again exactly."""
        acts = Act.objects.count()
        try:
            done = verb(*args, **how)
        except Refusal:
            assert (self.look(), Act.objects.count()) == (self.state, acts)
            return
        before, self.state = self.state, self.look()
        if back and done.kind not in {Act.Kind.PLACED, Act.Kind.EVENT_CREATED}:
            self.there_and_back(lambda: undo.take_back(done, by=self.users["boss"], at=self.at), before)

    def there_and_back(self, take_back, before):
        over = max(self.excess().values())
        try:
            undone = take_back()
            assert self.look() == before
            over = max(over, *self.excess().values())
            undo.take_back(undone, by=self.users["boss"], at=self.at)
            assert self.look() == self.state
        except CannotUndo:
            # Only where an evening is too full may a way back be closed.
            assert over > 0 or max(self.over.values(), default=0) > 0
            self.state = self.look()

    def excess(self):
        return {event.pk: naive.seats_held(event, at=self.at) - event.capacity for event in Event.objects.all()}

    @rule(what=st.sampled_from(WHAT), chance=chances)
    def somebody_acts(self, what, chance):
        getattr(self, what)(chance)

    def book(self, chance):
        what = party(event=self.pick(Event, chance.n), customer=self.customers[chance.m % 2], guests=chance.guests)
        self.attempt(PLACING[chance.m % 4], what, **self.how(chance), overbook="Krap" if chance.boss else "")

    def step(self, chance):
        row = self.pick(Reservation, chance.n)
        possible = [name for name in VERBS if VERBS[name].leads_from(row.status)]
        more = {"arrangement": self.arrangement} if possible[chance.m % len(possible)] == "confirm" else {}
        self.attempt(act, possible[chance.m % len(possible)], row, back=chance.back, **self.how(chance), **more)

    def create(self, chance):
        like = self.pick(Event, chance.n)
        values = {
            "show_id": like.show_id, "type_id": like.type_id, "date": TODAY + timedelta(days=chance.m % 30),
            "doors": time(19), "start": time(18 + chance.m % 4), "end": time(23), "capacity": chance.m % 12,
            "prices": {self.arrangement.pk: chance.guests},
        }  # fmt: skip
        self.attempt(programme.create, values, **self.how(chance))

    def edit(self, chance):
        event = self.pick(Event, chance.n)
        changes = [
            {"capacity": 1 + chance.m % 14},
            {"active": chance.m % 2 == 0},
            {"date": event.date + timedelta(days=chance.m % 9 - 2)},
            {"start": time(18 + chance.m % 4), "notes": "Later"},
            {"arrangements": [self.arrangement.pk] * (chance.m % 2), "prices": {self.arrangement.pk: chance.m}},
        ][chance.guests % 5]
        overbook = "Krap" if chance.boss else ""
        self.attempt(programme.edit, event, changes, back=chance.back, overbook=overbook, **self.how(chance))

    def call_off(self, chance):
        """After which nobody is awaited any more; and all of it comes back, unless there is no room for it."""
        event, before = self.pick(Event, chance.n), self.state
        batch = UUID(int=len(self.batches) + 1)
        try:
            results = calling_off.call_off(event, reason="Ziek", batch=batch, **self.how(chance))
        except Refusal:
            assert self.look() == before
            return
        self.batches.append(batch)
        self.state = self.look()
        event.refresh_from_db()
        assert [result.refusal for result in results] == [None] * len(results)
        assert not event.active
        assert not Reservation.objects.filter(event=event, status__in=AWAITED).exists()
        if chance.back:
            self.call_back(batch, before)

    def call_back(self, batch, before):
        how = {"by": self.users["boss"], "at": self.at}
        undone = bulk.take_back(batch, **how)
        if all(result.act for result in undone):
            assert self.look() == before
            bulk.take_back(bulk.undo_of(batch), **how)
            assert self.look() == self.state
        else:
            # Those who were let in over capacity come back as far as there is room.
            assert max(self.over.values(), default=0) > 0
        self.state = self.look()

    def take_back(self, chance):
        if Act.objects.exists():
            self.attempt(undo.take_back, self.pick(Act, chance.n), **self.how(chance))

    def take_back_batch(self, chance):
        """Whenever: what can come back does, each for itself."""
        if self.batches:
            bulk.take_back(self.batches[chance.n % len(self.batches)], **self.how(chance))
            self.state = self.look()

    def wait(self, chance):
        self.at += timedelta(hours=[1, 12, 24, 100][chance.m % 4])
        self.state = self.look()

    @invariant()
    def no_seat_is_sold_twice_and_every_sum_is_its_rows(self):
        over = naive.assert_books_are_right(at=self.at, today=self.today)
        if not self.may_go_over:
            assert {pk: n for pk, n in over.items() if n > max(0, self.over[pk])} == {}
        self.over, self.may_go_over = defaultdict(int, over), False
        for event in Event.objects.with_programme():
            found = SeatSum(event, at=self.at)
            assert found.fill.taken == naive.seats_held(event, at=self.at)
            assert event.doors <= event.start


@pytest.fixture
def house():
    """What every run starts from, and goes back to."""
    Season.users = {"staff": UserFactory(), "boss": UserFactory(is_superuser=True)}
    Season.customers = [CustomerFactory(), CustomerFactory()]
    Season.arrangement = ArrangementFactory()
    evenings = [EventFactory(date=TODAY + timedelta(days=days), capacity=10) for days in (8, 20)]
    for number, status in enumerate(Status):
        ReservationFactory(event=evenings[number % 2], customer=Season.customers[number % 2], status=status)


def test_whatever_is_done_to_evenings_seats_and_sums_are_right(house):
    run_state_machine_as_test(Season)
