"""The stored sums per event and per customer, against the same sums the slow way."""

from datetime import timedelta

import pytest

from reservations import summaries
from reservations.models import CustomerSummary, EventSummary, Reservation
from reservations.status import Status
from tests import naive
from tests.factories import NOON, TODAY, ArrangementFactory, CustomerFactory, EventFactory, ReservationFactory

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def anna():
    return CustomerFactory()


def book(customer, day=0, **columns):
    return ReservationFactory(customer=customer, event=EventFactory(date=TODAY + day * DAY), **columns)


def premium():
    return ArrangementFactory(code="BWFM", name="Premium")


def as_of(day):
    row = CustomerSummary.objects.as_of(TODAY + day * DAY).get()
    return row.first_visit, row.last_visit


def test_an_event_has_one_sum_per_arrangement_of_what_counts():
    event = EventFactory()
    for status in Status:
        ReservationFactory(event=event, status=status, arrangement=ArrangementFactory(), guests=3, paid_cents=100)
    ReservationFactory(event=event, arrangement=premium(), guests=2, total_cents=500, paid_cents=800)

    assert naive.stored_event_sums() == naive.event_sums() == {
        (event.pk, ArrangementFactory().pk): (3, 9, 3 * 22500, 300, 3 * 22400),
        (event.pk, premium().pk): (1, 2, 500, 800, 0),
    }  # fmt: skip


def test_a_customer_has_one_sum_of_what_counts(anna):
    for status in Status:
        book(anna, status=status, arrangement=ArrangementFactory(), paid_cents=100)
    ReservationFactory()

    row = CustomerSummary.objects.get(customer=anna)
    assert (row.bookings, row.guests, row.omzet_cents, row.paid_cents) == (3, 6, 45000, 300)
    assert (row.outstanding_cents, row.cancellations, row.no_shows) == (44700, 1, 1)
    naive.assert_books_are_right(at=NOON, today=TODAY)


def test_credit_on_one_booking_does_not_pay_another(anna):
    book(anna, total_cents=1000, paid_cents=1500)
    book(anna, total_cents=1000)

    row = CustomerSummary.objects.get()
    assert (row.omzet_cents, row.paid_cents, row.outstanding_cents) == (2000, 1500, 1000)


@pytest.mark.parametrize(
    ("others", "preferred"),
    [
        pytest.param([(0, 1), (0, 1)], "BWFM", id="most bookings"),
        pytest.param([(0, 5)], "BWFM", id="a tie: most guests"),
        pytest.param([(1, 2)], "BWFM", id="still a tie: most recent"),
        pytest.param([(0, 2)], "BWF", id="still a tie: the first made"),
        pytest.param([], "BWF", id="the only one"),
    ],
)
def test_a_customer_prefers_one_arrangement(anna, others, preferred):
    book(anna, guests=2)
    for day, guests in others:
        book(anna, day, guests=guests, arrangement=premium())
    book(anna, 9, guests=99, arrangement=premium(), status=Status.CANCELLED)

    assert CustomerSummary.objects.get().arrangement.code == preferred


def test_visits_are_of_events_up_to_today(anna):
    for day in (-9, 0, 1, 5):
        book(anna, day)
    book(anna, -20, status=Status.CANCELLED)

    row = CustomerSummary.objects.get()
    assert (row.first_visit_on, row.last_visit_on, row.next_visit_on) == (TODAY - 9 * DAY, TODAY, TODAY + DAY)


@pytest.mark.parametrize(
    ("today", "expected"),
    [
        pytest.param(0, (None, None), id="before the first"),
        pytest.param(2, (2, 2), id="on the day"),
        pytest.param(4, (2, 2), id="between"),
        pytest.param(5, (2, 5), id="after the second"),
    ],
)
def test_a_visit_is_one_at_midnight_with_no_job_having_run(anna, today, expected):
    book(anna, 2)
    book(anna, 5)
    book(anna, 3, status=Status.CANCELLED)

    assert as_of(today) == tuple(day and TODAY + day * DAY for day in expected)
    assert naive.stored_customer_sums(TODAY + today * DAY) == naive.customer_sums(TODAY + today * DAY)


def test_who_came_before_has_visited_and_who_comes_today_has_not_yet(anna):
    book(anna, 0)

    row = CustomerSummary.objects.get()
    assert (row.has_visited(before=TODAY), row.has_visited(before=TODAY + DAY)) == (False, True)


def test_a_sum_without_rows_disappears(anna):
    row = book(anna)
    other = ReservationFactory()
    Reservation.objects.filter(pk=row.pk).update(customer=other.customer, event=other.event)

    summaries.refresh(events=[row.event_id, other.event_id], customers=[anna.pk, other.customer_id], today=TODAY)

    assert list(EventSummary.objects.values_list("event", flat=True)) == [other.event_id]
    assert list(CustomerSummary.objects.values_list("customer", flat=True)) == [other.customer_id]
    naive.assert_books_are_right(at=NOON, today=TODAY)


def test_a_customer_with_reservations_that_do_not_count_has_a_row_of_nothing(anna):
    book(anna, status=Status.REQUEST)

    row = CustomerSummary.objects.get()
    assert (row.bookings, row.omzet_cents, row.arrangement) == (0, 0, None)


def test_many_are_refreshed_in_chunks(anna, monkeypatch):
    rows = [book(CustomerFactory()) for _ in range(3)]
    EventSummary.objects.all().delete()
    CustomerSummary.objects.all().delete()
    monkeypatch.setattr(summaries, "CHUNK", 2)

    summaries.refresh(events={r.event_id for r in rows}, customers={r.customer_id for r in rows}, today=TODAY)

    assert CustomerSummary.objects.count() == 3
    naive.assert_books_are_right(at=NOON, today=TODAY)


def test_sums_are_called_after_what_they_are_of(anna):
    row = book(anna)

    assert str(EventSummary.objects.get()) == f"{row.event} · Standaard"
    assert str(CustomerSummary.objects.get()) == str(anna)
