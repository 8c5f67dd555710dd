"""In which order the list stands, as its address says, and where the heads of its columns lead."""

from datetime import date

import pytest
from django.http import QueryDict

from reservations.filters import ReservationFilter
from tests.factories import NOON, ReservationFactory
from tests.reservations.test_filters import DAY, found

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("sort", "expected"),
    [
        ("created", "abc"), ("-created", "cba"), ("event", "cab"), ("-event", "bac"), ("guests", "bca"),
        ("-guests", "acb"), ("total", "acb"), ("-total", "bca"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("narrowed", ["", "&status=confirmed", "&work=outstanding"])
def test_a_list_is_sorted_by_what_was_asked(sort, expected, narrowed):
    rows = {
        name: ReservationFactory(
            created_at=NOON - ago * DAY, event__date=date(2026, 12, day), guests=guests, total_cents=cents
        )
        for name, ago, day, guests, cents in [("a", 3, 2, 9, 1), ("b", 2, 3, 1, 9), ("c", 1, 1, 5, 5)]
    }

    assert found(f"sort={sort}{narrowed}") == [rows[name] for name in expected]


@pytest.mark.parametrize(("named", "sortable"), [(1, 9), (1, 1)], ids=["sorted", "met on the way"])
def test_many_are_found_all_the_same(monkeypatch, named, sortable):
    monkeypatch.setattr("reservations.querysets.walking.NAMED", named)
    monkeypatch.setattr("reservations.querysets.walking.SORTABLE", sortable)
    rows = [ReservationFactory(guests=guests) for guests in (2, 1, 3)]

    assert found("sort=guests&work=outstanding") == [rows[1], rows[0], rows[2]]


def test_a_column_is_sorted_by_its_likely_end_first_and_turned_by_the_next_click():
    def heads(query):
        asked = ReservationFilter(QueryDict(query), at=NOON).headings
        return [(head.leads_to, head.direction) for head in asked if head.leads_to]

    assert heads("") == [("event", ""), ("-guests", ""), ("-total", "")]
    assert heads("sort=-guests") == [("event", ""), ("guests", "descending"), ("-total", "")]
    assert heads("sort=guests") == [("event", ""), ("-guests", "ascending"), ("-total", "")]
    assert heads("sort=event") == [("-event", "ascending"), ("-guests", ""), ("-total", "")]
