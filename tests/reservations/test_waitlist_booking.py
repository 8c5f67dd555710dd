"""Booking who waits: what becomes of the entry, and of it again when that is taken back."""

from datetime import timedelta
from uuid import UUID

import pytest

from reservations import lifecycle, undo, waitlist
from reservations.models import Act, Reservation
from reservations.refusals import AddressNeeded, CannotUndo, NotEnoughSeats, NotWaiting
from reservations.status import Status
from tests.factories import (
    NOON,
    TODAY,
    ArrangementFactory,
    EventFactory,
    ReservationFactory,
    WaitlistEntryFactory,
    party,
)
from tests.naive import assert_books_are_right, everything, now

pytestmark = pytest.mark.django_db
HOW = {"by": None, "at": NOON}
DAY = timedelta(days=1)
TOKEN = UUID("c0ffee00-0000-4000-8000-000000000000")


def test_an_option_in_one_click(entry):
    entry.notes = "Mag ook op twee tafels"
    entry.save()

    act = waitlist.book(entry, **HOW)

    made = act.reservation
    assert (act.kind, act.waitlist_entry) == (Act.Kind.PLACED, entry)
    assert (made.status, made.guests, made.customer, made.event) == ("option", 4, entry.customer, entry.event)
    assert made.staff_notes == "Mag ook op twee tafels"
    assert (now(entry).status, now(entry).reservation) == ("booked", made)
    assert_books_are_right(at=NOON, today=TODAY)


def test_a_booking_in_one_click(entry):
    act = waitlist.book(entry, arrangement=ArrangementFactory(), **HOW)

    assert (act.reservation.status, act.reservation.total_cents) == ("confirmed", 4 * 7500)


def test_a_double_click_books_once(entry):
    assert waitlist.book(entry, token=TOKEN, **HOW) == waitlist.book(entry, token=TOKEN, **HOW)
    assert Reservation.objects.count() == 1


def test_without_seats_nothing_happens(entry):
    ReservationFactory(event=entry.event, guests=7)
    before = everything()

    with pytest.raises(NotEnoughSeats):
        waitlist.book(entry, **HOW)

    assert everything() == before


def test_a_booking_needs_an_address():
    entry = WaitlistEntryFactory(customer__email="")

    with pytest.raises(AddressNeeded):
        waitlist.book(entry, arrangement=ArrangementFactory(), **HOW)


def test_who_is_booked_is_not_booked_again(entry):
    waitlist.book(entry, **HOW)

    with pytest.raises(NotWaiting, match="“Geboekt”"):
        waitlist.book(entry, **HOW)


def test_too_late_is_too_late():
    entry = WaitlistEntryFactory(event=EventFactory(date=TODAY - DAY))

    with pytest.raises(NotWaiting, match="“Verlopen”"):
        waitlist.book(entry, **HOW)


def test_undo_lets_them_wait_again_and_its_undo_books_them_again(entry):
    act = waitlist.book(entry, **HOW)

    undone = undo.take_back(act, **HOW)

    assert Reservation.objects.get().status == Status.CANCELLED
    assert (now(entry).status, now(entry).reservation, undone.waitlist_entry) == ("waiting", None, entry)
    undo.take_back(undone, **HOW)
    assert (now(entry).status, now(entry).reservation) == ("booked", act.reservation)
    assert_books_are_right(at=NOON, today=TODAY)


def test_who_was_contacted_is_so_again_after_undo(entry):
    waitlist.contact(entry, **HOW)
    act = waitlist.book(entry, **HOW)

    undo.take_back(act, **HOW)

    assert now(entry).status == "contacted"


def test_who_was_booked_otherwise_since_is_not_booked_again_by_an_undo_of_undo(entry):
    undone = undo.take_back(waitlist.book(entry, **HOW), **HOW)
    waitlist.book(entry, **HOW)
    before = everything()

    with pytest.raises(CannotUndo, match="wachtlijst is sindsdien gewijzigd"):
        undo.take_back(undone, **HOW)

    assert everything() == before


def test_a_booking_that_was_not_waited_for_leaves_the_waitlist_alone(entry):
    act = lifecycle.place_option(party(event=entry.event), **HOW)

    undo.take_back(act, **HOW)

    assert now(entry).version == 1
