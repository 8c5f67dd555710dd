"""Three levels of reminders: each once for a debt, and what did not leave does not count (R6)."""

from datetime import timedelta
from importlib import import_module
from uuid import UUID

import pytest
from django.apps import apps
from django.core import mail as outbox

from reservations import bulk, ledger, lifecycle, reminders, undo
from reservations.models import Act, Mail
from reservations.refusals import AlreadyReminded, BadLevel
from tests.factories import NOON, TODAY, ReservationFactory
from tests.naive import everything

pytestmark = pytest.mark.django_db
DAY, GRACE = timedelta(days=1), timedelta(seconds=15)
BATCH = UUID("c0ffee00-0000-4000-8000-000000000000")


@pytest.fixture
def row():
    return ReservationFactory(due_on=TODAY - DAY)


def remind(row, day=0, **how):
    return reminders.remind(row, **{"by": None, "at": NOON + day * DAY} | how)


def deliver(day=0):
    return list(reminders.deliver_due(clock=lambda: NOON + day * DAY + GRACE))


def level(row):
    row.refresh_from_db()
    return row.reminder_level


def test_each_reminder_is_one_level_further_and_after_the_last_there_is_none(row):
    for day, expected in enumerate([1, 2, 3]):
        assert remind(row, day).reservation.reminder_level == expected
        assert [mail.level for mail in deliver(day)] == [expected]

    before = everything()
    with pytest.raises(AlreadyReminded, match=r"\(laatste\)"):
        remind(row, 3)
    assert everything() == before
    assert [message.subject.split()[0] for message in outbox.outbox] == ["Herinnering", "Tweede", "Laatste"]


@pytest.mark.parametrize(
    ("sent", "chosen", "is_sent"),
    [(sent, chosen, chosen > sent) for sent in range(4) for chosen in (1, 2, 3)],
)
def test_a_level_can_be_chosen_that_is_higher_than_what_was_sent(sent, chosen, is_sent):
    row = ReservationFactory(reminded_at=NOON - DAY if sent else None, reminder_level=sent)
    before = everything()

    if is_sent:
        assert remind(row, level=chosen).data["level"] == chosen
    else:
        with pytest.raises(AlreadyReminded):
            remind(row, level=chosen)
        assert everything() == before


@pytest.mark.parametrize("chosen", [0, -1, 4])
def test_there_are_three_levels(row, chosen):
    with pytest.raises(BadLevel):
        remind(row, level=chosen)


def test_a_higher_level_on_the_same_day_is_a_second_reminder_on_that_day(row):
    remind(row)

    with pytest.raises(AlreadyReminded, match="vandaag"):
        remind(row, level=2)


def test_undo_puts_the_level_back(row):
    remind(row)
    deliver()
    done = remind(row, 1)

    undo.take_back(done, by=None, at=NOON + DAY)

    assert level(row) == 1
    assert remind(row, 1).data["level"] == 2


def test_a_mail_that_was_not_sent_puts_the_level_back(row):
    remind(row)
    deliver()
    remind(row, 1)
    paid = ledger.record_payment(row, amount_cents=15000, method="pin", received_on=TODAY, by=None, at=NOON)

    assert [mail.sent_at for mail in deliver(1)] == [None]

    assert level(row) == 1
    undo.take_back(paid, by=None, at=NOON)
    assert remind(row, 2).data["level"] == 2


def test_a_mail_about_another_debt_is_not_sent_and_puts_back_no_level(row):
    """Reminded, paid, and grown to a new debt before it left: nobody asked to be reminded of that."""
    remind(row)
    deliver()
    remind(row, 1)
    ledger.record_payment(row, amount_cents=15000, method="pin", received_on=TODAY, by=None, at=NOON)
    lifecycle.edit(row, {"guests": 3}, by=None, at=NOON)

    assert [mail.sent_at for mail in deliver(1)] == [None]

    row.refresh_from_db()
    assert (row.reminder_level, row.reminded_at) == (0, NOON)


def test_a_mail_that_leaves_while_another_debt_arises_counts_for_that(row, monkeypatch):
    remind(row, level=2)

    def pay_and_grow(_message):
        ledger.record_payment(row, amount_cents=15000, method="pin", received_on=TODAY, by=None, at=NOON)
        lifecycle.edit(row, {"guests": 3}, by=None, at=NOON)

    monkeypatch.setattr(reminders.EmailMessage, "send", pay_and_grow)
    assert [mail.sent_at is None for mail in deliver()] == [False]

    assert level(row) == 2


def test_what_is_written_is_of_the_level_that_was_asked_for(row):
    remind(row, level=3)

    [sent] = deliver()

    assert sent.subject.startswith("Laatste herinnering")
    assert "onze laatste herinnering" in sent.body


def test_many_are_reminded_each_at_the_next_level_and_all_are_called_back_at_once(row):
    other = ReservationFactory(due_on=TODAY - DAY, reminded_at=NOON - DAY, reminder_level=2)
    done = ReservationFactory(due_on=TODAY - DAY, reminded_at=NOON - DAY, reminder_level=3)

    results = bulk.run(reminders.remind, [row, other, done], batch=BATCH, by=None, at=NOON)

    assert [result.act.data["level"] for result in results if result.act] == [1, 3]
    assert [type(result.refusal) for result in results if result.refusal] == [AlreadyReminded]
    bulk.take_back(BATCH, by=None, at=NOON)
    assert [level(each) for each in (row, other, done)] == [0, 2, 3]
    assert not Mail.objects.on_its_way().exists()


def test_history_tells_the_level(row):
    remind(row, level=2)

    assert Act.objects.get().after["reminder_level"] == 2


def test_who_was_reminded_before_there_were_levels_has_had_the_first(row):
    reminded = ReservationFactory(reminded_at=NOON, reminder_level=0)

    import_module("reservations.migrations.0010_levels_of_reminders").count(apps, None)

    assert (level(reminded), level(row)) == (1, 0)
