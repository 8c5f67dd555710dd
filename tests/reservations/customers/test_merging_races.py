"""Somebody books while a merge is made or taken back: the right one gets it. And (as a control) without the locks."""

from datetime import time
from functools import partial

import pytest

from crm import identity
from crm.identity import Details
from crm.models import Customer
from reservations import ledger, lifecycle, programme, undo, waitlist
from reservations.customers import acts, merging
from reservations.models import Reservation, WaitlistEntry
from tests.factories import NOON, TODAY, CustomerFactory, EventFactory, ReservationFactory, party
from tests.naive import assert_books_are_right, now
from tests.together import outcomes, together

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.postgres]
HOW = {"by": None, "at": NOON}
BERT = Details(last_name="Bakker", email="bert@abc.nl")


@pytest.fixture
def kept():
    return CustomerFactory(first_name="Anna", last_name="Visser", email="anna@abc.nl")


@pytest.fixture
def other():
    return CustomerFactory(first_name="Bert", last_name="Bakker", email="bert@abc.nl")


def evenings(count):
    return EventFactory.create_batch(count, waitlist_open=True)


def book_each(customer, count):
    return [partial(lifecycle.book, party(customer=customer, event=event), **HOW) for event in evenings(count)]


def owners():
    rows = [*Reservation.objects.select_related("customer"), *WaitlistEntry.objects.select_related("customer")]
    return {row.customer for row in rows}


@pytest.mark.parametrize("by_hand", [False, True], ids=["by address", "by hand"])
def test_bookings_while_they_are_merged_are_the_survivors(kept, other, by_hand):
    ReservationFactory(customer=other)
    waiting = [
        partial(waitlist.add, party(customer=other if by_hand else BERT, event=event), **HOW) for event in evenings(4)
    ]

    results = together(
        *book_each(other if by_hand else BERT, 6), *waiting, partial(merging.merge, kept, now(other), **HOW)
    )

    assert outcomes(results) == {"Act": 11}
    assert owners() == {kept}
    assert_books_are_right()


def test_without_the_lock_a_booking_stays_behind(kept, other, no_locks, dawdle):
    dawdle(identity, "hold")

    together(*book_each(BERT, 4), partial(merging.merge, kept, other, **HOW))

    assert other in owners()


def test_bookings_while_a_merge_is_taken_back_are_of_either_and_none_is_lost(kept, other):
    theirs = ReservationFactory(customer=other)
    act = merging.merge(kept, other, **HOW)

    results = together(*book_each(BERT, 8), partial(undo.take_back, act, **HOW))

    assert outcomes(results) == {"Act": 9}
    assert now(theirs).customer == other
    undone = results[-1]
    for row in Reservation.objects.filter(customer=kept):
        # Whoever was booked for the survivor was so before the merge was taken back.
        assert row.acts.get().pk < undone.pk
    for row in Reservation.objects.filter(customer=other).exclude(pk=theirs.pk):
        assert row.acts.get().pk > undone.pk
    assert_books_are_right()


def test_of_two_who_merge_the_same_two_the_other_way_round_one_is_told(kept, other):
    results = together(partial(merging.merge, kept, other, **HOW), partial(merging.merge, other, kept, **HOW))

    assert outcomes(results) == {"Act": 1, "MergedMeanwhile": 1}
    assert Customer.objects.standing().count() == 1


def test_without_the_lock_both_are_merged_into_the_other(kept, other, no_locks, dawdle):
    dawdle(merging, "_require_mergeable")

    results = together(partial(merging.merge, kept, other, **HOW), partial(merging.merge, other, kept, **HOW))

    assert outcomes(results) != {"Act": 1, "MergedMeanwhile": 1}


def test_a_merge_is_taken_back_by_one_of_two(kept, other):
    act = merging.merge(kept, other, **HOW)

    results = together(*[partial(undo.take_back, act, **HOW)] * 2)

    assert outcomes(results) == {"Act": 1, "CannotUndo": 1}


def test_a_ring_of_merges_leaves_nobody_in_it():
    people = CustomerFactory.create_batch(4)
    for customer in people:
        ReservationFactory(customer=customer)

    results = together(*(partial(merging.merge, people[n], people[(n + 1) % 4], **HOW) for n in range(4)))

    assert set(outcomes(results)) <= {"Act", "MergedMeanwhile"}
    assert all(identity.survivor(now(customer)).merged_into_id is None for customer in people)
    assert owners() == set(Customer.objects.standing())
    assert_books_are_right()


def test_a_storm_of_acts_while_they_are_merged_and_parted_leaves_the_books_right(kept, other):
    """Nothing waits for each other in a ring: only what holds no more is refused."""
    halls = EventFactory.create_batch(3)
    rows = [ReservationFactory(customer=[kept, other][n % 2], event=halls[n % 3]) for n in range(6)]
    act = merging.merge(kept, other, **HOW)
    entry = {"amount_cents": 100, "method": "pin", "received_on": TODAY}
    works = [partial(ledger.record_payment, row, **entry, **HOW) for row in rows]
    works += [partial(lifecycle.edit, row, {"guests": 5}, **HOW) for row in rows]
    works += [partial(lifecycle.move, row, to=halls[(n + 1) % 3], **HOW) for n, row in enumerate(rows)]
    works += [partial(programme.edit, hall, {"start": time(21)}, **HOW) for hall in halls]
    works += [partial(acts.write_note, kept, text="Belt graag", **HOW) for _ in range(3)]
    works += [*book_each(BERT, 3), partial(undo.take_back, act, **HOW)]

    results = together(*works)

    assert set(outcomes(results)) == {"Act"}
    assert_books_are_right()
