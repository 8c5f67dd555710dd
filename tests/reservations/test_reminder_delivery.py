"""Reminders leave, once each and in time: never to who has paid meanwhile, whatever the server does."""

from contextlib import contextmanager
from datetime import timedelta
from unittest.mock import Mock

import pytest
from django.core import mail as outbox

from reservations import ledger, lifecycle, reminders
from reservations.models import Act, Mail
from reservations.refusals import Busy
from tests.factories import NOON, TODAY, CustomerFactory, ReservationFactory

pytestmark = pytest.mark.django_db
LEAVES = NOON + timedelta(seconds=15)
SECOND = timedelta(seconds=1)


def deliver(at=LEAVES):
    return list(reminders.deliver_due(clock=lambda: at))


class BrokenServer:
    """A mail server that does not answer so many times."""

    def __init__(self, times):
        self.times = times

    def send_messages(self, _messages):
        if self.times:
            self.times -= 1
            raise OSError("Connection refused")
        return 1


@pytest.fixture
def broken(monkeypatch):
    def broken(times):
        server = BrokenServer(times)
        monkeypatch.setattr("django.core.mail.message.EmailMessage.get_connection", lambda *_, **__: server)

    return broken


def test_a_reminder_leaves_when_the_moment_to_take_it_back_is_over(remind):
    remind(ReservationFactory(customer__email="info@abc.nl"))

    assert deliver(LEAVES - SECOND) == []
    sent = deliver()

    assert [message.to for message in outbox.outbox] == [["info@abc.nl"]]
    assert [(m.sent_at, m.subject, m.body) for m in sent] == [(LEAVES, outbox.outbox[0].subject, outbox.outbox[0].body)]
    assert deliver() == []


def test_sending_is_history(remind):
    row = ReservationFactory()
    remind(row)
    sent = deliver()[0]

    act = Act.objects.newest_first()[0]
    assert (act.kind, act.reservation, act.by, act.at) == (Act.Kind.MAILED, row, None, LEAVES)
    assert act.data == {"to": sent.to, "subject": sent.subject, "text": ""}


def test_who_paid_meanwhile_gets_no_mail(remind, staff):
    row = ReservationFactory()
    remind(row)
    ledger.record_payment(row, amount_cents=15000, method="pin", received_on=TODAY, by=staff, at=NOON)

    settled = deliver()[0]

    assert (outbox.outbox, settled.sent_at, settled.skipped_at) == ([], None, LEAVES)
    assert Act.objects.newest_first()[0].kind == Act.Kind.MAIL_SKIPPED
    assert deliver() == []


def test_who_cancelled_meanwhile_gets_no_mail(remind, staff):
    row = ReservationFactory()
    remind(row)
    lifecycle.cancel(row, reason="Ziek", by=staff, at=NOON)

    assert deliver()[0].skipped_at == LEAVES
    assert outbox.outbox == []


def test_who_paid_in_part_is_told_what_is_left(remind, staff):
    row = ReservationFactory()
    remind(row)
    ledger.record_payment(row, amount_cents=5000, method="pin", received_on=TODAY, by=staff, at=NOON)

    assert "€ 100" in deliver()[0].body.replace("\N{NO-BREAK SPACE}", " ")


def test_what_somebody_else_is_sending_or_was_withdrawn_is_not_sent(remind):
    for column in ("claimed_at", "withdrawn_at"):
        Mail.objects.filter(act=remind(ReservationFactory())).update(**{column: NOON})

    assert deliver() == []
    assert outbox.outbox == []


def test_a_mail_that_is_claimed_while_we_look_is_left_to_who_claimed_it(remind):
    """The claim is an update that counts its rows: whoever changes none has lost."""
    first, second = (remind(ReservationFactory()).mail for _ in range(2))
    walk = reminders.deliver_due(clock=lambda: LEAVES)
    assert next(walk) == first

    Mail.objects.filter(pk=second.pk).update(claimed_at=LEAVES)

    assert list(walk) == []
    assert len(outbox.outbox) == 1


def test_a_server_that_does_not_answer_is_asked_again_later_and_ever_later(remind, broken):
    remind(ReservationFactory())
    broken(2)

    first = deliver()[0]
    assert (first.failures, first.error, first.claimed_at) == (1, "Connection refused", None)
    assert first.send_at == LEAVES + timedelta(minutes=5)
    assert deliver(first.send_at - SECOND) == []

    second = deliver(first.send_at)[0]
    assert second.send_at == first.send_at + timedelta(minutes=10)

    third = deliver(second.send_at)[0]
    assert third.sent_at == second.send_at


def test_after_five_attempts_a_mail_is_given_up_and_the_booking_can_be_reminded_again(remind, broken):
    row = ReservationFactory()
    remind(row)
    broken(5)

    for _ in range(5):
        failed = deliver(Mail.objects.get().send_at)[0]

    assert (failed.failures, failed.sent_at) == (5, None)
    assert deliver(failed.send_at) == []
    assert not Mail.objects.on_its_way().exists()
    row.refresh_from_db()
    assert (row.reminded_at, row.acts.newest_first()[0].kind) == (None, Act.Kind.MAIL_SKIPPED)


def test_a_mail_whose_process_was_stopped_is_not_sent_twice_and_the_booking_can_be_reminded_again(remind):
    row = ReservationFactory()
    Mail.objects.filter(act=remind(row)).update(claimed_at=LEAVES)
    later = LEAVES + timedelta(minutes=10)

    assert deliver(later - SECOND) == []
    given_up = deliver(later)[0]

    assert (outbox.outbox, given_up.sent_at, given_up.withdrawn_at) == ([], None, later)
    act = row.acts.newest_first()[0]
    assert (act.kind, act.data["text"]) == (Act.Kind.MAIL_SKIPPED, given_up.error)
    assert deliver(later) == []
    assert remind(row, at=later).kind == Act.Kind.REMINDED


def test_a_stuck_mail_that_somebody_else_looks_at_is_left_to_them(remind):
    first, second = (remind(ReservationFactory()).mail for _ in range(2))
    Mail.objects.update(claimed_at=LEAVES)
    later = LEAVES + timedelta(minutes=10)
    walk = reminders.deliver_due(clock=lambda: later)
    assert next(walk) == first

    Mail.objects.filter(pk=second.pk).update(claimed_at=later)

    assert list(walk) == []


def test_a_failure_does_not_stop_the_others(remind, broken):
    for _ in range(2):
        remind(ReservationFactory(customer=CustomerFactory()))
    broken(1)

    assert [mail.sent_at for mail in deliver()] == [None, LEAVES]


def test_a_long_run_claims_each_mail_at_its_own_moment(remind):
    """Or another run would take the last of them for stuck, while it is being sent."""
    for _ in range(2):
        remind(ReservationFactory())
    moments = iter(LEAVES + n * timedelta(minutes=3) for n in range(100))

    walk = reminders.deliver_due(clock=lambda: next(moments))
    next(walk)
    second = next(walk)

    assert second.claimed_at > LEAVES + timedelta(minutes=10)


def test_a_mail_that_ended_in_other_hands_while_it_was_sent_is_not_ended_again(remind, monkeypatch):
    remind(ReservationFactory())
    other = {"withdrawn_at": LEAVES, "recorded_at": LEAVES}
    monkeypatch.setattr(reminders.EmailMessage, "send", lambda _message: Mail.objects.update(**other))

    left = deliver()[0]

    assert (left.sent_at, left.withdrawn_at) == (None, LEAVES)
    assert not Act.objects.filter(kind=Act.Kind.MAILED).exists()


def test_history_that_was_too_busy_to_hear_of_a_mail_is_told_by_the_next_run(remind, monkeypatch):
    row = ReservationFactory()
    remind(row)
    with monkeypatch.context() as patch:
        patch.setattr(reminders.engine, "perform", Mock(side_effect=Busy))
        sent = deliver()[0]
    assert (sent.sent_at, [act.kind for act in row.acts.newest_first()]) == (LEAVES, [Act.Kind.REMINDED])

    assert deliver(LEAVES + SECOND) == []

    assert [act.kind for act in row.acts.newest_first()] == [Act.Kind.MAILED, Act.Kind.REMINDED]
    assert deliver(LEAVES + 2 * SECOND) == []
    assert row.acts.count() == 2


def test_history_is_told_once_by_two_runs_at_the_same_time(remind, monkeypatch):
    row = ReservationFactory()
    remind(row)
    with monkeypatch.context() as patch:
        patch.setattr(reminders.engine, "perform", Mock(side_effect=Busy))
        deliver()

    @contextmanager
    def the_other_was_first():
        Mail.objects.update(recorded_at=LEAVES)
        yield

    monkeypatch.setattr(reminders.engine, "one_transaction", the_other_was_first)
    deliver(LEAVES + SECOND)

    assert [act.kind for act in row.acts.all()] == [Act.Kind.REMINDED]


def test_a_reminder_that_failed_leaves_the_one_before_it_in_sight(remind, broken):
    row = ReservationFactory(reminded_at=NOON - timedelta(days=7))
    remind(row)
    broken(5)
    for _ in range(5):
        deliver(Mail.objects.get().send_at)

    row.refresh_from_db()
    assert row.reminded_at == NOON - timedelta(days=7)
