"""Two postmen, and locks that cross. Controls without claim or order do go wrong."""

import time
from collections import Counter
from datetime import timedelta
from functools import partial
from uuid import UUID

import pytest
from django.core import mail as outbox
from django.db import connection

from reservations import engine, ledger, lifecycle, reminders, seats, undo
from reservations.models import Act, Event, Mail
from reservations.querysets import MailQuerySet
from tests.factories import NOON, TODAY, CustomerFactory, EventFactory, ReservationFactory, party
from tests.naive import assert_books_are_right, everything
from tests.together import outcomes, together

pytestmark = pytest.mark.django_db(transaction=True)
postgres = pytest.mark.postgres  # SQLite lets one writer in at a time, so there most of these can't even begin
TOKEN = UUID("c0ffee00-0000-4000-8000-000000000000")
HOW = {"by": None, "at": NOON}


# Mail


@pytest.fixture
def five_mails():
    for _ in range(5):
        reminders.remind(ReservationFactory(), **HOW)


def deliver_twice():
    at = NOON + timedelta(minutes=1)
    together(*[lambda: list(reminders.deliver_due(clock=lambda: at))] * 2)
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

    together(
        lambda: list(reminders.deliver_due(clock=lambda: at)),
        *(partial(undo.take_back, d, by=None, at=at) for d in dones),
    )

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
    before = everything()

    def impatient():
        with connection.cursor() as cursor:
            cursor.execute("SET lock_timeout = '100ms'")
        return lifecycle.check_in(row, **HOW)

    with engine.one_transaction():
        seats.lock([row.event_id])
        assert outcomes(together(impatient)) == {"Busy": 1}
    assert everything() == before


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
