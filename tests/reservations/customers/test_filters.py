"""The list of customers: who is asked for, in which order, and the same however many there are."""

from datetime import timedelta
from itertools import pairwise

import pytest

from crm.models import Customer, Segment, Tag, Tagging
from reservations import counting
from reservations.customers import agenda, follow_ups, wanted
from reservations.models import CustomerSummary, FollowUp
from reservations.status import Status
from tests.crm.rules.rules import rule
from tests.factories import NOON, TODAY, CompanyFactory, CustomerFactory, EventFactory, ReservationFactory, local
from tests.reservations.customers.conftest import DAY, asked, book, names

pytestmark = pytest.mark.django_db
ALL = {"Often", "Once", "Long ago", "To come", "Cancelled", "Stranger"}


@pytest.fixture(params=["named", "sorted", "walked"])
def size(request, monkeypatch):
    """The same list as it is found where few match, where more do, and where most do."""
    if request.param != "named":
        monkeypatch.setattr(counting, "MOST", 0)
    if request.param == "walked":
        monkeypatch.setattr(wanted, "SORTABLE", 0)


# Who


def test_all_standing_customers_are_listed_those_who_never_booked_included(crowd):
    assert set(names()) == ALL


FOUND = [
    ("q=often", {"Often"}),
    ("q=often+anna", {"Often"}),
    ("q=niemand", set()),
    ("bookings_min=3", {"Often"}),
    ("bookings_min=0&bookings_max=0", {"Cancelled", "Stranger"}),
    ("bookings_max=1", ALL - {"Often"}),
    ("omzet_min=200", {"Often", "Long ago"}),
    ("omzet_min=50&omzet_max=100", {"Once", "To come"}),
    ("omzet_max=0", {"Cancelled", "Stranger"}),
    ("newsletter=yes", {"Often", "Long ago"}),
    ("newsletter=no", ALL - {"Often", "Long ago"}),
    ("newsletter=yes&bookings_min=2", {"Often"}),
    ("newsletter=no&bookings_max=1", ALL - {"Often", "Long ago"}),
    (f"visited_from={TODAY - 10 * DAY}", {"Once"}),
    (f"visited_from={TODAY - 9 * DAY}", set()),
    (f"visited_to={TODAY - 30 * DAY}", {"Often", "Long ago"}),
    (f"visited_from={TODAY - 400 * DAY}&visited_to={TODAY - 30 * DAY}", {"Often", "Long ago"}),
    (f"quiet_since={TODAY - 10 * DAY}", ALL - {"Once"}),
    (f"quiet_since={TODAY - 9 * DAY}", ALL),
    (f"quiet_since={TODAY - 30 * DAY}&bookings_min=1", {"Long ago", "To come"}),
]


@pytest.mark.parametrize("sort", ["", "-omzet", "bookings", "name"])
def test_what_is_asked_is_found_however_many_match(crowd, size, sort):
    for query, expected in FOUND:
        found = names(f"{query}&sort={sort}")

        assert (query, set(found), len(found)) == (query, expected, len(expected))
        assert {customer.last_name for customer in asked(query).qs} == expected


def test_a_tag_finds_who_has_it(crowd, size):
    tag = Tag.objects.create(name="Pers")
    Tagging.objects.create(tag=tag, customer=Customer.objects.get(last_name="Once"), at=NOON)

    assert names(f"tag={tag.pk}") == ["Once"]


def test_a_segment_finds_whom_its_rule_fits(crowd, size):
    segment = Segment.objects.create(name="Vaak", rule=rule(("bookings", "gte", 3)).plain(), at=NOON)
    gone = Segment.objects.create(name="Weg", rule={}, at=NOON, removed_at=NOON)

    assert names(f"segment={segment.pk}") == ["Often"]
    assert names(f"segment={segment.pk}&bookings_max=2") == []
    assert names(f"segment={gone.pk}") == []


def test_an_open_follow_up_finds_for_whom_it_is(crowd, size):
    for who, done_at in [("Once", None), ("Often", NOON)]:
        customer = Customer.objects.get(last_name=who)
        FollowUp.objects.create(customer=customer, text="Bel", due_on=TODAY, done_at=done_at, created_at=NOON)

    assert names("follow_up=yes") == ["Once"]
    assert set(names("follow_up=no")) == ALL - {"Once"}
    assert set(names("follow_up=no&bookings_min=1&sort=-omzet")) == {"Often", "Long ago", "To come"}


@pytest.mark.parametrize("most_named", [8_000, 0])
def test_an_open_follow_up_is_also_what_a_rule_asks_for(crowd, size, staff, monkeypatch, most_named):
    monkeypatch.setattr(agenda, "MOST_NAMED", most_named)
    for who, days in [("Once", 2), ("To come", 2), ("Long ago", 20)]:
        customer = Customer.objects.get(last_name=who)
        ReservationFactory(customer=customer, status=Status.OPTION, option_expires_at=NOON + timedelta(days=days))
    (task,) = agenda.of_customer(Customer.objects.get(last_name="To come"), at=NOON)
    follow_ups.finish(task, by=staff, at=NOON)

    assert names("follow_up=yes") == ["Once"]
    assert set(names("follow_up=no&sort=-omzet")) == ALL - {"Once"}
    assert names("follow_up=yes&sort=name", NOON + timedelta(days=14)) == ["Long ago"]
    assert names("follow_up=yes", NOON + timedelta(days=30)) == []


def test_whom_the_filter_finds_are_those_whose_page_has_something_to_do(crowd):
    def has_a_task(who, at):
        return bool(agenda.of_customer(Customer.objects.get(last_name=who), at=at))

    large = {"event": EventFactory(date=TODAY + 9 * DAY), "guests": 25}
    ReservationFactory(customer=Customer.objects.get(last_name="Stranger"), **large)
    party = ReservationFactory(
        customer=Customer.objects.get(last_name="Cancelled"), event=EventFactory(date=TODAY - DAY), guests=8,
        status=Status.CHECKED_IN, checked_in_at=NOON,
    )  # fmt: skip
    ReservationFactory(
        customer=party.customer, event=EventFactory(date=TODAY - 323 * DAY), occasion="Jubileum", guests=2
    )

    for days in (0, 14, 35, 330, 380):
        at = NOON + timedelta(days=days)
        assert set(names("follow_up=yes", at)) == {who for who in ALL if has_a_task(who, at)}
    assert set(names("follow_up=yes")) == {"Stranger", "Cancelled"}
    assert set(names("follow_up=yes", NOON + timedelta(days=374))) == {"Cancelled", "Often"}


def test_the_contacts_of_one_company_are_found(crowd):
    company = CompanyFactory(name="ABC BV")
    CustomerFactory(last_name="Contact", company=company)

    found = asked(f"company={company.pk}")

    assert names(f"company={company.pk}") == ["Contact"]
    assert (found.the_company, asked().the_company, asked("company=x").the_company) == (company, None, None)


@pytest.mark.parametrize("query", ["omzet_min=veel", "visited_from=31-02-2026", "tag=99", "sort=shoe", "newsletter=x"])
def test_an_address_that_means_nothing_finds_nobody(crowd, query):
    found = asked(query)

    assert not found.form.is_valid()
    assert (found.keys(), found.count, found.page(size=2).pks, [*found.qs]) == ([], counting.Count(0), [], [])


@pytest.mark.parametrize("query", [f"bookings_min={10**30}", f"company={10**30}", f"omzet_min={10**30}"])
def test_a_number_that_no_column_holds_finds_nobody(crowd, query):
    assert names(query) == []


# In which order

ORDERS = {
    "": ["Once", "Often", "Long ago", "To come", "Cancelled", "Stranger"],
    "-visit": ["Once", "Often", "Long ago", "To come", "Cancelled", "Stranger"],
    "visit": ["Long ago", "Often", "Once", "To come", "Cancelled", "Stranger"],
    "-omzet": ["Often", "Long ago", "To come", "Once", "Cancelled", "Stranger"],
    "omzet": ["Stranger", "Cancelled", "Once", "To come", "Long ago", "Often"],
    "name": ["Cancelled", "Long ago", "Often", "Once", "Stranger", "To come"],
    "-name": ["To come", "Stranger", "Once", "Often", "Long ago", "Cancelled"],
    "created": ["Stranger", "Often", "Once", "Long ago", "To come", "Cancelled"],
    "-created": ["Cancelled", "To come", "Long ago", "Once", "Often", "Stranger"],
}


@pytest.mark.parametrize("query", ["", f"quiet_since={TODAY + DAY}", "follow_up=no"])
def test_each_order_begins_where_it_says(crowd, size, query):
    for sort, expected in ORDERS.items():
        found = names(f"{query}&sort={sort}")

        # Who never came stands last, whichever of them first.
        certain = 3 if "visit" in sort or not sort else len(expected)
        assert (sort, found[:certain], set(found)) == (sort, expected[:certain], set(expected))


def test_by_bookings_the_most_come_first_or_last(crowd, size):
    assert names("sort=-bookings")[0] == names("sort=bookings")[-1] == "Often"
    assert names("sort=-bookings")[-1] == names("sort=bookings")[0] == "Stranger"


@pytest.mark.parametrize("query", ["", "bookings_max=1", "newsletter=no"])
@pytest.mark.parametrize("length", [1, 2, 4])
def test_each_is_on_one_page_and_the_way_back_is_the_way_there(crowd, size, query, length):
    for sort in (*ORDERS, "-bookings", "bookings"):
        _go_through(asked(f"{query}&sort={sort}"), length)


def _go_through(found, length):
    pages, page = [], found.page(size=length)
    while page.after:
        pages.append(page)
        page = found.page(size=length, after=page.after)
    pages.append(page)

    assert [pk for page in pages for pk in page.pks] == found.keys()
    for earlier, later in pairwise(pages):
        assert found.page(size=length, before=later.before) == earlier


@pytest.mark.parametrize("cursor", ["9:1,2", "x:1,2", ":", "nonsense", "1:", "-1:3"])
def test_a_cursor_that_means_nothing_is_none(crowd, cursor):
    found = asked("sort=-omzet")

    assert found.page(size=3, after=cursor) == found.page(size=3, before=cursor) == found.page(size=3)


def test_the_first_so_many_keys_are_those_of_the_first_page(crowd):
    found = asked("sort=-omzet")

    assert found.keys(2) == found.page(size=2).pks
    assert found.keys(5) == found.page(size=5).pks


# On another day (R11)


def test_a_visit_that_has_come_counts_without_anything_having_run(crowd, size):
    later = NOON + timedelta(days=13)
    when = f"visited_from={TODAY + 9 * DAY}"

    assert names("", later)[:2] == ["To come", "Often"]
    assert names("sort=visit", later)[-5:-2] == ["Once", "Often", "To come"]
    assert names(when, later) == ["To come", "Often"]
    assert set(names(f"quiet_since={TODAY + 9 * DAY}", later)) == ALL - {"To come", "Often"}
    assert set(names(f"{when}&sort=name", later)) == {"To come", "Often"}
    assert CustomerSummary.objects.filter(last_visit_on__gte=TODAY + 9 * DAY).count() == 0


def test_the_page_of_another_day_is_read_in_the_order_of_that_day(size):
    book(CustomerFactory(last_name="A"), -3, 2)
    book(CustomerFactory(last_name="B"), -1)
    book(CustomerFactory(last_name="C"), 4)
    later = NOON + timedelta(days=5)
    first = asked("", later).page(size=2)

    assert names("", later) == ["C", "A", "B"]
    assert first.pks + asked("", later).page(size=2, after=first.after).pks == asked("", later).keys()


# How many, and what they come to


def test_they_are_counted_and_summed(crowd):
    found = asked("bookings_min=1")

    assert found.count == counting.Count(4)
    assert found.sums == {"omzet": 90000 * 3 + 35000, "outstanding": 90000 * 3 + 35000}


def test_of_too_many_there_is_no_sum(crowd, monkeypatch):
    monkeypatch.setattr(counting, "MOST", 2)

    assert (asked().count, asked().sums) == (counting.Count(2, more=True), None)


def test_a_booking_by_somebody_else_changes_nothing_of_a_page_that_is_asked_again(crowd):
    found = asked("sort=-omzet")
    first = found.page(size=2)
    ReservationFactory(customer=CustomerFactory(last_name="New"), total_cents=1)

    assert asked("sort=-omzet").page(size=2, after=first.after).pks == found.keys()[2:4]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("created_from=2026-11-01&created_to=2026-11-30", {"first", "last"}), ("created_from=2026-12-01", {"after"}),
        ("created_to=2026-10-31", {"before"}),
    ],
)  # fmt: skip
def test_since_when_somebody_is_a_customer_is_reckoned_by_the_days_of_the_venue(query, found):
    moments = {
        "before": local(2026, 10, 31, 23, 59, 59), "first": local(2026, 11, 1), "last": local(2026, 11, 30, 23, 59, 59),
        "after": local(2026, 12, 1),
    }  # fmt: skip
    for name, at in moments.items():
        CustomerFactory(last_name=name, created_at=at)

    assert {row.last_name for row in asked(query).wanted.customers()} == found
