"""By when a customer says they will pay (R6)."""

from datetime import date, timedelta
from uuid import UUID

import pytest

from reservations import bulk, ledger, promises, reminders, telling, undo
from reservations.models import Act, Mail
from reservations.refusals import BadPromise, NothingChanged, NotOutstanding, PromiseStands
from reservations.status import Status
from tests.factories import NOON, TODAY, ReservationFactory, local
from tests.naive import everything, restorable

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
BATCH = UUID("c0ffee00-0000-4000-8000-000000000000")


@pytest.fixture
def promise(staff):
    return lambda row, on=TODAY + DAY, **how: promises.promise(row, on=on, **{"by": staff, "at": NOON} | how)


def test_a_promise_is_kept_with_who_noted_it_and_how_much_it_was_about(promise, staff):
    row = ReservationFactory(paid_cents=5000)

    done = promise(row, date(2026, 12, 4))

    assert (done.kind, done.by, done.at, done.data) == (Act.Kind.PROMISED, staff, NOON, {"outstanding_cents": 10000})
    assert done.reservation.promised_on == date(2026, 12, 4)
    assert telling.told(done) == ["Betaling toegezegd", "uiterlijk vr 4 dec 2026"]


@pytest.mark.parametrize(
    ("at", "on", "is_allowed"),
    [
        pytest.param(NOON, TODAY, True, id="today"),
        pytest.param(NOON, TODAY - DAY, False, id="yesterday"),
        pytest.param(local(2026, 11, 23, 23, 59, 59), TODAY, True, id="a second before midnight"),
        pytest.param(local(2026, 11, 24), TODAY, False, id="at midnight"),
        pytest.param(NOON, TODAY + 365 * DAY, True, id="in a year"),
        pytest.param(NOON, TODAY + 366 * DAY, False, id="a day later"),
        pytest.param(NOON, date.max, False, id="at the end of time"),
    ],
)
def test_a_promise_is_for_today_or_a_day_to_come_within_a_year(promise, at, on, is_allowed):
    row = ReservationFactory()
    before = everything()

    if is_allowed:
        assert promise(row, on, at=at).reservation.promised_on == on
    else:
        with pytest.raises(BadPromise):
            promise(row, on, at=at)
        assert everything() == before


@pytest.mark.parametrize(
    "columns", [{"paid_cents": 15000}, {"status": Status.PENDING}, {"status": Status.CANCELLED}, {"total_cents": 0}]
)
def test_who_owes_nothing_promises_nothing(promise, columns):
    row = ReservationFactory(**columns)

    with pytest.raises(NotOutstanding):
        promise(row)


def test_another_promise_takes_the_place_of_the_first_and_the_same_one_changes_nothing(promise):
    row = ReservationFactory()
    promise(row, TODAY)

    with pytest.raises(NothingChanged):
        promise(row, TODAY)
    assert promise(row, TODAY + DAY).before == {"promised_on": "2026-11-23"}


def test_a_promise_is_taken_back_exactly_and_made_again(promise, staff):
    row = ReservationFactory(promised_on=TODAY)
    before = restorable(TODAY)
    done = promise(row)
    after = restorable(TODAY)

    undone = undo.take_back(done, by=staff, at=NOON)
    assert restorable(TODAY) == before
    undo.take_back(undone, by=staff, at=NOON)
    assert restorable(TODAY) == after


# Reminders in batch


def remind_all(rows, at=NOON):
    return bulk.run(reminders.remind, rows, batch=BATCH, by=None, at=at)


def test_who_promised_is_spared_by_reminders_in_batch_until_the_day_is_over(promise):
    row = ReservationFactory(due_on=TODAY - DAY)
    promise(row, TODAY)

    [spared] = remind_all([row])
    assert isinstance(spared.refusal, PromiseStands)
    assert str(spared.refusal) == f"{row.customer} heeft toegezegd uiterlijk ma 23 nov 2026 te betalen."
    assert not Mail.objects.exists()

    [reminded] = remind_all([row], at=local(2026, 11, 24))
    assert reminded.act.kind == Act.Kind.REMINDED


def test_who_promised_is_reminded_by_who_asks_for_it(promise):
    row = ReservationFactory(due_on=TODAY - DAY)
    promise(row)

    assert reminders.remind(row, by=None, at=NOON).kind == Act.Kind.REMINDED


def test_who_promised_and_paid_is_refused_for_having_paid(promise):
    row = ReservationFactory(due_on=TODAY - DAY)
    promise(row)
    ledger.record_payment(row, amount_cents=15000, method="pin", received_on=TODAY, by=None, at=NOON)

    assert isinstance(remind_all([row])[0].refusal, NotOutstanding)
