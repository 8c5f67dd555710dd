"""One party at the door, whatever is tapped in whatever order: counted right, and every tap taken back exactly."""

import pytest
from django.db import transaction
from hypothesis import given
from hypothesis import strategies as st

from reservations import lifecycle, undo
from reservations.models import Act, Reservation
from reservations.refusals import Refusal
from reservations.status import Status
from tests.factories import NOON, TODAY, ReservationFactory
from tests.naive import assert_books_are_right, restorable

pytestmark = pytest.mark.django_db
HOW = {"by": None, "at": NOON}
TAPS = {
    "all in": lambda row, _n: lifecycle.check_in(row, **HOW),
    "some in": lambda row, n: lifecycle.check_in(row, arrived=n, **HOW),
    "count": lambda row, n: lifecycle.arrive(row, arrived=n, **HOW),
    "count from a screen": lambda row, n: lifecycle.arrive(row, arrived=n, seen_arrived=row.arrived, **HOW),
    "resize": lambda row, n: lifecycle.edit(row, {"guests": n}, **HOW),
    "out": lambda row, _n: lifecycle.undo_check_in(row, **HOW),
    "absent": lambda row, _n: lifecycle.mark_no_show(row, **HOW),
    "take back": lambda row, n: undo.take_back(_lately(row, n), **HOW),
}
# What people do most: count, and take back.
MOSTLY = [*TAPS, "all in", *["count"] * 3, "resize", *["take back"] * 4]
taps = st.lists(st.tuples(st.sampled_from(MOSTLY), st.integers(0, 6)), min_size=6, max_size=14)


def _lately(row, n):
    """One of the last acts on it that were not taken back."""
    acts = list(row.acts.filter(undone_by__isnull=True).order_by("-pk")[:3]) or [Act(kind=Act.Kind.LOGGED)]
    return acts[n % len(acts)]


def attempt(tap, n):
    """A refusal changes nothing; what was done can be undone and done again exactly (not every time: it costs)."""
    is_looked_at = n % 2 == 0
    before = Act.objects.count(), restorable(TODAY) if is_looked_at else None
    try:
        with transaction.atomic():  # a tap that the database refuses is none of ours: it fails the test
            done = TAPS[tap](Reservation.objects.get(), n)
    except Refusal:
        assert (Act.objects.count(), restorable(TODAY) if is_looked_at else None) == before
        return
    if not is_looked_at:
        return
    after = restorable(TODAY)
    undone = undo.take_back(done, **HOW)
    assert restorable(TODAY) == before[1]
    undo.take_back(undone, **HOW)
    assert restorable(TODAY) == after


def assert_makes_sense():
    row = Reservation.objects.get()
    if row.status == Status.CHECKED_IN:
        said = row.guests if row.arrived_guests is None else row.arrived_guests
        assert 1 <= said <= row.guests
        assert row.arrived == said
    else:
        assert (row.arrived_guests, row.checked_in_at, row.arrived) == (None, None, 0)
    assert Reservation.objects.at_the_door().progress()["guests_arrived"] == row.arrived


@given(taps)
def test_whatever_is_tapped_a_party_is_counted_right(tapped):
    with transaction.atomic():
        ReservationFactory(guests=4)
        for tap, n in tapped:
            attempt(tap, n)
            assert_makes_sense()
        assert_books_are_right(at=NOON, today=TODAY)
        transaction.set_rollback(True)
