"""What the address of the list of events means."""

from datetime import date, time, timedelta

import pytest

from reservations.event_filters import EventFilter
from reservations.models import Event
from reservations.status import Status
from tests.factories import NOON, TODAY, EventFactory, EventTypeFactory, ReservationFactory, ShowFactory, local

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def asked(at=NOON, **query):
    return EventFilter(query, at=at)


def found(**query):
    return list(asked(**query).pks())


def errors(**query):
    return {name: [str(error) for error in said] for name, said in asked(**query).errors.items()}


def on(day, **columns):
    return EventFactory(date=day, **columns).pk


# Which period


def test_without_a_period_it_is_what_is_still_to_come_from_today_on_soonest_first():
    later, tonight, yesterday = on(TODAY + DAY), on(TODAY), on(TODAY - DAY)
    this_morning = on(TODAY, doors=time(9), start=time(9))

    assert found() == [this_morning, tonight, later]
    assert found(past="1") == [yesterday]


def test_what_has_been_is_shown_latest_first():
    rows = [on(TODAY - DAY * days) for days in (1, 2, 3)]

    assert found(past="1") == rows


def test_events_at_the_same_hour_stand_in_a_fixed_order():
    rows = [on(TODAY) for _ in range(3)]

    assert (found(), found(since=TODAY.isoformat())) == (rows, rows)


def test_a_month_is_the_whole_of_it_what_has_been_included():
    first, last = on(date(2026, 11, 1)), on(date(2026, 11, 30))
    on(date(2026, 10, 31))
    on(date(2026, 12, 1))

    assert found(month="2026-11") == [first, last]


@pytest.mark.parametrize(
    ("query", "days"),
    [
        ({"since": "2026-12-02", "until": "2026-12-03"}, [2, 3]),
        ({"since": "2026-12-03"}, [3, 4]),
        ({"until": "2026-12-02"}, [1, 2]),
        ({"since": "2-12-2026", "until": "3-12-2026"}, [2, 3]),
        ({"month": "2026-12", "since": "2026-12-03"}, [3, 4]),
        ({"month": "2026-11", "since": "2026-12-03"}, []),
        ({"since": "2026-12-02", "until": "2026-12-02"}, [2]),
    ],
)
def test_dates_are_a_period_with_both_ends(query, days):
    for day in (1, 2, 3, 4):
        on(date(2026, 12, day))

    assert [Event.objects.get(pk=pk).date.day for pk in found(**query)] == days


def test_a_period_of_what_has_been_ends_yesterday():
    on(TODAY)
    yesterday = on(TODAY - DAY)

    assert found(month="2026-11", past="1") == [yesterday]


@pytest.mark.parametrize(
    ("at", "days"), [(local(2026, 11, 23, 23, 59), [0, 1]), (local(2026, 11, 24), [1])], ids=["last minute", "midnight"]
)
def test_today_is_the_venues(at, days):
    rows = {on(TODAY + DAY * days): days for days in (0, 1)}

    assert [rows[pk] for pk in asked(at=at).pks()] == days


def test_a_month_far_from_now_is_offered_when_it_is_asked_for():
    choices = [text for text, _name in asked(month="2016-05").fields["month"].choices]

    assert (choices[:3], choices[-1], len(choices)) == (["", "2016-05", "2026-11"], "2028-04", 20)


# Which events


def test_a_show_a_type_and_a_state_are_asked_for():
    kempen, matinee = ShowFactory(), EventTypeFactory(key="MATINEE", name="Matinee")
    mine = on(TODAY, show=kempen)
    theirs = on(TODAY, type=matinee, active=False)

    assert found(show=kempen.pk) == [mine]
    assert found(type=matinee.pk) == found(state="closed") == [theirs]
    assert found(state="open") == [mine]


# Room


def test_room_is_looked_for_in_what_can_be_booked_and_is_still_to_begin():
    large, small = on(TODAY, capacity=50), on(TODAY, capacity=44)
    on(TODAY, active=False)
    on(TODAY, type=EventTypeFactory(key="UNAVAILABLE", bookable=False))
    on(TODAY, doors=time(11), start=time(12))
    on(TODAY - DAY)
    ReservationFactory(event_id=large, event=Event.objects.get(pk=large), guests=5)
    lapsed = {"status": Status.OPTION, "option_expires_at": NOON}
    ReservationFactory(event=Event.objects.get(pk=large), guests=40, **lapsed)

    assert found(guests="45") == [large]
    assert found(guests="44") == [large, small]
    assert found(guests="51") == []


def test_where_do_45_people_fit_in_march():
    fits = [on(date(2027, 3, day)) for day in (6, 13)]
    full, closed_waitlist = on(date(2027, 3, 7), capacity=40, waitlist_open=True), on(date(2027, 3, 8), capacity=40)
    on(date(2027, 4, 1))

    asked_for = asked(month="2027-03", guests="45")

    assert asked_for.pks() == fits
    assert asked_for.waitlists() == [full]
    assert closed_waitlist not in asked_for.waitlists()


def test_nobody_who_asks_for_no_room_is_shown_waitlists():
    on(TODAY, waitlist_open=True)

    assert asked().waitlists() == []


def test_of_many_with_room_the_first_hundred_are_shown():
    show, kind = ShowFactory(), EventTypeFactory()
    EventFactory.create_batch(101, show=show, type=kind)
    ninety_nine = Event.objects.order_by("pk")[:2].values_list("pk", flat=True)

    assert len(found(guests="45")) == 100
    Event.objects.filter(pk__in=list(ninety_nine)).update(capacity=1)
    assert len(found(guests="45")) == 99


def test_without_a_period_room_is_looked_for_within_a_year():
    near, _far = on(TODAY + DAY * 366), on(TODAY + DAY * 367)

    assert found(guests="45") == [near]


# What makes no sense


@pytest.mark.parametrize(
    ("query", "field", "says"),
    [
        ({"guests": "0"}, "guests", "1 tot en met 500"),
        ({"guests": "501"}, "guests", "1 tot en met 500"),
        ({"guests": "veel"}, "guests", "1 tot en met 500"),
        ({"month": "maart"}, "month", "Kies een maand"),
        ({"month": "2027-13"}, "month", "Kies een maand"),
        ({"since": "morgen"}, "since", "geldige datum"),
        ({"since": "9999-12-31", "guests": "1"}, "since", "2000 tot en met 2100"),
        ({"until": "0027-01-01"}, "until", "2000 tot en met 2100"),
        ({"since": "2027-03-02", "until": "2027-03-01"}, "until", "vóór het begin"),
        ({"since": "2027-01-01", "until": "2028-01-03", "guests": "45"}, "until", "hoogstens een jaar"),
        ({"show": "99999"}, "show", "keuze"),
        ({"type": "abc"}, "type", "keuze"),
        ({"state": "half"}, "state", "keuze"),
    ],
)
def test_what_makes_no_sense_is_said_beside_its_field_and_finds_nothing(query, field, says):
    on(TODAY)

    assert says in errors(**query)[field][0]
    assert found(**query) == []
    assert asked(**query).party is None


def test_a_year_and_a_day_is_a_period_to_look_for_room_in():
    assert errors(since="2027-01-01", until="2028-01-02", guests="45") == {}


def test_a_long_period_is_fine_when_nothing_is_summed():
    assert errors(since="2010-01-01", until="2028-01-02") == {}
