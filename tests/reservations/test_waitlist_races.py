"""Two people, one who waits: with the locks, and (as a control) without them."""

from functools import partial
from uuid import UUID

import pytest

from reservations import lifecycle, seats, undo, waitlist
from reservations.models import Reservation, WaitlistEntry
from tests.factories import NOON, EventFactory, WaitlistEntryFactory, party
from tests.together import outcomes, together

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.postgres]
HOW = {"by": None, "at": NOON}
TOKEN = UUID("c0ffee00-0000-4000-8000-000000000000")


def book_two_for_the_last_seats():
    evening = EventFactory(capacity=6, waitlist_open=True)
    entries = [WaitlistEntryFactory(event=evening, guests=4) for _ in range(2)]
    return evening, together(*(partial(waitlist.book, entry, **HOW) for entry in entries))


def book_one_twice():
    entry = WaitlistEntryFactory(event=EventFactory(capacity=10, waitlist_open=True), guests=4)
    return together(*[partial(waitlist.book, entry, **HOW)] * 2)


def test_of_two_who_wait_for_the_last_seats_one_gets_them():
    evening, results = book_two_for_the_last_seats()

    assert outcomes(results) == {"Act": 1, "NotEnoughSeats": 1}
    assert seats.held(evening, at=NOON) == 4
    assert sorted(WaitlistEntry.objects.values_list("status", flat=True)) == ["booked", "waiting"]


def test_without_the_lock_both_get_them(no_locks, dawdle):
    dawdle(seats, "judge")

    evening, _results = book_two_for_the_last_seats()

    assert seats.held(evening, at=NOON) == 8


def test_one_who_waits_is_booked_by_one_of_two_colleagues():
    assert outcomes(book_one_twice()) == {"Act": 1, "NotWaiting": 1}
    assert Reservation.objects.count() == 1


def test_without_the_lock_both_colleagues_book_them(no_locks, dawdle):
    dawdle(seats, "judge")

    book_one_twice()

    assert Reservation.objects.count() == 2


def test_a_double_click_books_once():
    entry = WaitlistEntryFactory(event=EventFactory(capacity=10, waitlist_open=True), guests=4)

    results = together(*[partial(waitlist.book, entry, token=TOKEN, **HOW)] * 6)

    assert len(set(results)) == 1
    assert Reservation.objects.count() == 1


def test_seats_go_to_the_telephone_or_to_who_waits_but_not_to_both():
    evening = EventFactory(capacity=5, waitlist_open=True)
    entry = WaitlistEntryFactory(event=evening, guests=4)
    call = party(event=evening, guests=4)

    results = together(partial(waitlist.book, entry, **HOW), partial(lifecycle.place_option, call, **HOW))

    assert outcomes(results) == {"Act": 1, "NotEnoughSeats": 1}


def test_an_undo_and_a_change_of_the_entry_follow_each_other():
    entry = WaitlistEntryFactory(event=EventFactory(capacity=10, waitlist_open=True), guests=4)
    act = waitlist.book(entry, **HOW)

    results = together(partial(undo.take_back, act, **HOW), partial(waitlist.contact, entry, **HOW))

    assert outcomes(results[:1]) == {"Act": 1}
    assert WaitlistEntry.objects.get().reservation is None
