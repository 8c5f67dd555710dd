"""What becomes a booking: its arrangement, its price and its due date."""

from datetime import timedelta

import pytest

from reservations.refusals import AlreadyArranged, ArrangementNeeded, NotOffered
from reservations.status import Status
from tests.factories import NOON, TODAY, ArrangementFactory, ReservationFactory
from tests.naive import everything
from tests.verbs import act, ready

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def test_confirming_an_option_asks_for_the_arrangement_it_lacks(staff):
    row = ReservationFactory(status=Status.OPTION)
    before = everything()

    with pytest.raises(ArrangementNeeded):
        act("confirm", row, by=staff, at=NOON)
    assert everything() == before


def test_confirming_with_an_arrangement_prices_it(staff):
    row, premium = ReservationFactory(status=Status.OPTION, guests=20), ArrangementFactory(code="BWFM")

    after = act("confirm", row, arrangement=premium, by=staff, at=NOON).reservation

    assert (after.arrangement, after.total_cents) == (premium, 20 * 9000)
    assert [line.quantity for line in after.lines.all()] == [20]


@pytest.mark.parametrize("again", [True, False], ids=["the same arrangement", "none"])
def test_what_was_agreed_stays_agreed(staff, again):
    row = ready(Status.OPTION, total_cents=120000)

    after = act("confirm", row, arrangement=row.arrangement if again else None, by=staff, at=NOON).reservation

    assert after.total_cents == 120000


def test_another_arrangement_than_the_agreed_one_is_not_slipped_in(staff):
    row, premium = ready(Status.OPTION), ArrangementFactory(code="BWFM")
    before = everything()

    with pytest.raises(AlreadyArranged):
        act("confirm", row, arrangement=premium, by=staff, at=NOON)
    assert everything() == before


def test_an_amount_agreed_for_the_whole_covers_the_arrangement_that_is_chosen_on_confirming(staff):
    row = ReservationFactory(status=Status.OPTION, guests=20, total_cents=120000)

    after = act("confirm", row, arrangement=ArrangementFactory(), by=staff, at=NOON).reservation

    assert after.total_cents == 120000


def test_an_arrangement_that_the_event_does_not_offer_is_not_sold(staff):
    row, premium = ReservationFactory(status=Status.OPTION), ArrangementFactory(code="BWFM")
    row.event.arrangements.add(ArrangementFactory())

    with pytest.raises(NotOffered):
        act("confirm", row, arrangement=premium, by=staff, at=NOON)


def test_confirming_sets_the_due_date_and_keeps_one_that_staff_chose(staff):
    plain, chosen = ready(Status.PENDING), ready(Status.PENDING, due_on=TODAY)

    assert act("confirm", plain, by=staff, at=NOON).reservation.due_on == plain.event.date - 7 * DAY
    assert act("confirm", chosen, by=staff, at=NOON).reservation.due_on == TODAY


def test_a_due_date_that_has_passed_starts_anew_when_a_cancelled_booking_comes_back(staff):
    row = ready(Status.CANCELLED, due_on=TODAY - DAY)

    assert act("reactivate", row, by=staff, at=NOON).reservation.due_on == row.event.date - 7 * DAY


def test_a_cancelled_option_comes_back_with_the_arrangement_that_is_asked_for(staff):
    row = ReservationFactory(status=Status.CANCELLED, arrangement=None, guests=20)

    after = act("reactivate", row, arrangement=ArrangementFactory(), by=staff, at=NOON).reservation

    assert (after.status, after.total_cents) == (Status.CONFIRMED, 20 * 7500)


def test_a_cancelled_option_without_arrangement_cannot_come_back_as_a_booking(staff):
    row = ReservationFactory(status=Status.CANCELLED, arrangement=None)

    with pytest.raises(ArrangementNeeded):
        act("reactivate", row, by=staff, at=NOON)
