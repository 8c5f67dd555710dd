"""Acts on an event: its capacity, and what follows from its date (R3)."""

from datetime import date, time, timedelta
from uuid import UUID

import pytest

from reservations import lifecycle, pricing, programme, undo
from reservations.models import Act, Event
from reservations.refusals import (
    BadCapacity,
    CannotUndo,
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
    EventTypeFactory,
    ReservationFactory,
    ShowFactory,
)  # fmt: skip
from tests.naive import assert_books_are_right, everything

pytestmark = pytest.mark.django_db
TOKEN = UUID("c0ffee00-0000-4000-8000-000000000000")


@pytest.fixture
def edit(boss):
    return lambda event, changes, **how: programme.edit(event, changes, by=boss, at=NOON, **how)


@pytest.fixture
def take_back(boss):
    return lambda act, **how: programme.take_back(act, by=boss, at=NOON, **how)


def test_an_edit_changes_what_it_names_and_says_so(boss, edit):
    event, show = EventFactory(), ShowFactory()

    done = edit(event, {"show_id": show.pk, "date": date(2026, 12, 24), "start": time(21)}, reason="Kerst")

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


def test_an_edit_that_changes_nothing_is_refused(edit):
    with pytest.raises(NothingChanged):
        edit(EventFactory(capacity=10), {"capacity": 10})


def test_what_is_no_field_of_an_event_is_not_edited(edit):
    with pytest.raises(ValueError, match="source_id"):
        edit(EventFactory(), {"source_id": "event-1"})


@pytest.mark.parametrize(("capacity", "fits"), [(8, True), (7, False)], ids=["to the last seat", "below it"])
def test_an_event_shrinks_to_the_seats_that_are_held(edit, capacity, fits):
    event = EventFactory(capacity=10)
    ReservationFactory(event=event, guests=8)
    ReservationFactory(event=event, guests=2, status=Status.OPTION, option_expires_at=NOON)

    if fits:
        assert edit(event, {"capacity": capacity}).data == {}
    else:
        with pytest.raises(NotEnoughSeats):
            edit(event, {"capacity": capacity})
    assert Event.objects.get().capacity == (capacity if fits else 10)


def test_an_event_shrinks_below_them_with_a_reason_and_a_permission(edit, staff):
    event = EventFactory(capacity=10)
    ReservationFactory(event=event, guests=8)

    with pytest.raises(NotEnoughSeats):
        edit(event, {"capacity": 5}, overbook=" ")
    with pytest.raises(NotAllowedToOverbook):
        programme.edit(event, {"capacity": 5}, by=staff, at=NOON, overbook="Balkon dicht")
    done = edit(event, {"capacity": 5}, overbook="Balkon dicht")
    assert done.data == {"over_capacity_by": 3, "over_capacity_because": "Balkon dicht"}


@pytest.mark.parametrize(("capacity", "allowed"), [(0, False), (1, True), (500, True), (501, False)])
def test_a_hall_has_1_to_500_seats(edit, capacity, allowed):
    event = EventFactory(capacity=10)

    if allowed:
        assert edit(event, {"capacity": capacity}).after == {"capacity": capacity}
    else:
        with pytest.raises(BadCapacity):
            edit(event, {"capacity": capacity})


@pytest.mark.parametrize("changes", [{"capacity": 9}, {"notes": "Balkon dicht"}])
def test_an_event_that_is_too_full_may_grow_and_be_described(edit, changes):
    event = EventFactory(capacity=8)
    ReservationFactory(event=event, guests=12)

    assert edit(event, changes).after == changes


def test_visits_follow_the_date_of_their_event(edit):
    event = EventFactory(date=TODAY + timedelta(days=1))
    ReservationFactory(event=event)

    edit(event, {"date": TODAY - timedelta(days=1)})

    assert_books_are_right(at=NOON, today=TODAY)
    assert event.reservations.get().customer.summary.last_visit_on == TODAY - timedelta(days=1)


def test_a_double_click_is_one_act(edit):
    event = EventFactory(capacity=10)

    assert edit(event, {"capacity": 9}, token=TOKEN) == edit(event, {"capacity": 8}, token=TOKEN)
    assert Event.objects.get().capacity == 9


# Undo


def test_an_edit_is_taken_back_and_done_again(edit, take_back):
    event, show = EventFactory(), ShowFactory()
    before = Event.objects.values().get()
    done = edit(event, {"show_id": show.pk, "date": date(2026, 12, 24), "start": time(21), "active": False})
    after = Event.objects.values().get()

    undone = take_back(done)
    assert (Event.objects.values().get(), undone.kind, undone.undoes) == (before, Act.Kind.UNDONE, done)

    take_back(undone)
    assert Event.objects.values().get() == after


def test_an_edit_is_taken_back_once(edit, take_back):
    done = edit(EventFactory(capacity=10), {"capacity": 9})
    take_back(done)
    before = everything()

    with pytest.raises(CannotUndo):
        take_back(done)
    assert everything() == before


def test_taking_back_twice_with_one_click_is_one_act(edit, take_back):
    done = edit(EventFactory(capacity=10), {"capacity": 9})

    assert take_back(done, token=TOKEN) == take_back(done, token=TOKEN)


def test_an_edit_is_not_taken_back_over_a_later_one(edit, take_back):
    event = EventFactory(capacity=10)
    done = edit(event, {"capacity": 9})
    edit(event, {"capacity": 8})

    with pytest.raises(CannotUndo):
        take_back(done)
    assert Event.objects.get().capacity == 8


def test_seats_that_were_sold_since_are_not_taken_back(edit, take_back):
    event = EventFactory(capacity=10)
    done = edit(event, {"capacity": 20})
    ReservationFactory(event=event, guests=12)

    with pytest.raises(CannotUndo):
        take_back(done)
    assert take_back(done, overbook="Balkon dicht").data["over_capacity_by"] == 2


def test_an_event_is_not_moved_before_the_end_of_its_options(staff):
    event = EventFactory(date=TODAY + timedelta(days=14))
    option = ReservationFactory(event=event, status=Status.OPTION, option_expires_at=NOON + timedelta(days=7))

    with pytest.raises(OptionsOutlast):
        programme.edit(event, {"date": TODAY + timedelta(days=6)}, by=staff, at=NOON)
    programme.edit(event, {"date": TODAY + timedelta(days=8)}, by=staff, at=NOON)

    option.refresh_from_db()
    assert option.option_expires_at < option.event.starts_at


def test_options_that_end_before_it_are_no_hindrance_to_an_earlier_hour(edit):
    event = EventFactory(date=TODAY + timedelta(days=14))
    ReservationFactory(event=event, status=Status.OPTION, option_expires_at=NOON + timedelta(days=7))

    assert edit(event, {"doors": time(18), "start": time(18, 30)}).after == {"doors": "18:00:00", "start": "18:30:00"}


def test_doors_do_not_open_after_the_start(edit):
    with pytest.raises(DoorsAfterStart):
        edit(EventFactory(), {"start": time(18)})


# What it offers


def test_what_an_event_offers_and_asks_is_changed_told_and_taken_back(edit, take_back):
    event, bwf, bwfm = EventFactory(), ArrangementFactory(), ArrangementFactory(code="BWFM", name="Premium")
    event.arrangements.set([bwf])
    EventPriceFactory(event=event, arrangement=bwf, cents=8000)

    done = edit(event, {"arrangements": [bwfm.pk, bwf.pk], "prices": {bwfm.pk: 9500}})

    assert (done.before, done.after) == (
        {"arrangements": [bwf.pk], "prices": {str(bwf.pk): 8000}},
        {"arrangements": sorted([bwf.pk, bwfm.pk]), "prices": {str(bwfm.pk): 9500}},
    )
    assert pricing.price_per_guest(event, bwfm) == 9500
    take_back(done)
    assert list(event.arrangements.all()) == [bwf]
    assert dict(event.prices.values_list("arrangement", "cents")) == {bwf.pk: 8000}


def test_another_price_changes_no_booking(edit):
    row = ReservationFactory(guests=2)

    edit(row.event, {"prices": {row.arrangement_id: 1}})

    row.refresh_from_db()
    assert row.total_cents == 15000
    assert_books_are_right(at=NOON, today=TODAY)


def test_the_same_offer_in_another_order_is_no_change(edit):
    event, bwf, bwfm = EventFactory(), ArrangementFactory(), ArrangementFactory(code="BWFM", name="Premium")
    event.arrangements.set([bwf, bwfm])

    with pytest.raises(NothingChanged):
        edit(event, {"arrangements": [bwfm.pk, bwf.pk], "prices": {}})


# A screen that is older than the event


def test_a_stale_screen_changes_nothing(edit):
    event = EventFactory(capacity=10)
    seen = programme.latest_act(event)
    edit(event, {"capacity": 12})

    with pytest.raises(StaleVersion):
        edit(event, {"notes": "Balkon dicht"}, seen_act=seen)
    assert edit(event, {"notes": "Balkon dicht"}, seen_act=programme.latest_act(event)).after


def test_acts_on_its_bookings_make_no_screen_of_the_event_stale(edit, staff):
    row = ReservationFactory()
    seen = programme.latest_act(row.event)
    lifecycle.check_in(row, by=staff, at=NOON)

    assert (seen, edit(row.event, {"notes": "Vol huis"}, seen_act=seen).after) == (0, {"notes": "Vol huis"})


# Creating


@pytest.fixture
def create(boss):
    def create(how=None, **values):
        needed = {
            "show_id": ShowFactory().pk, "type_id": EventTypeFactory().pk, "date": date(2027, 3, 6), "doors": time(19),
            "start": time(20), "end": time(22, 30),
        }  # fmt: skip
        return programme.create(needed | values, by=boss, at=NOON, **(how or {}))

    return create


def test_an_event_is_put_on_the_programme_with_what_it_offers(boss, create):
    bwf = ArrangementFactory()

    done = create(capacity=40, notes="In de foyer", arrangements=[bwf.pk], prices={bwf.pk: 6000})

    event = Event.objects.get()
    assert (event.date, event.start, event.capacity, event.notes) == (date(2027, 3, 6), time(20), 40, "In de foyer")
    assert (event.active, event.waitlist_open, list(event.arrangements.all())) == (True, False, [bwf])
    assert pricing.price_per_guest(event, bwf) == 6000
    assert (done.kind, done.event, done.by, done.before) == ("event_created", event, boss, {})
    assert (done.after["capacity"], done.after["date"], done.after["prices"]) == (40, "2027-03-06", {str(bwf.pk): 6000})


def test_an_event_has_230_seats_and_offers_everything_when_nothing_is_said(create):
    event = create().event

    event.refresh_from_db()
    assert (event.capacity, event.arrangements.count(), event.prices.count()) == (230, 0, 0)


@pytest.mark.parametrize(
    ("values", "refusal"),
    [({"capacity": 0}, BadCapacity), ({"capacity": 501}, BadCapacity), ({"doors": time(21)}, DoorsAfterStart)],
)
def test_an_event_that_makes_no_sense_is_not_created(create, values, refusal):
    with pytest.raises(refusal):
        create(**values)
    assert not Event.objects.exists()


def test_what_is_no_field_of_an_event_is_not_created(create):
    with pytest.raises(ValueError, match="source_id"):
        create(source_id="event-1")


def test_a_double_click_creates_one_event(create):
    show = ShowFactory()

    first, again = (create({"token": TOKEN}, show_id=show.pk) for _ in range(2))

    assert (first, Event.objects.count()) == (again, 1)


def test_what_should_not_have_been_created_is_closed_and_opened_again(create, take_back):
    done = create()

    undone = take_back(done)
    assert (Event.objects.get().active, undone.kind, undone.undoes) == (False, "undone", done)
    take_back(undone)
    assert Event.objects.get().active


@pytest.mark.parametrize("status", [Status.CONFIRMED, Status.REQUEST, Status.OPTION])
def test_an_event_that_somebody_may_come_to_is_not_taken_back(create, take_back, status):
    done = create()
    row = ReservationFactory(event=done.event, status=status)
    if status == Status.OPTION:
        assert row.is_live_option(at=NOON)

    assert not undo.can_take_back(done)
    with pytest.raises(CannotUndo, match="boekingen voor dit event"):
        take_back(done)
    assert Event.objects.get().active


def test_an_event_of_which_all_bookings_are_off_is_taken_back(create, take_back):
    done = create()
    ReservationFactory(event=done.event, status=Status.CANCELLED)

    assert undo.can_take_back(done)
    take_back(done)
    assert not Event.objects.get().active


@pytest.mark.parametrize("changes", [{"capacity": 12}, {"notes": "x"}, {"prices": {}}])
def test_an_event_that_was_changed_since_is_not_taken_back(create, take_back, edit, changes):
    done = create(prices={ArrangementFactory().pk: 6000})
    edit(done.event, changes)

    with pytest.raises(CannotUndo):
        take_back(done)


def test_undo_is_offered_for_as_long_as_the_event_is_as_it_was_left(create, edit):
    created = create()
    done = edit(created.event, {"capacity": 12})
    created, done = (Act.objects.get(pk=act.pk) for act in (created, done))

    assert [undo.can_take_back(act) for act in (created, done)] == [False, True]


# Calling it off


def test_an_event_that_is_called_off_is_closed_for_a_reason_and_comes_back(boss, take_back):
    event = EventFactory(waitlist_open=True)

    done = programme.cancel(event, by=boss, at=NOON, reason="Ziek")
    event.refresh_from_db()
    assert (event.active, event.waitlist_open, done.kind, done.reason) == (False, False, "event_cancelled", "Ziek")

    take_back(done)
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
