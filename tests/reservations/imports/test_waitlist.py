"""A row on the waitlist of the previous system becomes an entry, or is refused."""

import pytest

from reservations.models import Reservation, WaitlistEntry
from tests.factories import local
from tests.reservations.imports.files import booking, refused, transaction


def test_a_row_on_the_waitlist_becomes_an_entry(take_over):
    report = take_over(booking(status="waitlist", comments="Liefst vooraan", tags=["VIP"], preDrink={"enabled": True},
                               communicationLog=[{"timestamp": "2026-11-01", "message": "Gebeld"}]))  # fmt: skip

    entry = WaitlistEntry.objects.get()
    assert (entry.source_id, entry.guests, entry.status) == ("res-1", 2, WaitlistEntry.Status.WAITING)
    assert (entry.customer.email, entry.created_at) == ("anna@example.nl", local(2026, 10, 1, 12))
    assert {"Liefst vooraan", "VIP", "BWF", "Voorborrel × 2", "01-11-2026 Gebeld"} <= set(entry.notes.splitlines())
    assert not Reservation.objects.exists()
    assert report.is_clean
    assert report.not_owed.total_cents == 15000


def test_an_entry_says_all_or_is_refused(take_over):
    report = take_over(booking(status="waitlist", communicationLog=[{"message": "Gebeld"}]))

    assert refused(report) == [("res-1", "communicationLog[0].timestamp")]


def test_an_archived_entry_waits_no_longer(take_over):
    take_over(booking(status="waitlist", isArchived=True))

    assert WaitlistEntry.objects.get().status == WaitlistEntry.Status.EXPIRED


@pytest.mark.parametrize("paid", [{"paymentStatus": "paid"}, {"paymentTransactions": [transaction(5)]}])
def test_money_on_the_waitlist_is_not_swept_away(take_over, paid):
    report = take_over(booking(status="waitlist", **paid))

    assert refused(report) == [("res-1", "paymentStatus")]
