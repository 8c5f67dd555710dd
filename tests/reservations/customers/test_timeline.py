"""The journey of a customer: everything in one stream, newest first, a page at a time and nothing twice."""

from datetime import timedelta

import pytest

from crm.models import Customer
from reservations import ledger, lifecycle, undo, waitlist
from reservations.customers import acts, timeline
from reservations.models import Act
from reservations.status import Status
from tests.factories import (
    NOON,
    TODAY,
    ArrangementFactory,
    CustomerFactory,
    EventFactory,
    ReservationFactory,
    WaitlistEntryFactory,
    local,
    party,
)

pytestmark = pytest.mark.django_db
DAY, HOUR = timedelta(days=1), timedelta(hours=1)
Kind = Act.Kind


@pytest.fixture
def anna():
    return CustomerFactory(last_name="Bos")


def kinds(page):
    return [item.act.kind if item.act else "visit" for item in page.items]


def whole(customer, at=NOON, **asked):
    """Every page, one after the other."""
    page = timeline.page_of(customer, at=at, **asked)
    items = list(page.items)
    while page.older:
        page = timeline.page_of(customer, at=at, **asked | {"before": page.older})
        items += page.items
    return items


@pytest.fixture
def story(staff, anna):
    """Booked, paid, called, on a waitlist, noted, and there three weeks ago."""
    row = lifecycle.book(party(customer=anna), by=staff, at=NOON - 5 * HOUR).reservation
    ledger.record_payment(row, amount_cents=1000, method="bank", received_on=TODAY, by=staff, at=NOON - 4 * HOUR)
    acts.speak(anna, channel="phone", text="Belt terug", by=staff, at=NOON - 3 * HOUR)
    waitlist.contact(WaitlistEntryFactory(customer=anna), by=staff, at=NOON - 2 * HOUR)
    acts.write_note(anna, text="Zit graag vooraan", by=staff, at=NOON - HOUR)
    ReservationFactory(customer=anna, event=EventFactory(date=TODAY - 21 * DAY), status=Status.CHECKED_IN)
    lifecycle.book(party(customer=CustomerFactory()), by=staff, at=NOON)
    return row


def test_everything_that_happened_stands_in_one_stream_newest_first(story, anna):
    assert kinds(timeline.page_of(anna, at=NOON)) == [
        Kind.NOTED, Kind.WAITLIST_CONTACTED, Kind.SPOKEN, Kind.PAID, Kind.PLACED, "visit",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("subject", "found"),
    [
        ("bookings", [Kind.PLACED]),
        ("payments", [Kind.PAID]),
        ("mail", []),
        ("talks", [Kind.WAITLIST_CONTACTED, Kind.SPOKEN]),
        ("notes", [Kind.NOTED]),
        ("visits", ["visit"]),
    ],
)
def test_a_part_of_it_can_be_seen_alone(story, anna, subject, found):
    assert kinds(timeline.page_of(anna, at=NOON, subject=subject)) == found


def test_an_undo_is_about_what_it_undid(staff, anna):
    note = acts.write_note(anna, text="Oeps", by=staff, at=NOON - HOUR)
    undo.take_back(note, by=staff, at=NOON)

    assert kinds(timeline.page_of(anna, at=NOON, subject="notes")) == [Kind.UNDONE, Kind.NOTED]
    assert kinds(timeline.page_of(anna, at=NOON, subject="payments")) == []


def test_every_kind_of_act_on_a_customer_has_its_place():
    told = {kind for _label, kinds in timeline.SUBJECTS.values() for kind in kinds}

    assert set(Kind) - told == {Kind.UNDONE, Kind.EVENT_CREATED, Kind.EVENT_EDITED, Kind.EVENT_CANCELLED}


@pytest.mark.parametrize("count", [0, 1, 20, 21, 41])
def test_pages_follow_each_other_without_a_gap_and_nothing_comes_twice(staff, anna, count):
    """Many at one moment, and evenings between them."""
    for number in range(count):
        acts.speak(anna, channel="phone", text=str(number), by=staff, at=NOON - (number // 7) * DAY)
    for days in (0, 1, 2, 3, 50):
        ReservationFactory(customer=anna, event=EventFactory(date=TODAY - days * DAY))

    items = whole(anna)

    assert [item.key for item in items] == sorted((item.key for item in items), reverse=True)
    assert len({item.key for item in items}) == len(items) == count + 4  # tonight is still to come


def test_a_page_that_ends_with_an_evening_goes_on_with_what_came_before_it(staff, anna):
    """What was done at the very hour at which the evening began stands before it."""
    began = ReservationFactory(customer=anna, event=EventFactory(date=TODAY - DAY)).event.starts_at
    for number in range(timeline.ITEMS_ON_A_PAGE - 1):
        acts.speak(anna, channel="phone", text=str(number), by=staff, at=began if number < 3 else NOON)
    acts.speak(anna, channel="phone", text="eerder", by=staff, at=began - DAY)

    page = timeline.page_of(anna, at=NOON)

    assert kinds(page)[-1] == "visit"
    assert kinds(timeline.page_of(anna, at=NOON, before=page.older)) == [Kind.SPOKEN]
    assert len({item.key for item in whole(anna)}) == len(whole(anna)) == timeline.ITEMS_ON_A_PAGE + 1


def test_an_evening_is_a_visit_from_its_hour_on(anna):
    ReservationFactory(customer=anna, event=EventFactory(date=TODAY))

    assert kinds(timeline.page_of(anna, at=local(2026, 11, 23, 19, 59))) == []
    assert kinds(timeline.page_of(anna, at=local(2026, 11, 23, 20, 0))) == ["visit"]


def test_what_was_cancelled_was_no_visit(anna):
    ReservationFactory(customer=anna, event=EventFactory(date=TODAY - DAY), status=Status.CANCELLED)

    assert whole(anna) == []


@pytest.mark.parametrize("cursor", ["abc", "2026 1 1", "2026-13-45T99:00:00+00:00 1 1", "2026-11-23T12:00:00 1 1"])
def test_a_cursor_that_means_nothing_is_none(story, anna, cursor):
    assert len(timeline.page_of(anna, at=NOON, before=cursor).items) == 6


def test_the_journey_of_who_was_merged_goes_on_with_the_survivor(staff, anna):
    alias = CustomerFactory()
    acts.speak(alias, channel="phone", text="Belt terug", by=staff, at=NOON)
    alias.merged_into = anna
    alias.save()

    assert kinds(timeline.page_of(anna, at=NOON)) == [Kind.SPOKEN]


def test_and_of_whom_was_merged_into_who_was_merged(staff, anna):
    first = CustomerFactory()
    acts.speak(first, channel="phone", text="Belt terug", by=staff, at=NOON)
    Customer.objects.filter(pk=first.pk).update(merged_into=CustomerFactory(merged_into=anna))

    assert kinds(timeline.page_of(anna, at=NOON)) == [Kind.SPOKEN]


@pytest.mark.parametrize("count", [1, 3])
def test_a_page_needs_the_same_queries_for_any_number(staff, anna, count, django_assert_num_queries):
    for _ in range(count):
        row = lifecycle.book(
            party(customer=anna, event=EventFactory(), arrangement=ArrangementFactory()), by=staff, at=NOON
        ).reservation
        ReservationFactory(customer=anna, event=EventFactory(date=TODAY - DAY))
        acts.speak(anna, channel="phone", text="Belt", by=staff, at=NOON)
    assert row

    # Aliases, reservations, waitlist entries; acts on the reservations, on the customer; the acts of the page; visits.
    with django_assert_num_queries(7):
        assert len(timeline.page_of(anna, at=NOON).items) == 3 * count
