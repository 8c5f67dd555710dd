"""Two people, one seat. With the locks, and (as a control: these do go wrong) without them."""

from functools import partial
from uuid import UUID

import pytest

from crm.identity import Details
from crm.models import Customer
from reservations import ledger, lifecycle, programme, seats, summaries, undo
from reservations.models import Act, Payment, Reservation
from reservations.status import Status
from tests.factories import NOON, TODAY, ArrangementFactory, CustomerFactory, EventFactory, ReservationFactory, party
from tests.naive import assert_books_are_right, customer_sums, stored_customer_sums
from tests.together import outcomes, together

pytestmark = pytest.mark.django_db(transaction=True)
postgres = pytest.mark.postgres  # SQLite lets one writer in at a time, so there most of these can't even begin
TOKEN = UUID("c0ffee00-0000-4000-8000-000000000000")
HOW = {"by": None, "at": NOON}


def book_at_once(people, *, capacity):
    evening = EventFactory(capacity=capacity)
    parties = [party(event=evening, guests=1) for _ in range(people)]
    return evening, together(*(partial(lifecycle.book, what, **HOW) for what in parties))


def confirm_two_that_lapsed():
    evening = EventFactory(capacity=6)
    lapsed = {"status": Status.OPTION, "option_expires_at": NOON, "event": evening, "arrangement": ArrangementFactory()}
    rows = [ReservationFactory(guests=4, **lapsed) for _ in range(2)]
    return evening, together(*(partial(lifecycle.confirm, row, **HOW) for row in rows))


def pay_on_two_evenings():
    customer = CustomerFactory()
    rows = [ReservationFactory(customer=customer) for _ in range(2)]
    entry = {"amount_cents": 100, "method": "pin", "received_on": TODAY}
    return together(*(partial(ledger.record_payment, row, **entry, **HOW) for row in rows))


# Seats


@pytest.mark.parametrize(
    ("people", "capacity"),
    [pytest.param(12, 5, id="12 for 5"), pytest.param(50, 10, id="50 for 10", marks=postgres)],
)
def test_no_more_is_sold_than_there_is_and_no_less(people, capacity):
    evening, results = book_at_once(people, capacity=capacity)

    assert outcomes(results) == {"Act": capacity, "NotEnoughSeats": people - capacity}
    assert seats.held(evening, at=NOON) == capacity
    assert_books_are_right()


@postgres
def test_without_the_lock_seats_are_sold_twice(no_locks, dawdle):
    dawdle(seats, "judge")

    evening, _results = book_at_once(50, capacity=10)

    assert seats.held(evening, at=NOON) > 10


@postgres
def test_of_two_who_confirm_the_last_seats_one_wins_and_one_is_told():
    evening, results = confirm_two_that_lapsed()

    assert outcomes(results) == {"Act": 1, "NotEnoughSeats": 1}
    assert seats.held(evening, at=NOON) == 4


@postgres
def test_without_the_lock_both_win(no_locks, dawdle):
    dawdle(seats, "judge")

    evening, results = confirm_two_that_lapsed()

    assert outcomes(results) == {"Act": 2}
    assert seats.held(evening, at=NOON) == 8


@postgres
def test_an_evening_does_not_shrink_while_its_last_seats_are_sold():
    evening = EventFactory(capacity=10)
    book = partial(lifecycle.book, party(event=evening, guests=8), **HOW)
    shrink = partial(programme.edit, evening, {"capacity": 5}, **HOW)

    results = together(book, shrink)

    assert outcomes(results) == {"Act": 1, "NotEnoughSeats": 1}
    assert max(assert_books_are_right().values()) <= 0


# One click, one act


@postgres
def test_a_double_click_pays_once():
    row = ReservationFactory()
    entry = {"amount_cents": 100, "method": "pin", "received_on": TODAY, "token": TOKEN}

    results = together(*[partial(ledger.record_payment, row, **entry, **HOW)] * 8)

    assert len(set(results)) == 1
    assert (Act.objects.count(), Payment.objects.count()) == (1, 1)


@postgres
def test_a_double_click_places_one_option_of_one_person():
    what = party(customer=Details(first_name="Jan"))

    results = together(*[partial(lifecycle.place_option, what, token=TOKEN, **HOW)] * 8)

    assert len(set(results)) == 1
    assert (Act.objects.count(), Reservation.objects.count(), Customer.objects.count()) == (1, 1, 1)


@postgres
def test_an_act_is_undone_by_one_of_two():
    done = lifecycle.check_in(ReservationFactory(), **HOW)

    results = together(*[partial(undo.take_back, done, **HOW)] * 2)

    assert outcomes(results) == {"Act": 1, "CannotUndo": 1}
    assert Reservation.objects.get().status == Status.CONFIRMED


@postgres
def test_a_guest_is_let_in_by_one_of_two():
    row = ReservationFactory()

    results = together(*[partial(lifecycle.check_in, row, **HOW)] * 2)

    assert outcomes(results) == {"Act": 1, "MoveNotAllowed": 1}


# Customers


@postgres
@pytest.mark.parametrize(
    "details", [{"email": "new@abc.nl", "company": "ABC"}, {"company": "ABC"}], ids=["e-mail", "company"]
)
def test_many_bookings_of_somebody_new_make_one_customer(details):
    what = [party(customer=Details(**details), event=EventFactory()) for _ in range(20)]

    results = together(*(partial(lifecycle.place_option, each, **HOW) for each in what))

    assert outcomes(results) == {"Act": 20}
    assert Customer.objects.count() == 1
    assert_books_are_right()


@postgres
def test_two_acts_on_two_evenings_of_one_customer_are_both_in_the_sum():
    assert outcomes(pay_on_two_evenings()) == {"Act": 2}
    assert_books_are_right()


@postgres
def test_without_the_lock_the_sum_misses_one(no_locks, dawdle):
    dawdle(summaries, "customer_figures")

    assert outcomes(pay_on_two_evenings()) == {"Act": 2}
    assert stored_customer_sums(TODAY) != customer_sums(TODAY)
