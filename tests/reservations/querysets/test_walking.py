"""However rows of a list are found (named, led to or met on a walk), they are the same."""

from datetime import timedelta

import pytest
from django.http import QueryDict

from reservations.filters import ReservationFilter
from reservations.paging import page_of
from reservations.querysets import walking
from reservations.querysets.walking import some_of
from reservations.status import Status
from reservations.worklists import WORK_LISTS
from tests.factories import (
    NOON,
    TODAY,
    ArrangementFactory,
    CompanyFactory,
    CustomerFactory,
    EventFactory,
    ReservationFactory,
    ReservationTagFactory,
)  # fmt: skip
from tests.reservations.test_filters import found

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
# So many are named, so many sorted. With the last, filters go different ways at once, and some meet a limit exactly.
WAYS = {"named": (9, 9), "led to": (0, 9), "met": (0, 0), "each in its own": (1, 3)}


@pytest.fixture
def house():
    """Bookings that differ in all that a list is narrowed by."""
    firm, tag = CompanyFactory(name="Bosrevue BV"), ReservationTagFactory()
    early, late = (EventFactory(date=TODAY + days * DAY, show__name=f"Show {days}") for days in (-3, 9))
    premium = ArrangementFactory(code="BWFM")
    bos = CustomerFactory(last_name="Bos", company=firm)
    ReservationFactory(customer=bos, event=early, guests=8, total_cents=90000, due_on=TODAY - DAY, tags=[tag])
    ReservationFactory(customer=bos, event=late, guests=2, total_cents=20000, paid_cents=30000, arrangement=premium)
    ReservationFactory(event=late, contact_name="Bos", status=Status.PENDING, guests=8)
    ReservationFactory(event=early, status=Status.OPTION, option_expires_at=NOON + DAY, reference="bos")
    ReservationFactory(event=late, status=Status.CANCELLED, paid_cents=100, tags=[tag])
    return {"customer": bos.pk, "company": firm.pk, "tag": tag.pk, "show": late.show_id, "type": early.type_id,
            "event": late.pk, "arrangement": premium.pk}  # fmt: skip


def ask(house):
    """Every filter, alone and with another, in orders of its own kind and of another."""
    alone = [*(f"{name}={pk}" for name, pk in house.items()), *(f"work={name}" for name in WORK_LISTS)]
    alone += [f"payment={state}" for state in ("credit", "paid", "partial", "open", "overdue", "none")]
    alone += [f"status={status}" for status in ("confirmed", "pending", "option")]
    alone += ["q=bos", "q=bos+revue", "guests_min=8", "guests_max=8", "total_min=100&total_max=300"]
    alone += [f"date_from={TODAY}", f"date_to={TODAY}&show={house['show']}", f"expires_to={TODAY + DAY}"]
    orders = ["", "&sort=created", "&sort=event", "&sort=-guests"]
    pairs = [f"{one}&{other}" for one, other in zip(alone, alone[7:] + alone[:7], strict=True)]
    return [query + order for query in alone + pairs for order in orders]


@pytest.fixture
def limited(monkeypatch):
    """Limits as if there were a million: so many rows are named, so many sorted, and no word is rare."""

    def limited(named, sortable):
        monkeypatch.setattr(walking, "NAMED", named)
        monkeypatch.setattr(walking, "SORTABLE", sortable)
        monkeypatch.setattr("reservations.list_order.NAMED", named)
        monkeypatch.setattr("reservations.list_order.SORTABLE", sortable)
        monkeypatch.setattr("crm.querysets.MANY", sortable)

    return limited


def test_every_filter_finds_the_same_in_every_way_and_order(house, limited):
    answers = {}
    for way, (named, sortable) in WAYS.items():
        limited(named, sortable)
        answers[way] = {query: [row.pk for row in found(query)] for query in ask(house)}

    assert answers["named"] == answers["led to"] == answers["met"] == answers["each in its own"]
    nothing = {query for query, rows in answers["named"].items() if not rows and "&" not in query}
    assert nothing - {f"work={name}" for name in WORK_LISTS} == {"payment=paid", "payment=partial", "q=bos+revue"}


@pytest.mark.parametrize(("named", "sortable"), WAYS.values(), ids=WAYS)
def test_those_that_are_counted_are_those_of_the_list(house, limited, named, sortable):
    limited(named, sortable)

    for query in ask(house):
        asked = ReservationFilter(QueryDict(query), at=NOON)
        counted = some_of(asked.to_count(asked.rows))
        assert sorted(row.pk for row in counted) == sorted(row.pk for row in found(query)), query


@pytest.mark.parametrize("query", [f"date_to={TODAY}", f"date_from={TODAY - 9 * DAY}&sort=created"])
def test_a_page_of_what_is_sorted_all_at_once_leads_to_the_next_and_back(query, limited):
    limited(0, 9)
    for days in (-30, 30):
        EventFactory(date=TODAY + days * DAY)
    rows = [ReservationFactory(event__date=TODAY - days * DAY, created_at=NOON - days * DAY) for days in (1, 2, 3)]
    asked = ReservationFilter(QueryDict(query), at=NOON)
    expected = [row.pk for row in (reversed(rows) if "sort" in query else rows)]

    first = page_of(asked.in_order, asked.order, size=2)
    second = page_of(asked.in_order, asked.order, size=2, after=first.after)

    assert (first.pks, second.pks) == (expected[:2], expected[2:])
    assert page_of(asked.in_order, asked.order, size=2, before=second.before).pks == expected[:2]


@pytest.mark.parametrize("sort", ["", "&sort=event", "&sort=-total", "&sort=created"])
@pytest.mark.parametrize("work", WORK_LISTS)
def test_the_pages_of_a_state_of_a_work_list_are_all_of_its_rows(work, sort):
    """Of rows with and without what the list is in the order of."""
    for due_on in (None, TODAY - DAY, TODAY + DAY, None, TODAY - DAY):
        ReservationFactory(due_on=due_on, event__date=TODAY)
        ReservationFactory(due_on=due_on, promised_on=TODAY + DAY, paid_cents=0, total_cents=100)
    asked = ReservationFilter(QueryDict(f"work={work}&status=confirmed{sort}"), at=NOON)

    seen, after = [], None
    while after != "":
        page = page_of(asked.in_order, asked.order, size=2, after=after or "")
        seen, after = [*seen, *page.pks], page.after
        assert len(seen) <= 10

    assert seen == [row.pk for row in asked.in_order]


def test_the_walk_begins_far_when_many_evenings_lie_between(limited):
    limited(1, 9)
    for days in (-2, 1, 2):
        EventFactory(date=TODAY + days * DAY)

    def is_far(query):
        return ReservationFilter(QueryDict(query), at=NOON).is_far

    assert is_far(f"date_to={TODAY}")
    assert not is_far(f"date_to={TODAY + DAY}")  # behind one evening alone
    assert not is_far(f"date_to={TODAY}&sort=created")  # from the other end
    assert is_far(f"date_from={TODAY + 2 * DAY}&sort=created")
    assert not is_far(f"date_from={TODAY + 2 * DAY}")
    limited(1, 0)
    assert not is_far(f"date_to={TODAY}")  # too many to sort
