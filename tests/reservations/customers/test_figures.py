"""What a customer is worth, in figures that are right without a job (R9, R11)."""

from datetime import timedelta

import pytest

from reservations.customers import figures
from reservations.models import Payment
from reservations.status import Status
from tests.factories import NOON, TODAY, ArrangementFactory, CustomerFactory, EventFactory, ReservationFactory

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def anna():
    return CustomerFactory()


def test_a_customer_without_reservations_is_worth_nothing_yet(anna):
    found = figures.of(anna, at=NOON)

    assert (found.summary.bookings, found.summary.omzet_cents, found.average_guests) == (0, 0, None)
    assert (found.first_visit, found.last_visit, found.next_visit, found.days_to_pay) == (None, None, None, None)


def test_figures_are_of_what_counts_as_omzet(anna):
    for days, guests, status in [(-9, 2, Status.CHECKED_IN), (-2, 5, Status.CONFIRMED), (8, 4, Status.CONFIRMED)]:
        ReservationFactory(
            customer=anna, event=EventFactory(date=TODAY + days * DAY), guests=guests, status=status,
            arrangement=ArrangementFactory(), total_cents=10000,
        )  # fmt: skip
    ReservationFactory(customer=anna, status=Status.CANCELLED, guests=99, event=EventFactory(date=TODAY + DAY))

    found = figures.of(anna, at=NOON)

    assert (found.summary.bookings, found.summary.omzet_cents, found.average_guests) == (3, 30000, 3.7)
    assert (found.first_visit, found.last_visit) == (TODAY - 9 * DAY, TODAY - 2 * DAY)
    assert found.next_visit == TODAY + 8 * DAY
    assert (found.summary.cancellations, found.arrangement.name) == (1, "Standaard")


def test_tomorrows_visit_is_the_last_one_the_day_after_with_nothing_having_run(anna):
    ReservationFactory(customer=anna, event=EventFactory(date=TODAY + DAY))

    assert figures.of(anna, at=NOON).next_visit == TODAY + DAY
    after = figures.of(anna, at=NOON + DAY)
    assert (after.first_visit, after.last_visit, after.next_visit) == (TODAY + DAY, TODAY + DAY, None)


def test_the_next_visit_is_the_first_that_has_not_come_and_asked_with_the_rest(anna, django_assert_num_queries):
    for days in (1, 3, 2):
        ReservationFactory(customer=anna, event=EventFactory(date=TODAY + days * DAY))

    # The figures, and the days to payment.
    with django_assert_num_queries(2):
        assert figures.of(anna, at=NOON + DAY).next_visit == TODAY + 2 * DAY


def test_days_to_pay_are_from_the_booking_to_the_last_payment_of_what_is_settled(anna):
    for days, paid in [(3, 15000), (6, 15000), (30, 14999)]:
        row = ReservationFactory(customer=anna, paid_cents=paid, created_at=NOON - 40 * DAY)
        Payment.objects.filter(reservation=row).update(received_on=TODAY - 40 * DAY + days * DAY)

    assert figures.of(anna, at=NOON).days_to_pay == 4  # of 3 and 6; the third is not settled


def test_who_paid_before_it_was_written_down_paid_at_once(anna):
    row = ReservationFactory(customer=anna, paid_cents=15000, created_at=NOON)
    Payment.objects.filter(reservation=row).update(received_on=TODAY - DAY)

    assert figures.of(anna, at=NOON).days_to_pay == 0
