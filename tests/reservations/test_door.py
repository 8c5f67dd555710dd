"""At the door: a party that comes in part, one that walks in, and what may become of the number that is in (R4)."""

from datetime import time, timedelta
from uuid import UUID

import pytest
from django.db import IntegrityError, transaction

from crm.identity import Details
from crm.models import Customer
from reservations import ledger, lifecycle, undo
from reservations.models import Act, Reservation
from reservations.refusals import (
    ArrangementNeeded,
    ArrivedMeanwhile,
    BadArrival,
    BadNumber,
    CannotUndo,
    EventNotBookable,
    MoreAreIn,
    MoveNotAllowed,
    NotAllowedToOverbook,
    NotEnoughSeats,
    NothingChanged,
    NotIn,
    TakenBack,
)
from reservations.status import Status
from tests.factories import NOON, TODAY, EventFactory, ReservationFactory, party
from tests.naive import assert_books_are_right, everything, restorable
from tests.verbs import VERBS, act

pytestmark = pytest.mark.django_db
TOKEN = UUID("c0ffee00-0000-4000-8000-000000000000")
MINUTE = timedelta(minutes=1)


@pytest.fixture
def check_in(staff):
    return lambda row, **how: lifecycle.check_in(row, by=staff, at=NOON, **how)


@pytest.fixture
def arrive(staff):
    return lambda row, arrived, **how: lifecycle.arrive(row, arrived=arrived, by=staff, at=NOON + MINUTE, **how)


@pytest.fixture
def edit(staff):
    return lambda row, **changes: lifecycle.edit(row, changes, by=staff, at=NOON + MINUTE)


@pytest.fixture
def take_back(staff):
    return lambda done: undo.take_back(done, by=staff, at=NOON + MINUTE)


@pytest.fixture
def walk_in(staff):
    return lambda what, **how: lifecycle.walk_in(what, **({"by": staff, "at": NOON} | how))


def ten(**columns):
    return ReservationFactory(guests=10, **columns)


def counts(row):
    row = Reservation.objects.get(pk=row.pk)
    return row.arrived_guests, row.arrived, row.is_in_part


# In part


@pytest.mark.parametrize("status", [Status.CONFIRMED, Status.NO_SHOW])
@pytest.mark.parametrize(
    ("arrived", "kept"),
    [(None, (None, 10, False)), (1, (1, 1, True)), (8, (8, 8, True)), (10, (None, 10, False))],
)
def test_a_party_is_let_in_whole_or_in_part(check_in, staff, status, arrived, kept):
    row = ten(status=status)

    done = check_in(row, arrived=arrived)

    assert counts(row) == kept
    assert (done.kind, done.reservation.checked_in_at, done.reservation.checked_in_by) == ("checked_in", NOON, staff)


@pytest.mark.parametrize("arrived", [-1, 0, 11, 10**12])
def test_nobody_and_more_than_the_party_are_no_part_of_it(check_in, arrive, arrived):
    row, inside = ten(), ten(status=Status.CHECKED_IN)
    before = everything()

    with pytest.raises(BadArrival, match="1 tot en met 10"):
        check_in(row, arrived=arrived)
    with pytest.raises(BadArrival):
        arrive(inside, arrived)
    assert everything() == before


def test_of_one_person_no_other_number_can_be_in(check_in):
    with pytest.raises(BadArrival, match="voor 1 persoon"):
        check_in(ReservationFactory(guests=1), arrived=2)


def test_the_rest_comes_later(check_in, arrive):
    row = ten()
    first = check_in(row, arrived=8)

    done = arrive(row, 10)

    assert counts(row) == (None, 10, False)
    assert (done.kind, done.before, done.after) == ("checked_in", {"arrived_guests": 8}, {"arrived_guests": None})
    assert Reservation.objects.get().checked_in_at == first.at


def test_who_was_counted_twice_is_counted_once(check_in, arrive):
    row = ten()
    check_in(row)

    arrive(row, 9)

    assert counts(row) == (9, 9, True)


def test_saying_the_same_again_changes_nothing(check_in, arrive):
    row = ten()
    check_in(row, arrived=8)
    before = everything()

    with pytest.raises(NothingChanged):
        arrive(row, 8)
    assert everything() == before


@pytest.mark.parametrize("status", sorted(set(Status) - {Status.CHECKED_IN}))
def test_only_of_who_is_in_can_more_be_in(arrive, status):
    row = ten(status=status)
    before = everything()

    with pytest.raises(NotIn):
        arrive(row, 8)
    assert everything() == before


@pytest.mark.parametrize(("seen", "fits"), [(8, True), (7, False), (10, False)])
def test_who_counted_from_an_old_screen_is_told(check_in, arrive, seen, fits):
    row = ten()
    check_in(row, arrived=8)

    if fits:
        assert arrive(row, 9, seen_arrived=seen).reservation.arrived == 9
    else:
        with pytest.raises(ArrivedMeanwhile, match="8"):
            arrive(row, 9, seen_arrived=seen)


def test_a_tap_that_is_repeated_counts_once(check_in, arrive):
    row = ten()
    assert check_in(row, arrived=8, token=TOKEN) == check_in(row, arrived=8, token=TOKEN)

    assert Act.objects.count() == 1


def test_a_kept_tap_does_not_let_in_again_whom_somebody_took_out(check_in, take_back):
    row = ten()
    take_back(check_in(row, token=TOKEN))

    with pytest.raises(TakenBack):
        check_in(row, token=TOKEN)
    assert counts(row) == (None, 0, False)


@pytest.mark.parametrize("name", [name for name in VERBS if VERBS[name].leads_from(Status.CHECKED_IN)])
def test_who_goes_back_out_takes_the_number_along(staff, check_in, name):
    row = ten()
    check_in(row, arrived=8)

    act(name, row, by=staff, at=NOON)

    assert counts(row) == (None, 0, False)


# A party that changes


def test_a_party_that_is_in_grows_as_a_whole_or_with_some_still_to_come(check_in, edit):
    whole, part = ten(), ten()
    check_in(whole)
    check_in(part, arrived=8)

    edit(whole, guests=12)
    edit(part, guests=12)

    assert (counts(whole), counts(part)) == ((None, 12, False), (8, 8, True))


@pytest.mark.parametrize(("guests", "fits"), [(8, True), (7, False)])
def test_a_party_does_not_become_smaller_than_the_number_that_is_in(check_in, edit, guests, fits):
    row = ten()
    check_in(row, arrived=8)
    before = everything()

    if fits:
        edit(row, guests=guests)
        assert counts(row) == (8, 8, False)
    else:
        with pytest.raises(MoreAreIn, match="8"):
            edit(row, guests=guests)
        assert everything() == before


def test_a_party_that_is_in_whole_shrinks(check_in, edit):
    row = ten()
    check_in(row)

    assert edit(row, guests=7).reservation.arrived == 7


def test_the_database_keeps_what_the_door_says(check_in):
    row = ten()
    check_in(row, arrived=8)

    for columns in ({"guests": 7}, {"arrived_guests": 0}, {"status": Status.CONFIRMED, "checked_in_at": None}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Reservation.objects.update(**columns)


# Taken back


@pytest.mark.parametrize("arrived", [None, 8])
def test_a_check_in_is_taken_back_and_made_again_exactly(check_in, take_back, arrived):
    row = ten()
    before = restorable(TODAY)
    done = check_in(row, arrived=arrived)
    after = restorable(TODAY)

    undone = take_back(done)
    assert restorable(TODAY) == before
    take_back(undone)
    assert restorable(TODAY) == after


def test_a_correction_is_taken_back_and_made_again_exactly(check_in, arrive, take_back):
    row = ten()
    check_in(row, arrived=8)
    before = restorable(TODAY)
    done = arrive(row, 10)
    after = restorable(TODAY)

    undone = take_back(done)
    assert restorable(TODAY) == before
    take_back(undone)
    assert restorable(TODAY) == after


def test_a_party_that_went_out_comes_back_with_its_number(check_in, staff, take_back):
    row = ten()
    check_in(row, arrived=8)
    out = lifecycle.undo_check_in(row, by=staff, at=NOON)

    take_back(out)

    assert counts(row) == (8, 8, True)


def test_a_check_in_is_taken_back_with_the_number_that_was_said_after_it(check_in, arrive, take_back):
    row = ten()
    done = check_in(row)
    arrive(row, 8)

    undone = take_back(done)
    assert counts(row) == (None, 0, False)

    take_back(undone)
    assert counts(row) == (8, 8, True)


def test_a_size_is_not_taken_back_under_the_guests_who_are_in(check_in, arrive, edit, take_back):
    row = ten()
    check_in(row, arrived=8)
    grown = edit(row, guests=12)
    arrive(row, 11)
    before = everything()

    with pytest.raises(CannotUndo, match="11"):
        take_back(grown)
    assert everything() == before


def test_a_number_is_not_taken_back_to_more_than_the_party_has_become(check_in, arrive, edit, take_back):
    row = ten()
    check_in(row, arrived=8)
    fewer = arrive(row, 5)
    edit(row, guests=6)

    with pytest.raises(CannotUndo, match="8"):
        take_back(fewer)


def test_a_check_in_is_not_done_again_for_more_than_the_party_has_become(check_in, edit, take_back):
    row = ten()
    undone = take_back(check_in(row, arrived=8))
    edit(row, guests=6)

    with pytest.raises(CannotUndo, match="8"):
        take_back(undone)


# Walking in


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


def test_who_is_in_is_not_let_in_twice(check_in):
    row = ten(status=Status.CHECKED_IN)

    with pytest.raises(MoveNotAllowed):
        check_in(row, arrived=8)
