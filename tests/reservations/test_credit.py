"""What becomes of money that is not owed (R4, R6)."""

import pytest

from reservations import credit, ledger, lifecycle, telling, undo
from reservations.models import Act
from reservations.refusals import NoCredit, NothingChanged
from reservations.status import Status
from tests.factories import NOON, TODAY, ReservationFactory
from tests.naive import assert_books_are_right, everything, restorable

pytestmark = pytest.mark.django_db


@pytest.fixture
def settle(staff):
    return lambda row, choice, **how: credit.settle_credit(row, choice=choice, **{"by": staff, "at": NOON} | how)


@pytest.mark.parametrize(
    ("columns", "cents"), [({"paid_cents": 20000}, 5000), ({"paid_cents": 100, "status": Status.CANCELLED}, 100)]
)
@pytest.mark.parametrize(("choice", "words"), [("refund", "Uit te betalen"), ("keep", "Blijft tegoed")])
def test_a_decision_is_kept_with_who_took_it_and_how_much_it_is_about(settle, staff, columns, cents, choice, words):
    done = settle(ReservationFactory(**columns), choice)

    assert (done.kind, done.by, done.data) == (Act.Kind.CREDIT_SETTLED, staff, {"credit_cents": cents})
    assert done.reservation.credit_as == choice
    assert telling.told(done)[1] == f"{words} · {telling.labels.money(cents)}"
    assert_books_are_right(at=NOON, today=TODAY)


@pytest.mark.parametrize(
    "columns",
    [{}, {"paid_cents": 15000}, {"status": Status.CANCELLED}, {"status": Status.PENDING, "paid_cents": 20000}],
)
def test_without_credit_there_is_nothing_to_decide(settle, columns):
    row = ReservationFactory(**columns)
    before = everything()

    with pytest.raises(NoCredit, match="heeft geen tegoed"):
        settle(row, "refund")
    assert everything() == before


def test_what_was_decided_already_changes_nothing_and_the_other_way_does(settle):
    row = ReservationFactory(paid_cents=20000)
    settle(row, "keep")

    with pytest.raises(NothingChanged):
        settle(row, "keep")
    assert settle(row, "refund").before == {"credit_as": "keep"}


def test_there_are_two_ways(settle):
    with pytest.raises(ValueError, match="burn"):
        settle(ReservationFactory(paid_cents=20000), "burn")


def test_a_decision_is_taken_back_exactly_and_taken_again(settle, staff):
    row = ReservationFactory(paid_cents=20000)
    before = restorable(TODAY)
    done = settle(row, "refund")
    after = restorable(TODAY)

    undone = undo.take_back(done, by=staff, at=NOON)
    assert restorable(TODAY) == before
    undo.take_back(undone, by=staff, at=NOON)
    assert restorable(TODAY) == after


def test_a_cancelled_booking_comes_back_whatever_was_decided_on_its_money(settle, staff):
    row = ReservationFactory(paid_cents=15000)
    cancelled = lifecycle.cancel(row, reason="Ziek", by=staff, at=NOON)
    settle(row, "refund")

    back = undo.take_back(cancelled, by=staff, at=NOON).reservation

    assert (back.status, back.credit_cents, back.credit_as) == (Status.CONFIRMED, 0, "")


# Why


def why(row):
    row.refresh_from_db()
    [(pk, words)] = credit.reasons([row]).items()
    return words if pk == row.pk else None


def test_the_reason_is_what_was_said_when_it_went_off(staff):
    row = ReservationFactory(paid_cents=15000)
    lifecycle.cancel(row, reason="Ziekte", by=staff, at=NOON)

    assert why(row) == "Ziekte"


def test_what_was_said_when_it_was_decided_comes_first(settle, staff):
    row = ReservationFactory(paid_cents=15000)
    lifecycle.cancel(row, reason="Ziekte", by=staff, at=NOON)
    settle(row, "refund", reason="Kosteloos, uit coulance")

    assert why(row) == "Kosteloos, uit coulance"


def test_a_reason_that_was_taken_back_is_none(settle, staff):
    row = ReservationFactory(paid_cents=15000)
    lifecycle.cancel(row, reason="Ziekte", by=staff, at=NOON)
    undo.take_back(settle(row, "refund", reason="Vergissing"), by=staff, at=NOON)

    assert why(row) == "Ziekte"


def test_a_booking_that_came_back_is_not_off_any_more(staff):
    row = ReservationFactory(paid_cents=20000)
    lifecycle.cancel(row, reason="Ziekte", by=staff, at=NOON)
    lifecycle.reactivate(row, by=staff, at=NOON)

    assert why(row) == "Meer betaald dan het totaal"


def test_without_a_word_the_state_is_the_reason():
    assert why(ReservationFactory(status=Status.CANCELLED, paid_cents=1)) == "Geannuleerd"


def test_the_money_that_went_back_ends_the_decision(settle, staff):
    row = ReservationFactory(paid_cents=20000)
    settle(row, "refund")

    entry = {"method": "bank", "received_on": TODAY, "note": "Te veel", "by": staff, "at": NOON}
    done = ledger.refund(row, amount_cents=5000, **entry)

    assert (done.reservation.credit_as, done.reservation.paid_cents) == ("", 15000)
