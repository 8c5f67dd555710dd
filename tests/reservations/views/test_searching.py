"""The quick search: a few letters lead to the thing itself."""

from datetime import timedelta

import pytest
from django.urls import reverse

from reservations import lifecycle
from reservations.status import Status
from tests.factories import NOON, TODAY, CompanyFactory, CustomerFactory, EventFactory, ReservationFactory
from tests.reading import by_id, page, words

DAY = timedelta(days=1)
SEARCH = reverse("search:index")


@pytest.fixture
def found(desk):
    return lambda text="": by_id(page(desk.get(SEARCH, {"q": text})), "found")


def addresses(element):
    return [link.attrib["href"] for link in element.iter("a")]


@pytest.mark.parametrize("text", ["özd", "OZDEMIR", "abc", "info@ab", "R-7777", "0612345678"])
def test_a_reservation_opens_by_name_company_address_number_or_reference(found, text):
    row = ReservationFactory(
        reference="R-7777", customer__last_name="Özdemir", customer__company=CompanyFactory(name="ABC BV"),
        customer__email="info@abc.nl", customer__phone="+31612345678",
    )  # fmt: skip
    ReservationFactory()

    assert addresses(found(text))[0] == row.get_absolute_url()


def test_a_customer_leads_to_their_profile(found):
    anna = CustomerFactory(first_name="Anna", last_name="Bos", email="anna@bos.nl")

    assert addresses(found("bos")) == [anna.get_absolute_url()]


@pytest.mark.parametrize("text", ["winterre", "9-12-2026", "2026-12-09"])
def test_an_event_opens_by_its_show_or_its_date(found, text):
    event = EventFactory(show__name="Winterrevue", date=TODAY.replace(month=12, day=9))
    EventFactory()

    assert addresses(found(text)) == [event.get_absolute_url()]


def test_events_to_come_stand_before_those_that_were(found):
    show = EventFactory(date=TODAY - 2 * DAY, show__name="Winterrevue").show
    for days in (-1, 3, 1):
        EventFactory(date=TODAY + days * DAY, show=show)

    said = [words(link) for link in found("winter").iter("a")]

    assert [text.split("2026")[0][-10:].strip() for text in said] == [
        "di 24 nov", "do 26 nov", "zo 22 nov", "za 21 nov",
    ]  # fmt: skip


@pytest.mark.parametrize("text", ["32-12-2026", "2026-13-45", "niemand", "<script>", "%"])
def test_nothing_is_said_to_be_found(found, text):
    assert "Niets gevonden" in words(found(text))


def test_before_anything_is_typed_there_is_what_i_worked_on_last_one_first(found, staff, boss):
    rows = [ReservationFactory(status=Status.PENDING) for _ in range(3)]
    for minutes, (verb, row) in enumerate(
        [(lifecycle.confirm, rows[0]), (lifecycle.confirm, rows[2]), (lifecycle.check_in, rows[0])]
    ):
        verb(row, by=staff, at=NOON + timedelta(minutes=minutes))
    lifecycle.confirm(rows[1], by=boss, at=NOON)

    assert addresses(found()) == [rows[0].get_absolute_url(), rows[2].get_absolute_url()]


def test_a_newcomer_is_told_what_to_type(found):
    assert "Typ een naam" in words(found())


def test_the_newest_stand_first_and_no_more_than_a_handful(found):
    rows = [ReservationFactory(customer__last_name="Bos", created_at=NOON - days * DAY) for days in range(8)]

    shown = [address for address in addresses(found("bos")) if address.startswith("/reservations/")]

    assert shown == [row.get_absolute_url() for row in rows[:6]]


@pytest.mark.parametrize("count", [1, 3])
def test_a_search_needs_the_same_queries_for_any_number(desk, count, django_assert_num_queries):
    show = EventFactory(show__name="Bosrevue").show
    for _ in range(count):
        ReservationFactory(customer__last_name="Bos", event=EventFactory(show=show))

    # Session, user, how common the word is (of contacts, of customers twice), who may have rung, whose reference and
    # whose invoice it is, how many bookings those customers have and which, the rows, two kinds of tags, customers,
    # events (twice), what waits.
    with django_assert_num_queries(18):
        response = desk.get(SEARCH, {"q": "bos"})

    assert len(addresses(by_id(page(response), "found"))) == 3 * count + 1
