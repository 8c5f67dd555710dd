"""With whom something is still to happen, is not erased: it is said what (R13)."""

from datetime import timedelta

import pytest

from reservations import ledger, reminders
from reservations.models import Mail
from reservations.refusals.privacy import StillToHappen
from reservations.status import Status
from tests.factories import NOON, TODAY, ReservationFactory, WaitlistEntryFactory
from tests.naive import everything, now

pytestmark = pytest.mark.django_db


BOOKING, OPTION = {"total_cents": 0}, {"status": Status.OPTION}
OLD = {"event__date": TODAY - timedelta(days=1)}


@pytest.mark.parametrize(
    ("columns", "sentence"),
    [
        (BOOKING, "1 reservering moet nog komen."),
        (OPTION, "1 optie staat nog open."),
        (BOOKING | {"event__date": TODAY, "status": Status.CHECKED_IN}, "1 reservering moet nog komen."),
        (OLD | {"total_cents": 4750}, "€ 47,50 staat nog open."),
        (OLD | {"total_cents": 0, "paid_cents": 1}, "€ 0,01 is tegoed"),
        (OLD | {"status": Status.CANCELLED, "paid_cents": 5000, "credit_as": "keep"}, "€ 50 is tegoed"),
    ],
)
def test_somebody_with_whom_something_is_still_to_happen_is_not_erased(erase, columns, sentence):
    row = ReservationFactory(**columns)
    before = everything()

    with pytest.raises(StillToHappen, match=f"Deze klant kan nog niet worden gewist. {sentence}"):
        erase(row.customer)

    assert everything() == before


@pytest.mark.parametrize("columns", [OLD | {"total_cents": 0}, OLD | OPTION, {"status": Status.CANCELLED}])
def test_what_is_over_is_not_in_the_way(erase, columns):
    row = ReservationFactory(**columns)

    erase(row.customer)

    assert now(row.customer).erased_at == NOON


def test_who_waits_for_seats_is_not_erased(erase):
    entry = WaitlistEntryFactory()

    with pytest.raises(StillToHappen, match="wachtlijst van 1 avond"):
        erase(entry.customer)


def test_nobody_is_erased_while_a_mail_to_them_is_being_sent(staff, erase):
    row = ReservationFactory(**OLD)
    reminders.remind(row, by=staff, at=NOON)
    ledger.pay_off(row, method="pin", received_on=TODAY, by=staff, at=NOON)
    Mail.objects.update(claimed_at=NOON)

    with pytest.raises(StillToHappen, match="onderweg"):
        erase(row.customer)


def test_a_mail_that_has_not_left_leaves_no_more(staff, erase):
    row = ReservationFactory(**OLD)
    reminders.remind(row, by=staff, at=NOON)
    ledger.pay_off(row, method="pin", received_on=TODAY, by=staff, at=NOON)

    erase(row.customer)

    assert list(reminders.deliver_due(clock=lambda: NOON + timedelta(hours=1))) == []
    assert (Mail.objects.get().to, Mail.objects.get().withdrawn_at) == ("", NOON)
