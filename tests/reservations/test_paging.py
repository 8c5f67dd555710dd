"""Pages by keyset: all rows, each once, whatever the order, back and forth."""

from itertools import pairwise

import pytest
from django.db.models import F
from hypothesis import given
from hypothesis.strategies import integers, lists, sampled_from

from reservations.list_order import SORTS, order_of
from reservations.models import Reservation
from reservations.paging import Stretch, keys_of, page_of, page_through
from reservations.status import Status
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


# A list of several stretches


@given(
    size=integers(1, 4), late=lists(integers(1, 3), max_size=4), early=lists(integers(1, 3), max_size=4),
    others=integers(0, 3),
)  # fmt: skip
def test_stretches_follow_on_each_other_and_the_parts_of_one_are_read_together(db, size, late, early, others):
    Reservation.objects.all().delete()  # hypothesis runs many examples in one transaction
    event = EventFactory()
    for status, sizes in ((Status.CONFIRMED, late), (Status.PENDING, early), (Status.CANCELLED, [9] * others)):
        for guests in sizes:
            ReservationFactory(event=event, guests=guests, status=status)
    parts = [Reservation.objects.filter(status=status) for status in (Status.CONFIRMED, Status.PENDING)]
    rest = Reservation.objects.filter(status=Status.CANCELLED).annotate(place=F("guests"))
    stretches = [Stretch(parts, ("-guests", "pk")), Stretch([rest], ("place", "-pk"))]

    pages, page = [], page_through(stretches, size=size)
    while page.after:
        pages.append(page)
        page = page_through(stretches, size=size, after=page.after)
    pages.append(page)

    together = Reservation.objects.exclude(status=Status.CANCELLED).order_by("-guests", "pk")
    expected = [*together.values_list("pk", flat=True), *rest.order_by("-pk").values_list("pk", flat=True)]
    assert [pk for page in pages for pk in page.pks] == expected == keys_of(stretches)
    for most in range(len(expected) + 2):
        assert keys_of(stretches, most) == expected[:most]
    for earlier, later in pairwise(pages):
        assert page_through(stretches, size=size, before=later.before) == earlier


@pytest.mark.parametrize("cursor", ["2:1,1", "x:1,1", "1:", ":", "1,1,1", "a,b", "1:a,b"])
def test_a_cursor_of_no_stretch_is_the_beginning(cursor):
    ReservationFactory()
    stretches = [Stretch([Reservation.objects.all()], ("guests", "pk"))] * 2

    assert page_through(stretches, size=9, after=cursor) == page_through(stretches, size=9)


def test_no_cursor_is_the_beginning_even_of_a_list_by_words():
    row = ReservationFactory()

    assert page_of(Reservation.objects.all(), ("-reference",), size=2, after="").pks == [row.pk]
