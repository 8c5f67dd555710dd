"""Which evening the door is open for, who stands in its list, and by what they are found (R1, R7)."""

from datetime import UTC, datetime, time, timedelta

import pytest

from reservations import arrivals
from reservations.models import Reservation
from reservations.status import Status
from tests.factories import (
    NOON,
    TODAY,
    CompanyFactory,
    CustomerFactory,
    EventFactory,
    ReservationFactory,
    ReservationTagFactory,
    local,
)  # fmt: skip

pytestmark = pytest.mark.django_db
DAY, SECOND = timedelta(days=1), timedelta(seconds=1)


def evening(day=TODAY, start=20, end=time(22, 30), **columns):
    return EventFactory(date=day, doors=time(start - 1), start=time(start), end=end, **columns)


def unbookable(**columns):
    return evening(type__key="UNAVAILABLE", type__bookable=False, **columns)


# Which evening


def test_todays_events_stand_in_the_order_of_the_day():
    late, early = evening(start=20), evening(start=14)
    evening(TODAY - DAY)
    evening(TODAY + DAY)

    assert arrivals.events(at=NOON) == [early, late]


@pytest.mark.parametrize(
    ("at", "is_offered"),
    [
        pytest.param(local(2026, 11, 23, 23, 59, 59), False, id="yesterday evening it is today's"),
        pytest.param(local(2026, 11, 24), True, id="midnight"),
        pytest.param(local(2026, 11, 24, 5, 59, 59), True, id="the end of the night"),
        pytest.param(local(2026, 11, 24, 6), False, id="six"),
    ],
)
def test_in_the_small_hours_yesterdays_evening_is_offered_before_todays(at, is_offered):
    yesterdays, todays = evening(at.date() - DAY, end=time(1)), evening(at.date())

    assert arrivals.events(at=at) == ([yesterdays, todays] if is_offered else [todays])


@pytest.mark.parametrize(
    ("at", "is_offered"),
    [
        # 25 October 2026 has 25 hours, 28 March 2027 has 23: six by the clock on the wall, all the same.
        (datetime(2026, 10, 25, 4, 59, 59, tzinfo=UTC), True),
        (datetime(2026, 10, 25, 5, 0, tzinfo=UTC), False),
        (datetime(2027, 3, 28, 3, 59, 59, tzinfo=UTC), True),
        (datetime(2027, 3, 28, 4, 0, tzinfo=UTC), False),
    ],
)
def test_the_night_ends_at_six_when_the_clocks_change_as_well(at, is_offered):
    yesterdays = evening(at.date() - DAY, end=time(1))

    assert (arrivals.events(at=at) == [yesterdays]) is is_offered


@pytest.mark.parametrize("closed", [{"active": False}, {"type__key": "UNAVAILABLE", "type__bookable": False}])
@pytest.mark.parametrize(
    ("status", "is_offered"),
    [
        (None, False),
        (Status.CANCELLED, False),
        (Status.OPTION, False),
        (Status.CONFIRMED, True),
        (Status.NO_SHOW, True),
    ],
)
def test_what_is_closed_is_offered_where_parties_come_all_the_same(closed, status, is_offered):
    event = evening(**closed)
    if status:
        ReservationFactory(event=event, status=status)

    assert (arrivals.events(at=NOON) == [event]) is is_offered


@pytest.mark.parametrize(
    ("hour", "expected"),
    [(9, 0), (13, 0), (18, 1), (22, 1), (23, 1)],
    ids=["morning", "first", "between", "last", "over"],
)
def test_of_todays_the_first_that_is_not_over_is_chosen_else_the_last(hour, expected):
    events = [evening(start=14, end=time(18)), evening(start=20)]
    at = local(2026, 11, 23, hour)

    assert arrivals.preselected(arrivals.events(at=at), at=at) == events[expected]


def test_after_midnight_todays_evening_is_chosen_and_not_the_one_that_goes_on():
    at = local(2026, 11, 24, 0, 30)
    yesterdays, todays = evening(TODAY, end=time(1)), evening(TODAY + DAY)

    assert arrivals.preselected(arrivals.events(at=at), at=at) == todays
    todays.delete()
    offered = arrivals.events(at=at)
    assert (offered, arrivals.preselected(offered, at=at)) == ([yesterdays], None)


def test_the_next_event_is_the_first_after_today_that_somebody_can_come_to():
    evening()
    evening(TODAY + DAY, active=False)
    coming = evening(TODAY + 2 * DAY, start=14)
    evening(TODAY + 2 * DAY)

    assert arrivals.next_event(at=NOON) == coming


def test_where_nothing_is_planned_there_is_no_next_event():
    evening()

    assert arrivals.next_event(at=NOON) is None


@pytest.mark.parametrize(
    ("end", "moment"), [(time(22, 30), local(2026, 11, 23, 22, 30)), (time(1), local(2026, 11, 24, 1))]
)
def test_an_end_before_the_start_is_after_midnight(end, moment):
    assert arrivals.ends_at(evening(end=end)) == moment


# Who stands in the list


def test_everybody_who_is_expected_in_or_absent_stands_in_the_list_and_nobody_else():
    event = evening()
    for status in Status:
        ReservationFactory(event=event, status=status)
    ReservationFactory(event=evening())

    shown = {row.reservation.status for row in arrivals.rows(event)}

    assert shown == {Status.CONFIRMED, Status.CHECKED_IN, Status.NO_SHOW}


def test_the_list_is_by_name_whatever_the_case_and_the_accents():
    event = evening()
    for name in ("zwart", "Özdemir", "Pieters", "Olie"):
        ReservationFactory(event=event, customer=CustomerFactory(first_name="", last_name=name))

    assert [row.name for row in arrivals.rows(event)] == ["Olie", "Özdemir", "Pieters", "zwart"]


def test_a_row_says_who_what_and_which():
    customer = CustomerFactory(first_name="Jan", last_name="Bos", company=CompanyFactory(name="ABC BV"))
    event = evening()
    ReservationFactory(
        event=event, customer=customer, contact_name="Piet Vos", reference="R-7KM", vegetarian=2, gluten_free=1,
        diet_other="noten", occasion="Jubileum", party_person="Anna", tags=[ReservationTagFactory()],
    )  # fmt: skip

    [row] = arrivals.rows(event)

    assert (row.name, row.facts) == ("ABC BV", "Piet Vos · Standaard · R-7KM")
    assert (row.diet, row.occasion) == ("2 vegetarisch, 1 glutenvrij · noten", "Jubileum · Anna")


def test_a_row_says_a_name_once():
    event = evening()
    ReservationFactory(event=event, customer__first_name="Jan", customer__last_name="Bos", reference="R-7KM")

    [row] = arrivals.rows(event)

    assert (row.name, row.facts, row.diet, row.occasion) == ("Jan Bos", "Standaard · R-7KM", "", "")


def test_how_many_are_in_counts_those_who_are(django_assert_num_queries):
    event = evening()
    ReservationFactory(event=event, guests=10, status=Status.CHECKED_IN, arrived_guests=8)
    ReservationFactory(event=event, guests=3, status=Status.CHECKED_IN)
    ReservationFactory(event=event, guests=4)
    ReservationFactory(event=event, guests=5, status=Status.NO_SHOW)

    with django_assert_num_queries(1):
        progress = Reservation.objects.filter(event=event).at_the_door().progress()

    assert progress == {"count": 3, "guests": 17, "arrived": 2, "guests_arrived": 11}


# By what they are found


FOUND = ["ozdemir", "ÖZDEM", "selin öz", "özdemir selin", "abc", "ABC BV", "info@", "06 1234", "+31 (0)6 12"]
FOUND += ["0031612", "31612345678", "612345678", "+32 87", "r-7km", "7KM", "vos", "strasse", "STRASSE", "", " "]
NOT_FOUND = ["ozdemirx", "jansen", "06999", "selin jansen", "r-8", "<script>", "0" * 300]


@pytest.fixture
def selin():
    customer = CustomerFactory(
        first_name="Selin", last_name="Özdemir", company=CompanyFactory(name="ABC BV Straße"), email="info@abc.nl",
        phone="+31612345678",
    )  # fmt: skip
    return ReservationFactory(
        event=evening(), customer=customer, contact_name="Piet Vos", contact_phone="+3287654321", reference="R-7KM"
    )


@pytest.mark.parametrize("asked", FOUND)
def test_a_party_is_found_by_a_part_of_what_is_known_of_it(selin, asked):
    assert [row.found for row in arrivals.rows(selin.event, asked=asked)] == [True]


@pytest.mark.parametrize("asked", NOT_FOUND)
def test_a_party_is_not_found_by_what_it_is_not(selin, asked):
    assert [row.found for row in arrivals.rows(selin.event, asked=asked)] == [False]


def test_a_belgian_number_is_found_as_it_is_dialled_in_belgium(selin):
    assert "087654321" in arrivals.words_of(selin)


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_takes_the_same_queries_for_any_number_of_rows(rows, django_assert_num_queries):
    event = evening()
    for _ in range(rows):
        ReservationFactory(event=event, tags=[ReservationTagFactory()], customer__company=CompanyFactory())

    with django_assert_num_queries(3):  # the parties, their tags, their customers' tags
        found = arrivals.rows(event)

    assert len(found) == rows
