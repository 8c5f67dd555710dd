"""At the door: a party that comes in part, and what may become of the number that is in (R4)."""

from datetime import timedelta
from uuid import UUID

import pytest
from django.db import IntegrityError, transaction

from reservations import lifecycle
from reservations.models import Act, Reservation
from reservations.refusals import ArrivedMeanwhile, BadArrival, CannotUndo, MoreAreIn, NothingChanged, NotIn, TakenBack
from reservations.status import Status
from tests.factories import NOON, TODAY, ReservationFactory
from tests.naive import everything, restorable
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
