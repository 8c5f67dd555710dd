"""Who walks in without a booking: placed and let in by one act, taken back by one (R3, R4)."""

from datetime import time, timedelta
from uuid import UUID

import pytest

from crm.identity import Details
from crm.models import Customer
from reservations import ledger, lifecycle
from reservations.models import Act, Reservation
from reservations.refusals import (
    ArrangementNeeded,
    BadNumber,
    CannotUndo,
    EventNotBookable,
    NotAllowedToOverbook,
    NotEnoughSeats,
)
from reservations.status import Status
from tests.factories import NOON, TODAY, EventFactory, ReservationFactory, party
from tests.naive import assert_books_are_right, everything, restorable

pytestmark = pytest.mark.django_db
TOKEN = UUID("c0ffee00-0000-4000-8000-000000000000")


@pytest.fixture
def walk_in(staff):
    return lambda what, **how: lifecycle.walk_in(what, **({"by": staff, "at": NOON} | how))


def test_who_walks_in_is_booked_and_let_in_by_one_act(walk_in, staff):
    done = walk_in(party(guests=4, customer=Details(last_name="Bakker", phone="06-12345678"), source="website"))

    row = Reservation.objects.get()
    assert (row.status, row.source, row.guests, row.arrived, row.total_cents) == ("checked_in", "walk_in", 4, 4, 30000)
    assert (row.checked_in_at, row.checked_in_by, row.due_on) == (NOON, staff, row.event.date - timedelta(days=7))
    assert (row.customer.full_name, row.phone, row.customer.email) == ("Bakker", "+31612345678", "")
    assert list(Act.objects.all()) == [done]
    assert done.kind == Act.Kind.PLACED
    assert_books_are_right(at=NOON, today=TODAY)


def test_what_a_walk_in_owes_is_due_today(walk_in):
    tonight = EventFactory(date=TODAY)

    assert walk_in(party(event=tonight)).reservation.due_on == TODAY


def test_a_walk_in_with_an_address_that_is_known_is_that_customer(walk_in):
    known = ReservationFactory(customer__email="anna@example.nl").customer

    assert walk_in(party(customer=Details(last_name="Bos", email="anna@example.nl"))).reservation.customer == known


@pytest.mark.parametrize(("guests", "fits"), [(3, True), (4, False)], ids=["the last seats", "one too few"])
def test_who_walks_in_sits_on_free_seats_only(walk_in, guests, fits):
    evening = EventFactory(capacity=5)
    ReservationFactory(event=evening, guests=2)
    before = everything()
    what = party(event=evening, guests=guests, customer=Details(last_name="Bos"))

    if fits:
        assert walk_in(what).reservation.arrived == guests
    else:
        with pytest.raises(NotEnoughSeats):
            walk_in(what)
        assert everything() == before


def test_over_capacity_takes_a_reason_and_who_may(walk_in, boss):
    what = party(event=EventFactory(capacity=1), customer=Details(last_name="Bos"))
    before = everything()

    with pytest.raises(NotAllowedToOverbook):
        walk_in(what, overbook="Extra tafel")
    assert everything() == before
    assert walk_in(what, by=boss, overbook="Extra tafel").reservation.over_capacity


@pytest.mark.parametrize(
    ("what", "refusal"),
    [
        ({"guests": 0}, BadNumber),
        ({"arrangement": None}, ArrangementNeeded),
        ({"event__active": False}, EventNotBookable),
    ],
)
def test_what_makes_no_booking_makes_no_walk_in(walk_in, what, refusal):
    event = EventFactory(active=what.pop("event__active", True))
    stranger = party(event=event, customer=Details(last_name="Bos"), **what)
    before = everything()

    with pytest.raises(refusal):
        walk_in(stranger)
    assert everything() == before


def test_a_walk_in_that_is_sent_twice_is_one_party_of_one_customer(walk_in):
    what = party(customer=Details(last_name="Bos"))
    first = walk_in(what, token=TOKEN)

    assert walk_in(what, token=TOKEN) == first
    assert (Reservation.objects.count(), Customer.objects.count()) == (1, 1)


def test_a_walk_in_is_taken_back_whole_and_done_again(walk_in, take_back):
    done = walk_in(party(event=EventFactory(capacity=2)))
    after = restorable(TODAY)

    undone = take_back(done)
    row = Reservation.objects.get()
    assert (row.status, row.checked_in_at, row.checked_in_by, row.arrived) == ("cancelled", None, None, 0)
    assert not row.holds_seats(at=NOON)
    assert_books_are_right(at=NOON, today=TODAY)

    take_back(undone)
    assert restorable(TODAY) == after


def test_a_walk_in_whose_seats_were_sold_does_not_come_back(walk_in, take_back):
    done = walk_in(party(event=EventFactory(capacity=2)))
    undone = take_back(done)
    ReservationFactory(event=done.event, guests=1)

    with pytest.raises(CannotUndo):
        take_back(undone)


def test_a_walk_in_that_paid_is_not_taken_back(walk_in, take_back, staff):
    done = walk_in(party())
    ledger.record_payment(done.reservation, amount_cents=1, method="pin", received_on=TODAY, by=staff, at=NOON)

    with pytest.raises(CannotUndo):
        take_back(done)


def test_a_walk_in_that_goes_out_again_is_a_booking_still(walk_in, staff):
    row = walk_in(party(event=EventFactory(date=TODAY, doors=time(10), start=time(11)))).reservation

    assert lifecycle.undo_check_in(row, by=staff, at=NOON).reservation.status == Status.CONFIRMED
