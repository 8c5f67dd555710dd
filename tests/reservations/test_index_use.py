"""Each list of payments is a range of its own small index: never a walk through all reservations."""

import pytest
from django.db import connection

from reservations.planning import analyse
from reservations.worklists import (
    CREDIT,
    CREDIT_KEPT,
    CREDIT_UNDECIDED,
    DUE_SOON,
    NO_DUE_DATE,
    OVERDUE,
    PROMISE_BROKEN,
    PROMISED,
    REFUNDS,
)
from tests.factories import NOON, TODAY, CustomerFactory, EventFactory, ReservationFactory

pytestmark = pytest.mark.django_db
INDEX = {
    OVERDUE: "outstanding_by_due_date",
    DUE_SOON: "outstanding_by_due_date",
    NO_DUE_DATE: "outstanding_by_due_date",
    # All that was promised is outstanding: either is small.
    PROMISED: "promised_by_date outstanding_by_due_date",
    PROMISE_BROKEN: "promised_by_date outstanding_by_due_date",
    CREDIT: "credit_by_what_becomes_of_it",
    CREDIT_UNDECIDED: "credit_by_what_becomes_of_it",
    CREDIT_KEPT: "credit_by_what_becomes_of_it",
    REFUNDS: "credit_by_what_becomes_of_it",
}


@pytest.mark.parametrize("work", INDEX, ids=lambda work: work.name)
@pytest.mark.parametrize("what", ["rows", "sum"])
def test_a_list_is_read_from_its_index(work, what):
    ReservationFactory.create_batch(20, paid_cents=15000, customer=CustomerFactory(), event=EventFactory())
    ReservationFactory(promised_on=TODAY)
    analyse()
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            # Of so few rows it would read all of them; what it can't read from an index it reads all the same.
            cursor.execute("SET LOCAL enable_seqscan = off")
    rows = work.at(NOON).values_list("pk", flat=True)

    plan = rows[:50].explain() if what == "rows" else rows.order_by().explain()

    assert any(index in plan for index in INDEX[work].split())
