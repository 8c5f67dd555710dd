"""Somebody is erased while a colleague books, edits or notes for them: nothing of them is left over (R13)."""

from datetime import timedelta
from functools import partial

import pytest

from crm import identity
from crm.models import Customer
from reservations import engine, lifecycle, waitlist
from reservations.customers import acts
from reservations.customers.privacy import erasing
from reservations.models import Act, Reservation, WaitlistEntry
from tests import everywhere
from tests.factories import NOON, TODAY, CustomerFactory, EventFactory, ReservationFactory, party
from tests.naive import assert_books_are_right
from tests.together import outcomes, together

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.postgres]
WORD = "zqxwv"
HOW = {"by": None, "at": NOON}


@pytest.fixture
def row():
    anna = CustomerFactory(last_name=f"Bos{WORD}", email="")
    return ReservationFactory(customer=anna, event=EventFactory(date=TODAY - timedelta(days=1)), total_cents=0)


def erase(row):
    return partial(erasing.erase, row.customer, because="asked", **HOW)


def edit(row):
    return partial(lifecycle.edit, row, {"contact_name": WORD}, seen_version=1, **HOW)


def note(row):
    return partial(acts.write_note, row.customer, text=WORD, **HOW)


@pytest.mark.parametrize("what", [edit, note])
def test_whoever_comes_first_nothing_of_them_is_left(row, what):
    together(erase(row), what(row), what(row))

    assert everywhere.found(WORD) == set()
    assert_books_are_right()


def test_without_the_locks_a_word_is_left(row, no_locks, dawdle):
    """The control: an act that has read them before they are erased, and writes after."""
    dawdle(engine, "_locked")

    together(erase(row), edit(row))

    assert everywhere.found(WORD) != set()


def test_who_books_for_them_at_that_moment_is_seen_or_finds_them_erased(row):
    evening = EventFactory()
    book = partial(lifecycle.place_option, party(event=evening, customer=row.customer), **HOW)

    results = together(erase(row), book)

    assert outcomes(results) in ({"StillToHappen": 1, "Act": 1}, {"Act": 1, "WasErased": 1})
    assert_books_are_right()


def test_who_gives_their_address_at_that_moment_is_seen_or_somebody_new(row):
    said = identity.Details(last_name="Bos", email="anna@bos.nl")
    acts.edit(row.customer, {"email": said.email}, **HOW)
    evening = EventFactory(waitlist_open=True)

    results = together(
        erase(row),
        partial(lifecycle.place_option, party(event=evening, customer=said), **HOW),
        partial(waitlist.add, party(event=evening, customer=said), **HOW),
    )

    assert set(outcomes(results)) <= {"StillToHappen", "Act"}
    theirs = Customer.objects.get(pk=row.customer.pk)
    booked = Reservation.objects.get(event=evening)
    waits = WaitlistEntry.objects.get(event=evening)
    assert {booked.customer, waits.customer} == {Customer.objects.with_email(said.email).get()}
    assert bool(theirs.erased_at) is (booked.customer != theirs)
    assert_books_are_right()


def test_of_two_who_erase_somebody_one_does(row):
    results = together(erase(row), erase(row))

    assert outcomes(results) == {"Act": 1, "WasErased": 1}
    assert Act.objects.filter(kind="erased").count() == 1
