"""Whoever is merged and parted in whatever order: nothing is lost, nothing is doubled, and the books equal their rows.

`HYPOTHESIS_PROFILE=deep pytest tests/reservations/customers/test_merging_properties.py` looks for longer.
"""

import pytest
from django.db import transaction
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from crm import merging as preview
from crm.alike import marks_of
from crm.identity import Details
from crm.models import Customer, Note, Tag
from crm.words import words_of
from reservations import lifecycle, undo
from reservations.customers import acts, merging
from reservations.models import Act, Reservation
from reservations.refusals import Refusal
from tests import naive
from tests.factories import NOON, CompanyFactory, CustomerFactory, EventFactory, party

pytestmark = pytest.mark.django_db
HOW = {"by": None, "at": NOON}
ADDRESSES = ["a@abc.nl", "b@abc.nl", "c@abc.nl", "", "d@abc.nl"]
some = st.integers(0, 99)


class People(RuleBasedStateMachine):
    """Five customers who book, are edited, tagged, merged and parted."""

    def __init__(self):
        super().__init__()
        self.savepoint = transaction.savepoint()
        self.event = EventFactory(capacity=500)
        self.firm = CompanyFactory(name="ABC")
        for n, email in enumerate(ADDRESSES):
            CustomerFactory(email=email, first_name="" if n == 1 else "Anna", last_name="" if n == 1 else f"Bos{n}",
                            company=self.firm if n == 2 else None, phone="+31612345678" if n > 2 else "")  # fmt: skip
        self.tags = [Tag.objects.create(name=name) for name in ("VIP!", "Groot")]

    def teardown(self):
        transaction.savepoint_rollback(self.savepoint)

    def one_of(self, rows, n):
        found = list(rows.order_by("pk"))
        return found[n % len(found)]

    def done(self, verb, *what, **how):
        """Whether it was done; what is refused changes nothing."""
        before = naive.everything()
        try:
            return verb(*what, **HOW, **how)
        except Refusal:
            assert naive.everything() == before
            return None

    @rule(n=some, guests=st.integers(1, 4))
    def book(self, n, guests):
        """By an address, of whomever it is by now."""
        address = ADDRESSES[n % 5]
        details = Details(email=address, company="" if address else "abc", last_name="Bos", first_name="Anna")
        made = lifecycle.place_option(party(event=self.event, customer=details, guests=guests), **HOW)
        assert made.reservation.customer.merged_into_id is None

    @rule(n=some)
    def cancel(self, n):
        if Reservation.objects.exists():
            self.done(lifecycle.release, self.one_of(Reservation.objects, n))

    @rule(n=some, m=some)
    def confirm(self, n, m):
        if Reservation.objects.exists():
            arrangement = self.event.type.prices.order_by("pk").first().arrangement
            self.done(lifecycle.confirm, self.one_of(Reservation.objects, n), arrangement=arrangement)

    @rule(n=some, field=st.sampled_from(["first_name", "phone", "email", "remarks"]), m=some)
    def edit(self, n, field, m):
        values = {"email": f"x{m}@abc.nl", "phone": "+31687654321", "first_name": "Carla", "remarks": f"n{m}"}
        self.done(acts.edit, self.one_of(Customer.objects, n), {field: values[field]})

    @rule(n=some, m=some)
    def tag(self, n, m):
        self.done(acts.tag, self.one_of(Customer.objects, n), tag=self.tags[m % 2])

    @rule(n=some)
    def note(self, n):
        self.done(acts.write_note, self.one_of(Customer.objects, n), text="Belt graag")

    @rule(n=some, m=some, chosen=st.sampled_from(["", "email", "first_name", "last_name", "phone", "remarks"]))
    def merge(self, n, m, chosen):
        kept, other = self.one_of(Customer.objects, n), self.one_of(Customer.objects, m)
        reachable, tags = addresses(), tags_of(kept) | tags_of(other)
        choices = {chosen: preview.THEIRS} if chosen else {}
        if self.done(merging.merge, kept, other, choices):
            assert (addresses(), tags_of(kept)) == (reachable, tags)
            assert Customer.objects.get(pk=other.pk).merged_into == kept

    merge_too = merge

    @rule(n=some)
    def take_back(self, n):
        if Act.objects.exists():
            self.done(undo.take_back, self.one_of(Act.objects, n))

    @rule(n=some)
    def take_back_a_merge(self, n):
        merges = Act.objects.filter(kind="merged")
        if merges.exists():
            self.done(undo.take_back, self.one_of(merges, n))

    @rule(n=some, m=some)
    def there_and_back(self, n, m):
        """A merge that is taken back at once leaves everything as it was, and so does merging again."""
        before = self.state()
        act = self.done(merging.merge, self.one_of(Customer.objects, n), self.one_of(Customer.objects, m))
        if act:
            merged = self.state()
            undone = undo.take_back(act, **HOW)
            assert self.state() == before
            again = undo.take_back(undone, **HOW)
            assert self.state() == merged
            undo.take_back(again, **HOW)

    def state(self):
        hidden = {"version"}
        people = [{k: v for k, v in row.items() if k not in hidden} for row in Customer.objects.order_by("pk").values()]
        told = [set(model.objects.values_list("pk", "customer")) for model in merging.MOVED.values()]
        return naive.restorable(NOON.date()), people, told, stored_words()

    @invariant()
    def nothing_is_lost_or_doubled(self):
        naive.assert_books_are_right()
        aliases = set(Customer.objects.exclude(merged_into=None).values_list("pk", flat=True))
        for model in (Reservation, Note):
            assert aliases.isdisjoint(model.objects.values_list("customer", flat=True))

    @invariant()
    def everybody_is_found_by_the_words_of_their_rows(self):
        wanted = {}
        for row in Customer.objects.select_related("company"):
            wanted.setdefault(end_of(row).pk, set()).update(words_of(row) | marks_of(row))
        assert stored_words() == wanted


def end_of(row):
    while row.merged_into is not None:
        row = row.merged_into
    return row


def tags_of(customer):
    return set(customer.taggings.values_list("tag", flat=True))


def addresses():
    return set(Customer.objects.values_list("email", flat=True)) - {""}


def stored_words():
    return {
        row.pk: {bytes(word) for word in row.search_words.values_list("word", flat=True)}
        for row in Customer.objects.filter(search_words__isnull=False).distinct()
    }


def test_customers_keep_what_is_theirs():
    run_state_machine_as_test(People)
