"""manage.py tick: mail that is due leaves, once, whoever runs it and however often."""

from datetime import timedelta
from io import StringIO
from uuid import uuid4

import pytest
import time_machine
from django.core import mail
from django.core.management import call_command
from django.db import DatabaseError
from django.http import QueryDict

from reservations import reminders
from reservations.exports import LISTS, making
from reservations.management.commands import tick as command
from reservations.models import Export, Mail
from tests.factories import NOON, ReservationFactory


@pytest.fixture
def queued(db):
    """A reminder that was asked for at NOON."""
    reservation = ReservationFactory(customer__email="info@abc.nl")
    reminders.remind(reservation, by=None, at=NOON)
    return Mail.objects.get()


def tick(seconds, **options):
    """What it says when it runs so long after NOON."""
    out = StringIO()
    with time_machine.travel(NOON + timedelta(seconds=seconds), tick=False):
        call_command("tick", stdout=out, stderr=out, **options)
    return out.getvalue()


def test_mail_waits_until_it_can_no_longer_be_taken_back(queued):
    assert tick(14) == ""
    assert mail.outbox == []


def test_mail_that_is_due_is_sent_and_said(queued):
    said = tick(15)

    queued.refresh_from_db()
    assert said.split(" · ")[1:] == ["info@abc.nl", "sent\n"]
    assert ([message.to for message in mail.outbox], queued.sent_at) == (
        [["info@abc.nl"]],
        NOON + timedelta(seconds=15),
    )


def test_a_second_run_sends_nothing_twice(queued):
    tick(15)

    assert tick(60) == ""
    assert len(mail.outbox) == 1


def test_mail_to_who_has_paid_is_not_sent(queued):
    reservation = queued.reservation
    reservation.paid_cents = reservation.total_cents
    reservation.save()

    assert tick(15).split(" · ")[-1] == "not sent: settled\n"
    assert mail.outbox == []


class Clock:
    """Stands in for sleep: counts the rounds, and ends the parent after the last."""

    def __init__(self, monkeypatch, rounds):
        self.naps, self.rounds = [], rounds
        monkeypatch.setattr(command.time, "sleep", self.naps.append)
        monkeypatch.setattr(command.os, "getppid", self.parent)
        # In a test the connection is the test's own.
        monkeypatch.setattr(command, "close_old_connections", lambda: None)

    def parent(self):
        return 1 if len(self.naps) < self.rounds else 2


def test_it_goes_on_until_its_parent_is_gone(queued, monkeypatch):
    clock = Clock(monkeypatch, rounds=3)

    tick(15, every=30)

    assert clock.naps == [30, 30, 30]


def test_an_old_export_is_forgotten(staff):
    at = NOON - timedelta(days=1)
    making.begin("events", LISTS["events"](QueryDict(), at=at), token=uuid4(), by=staff, at=at)

    tick(-1)
    assert Export.objects.count() == 1
    tick(0)
    assert Export.objects.count() == 0


def test_without_a_term_it_runs_once(queued, monkeypatch):
    clock = Clock(monkeypatch, rounds=3)

    tick(15)

    assert clock.naps == []


def test_a_database_that_restarts_does_not_end_it(db, monkeypatch):
    clock = Clock(monkeypatch, rounds=2)
    answers = iter([iter(()), DatabaseError("restarting"), iter(())])

    def deliver_due(*, clock):
        answer = next(answers)
        if isinstance(answer, DatabaseError):
            raise answer
        return answer

    monkeypatch.setattr(command.reminders, "deliver_due", deliver_due)

    assert (tick(15, every=30), clock.naps) == ("restarting\n", [30, 30])
