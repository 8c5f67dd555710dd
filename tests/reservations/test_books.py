"""The proof that stored sums are what the rows say: it finds every lie, tells no lies, and mends what it can."""

from datetime import timedelta

import pytest

from reservations import books, ledger, lifecycle
from reservations.models import Act, CustomerSummary, EventSummary, Payment
from reservations.status import Status
from tests.factories import NOON, TODAY, CustomerFactory, EventFactory, ReservationFactory, party
from tests.naive import assert_books_are_right, everything
from tests.reservations.lies import found, lie

pytestmark = pytest.mark.django_db


@pytest.fixture
def booking():
    return ReservationFactory(paid_cents=5000)


def test_untouched_books_are_right(booking):
    ReservationFactory(status=Status.OPTION)
    ReservationFactory(status=Status.CANCELLED, discount_cents=90000)

    assert found() == []


def test_no_books_are_right():
    assert found() == []


@pytest.mark.parametrize(
    ("columns", "differences"),
    [
        pytest.param(
            {"total_cents": 1},
            [("reservation", "total_cents"), ("event", "omzet_cents"), ("event", "outstanding_cents"),
             ("customer", "omzet_cents"), ("customer", "outstanding_cents")],
            id="a total that its lines don't come to",
        ),
        pytest.param(
            {"paid_cents": 15000},
            [("reservation", "paid_cents"), ("event", "paid_cents"), ("event", "outstanding_cents"),
             ("customer", "paid_cents"), ("customer", "outstanding_cents")],
            id="a payment that isn't in the ledger",
        ),
        pytest.param(
            {"status": Status.CANCELLED},
            [("event", "summary"), *(("customer", field) for field in
             ("bookings", "guests", "omzet_cents", "paid_cents", "outstanding_cents", "next_visit_on",
              "arrangement_id", "cancellations"))],
            id="a state that the summaries didn't hear of",
        ),
    ],
)  # fmt: skip
def test_every_lie_of_a_reservation_is_found_and_mended(booking, columns, differences):
    lie(booking, **columns)

    assert found() == differences
    assert found(mend=True) != []
    assert found() == []
    assert_books_are_right(at=NOON, today=TODAY)


def test_summaries_that_are_missing_or_too_many_are_found_and_mended(booking):
    other = ReservationFactory(status=Status.PENDING)
    EventSummary.objects.filter(event=booking.event).update(event=other.event)
    CustomerSummary.objects.filter(customer=booking.customer).delete()
    CustomerSummary.objects.create(customer=CustomerFactory(), bookings=3)

    assert found(mend=True) == [
        ("event", "summary"),
        ("event", "summary"),
        ("customer", "summary"),
        ("customer", "summary"),
    ]
    assert_books_are_right(at=NOON, today=TODAY)
    assert CustomerSummary.objects.count() == 2


@pytest.mark.parametrize(
    ("field", "value"),
    [("bookings", 9), ("guests", 9), ("no_shows", 9), ("arrangement", None), ("first_visit_on", TODAY),
     ("last_visit_on", TODAY), ("next_visit_on", None)],
)  # fmt: skip
def test_every_column_of_a_customers_summary_is_looked_at(booking, field, value):
    CustomerSummary.objects.update(**{field: value})

    assert found() == [("customer", "arrangement_id" if field == "arrangement" else field)]


def test_a_repair_is_history_and_counts_as_a_change(booking):
    lie(booking, total_cents=1, paid_cents=7)
    found(mend=True)

    act = Act.objects.get(kind=Act.Kind.REPAIRED)
    assert (act.reservation, act.by, act.at) == (booking, None, NOON)
    assert (act.before, act.after) == ({"total_cents": 1}, {"total_cents": 15000})
    assert act.data == {"paid_cents": [7, 5000]}
    booking.refresh_from_db()
    assert (booking.total_cents, booking.paid_cents, booking.version) == (15000, 5000, 2)


def test_looking_changes_nothing(booking):
    lie(booking, total_cents=1)
    before = everything()
    found()

    assert everything() == before


def test_a_repair_that_came_too_late_does_nothing(booking):
    lie(booking, total_cents=1)
    wrong = books.Reservations(at=NOON)
    lie(booking, total_cents=15000)
    wrong.mend([booking.pk])

    assert not Act.objects.filter(kind=Act.Kind.REPAIRED).exists()


def test_a_ledger_below_nothing_is_for_a_person(booking):
    Payment.objects.create(
        reservation=booking, kind="refund", amount_cents=-9000, method="bank", received_on=TODAY, note="?", at=NOON
    )
    lie(booking, total_cents=1)

    assert found(mend=True)[:2] == [("reservation", "total_cents"), ("reservation", "paid_cents")]
    assert found() == [("reservation", "paid_cents")]
    booking.refresh_from_db()
    assert (booking.total_cents, booking.paid_cents) == (15000, 5000)


def test_what_a_colleague_does_while_we_look_is_no_difference(booking, monkeypatch):
    """Rows that were read before an act, and their sums after it, differ until somebody looks again."""
    look = books.Reservations.differences
    hasty = [books.Difference("reservation", booking.pk, booking.reference, "paid_cents", 5000, 5100)]
    looks = []

    def look_hastily_at_first(book, ids):
        looks.append(ids)
        return look(book, ids) if len(looks) > 1 else hasty

    monkeypatch.setattr(books.Reservations, "differences", look_hastily_at_first)
    assert found() == []
    assert looks == [[booking.pk], [booking.pk]]


def test_the_engine_keeps_the_books_right(boss):
    row = lifecycle.book(party(), by=boss, at=NOON).reservation
    ledger.record_payment(row, amount_cents=15000, method="pin", received_on=TODAY, by=boss, at=NOON)
    lifecycle.cancel(row, reason="Ziek", by=boss, at=NOON)

    assert found() == []


# Visits: what lags behind midnight lawfully (R11)


@pytest.mark.parametrize("days", [0, 1, 2, 3, 6, 7, 8, 30])
def test_untouched_books_are_right_on_every_later_day(days):
    customer = CustomerFactory()
    for offset in (-20, 2, 2, 7):
        ReservationFactory(customer=customer, event=EventFactory(date=TODAY + timedelta(days=offset)))
    ReservationFactory(customer=customer, event=EventFactory(date=TODAY + timedelta(days=3)), status=Status.CANCELLED)
    ReservationFactory(event=EventFactory(date=TODAY + timedelta(days=2)))

    assert found(at=NOON + timedelta(days=days)) == []


@pytest.mark.parametrize(
    "columns",
    [
        pytest.param({"last_visit_on": None}, id="a visit before it was forgotten"),
        pytest.param({"next_visit_on": TODAY + timedelta(days=1)}, id="a visit nobody made"),
        pytest.param({"first_visit_on": TODAY - timedelta(days=900)}, id="a first that never was"),
    ],
)
def test_a_lie_about_visits_is_found_on_later_days_too(columns):
    customer = CustomerFactory()
    for offset in (-20, 2, 7):
        ReservationFactory(customer=customer, event=EventFactory(date=TODAY + timedelta(days=offset)))
    CustomerSummary.objects.update(**columns)

    later = NOON + timedelta(days=3)
    assert {field for _book, field in found(at=later)} >= set(columns)
    found(at=later, mend=True)
    assert found(at=later) == []


def test_a_visit_that_was_cancelled_past_the_engine_is_found_when_its_day_has_come(booking):
    lie(booking, status=Status.CANCELLED)

    assert ("customer", "next_visit_on") in found(at=NOON + timedelta(days=30))


# In chunks


def test_every_chunk_is_looked_at(monkeypatch):
    monkeypatch.setattr(books, "CHUNK", 2)
    rows = [ReservationFactory() for _ in range(5)]
    lie(rows[-1], total_cents=1)
    looked = []

    differences = list(
        books.check(at=NOON, mend=False, progress=lambda what, done, total: looked.append((done, total)))
    )

    assert differences[0].name == rows[-1].reference
    assert looked[:3] == [(0, 5), (2, 5), (4, 5)]


@pytest.mark.parametrize("rows", [1, 3])
def test_looking_costs_the_same_for_any_number_of_rows(rows, django_assert_num_queries):
    for _row in range(rows):
        ReservationFactory()

    with django_assert_num_queries(23):
        assert found() == []
