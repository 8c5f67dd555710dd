"""The figures of a period: what counts, what they grew by, and what is booked most (R7)."""

from datetime import date

import pytest

from dashboard import kpis
from dashboard.kpis import Growth
from dashboard.periods import Period
from reservations.loading import Whole, load
from reservations.models import Reservation
from reservations.status import COUNTS_AS_OMZET, Status
from tests.factories import NOON, ArrangementFactory, CustomerFactory, EventFactory, amount

NOVEMBER, OCTOBER = Period(date(2026, 11, 1), date(2026, 11, 30)), Period(date(2026, 10, 1), date(2026, 10, 31))


@pytest.fixture
def book():
    """Load bookings as they were made, with their sums."""
    customer, made = CustomerFactory(), []

    def book(day, arrangement, *, guests=2, cents=10_000, status=Status.CONFIRMED):
        expires = {"option_expires_at": NOON} if status == Status.OPTION else {}
        checked = {"checked_in_at": NOON} if status == Status.CHECKED_IN else {}
        row = Reservation(
            reference=f"K-{len(made)}", status=status, event=EventFactory(date=day), guests=guests, customer=customer,
            arrangement=arrangement, created_at=NOON, updated_at=NOON, **expires, **checked,
        )  # fmt: skip
        made.append(row)
        load([Whole(reservation=row, lines=amount(cents), payments=[])], at=NOON)

    return book


@pytest.mark.django_db
def test_a_period_has_both_of_its_ends_and_what_counts_as_omzet(book):
    standard = ArrangementFactory(code="BWF")
    for day in (date(2026, 10, 31), date(2026, 11, 1), date(2026, 11, 30), date(2026, 12, 1)):
        for status in Status:
            book(day, standard, status=status)

    found = kpis.booked(NOVEMBER)

    counted = 2 * len(COUNTS_AS_OMZET)
    assert (found.bookings, found.guests, found.omzet_cents) == (counted, 2 * counted, 10_000 * counted)
    assert kpis.booked(Period()).bookings == 2 * counted


@pytest.mark.django_db
def test_nothing_was_booked():
    found = kpis.booked(NOVEMBER)

    assert (found.bookings, found.omzet_cents, found.average_group, found.most_popular) == (0, 0, None, None)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("premium", "standard", "most"),
    [([2, 2], [9], "BWFM"), ([2], [3], "BWF"), ([2], [2], "BWF")],
    ids=["most bookings", "else most guests", "else the code"],
)
def test_the_most_popular_arrangement(book, premium, standard, most):
    for code, parties in (("BWFM", premium), ("BWF", standard)):
        arrangement = ArrangementFactory(code=code)
        for guests in parties:
            book(date(2026, 11, 7), arrangement, guests=guests)

    assert kpis.booked(NOVEMBER).most_popular.code == most


@pytest.mark.django_db
def test_the_average_group_has_one_decimal(book):
    arrangement = ArrangementFactory()
    for guests in (2, 2, 3):
        book(date(2026, 11, 7), arrangement, guests=guests)

    assert kpis.booked(NOVEMBER).average_group == 2.3


@pytest.mark.parametrize(
    ("now", "base", "percent", "is_new"),
    [
        (150, 100, 50, False), (100, 150, -33, False), (0, 100, -100, False), (100, 100, 0, False),
        (1005, 1000, 1, False), (1004, 1000, 0, False), (5, 0, None, True), (0, 0, None, False),
    ],
)  # fmt: skip
def test_growth_is_a_percentage_of_a_base(now, base, percent, is_new):
    growth = Growth(now, base, NOVEMBER, OCTOBER)

    assert (growth.percent, growth.is_new, growth.size) == (percent, is_new, abs(percent or 0))


@pytest.mark.parametrize(
    ("period", "compared"),
    [
        (Period(), (NOVEMBER, OCTOBER)),
        (NOVEMBER, (NOVEMBER, Period(date(2026, 10, 2), date(2026, 10, 31)))),
        (Period(date(2026, 11, 23), date(2026, 11, 23)),
         (Period(date(2026, 11, 23), date(2026, 11, 23)), Period(date(2026, 11, 22), date(2026, 11, 22)))),
    ],
)  # fmt: skip
def test_what_is_compared_with_what(period, compared):
    assert kpis.compared(period, today=date(2026, 11, 23)) == compared
