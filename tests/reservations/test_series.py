"""Several evenings at once: their dates, what is on already, and one batch."""

import re
from datetime import date, time, timedelta
from uuid import UUID

import pytest

from reservations import bulk, series
from reservations.models import Act, Event
from reservations.refusals import BadCapacity
from reservations.series import BadDates
from tests.factories import NOON, EventFactory, EventTypeFactory, ShowFactory

FIRST = date(2027, 3, 3)
BATCH = UUID("c0ffee00-0000-4000-8000-000000000000")


@pytest.mark.parametrize(
    ("until", "days"),
    [
        (FIRST, [FIRST]),
        (FIRST + timedelta(days=6), [FIRST]),
        (FIRST + timedelta(days=7), [FIRST, date(2027, 3, 10)]),
        # The clocks go forward on 28 March: a week is a week.
        (date(2027, 3, 31), [FIRST, date(2027, 3, 10), date(2027, 3, 17), date(2027, 3, 24), date(2027, 3, 31)]),
    ],
)
def test_every_week_is_the_same_day_of_each_with_both_ends(until, days):
    assert series.weekly(FIRST, until) == days


@pytest.mark.parametrize(("weeks", "fits"), [(59, True), (60, False), (5000, False)])
def test_at_most_sixty_evenings_are_made_at_once(weeks, fits):
    until = FIRST + timedelta(weeks=weeks)

    if fits:
        assert len(series.weekly(FIRST, until)) == 60
    else:
        with pytest.raises(BadDates, match="60"):
            series.weekly(FIRST, until)


@pytest.mark.parametrize(
    "text",
    [
        "6-3-2027, 3-3-2027",
        "06-03-2027\n03-03-2027",
        " 3/3/2027;6.3.2027 ",
        "2027-03-03 2027-03-06 2027-03-06",
    ],
)
def test_dates_are_read_as_people_type_them_each_once_and_in_order(text):
    assert series.picked(text) == [FIRST, date(2027, 3, 6)]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "minstens één datum"),
        (" , ", "minstens één datum"),
        ("3-3-2027, 30-2-2027", "30-2-2027"),
        ("morgen", "morgen"),
        ("3-3-27", "3-3-27"),
        ("<script>alert(1)</script>", "<script>alert(1)</sc"),
        ("31-4-2027", "31-4-2027"),
    ],
)
def test_what_is_no_date_is_named(text, says):
    with pytest.raises(BadDates, match=re.escape(says)):
        series.picked(text)


def test_more_than_sixty_dates_are_refused():
    days = [FIRST + timedelta(days=number) for number in range(61)]

    with pytest.raises(BadDates, match="60"):
        series.picked(" ".join(day.isoformat() for day in days))
    assert len(series.picked(" ".join(day.isoformat() for day in days[:60]))) == 60


@pytest.mark.django_db
def test_what_is_on_already_is_known_by_date():
    early, late = (EventFactory(date=FIRST, doors=time(hour), start=time(hour)) for hour in (11, 20))
    EventFactory(date=FIRST, active=False)
    EventFactory(date=FIRST + timedelta(days=1))

    assert series.taken([FIRST, FIRST + timedelta(days=2)]) == {FIRST: [early, late]}


@pytest.fixture
def values(db):
    return {
        "show_id": ShowFactory(name="Kempen").pk, "type_id": EventTypeFactory().pk, "doors": time(19),
        "start": time(20), "end": time(22, 30), "capacity": 40,
    }  # fmt: skip


@pytest.fixture
def create(staff, values):
    return lambda days, **more: series.create(values | more, days, batch=BATCH, by=staff, at=NOON)


def test_a_series_is_an_event_on_each_date_and_one_batch(create):
    days = series.weekly(FIRST, FIRST + timedelta(days=14))

    results = create(days)

    assert list(Event.objects.order_by("date").values_list("date", "capacity")) == [(day, 40) for day in days]
    assert [result.event.date for result in results] == days
    assert set(Act.objects.values_list("kind", "batch")) == {("event_created", BATCH)}


def test_a_series_that_is_made_twice_with_one_click_is_made_once(create):
    first = create([FIRST, FIRST + timedelta(days=1)])

    assert [result.act for result in create([FIRST, FIRST + timedelta(days=1)])] == [result.act for result in first]
    assert Event.objects.count() == 2


def test_what_is_refused_says_of_which_evening(create):
    result, other = create([FIRST, FIRST + timedelta(days=1)], capacity=0)

    assert isinstance(result.refusal, BadCapacity)
    assert (result.act, str(result.event), other.event.date) == (None, "Kempen · 2027-03-03", date(2027, 3, 4))


def test_a_series_is_taken_back_whole(create, staff):
    create([FIRST, FIRST + timedelta(days=1)])

    results = bulk.take_back(BATCH, by=staff, at=NOON)

    assert [(result.refusal, result.event.date.day) for result in results] == [(None, 4), (None, 3)]
    assert not Event.objects.active().exists()


@pytest.mark.parametrize("text", ["12-3-9999", "12-3-1999 12-3-2027"])
def test_a_year_that_is_a_slip_of_the_finger_is_refused(text):
    with pytest.raises(series.BadDates, match="2000"):
        series.picked(text)
