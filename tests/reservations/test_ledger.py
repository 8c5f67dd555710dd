"""Money that came in and went back: rows are added, never changed (R6)."""

from datetime import date, timedelta
from uuid import UUID

import pytest

from reservations import ledger, undo
from reservations.models import Act, Payment
from reservations.refusals import BadAmount, BadDate, BalanceChanged, CannotUndo, NoteNeeded, NotOutstanding
from reservations.status import Status
from tests.factories import NOON, TODAY, ReservationFactory, local
from tests.naive import assert_books_are_right, everything

pytestmark = pytest.mark.django_db
TOKEN = UUID("c0ffee00-0000-4000-8000-000000000000")


@pytest.fixture
def pay(staff):
    def pay(row, cents, **more):
        what = {"method": "pin", "received_on": TODAY, "by": staff, "at": NOON} | more
        return ledger.record_payment(row, amount_cents=cents, **what)

    return pay


@pytest.fixture
def refund(staff):
    def refund(row, cents, **more):
        what = {"method": "bank", "received_on": TODAY, "note": "Ziek", "by": staff, "at": NOON} | more
        return ledger.refund(row, amount_cents=cents, **what)

    return refund


def test_a_payment_is_entered_with_all_that_is_known_of_it(staff, pay):
    row = ReservationFactory()

    done = pay(row, 5000, reference="NL01", note="Aanbetaling", received_on=date(2026, 11, 20))

    entry = Payment.objects.get()
    assert (entry.kind, entry.amount_cents, entry.method, entry.received_on) == (
        "payment",
        5000,
        "pin",
        date(2026, 11, 20),
    )
    assert (entry.reference, entry.note, entry.by, entry.at) == ("NL01", "Aanbetaling", staff, NOON)
    assert (done.kind, done.payment, done.reservation.paid_cents) == (Act.Kind.PAID, entry, 5000)
    assert_books_are_right(at=NOON, today=TODAY)


@pytest.mark.parametrize("cents", [-1, 0, ledger.LARGEST_CENTS + 1])
def test_an_amount_is_above_nothing_and_no_slip_of_the_finger(pay, refund, cents):
    row = ReservationFactory(paid_cents=1)
    before = everything()

    for verb in (pay, refund):
        with pytest.raises(BadAmount):
            verb(row, cents)
    assert everything() == before


@pytest.mark.parametrize("cents", [1, ledger.LARGEST_CENTS])
def test_an_amount_may_be_a_cent_or_a_million_and_more_than_the_total(pay, cents):
    assert pay(ReservationFactory(), cents).reservation.outstanding_cents == 15000 - cents


@pytest.mark.parametrize(
    ("now", "is_allowed"),
    [(local(2026, 11, 23), True), (local(2026, 11, 22, 23, 59, 59), False)],
    ids=["from midnight", "a second before"],
)
def test_money_is_not_received_in_the_future(pay, refund, now, is_allowed):
    row = ReservationFactory(paid_cents=100)

    for verb in (pay, refund):
        if is_allowed:
            assert verb(row, 1, received_on=date(2026, 11, 23), at=now)
        else:
            with pytest.raises(BadDate):
                verb(row, 1, received_on=date(2026, 11, 23), at=now)


@pytest.mark.parametrize("status", Status)
def test_money_and_states_are_separate_questions(pay, refund, status):
    row = ReservationFactory(status=status)

    pay(row, 100)
    refund(row, 40)

    row.refresh_from_db()
    assert (row.status, row.paid_cents) == (status, 60)
    assert_books_are_right(at=NOON, today=TODAY)


def test_all_that_was_paid_can_be_refunded_and_not_a_cent_more(pay, refund):
    row = ReservationFactory()
    pay(row, 100)
    pay(row, 50)

    with pytest.raises(BadAmount):
        refund(row, 151)
    done = refund(row, 150)

    assert (done.kind, done.payment.amount_cents, done.reservation.paid_cents) == (Act.Kind.REFUNDED, -150, 0)
    with pytest.raises(BadAmount):
        refund(row, 1)


@pytest.mark.parametrize("note", ["", "  "])
def test_a_refund_says_what_it_is_for(refund, note):
    row = ReservationFactory(paid_cents=100)
    before = everything()

    with pytest.raises(NoteNeeded):
        refund(row, 1, note=note)
    assert everything() == before


def test_a_double_click_is_one_payment(pay):
    row = ReservationFactory()

    assert pay(row, 100, token=TOKEN) == pay(row, 100, token=TOKEN)
    assert Payment.objects.count() == 1


@pytest.mark.parametrize(("verb", "kind"), [("pay", "refund"), ("refund", "payment")])
def test_a_mistake_is_countered_on_its_own_date(staff, request, verb, kind):
    row = ReservationFactory(paid_cents=500)
    entry = request.getfixturevalue(verb)(row, 200, received_on=TODAY - timedelta(days=3), reference="NL01").payment

    done = ledger.counter(entry, by=staff, at=NOON)

    counter = done.payment
    assert (counter.kind, counter.amount_cents, counter.counters) == (kind, -entry.amount_cents, entry)
    assert (counter.received_on, counter.method, counter.reference) == (entry.received_on, entry.method, "NL01")
    assert (done.kind, done.reservation.paid_cents) == (Act.Kind.COUNTERED, 500)
    assert_books_are_right(at=NOON, today=TODAY)


def test_an_entry_is_countered_once(staff, pay):
    entry = pay(ReservationFactory(), 100).payment
    ledger.counter(entry, by=staff, at=NOON)
    before = everything()

    with pytest.raises(CannotUndo):
        ledger.counter(entry, by=staff, at=NOON)
    assert everything() == before


def test_a_payment_that_was_refunded_since_is_not_countered(staff, pay, refund):
    row = ReservationFactory()
    entry = pay(row, 100).payment
    refund(row, 1)

    with pytest.raises(CannotUndo):
        ledger.counter(entry, by=staff, at=NOON)
    assert row.payments.count() == 2


def test_a_payment_on_a_screen_that_is_out_of_date_is_refused_with_the_balance(staff):
    row = ReservationFactory(total_cents=120000)
    what = {"method": "bank", "received_on": TODAY, "by": staff, "at": NOON}
    ledger.record_payment(row, amount_cents=120000, seen_cents=120000, **what)

    with pytest.raises(BalanceChanged, match="€ 0"):
        ledger.record_payment(row, amount_cents=120000, seen_cents=120000, **what)


@pytest.mark.parametrize(("received_on", "is_right"), [(TODAY - timedelta(days=366), True), (date(1900, 1, 1), False)])
def test_a_date_longer_than_a_year_ago_is_a_slip_of_the_finger(staff, received_on, is_right):
    row = ReservationFactory()

    def pay():
        return ledger.record_payment(row, amount_cents=1, method="bank", received_on=received_on, by=staff, at=NOON)

    if is_right:
        assert pay().payment.received_on == received_on
    else:
        with pytest.raises(BadDate, match="jaartal"):
            pay()


def test_a_payment_entered_again_says_what_it_said_at_first(staff):
    row = ReservationFactory()
    done = ledger.record_payment(
        row, amount_cents=500, method="bank", received_on=TODAY, note="Aanbetaling", by=staff, at=NOON
    )

    undo.take_back(undo.take_back(done, by=staff, at=NOON), by=staff, at=NOON)

    notes = list(row.payments.order_by("pk").values_list("note", flat=True))
    assert notes == ["Aanbetaling", "Boeking teruggedraaid", "Aanbetaling"]


# All that is owed


@pytest.fixture
def pay_off(staff):
    what = {"method": "bank", "received_on": TODAY, "by": staff, "at": NOON}
    return lambda row, **more: ledger.pay_off(row, **what | more)


def test_all_that_is_owed_is_paid_off(pay_off):
    row = ReservationFactory(paid_cents=4999)

    done = pay_off(row, seen_cents=10001, received_on=TODAY - timedelta(days=1))

    assert (done.kind, done.payment.amount_cents, done.payment.method) == (Act.Kind.PAID, 10001, "bank")
    assert done.reservation.paid_cents == 15000
    assert_books_are_right(at=NOON, today=TODAY)


@pytest.mark.parametrize(
    ("columns", "how", "refusal"),
    [
        ({"paid_cents": 15000}, {}, NotOutstanding),
        ({"paid_cents": 15001}, {}, NotOutstanding),
        ({"status": Status.CANCELLED}, {}, NotOutstanding),
        ({"status": Status.PENDING}, {}, NotOutstanding),
        ({}, {"seen_cents": 14999}, BalanceChanged),
        ({}, {"received_on": TODAY + timedelta(days=1)}, BadDate),
    ],
)
def test_what_is_not_owed_or_was_not_seen_is_not_paid_off(pay_off, columns, how, refusal):
    row = ReservationFactory(**columns)
    before = everything()

    with pytest.raises(refusal):
        pay_off(row, **how)
    assert everything() == before


def test_paying_off_twice_with_one_click_is_one_payment(pay_off):
    row = ReservationFactory()

    assert pay_off(row, token=TOKEN) == pay_off(row, token=TOKEN)
