"""Pages by keyset: all rows, each once, whatever the order, back and forth."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis.strategies import integers, lists, sampled_from

from reservations.filters import SORTS, order_of
from reservations.models import Reservation
from reservations.paging import page_of
from reservations.worklists import WORK_LISTS
from tests.factories import NOON, TODAY, EventFactory, ReservationFactory

pytestmark = pytest.mark.django_db
ORDERS = [order_of(f"{sign}{name}") for name in SORTS for sign in ("", "-")]
ORDERS += [work.order for work in WORK_LISTS.values()]


@given(
    order=sampled_from(ORDERS), size=integers(1, 4), values=lists(sampled_from([None, 1, 2]), max_size=7),
)  # fmt: skip
def test_every_row_is_on_one_page_and_the_way_back_is_the_way_there(db, order, size, values):
    Reservation.objects.all().delete()  # hypothesis runs many examples in one transaction
    event = EventFactory()
    for value in values:
        ReservationFactory(
            event=event, guests=value or 3, due_on=value and TODAY.replace(day=value), customer__last_name=str(value),
            created_at=NOON.replace(day=value or 3),
        )  # fmt: skip
    rows = Reservation.objects.all()

    pages, page = [], page_of(rows, order, size=size)
    while page.after:
        pages.append(page)
        page = page_of(rows, order, size=size, after=page.after)
    pages.append(page)

    assert [pk for page in pages for pk in page.pks] == list(rows.order_by(*order).values_list("pk", flat=True))
    for earlier, later in pairwise(pages):
        assert page_of(rows, order, size=size, before=later.before) == earlier


@pytest.mark.parametrize("order", [("promised_on", "pk"), ("-promised_on", "pk")])
def test_behind_rows_without_a_date_stand_those_with_one_or_none(order):
    for day in (None, TODAY, None, TODAY):
        ReservationFactory(promised_on=day)
    rows = Reservation.objects.all()

    first = page_of(rows, order, size=1)
    second = page_of(rows, order, size=1, after=first.after)
    third = page_of(rows, order, size=2, after=second.after)

    assert first.pks + second.pks + third.pks == list(rows.order_by(*order).values_list("pk", flat=True))


def test_an_empty_list_leads_nowhere():
    page = page_of(Reservation.objects.all(), ("pk",), size=2)

    assert (page.pks, page.before, page.after) == ([], "", "")


def test_a_cursor_whose_rows_are_gone_is_a_page_without_rows():
    row = ReservationFactory()

    page = page_of(Reservation.objects.all(), ("pk",), size=2, after=str(row.pk))

    assert (page.pks, page.before, page.after) == ([], "", "")
