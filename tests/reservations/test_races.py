"""Two people, one seat. With the locks, and (as a control: these do go wrong) without them."""

import time
from collections import Counter
from datetime import timedelta
from functools import partial
from uuid import UUID

import pytest
from django.core import mail as outbox
from django.db import connection
from django.db.models import QuerySet

from crm.identity import Details
from crm.models import Customer
from reservations import engine, ledger, lifecycle, programme, reminders, seats, summaries, undo
from reservations.models import Act, Event, Mail, Payment, Reservation
from reservations.querysets import MailQuerySet
from reservations.status import Status
from tests import naive
from tests.factories import (
    NOON,
    TODAY,
    ArrangementFactory,
    CustomerFactory,
    EventFactory,
    ReservationFactory,
    party,
)
from tests.together import together

pytestmark = pytest.mark.django_db(transaction=True)
postgres = pytest.mark.postgres  # SQLite lets one writer in at a time, so there most of these can't even begin
TOKEN = UUID("c0ffee00-0000-4000-8000-000000000000")
HOW = {"by": None, "at": NOON}


@pytest.fixture
def no_locks(monkeypatch):
    monkeypatch.setattr(QuerySet, "select_for_update", lambda rows, **_: rows.all())


@pytest.fixture
def dawdle(monkeypatch):
    """Let a function take its time after it has looked, so that a race is sure to happen."""

    def dawdle(module, name):
        look = getattr(module, name)

        def look_and_wait(*args, **how):
            seen = look(*args, **how)
            time.sleep(0.2)
            return seen

        monkeypatch.setattr(module, name, look_and_wait)

    return dawdle


def outcomes(results):
    return Counter(type(result).__name__ for result in results)


def assert_books_are_right():
    return naive.assert_books_are_right(at=NOON, today=TODAY)


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
    assert naive.stored_customer_sums(TODAY) != naive.customer_sums(TODAY)


# Mail


@pytest.fixture
def five_mails():
    for _ in range(5):
        reminders.remind(ReservationFactory(), **HOW)


def deliver_twice():
    at = NOON + timedelta(minutes=1)
    together(*[lambda: list(reminders.deliver_due(at=at))] * 2)
    return Counter(message.to[0] for message in outbox.outbox).values()


@postgres
def test_two_postmen_bring_each_mail_once(five_mails, dawdle):
    dawdle(reminders.letters, "payment_reminder")

    assert list(deliver_twice()) == [1] * 5
    assert not Mail.objects.on_its_way().exists()


@postgres
def test_without_the_claim_they_bring_it_twice(five_mails, dawdle, monkeypatch):
    dawdle(reminders.letters, "payment_reminder")
    monkeypatch.setattr(MailQuerySet, "unclaimed", MailQuerySet.on_its_way)

    assert max(deliver_twice()) == 2


@postgres
def test_a_reminder_is_either_called_back_or_sent():
    dones = [reminders.remind(ReservationFactory(), **HOW) for _ in range(4)]
    at = NOON + timedelta(minutes=1)

    together(lambda: list(reminders.deliver_due(at=at)), *(partial(undo.take_back, d, by=None, at=at) for d in dones))

    sent = Mail.objects.filter(sent_at__isnull=False)
    assert sorted(message.to for message in outbox.outbox) == sorted([mail.to] for mail in sent)
    assert not sent.filter(withdrawn_at__isnull=False).exists()
    assert Act.objects.filter(kind="undone").count() == 4 - sent.count()


# Locks that cross


def swap_evenings(times):
    first, second = EventFactory.create_batch(2)
    there = [ReservationFactory(event=first) for _ in range(times)]
    back = [ReservationFactory(event=second) for _ in range(times)]
    moves = [partial(lifecycle.move, row, to=second, **HOW) for row in there]
    moves += [partial(lifecycle.move, row, to=first, **HOW) for row in back]
    return together(*moves)


@postgres
def test_bookings_that_swap_evenings_do_not_wait_for_each_other():
    assert outcomes(swap_evenings(10)) == {"Act": 20}
    assert_books_are_right()


@postgres
def test_locks_in_the_order_of_asking_do_wait_for_each_other(monkeypatch):
    def one_by_one(event_ids):
        events = {}
        for pk in event_ids:
            events[pk] = Event.objects.select_for_update().get(pk=pk)
            time.sleep(0.2)
        return events

    monkeypatch.setattr(seats, "lock", one_by_one)

    assert outcomes(swap_evenings(1)) == {"Act": 1, "Busy": 1}


@postgres
def test_who_waits_too_long_is_told_and_nothing_is_changed():
    row = ReservationFactory()
    before = naive.everything()

    def impatient():
        with connection.cursor() as cursor:
            cursor.execute("SET lock_timeout = '100ms'")
        return lifecycle.check_in(row, **HOW)

    with engine.one_transaction():
        seats.lock([row.event_id])
        assert outcomes(together(impatient)) == {"Busy": 1}
    assert naive.everything() == before


@postgres
def test_a_storm_of_everything_leaves_the_books_right():
    evenings = EventFactory.create_batch(2, capacity=30)
    customers = CustomerFactory.create_batch(2)
    rows = [ReservationFactory(event=evenings[n % 2], customer=customers[n % 3 % 2]) for n in range(20)]
    entry = {"amount_cents": 100, "method": "pin", "received_on": TODAY}
    acts = []
    for n, row in enumerate(rows):
        acts += [
            partial(lifecycle.move, row, to=evenings[(n + 1) % 2], **HOW),
            partial(ledger.record_payment, row, **entry, **HOW),
            partial(lifecycle.edit, row, {"guests": 1 + n % 4}, **HOW),
        ]
    acts += [partial(lifecycle.book, party(event=e, customer=c), **HOW) for e in evenings for c in customers]

    results = together(*acts)

    assert set(outcomes(results)) <= {"Act", "NotEnoughSeats", "NothingChanged"}
    assert max(assert_books_are_right().values()) <= 0
