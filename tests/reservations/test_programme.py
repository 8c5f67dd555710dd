"""Acts on an event: its capacity, and what follows from its date (R3)."""

from datetime import date, time, timedelta
from uuid import UUID

import pytest

from reservations import lifecycle, pricing, programme
from reservations.models import Event
from reservations.refusals import (
    BadCapacity,
    DoorsAfterStart,
    NotAllowedToOverbook,
    NotEnoughSeats,
    NothingChanged,
    OptionsOutlast,
    ReasonNeeded,
    StaleVersion,
)
from reservations.status import Status
from tests.factories import (
    NOON,
    TODAY,
    ArrangementFactory,
    EventFactory,
    EventPriceFactory,
    ReservationFactory,
    ShowFactory,
)  # fmt: skip
from tests.naive import assert_books_are_right

pytestmark = pytest.mark.django_db
TOKEN = UUID("c0ffee00-0000-4000-8000-000000000000")


def test_an_edit_changes_what_it_names_and_says_so(boss, edit_event):
    event, show = EventFactory(), ShowFactory()

    done = edit_event(event, {"show_id": show.pk, "date": date(2026, 12, 24), "start": time(21)}, reason="Kerst")

    stored = Event.objects.get()
    assert (stored.show, stored.date, stored.start, stored.doors) == (show, date(2026, 12, 24), time(21), time(19))
    assert (done.kind, done.event, done.reservation, done.by, done.reason) == (
        "event_edited",
        event,
        None,
        boss,
        "Kerst",
    )
    assert done.after == {"show_id": show.pk, "date": "2026-12-24", "start": "21:00:00"}
    assert done.before == {"show_id": event.show_id, "date": "2026-12-07", "start": "20:00:00"}


def test_an_edit_that_changes_nothing_is_refused(edit_event):
    with pytest.raises(NothingChanged):
        edit_event(EventFactory(capacity=10), {"capacity": 10})


def test_what_is_no_field_of_an_event_is_not_edited(edit_event):
    with pytest.raises(ValueError, match="source_id"):
        edit_event(EventFactory(), {"source_id": "event-1"})


@pytest.mark.parametrize(("capacity", "fits"), [(8, True), (7, False)], ids=["to the last seat", "below it"])
def test_an_event_shrinks_to_the_seats_that_are_held(edit_event, capacity, fits):
    event = EventFactory(capacity=10)
    ReservationFactory(event=event, guests=8)
    ReservationFactory(event=event, guests=2, status=Status.OPTION, option_expires_at=NOON)

    if fits:
        assert edit_event(event, {"capacity": capacity}).data == {}
    else:
        with pytest.raises(NotEnoughSeats):
            edit_event(event, {"capacity": capacity})
    assert Event.objects.get().capacity == (capacity if fits else 10)


def test_an_event_shrinks_below_them_with_a_reason_and_a_permission(edit_event, staff):
    event = EventFactory(capacity=10)
    ReservationFactory(event=event, guests=8)

    with pytest.raises(NotEnoughSeats):
        edit_event(event, {"capacity": 5}, overbook=" ")
    with pytest.raises(NotAllowedToOverbook):
        programme.edit(event, {"capacity": 5}, by=staff, at=NOON, overbook="Balkon dicht")
    done = edit_event(event, {"capacity": 5}, overbook="Balkon dicht")
    assert done.data == {"over_capacity_by": 3, "over_capacity_because": "Balkon dicht"}


@pytest.mark.parametrize(("capacity", "allowed"), [(0, False), (1, True), (500, True), (501, False)])
def test_a_hall_has_1_to_500_seats(edit_event, capacity, allowed):
    event = EventFactory(capacity=10)

    if allowed:
        assert edit_event(event, {"capacity": capacity}).after == {"capacity": capacity}
    else:
        with pytest.raises(BadCapacity):
            edit_event(event, {"capacity": capacity})


@pytest.mark.parametrize("changes", [{"capacity": 9}, {"notes": "Balkon dicht"}])
def test_an_event_that_is_too_full_may_grow_and_be_described(edit_event, changes):
    event = EventFactory(capacity=8)
    ReservationFactory(event=event, guests=12)

    assert edit_event(event, changes).after == changes


def test_visits_follow_the_date_of_their_event(edit_event):
    event = EventFactory(date=TODAY + timedelta(days=1))
    ReservationFactory(event=event)

    edit_event(event, {"date": TODAY - timedelta(days=1)})

    assert_books_are_right(at=NOON, today=TODAY)
    assert event.reservations.get().customer.summary.last_visit_on == TODAY - timedelta(days=1)


def test_a_double_click_is_one_act(edit_event):
    event = EventFactory(capacity=10)

    assert edit_event(event, {"capacity": 9}, token=TOKEN) == edit_event(event, {"capacity": 8}, token=TOKEN)
    assert Event.objects.get().capacity == 9


def test_an_event_is_not_moved_before_the_end_of_its_options(staff):
    event = EventFactory(date=TODAY + timedelta(days=14))
    option = ReservationFactory(event=event, status=Status.OPTION, option_expires_at=NOON + timedelta(days=7))

    with pytest.raises(OptionsOutlast):
        programme.edit(event, {"date": TODAY + timedelta(days=6)}, by=staff, at=NOON)
    programme.edit(event, {"date": TODAY + timedelta(days=8)}, by=staff, at=NOON)

    option.refresh_from_db()
    assert option.option_expires_at < option.event.starts_at


def test_options_that_end_before_it_are_no_hindrance_to_an_earlier_hour(edit_event):
    event = EventFactory(date=TODAY + timedelta(days=14))
    ReservationFactory(event=event, status=Status.OPTION, option_expires_at=NOON + timedelta(days=7))

    assert edit_event(event, {"doors": time(18), "start": time(18, 30)}).after == {
        "doors": "18:00:00",
        "start": "18:30:00",
    }


def test_doors_do_not_open_after_the_start(edit_event):
    with pytest.raises(DoorsAfterStart):
        edit_event(EventFactory(), {"start": time(18)})


# What it offers


def test_what_an_event_offers_and_asks_is_changed_told_and_taken_back(edit_event, take_back_event):
    event, bwf, bwfm = EventFactory(), ArrangementFactory(), ArrangementFactory(code="BWFM", name="Premium")
    event.arrangements.set([bwf])
    EventPriceFactory(event=event, arrangement=bwf, cents=8000)

    done = edit_event(event, {"arrangements": [bwfm.pk, bwf.pk], "prices": {bwfm.pk: 9500}})

    assert (done.before, done.after) == (
        {"arrangements": [bwf.pk], "prices": {str(bwf.pk): 8000}},
        {"arrangements": sorted([bwf.pk, bwfm.pk]), "prices": {str(bwfm.pk): 9500}},
    )
    assert pricing.price_per_guest(event, bwfm) == 9500
    take_back_event(done)
    assert list(event.arrangements.all()) == [bwf]
    assert dict(event.prices.values_list("arrangement", "cents")) == {bwf.pk: 8000}


def test_another_price_changes_no_booking(edit_event):
    row = ReservationFactory(guests=2)

    edit_event(row.event, {"prices": {row.arrangement_id: 1}})

    row.refresh_from_db()
    assert row.total_cents == 15000
    assert_books_are_right(at=NOON, today=TODAY)


def test_the_same_offer_in_another_order_is_no_change(edit_event):
    event, bwf, bwfm = EventFactory(), ArrangementFactory(), ArrangementFactory(code="BWFM", name="Premium")
    event.arrangements.set([bwf, bwfm])

    with pytest.raises(NothingChanged):
        edit_event(event, {"arrangements": [bwfm.pk, bwf.pk], "prices": {}})


# A screen that is older than the event


def test_a_stale_screen_changes_nothing(edit_event):
    event = EventFactory(capacity=10)
    seen = programme.latest_act(event)
    edit_event(event, {"capacity": 12})

    with pytest.raises(StaleVersion):
        edit_event(event, {"notes": "Balkon dicht"}, seen_act=seen)
    assert edit_event(event, {"notes": "Balkon dicht"}, seen_act=programme.latest_act(event)).after


def test_acts_on_its_bookings_make_no_screen_of_the_event_stale(edit_event, staff):
    row = ReservationFactory()
    seen = programme.latest_act(row.event)
    lifecycle.check_in(row, by=staff, at=NOON)

    assert (seen, edit_event(row.event, {"notes": "Vol huis"}, seen_act=seen).after) == (0, {"notes": "Vol huis"})


# Calling it off


def test_an_event_that_is_called_off_is_closed_for_a_reason_and_comes_back(boss, take_back_event):
    event = EventFactory(waitlist_open=True)

    done = programme.cancel(event, by=boss, at=NOON, reason="Ziek")
    event.refresh_from_db()
    assert (event.active, event.waitlist_open, done.kind, done.reason) == (False, False, "event_cancelled", "Ziek")

    take_back_event(done)
    event.refresh_from_db()
    assert (event.active, event.waitlist_open) == (True, True)


@pytest.mark.parametrize("reason", ["", "  "])
def test_calling_off_needs_a_reason(boss, reason):
    with pytest.raises(ReasonNeeded):
        programme.cancel(EventFactory(), by=boss, at=NOON, reason=reason)
    assert Event.objects.get().active


def test_what_is_closed_is_not_called_off_once_more(boss):
    with pytest.raises(NothingChanged):
        programme.cancel(EventFactory(active=False), by=boss, at=NOON, reason="Ziek")
