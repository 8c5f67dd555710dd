"""Whatever is done to who waits, in whatever order: nobody is booked twice, seats add up, and undo puts back.

`HYPOTHESIS_PROFILE=deep pytest tests/reservations/test_waitlist_properties.py` looks for longer.
"""

import pytest
from django.db import transaction
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from reservations import lifecycle, undo, waitlist
from reservations.models import Act, Reservation, WaitlistEntry
from reservations.refusals import Refusal
from reservations.status import OFF, WAITING
from tests import naive
from tests.factories import NOON, TODAY, ArrangementFactory, CustomerFactory, EventFactory, party

pytestmark = pytest.mark.django_db
HOW = {"by": None, "at": NOON}
some = st.integers(0, 99)


class Line(RuleBasedStateMachine):
    """A small evening, with people who wait for it, book, cancel, and think again."""

    def __init__(self):
        super().__init__()
        self.savepoint = transaction.savepoint()
        self.event = EventFactory(capacity=12, waitlist_open=True)
        self.arrangement, self.customer = ArrangementFactory(), CustomerFactory()

    def teardown(self):
        transaction.savepoint_rollback(self.savepoint)

    def one_of(self, rows, n):
        found = list(rows.order_by("pk"))
        return found[n % len(found)] if found else None

    def done(self, verb, row, **how):
        """Whether it was done; what is refused changes nothing."""
        before = naive.everything()
        try:
            return row is not None and verb(row, **HOW, **how)
        except Refusal:
            assert naive.everything() == before
            return None

    @rule(guests=st.integers(1, 8))
    def come(self, guests):
        self.done(waitlist.add, party(event=self.event, customer=self.customer, guests=guests))

    @rule(guests=st.integers(1, 8))
    def call(self, guests):
        self.done(lifecycle.place_option, party(event=self.event, customer=self.customer, guests=guests))

    @rule(n=some, guests=st.integers(0, 8))
    def edit(self, n, guests):
        entry = self.one_of(WaitlistEntry.objects, n)
        self.done(lambda row, **how: waitlist.edit(row, {"guests": guests}, **how), entry)

    @rule(n=some, verb=st.sampled_from([waitlist.contact, waitlist.close]))
    def step(self, n, verb):
        self.done(verb, self.one_of(WaitlistEntry.objects, n))

    @rule(n=some, booking=st.booleans())
    def book(self, n, booking):
        entry = self.one_of(WaitlistEntry.objects, n)
        act = self.done(waitlist.book, entry, arrangement=self.arrangement if booking else None)
        if act:
            assert act.reservation.guests == WaitlistEntry.objects.get(pk=entry.pk).guests

    @rule(n=some)
    def cancel(self, n):
        self.done(lifecycle.cancel, self.one_of(Reservation.objects.exclude(status__in=OFF), n), reason="Ziek")

    @rule(n=some)
    def take_back(self, n):
        act = self.one_of(Act.objects, n)
        if act is not None and self.done(undo.take_back, act):
            assert Act.objects.get(pk=act.pk).was_taken_back

    @rule(n=some)
    def there_and_back(self, n):
        """The last thing that was done, undone and done again, leaves all as it was."""
        last = Act.objects.order_by("-pk").first()
        before = self.state()
        undone = last and self.done(undo.take_back, last)
        if undone and self.done(undo.take_back, undone):
            assert self.state() == before

    def state(self):
        columns = ("pk", "guests", "status", "reservation", "contacted_at", "notes")
        return naive.restorable(TODAY), list(WaitlistEntry.objects.order_by("pk").values_list(*columns))

    @invariant()
    def nobody_is_booked_twice_or_for_nothing(self):
        for entry in WaitlistEntry.objects.select_related("reservation"):
            assert (entry.status == "booked") == (entry.reservation is not None)
            assert entry.status not in WAITING or entry.guests >= 1

    @invariant()
    def no_seat_is_sold_twice(self):
        assert naive.assert_books_are_right(at=NOON, today=TODAY)[self.event.pk] <= 0


def test_the_waitlist_keeps_its_promises():
    run_state_machine_as_test(Line)
