"""Reservations that come whole from elsewhere: kept as they are, flagged where there is no room."""

from datetime import timedelta

import pytest
from django.core import mail
from django.db import IntegrityError, transaction

from reservations import loading
from reservations.loading import Whole
from reservations.models import Act, CustomerSummary, EventSummary, Payment, Reservation
from reservations.pricing import AgreedLine
from reservations.status import Status
from tests.factories import (
    NOON,
    TODAY,
    ArrangementFactory,
    CustomerFactory,
    EventFactory,
    ReservationFactory,
    ReservationTagFactory,
)
from tests.naive import assert_books_are_right, everything

pytestmark = pytest.mark.django_db
LONG_AGO = NOON - timedelta(days=900)


@pytest.fixture
def evening():
    return EventFactory(capacity=10)


def whole(event, *, reference="R-1", status=Status.CONFIRMED, guests=4, created_at=LONG_AGO, **parts):
    row = Reservation(
        reference=reference, customer=CustomerFactory(), event=event, status=status, guests=guests,
        arrangement=ArrangementFactory(), created_at=created_at, updated_at=created_at,
    )  # fmt: skip
    return Whole(reservation=row, **parts)


def paid(cents):
    return Payment(kind="payment", amount_cents=cents, method="bank", received_on=TODAY, at=NOON)


def test_all_of_it_is_kept_and_the_books_are_right(evening):
    payment, tag = paid(5000), ReservationTagFactory()
    acts = [Act(kind=Act.Kind.IMPORTED, at=LONG_AGO), Act(kind=Act.Kind.PAID, at=NOON, payment=payment)]
    lines = [AgreedLine("Standaard", 4, 7500), AgreedLine("Fles", 1, 2500)]

    [row] = loading.load([whole(evening, lines=lines, payments=[payment], acts=acts, tags=[tag.pk])], at=NOON)

    row.refresh_from_db()
    assert (row.total_cents, row.paid_cents, row.created_at, row.over_capacity) == (32500, 5000, LONG_AGO, False)
    assert [line.cents for line in row.lines.order_by("pk")] == [30000, 2500]
    assert [(act.kind, act.payment) for act in row.acts.order_by("pk")] == [("imported", None), ("paid", payment)]
    assert list(row.tags.all()) == [tag]
    assert_books_are_right(at=NOON, today=TODAY)


def test_first_come_first_seated_and_nothing_is_dropped(evening):
    ReservationFactory(event=evening, guests=3)
    later = LONG_AGO + timedelta(days=1)
    wholes = [
        whole(evening, reference="late", guests=4, created_at=later),
        whole(evening, reference="early", guests=7),
        whole(evening, reference="never", guests=99, status=Status.CANCELLED),
    ]

    loading.load(wholes, at=NOON)

    flags = dict(Reservation.objects.exclude(reference__startswith="R-").values_list("reference", "over_capacity"))
    assert flags == {"early": False, "late": True, "never": False}


def test_one_bad_row_leaves_none(evening):
    before = everything()
    with pytest.raises(IntegrityError), transaction.atomic():
        loading.load([whole(evening), whole(evening, reference="R-2", guests=0)], at=NOON)

    assert {k: v for k, v in everything().items() if k != "Customer"} == {
        k: v for k, v in before.items() if k != "Customer"
    }


def test_sums_can_wait_for_the_last_batch(evening):
    loading.load([whole(evening)], at=NOON, summarise=False)

    assert not EventSummary.objects.exists()
    assert not CustomerSummary.objects.exists()


def test_loading_mails_nobody(evening):
    loading.load([whole(evening, payments=[paid(1)])], at=NOON)

    assert mail.outbox == []


@pytest.mark.parametrize("rows", [1, 3])
def test_loading_costs_the_same_queries_for_any_number(evening, rows, django_assert_num_queries):
    wholes = [whole(evening, reference=f"R-{n}", guests=1, payments=[paid(1)]) for n in range(rows)]

    with django_assert_num_queries(15):
        loading.load(wholes, at=NOON)
