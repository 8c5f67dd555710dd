"""Events, shows, prices and things to take home."""

from datetime import date, time

import pytest

from reservations.models import Event, Extra, Price, Reservation, Show
from tests.factories import ArrangementFactory, PriceFactory
from tests.naive import everything
from tests.reservations.imports.files import booking, event, noted, refused

SUMMER = "2026-07-09T22:00:00.000Z"


def test_an_event_is_what_the_file_says(take_over):
    take_over(events=[event(doorsOpen="18:30", capacity=120, isActive=False, waitlistActive=True, notes="Besloten")])

    row = Event.objects.get()
    assert (row.show.name, row.type.key, row.source_id) == ("De Grote Kempen Show", "REGULAR", "event-1")
    assert (row.doors, row.start, row.end) == (time(18, 30), time(20), time(22, 30))
    assert (row.capacity, row.active, row.waitlist_open, row.notes) == (120, False, True, "Besloten")


@pytest.mark.parametrize(
    ("written", "day"),
    [
        pytest.param("2026-11-21T23:00:00Z", date(2026, 11, 22), id="midnight of winter"),
        pytest.param(SUMMER, date(2026, 7, 10), id="midnight of summer"),
        pytest.param("2026-11-21T22:59:59Z", date(2026, 11, 21), id="a second before"),
        pytest.param({"seconds": 1795302000, "nanoseconds": 0}, date(2026, 11, 22), id="as seconds"),
    ],
)
def test_an_events_date_is_its_local_date(take_over, written, day):
    take_over(events=[event(date=written)])

    assert Event.objects.get().date == day


def test_all_arrangements_is_what_offers_those_of_later_too(take_over):
    take_over(
        events=[
            event(),
            event(id="event-2", allowedArrangements=["BWFM"]),
            event(id="event-3", allowedArrangements=None),
        ]
    )

    offered = {row.source_id: [a.code for a in row.arrangements.all()] for row in Event.objects.all()}
    assert offered == {"event-1": [], "event-2": ["BWFM"], "event-3": []}


def test_times_and_capacity_may_be_missing(take_over):
    take_over(events=[event(doorsOpen="", startsAt=None, endsAt=None, capacity=None)])

    row = Event.objects.get()
    assert (row.doors, row.start, row.end, row.capacity) == (time(19), time(20), time(22, 30), 230)


def test_a_type_without_times_needs_a_start_and_takes_the_rest_from_it(take_over):
    report = take_over(
        events=[
            event(type="REQUEST", doorsOpen=None, startsAt="11:00", endsAt=None),
            event(id="event-2", type="REQUEST", startsAt=None),
        ]
    )

    row = Event.objects.get()
    assert (row.doors, row.start, row.end) == (time(11), time(11), time(11))
    assert refused(report) == [("event-2", "startsAt")]


def test_doors_open_before_the_start(take_over):
    report = take_over(events=[event(doorsOpen="21:00")])

    assert Event.objects.get().doors == time(20)
    assert noted(report) == ["event-1"]


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"type": "OPERA"}, "type"),
        ({"type": None}, "type"),
        ({"date": None}, "date"),
        ({"date": "zaterdag"}, "date"),
        ({"startsAt": "acht uur"}, "startsAt"),
        ({"capacity": 0}, "capacity"),
        ({"capacity": 501}, "capacity"),
        ({"customPricing": {"BWF": -1}}, "customPricing.BWF"),
        ({"customPricing": 5}, "customPricing"),
        ({"allowedArrangements": "BWF"}, "allowedArrangements"),
        ({"isActive": "ja"}, "isActive"),
        ({"id": None}, "id"),
    ],
)
def test_a_refused_event_takes_its_reservations_along_and_no_others(take_over, changes, field):
    report = take_over(
        booking(), booking(id="res-2", eventId="event-2"), events=[event(**changes), event(id="event-2")]
    )

    assert field in [name for _id, name in refused(report)]
    assert ("res-1", "eventId") in refused(report)
    assert [row.source_id for row in Event.objects.all()] == ["event-2"]
    assert [row.reference for row in Reservation.objects.all()] == ["res-2"]


def test_arrangements_that_foyer_does_not_have_are_left_out(take_over):
    report = take_over(events=[event(allowedArrangements=["BWF", "BWFX", 5], customPricing={"BWFX": 5, "BWF": 70})])

    row = Event.objects.get()
    assert [a.code for a in row.arrangements.all()] == ["BWF"]
    assert [price.cents for price in row.prices.all()] == [7000]
    assert noted(report) == ["event-1", "event-1"]


def test_what_foyer_has_no_place_for_is_told(take_over):
    report = take_over(events=[event(bookingOpensAt="2026-10-01", bookingClosesAt=None)])

    assert noted(report) == ["event-1"]


def test_a_show_that_is_not_in_the_file_is_made_by_its_id_or_its_type(take_over):
    report = take_over(events=[event(showId="show-9"), event(id="event-2", showId=None)])

    assert sorted(Show.objects.values_list("name", flat=True)) == ["Reguliere Show", "show-9"]
    assert noted(report) == ["event-1", "event-2"]


def test_a_show_is_made_with_its_first_event_and_found_by_its_name(take_over):
    Show.objects.create(name="Winterwonderland")
    shows = [
        {"id": "show-1", "name": "Winterwonderland"},
        {"id": "show-2", "name": "Nooit gespeeld"},
        {"id": "show-3", "name": "Moord!", "description": "Wie?", "isActive": False},
    ]
    take_over(shows=shows, events=[event(), event(id="event-3", showId="show-3")])

    assert sorted(Show.objects.values_list("name", "description", "active")) == [
        ("Moord!", "Wie?", False),
        ("Winterwonderland", "", True),
    ]


@pytest.mark.parametrize("show", [{"id": "show-1"}, {"name": "x"}, {"id": "show-1", "name": "x" * 201}, "show"])
def test_a_bad_show_is_refused_and_its_events_go_by_its_id(take_over, show):
    report = take_over(shows=[show])

    assert [row.kind for row in report.refused] == ["show"]
    assert Event.objects.get().show.name == "show-1"


def test_a_file_without_shows_has_events_all_the_same(take_over):
    take_over(shows=None)

    assert Event.objects.get().show.name == "show-1"


def test_an_event_that_was_changed_since_stays_and_is_told_of(take_over):
    take_over()
    report = take_over(events=[event(capacity=120)])

    assert Event.objects.get().capacity == 230
    assert noted(report) == ["event-1"]


# Prices


def test_an_event_of_an_earlier_import_keeps_its_price_for_later_rows(take_over):
    take_over(events=[event(customPricing={"BWF": 72.5})])
    report = take_over(booking(id="res-2", totalPrice=140.01), events=[event(customPricing={"BWF": 99})])

    assert noted(report) == []
    assert [line.unit_cents for line in Reservation.objects.get(reference="res-2").lines.all()] == [7250]


def test_prices_that_are_stored_change_nothing(take_over):
    before = Price.objects.count()
    take_over()

    assert Price.objects.count() == before


def test_a_price_that_differs_counts_from_the_day_of_the_export(take_over):
    take_over(booking(totalPrice=160), pricing={"byDayType": {"REGULAR": {"BWF": 80}}})

    price = Price.objects.latest("pk")
    assert (price.type.key, price.arrangement.code, price.valid_from, price.cents) == (
        "REGULAR", "BWF", date(2026, 11, 22), 8000,
    )  # fmt: skip
    assert Reservation.objects.get().lines.get().unit_cents == 8000


def test_a_price_that_staff_set_for_that_day_stays(take_over):
    price = PriceFactory(valid_from=date(2026, 11, 22), cents=8500, arrangement=ArrangementFactory())
    report = take_over(pricing={"byDayType": {"REGULAR": {"BWF": 80}}})

    price.refresh_from_db()
    assert price.cents == 8500
    assert any("REGULAR BWF" in rows for rows in report.notes.values())


def test_a_price_for_what_foyer_does_not_have_is_told(take_over):
    report = take_over(pricing={"byDayType": {"OPERA": {"BWF": 80}, "REGULAR": {"BWFX": 80}}, "byDate": {"x": 1}})

    rows = [row for rows in report.notes.values() for row in rows]
    assert {"OPERA BWF", "REGULAR BWFX", "pricing.byDate"} <= set(rows)


@pytest.mark.parametrize(
    ("part", "field"),
    [
        ({"pricing": {"byDayType": {"REGULAR": {"BWF": "veel"}}}}, "pricing.byDayType.REGULAR.BWF"),
        ({"pricing": []}, "pricing"),
        ({"pricing": {"byDayType": {"REGULAR": 5}}}, "pricing.byDayType.REGULAR"),
        ({"addOns": {"preDrink": {"pricePerPerson": -5}}}, "addOns.preDrink.pricePerPerson"),
        ({"merchandise": {"m1": 5}}, "merchandise"),
        ({"config": "none"}, "config"),
        ({"exportDate": "gisteren"}, "exportDate"),
        ({"bookingRules": {"defaultOptionTermDays": "een week"}}, "bookingRules.defaultOptionTermDays"),
    ],
)
def test_a_bad_part_of_the_file_is_refused_and_its_reservations_are_not(take_over, part, field):
    report = take_over(**part)

    assert [(row.kind, row.field) for row in report.refused] == [("file", field)]
    assert Reservation.objects.count() == 1


def test_add_ons_of_another_price_are_kept_in_the_bookings_and_told(take_over):
    report = take_over(
        booking(numberOfPersons=30, totalPrice=2550, preDrink={"enabled": True, "quantity": 30}),
        addOns={"preDrink": {"pricePerPerson": 10, "minPersons": 25}},
    )

    assert Extra.objects.get(code="PREDRINK").cents == 1500
    assert Reservation.objects.get().lines.get(extra__code="PREDRINK").unit_cents == 1000
    assert ["Voorborrel"] in report.notes.values()


def test_merchandise_becomes_items_once(take_over):
    take_over()
    item = Extra.objects.get(code="m1")
    assert (item.name, item.kind, item.cents, item.minimum) == ("T-shirt", Extra.Kind.ITEM, 2500, 1)

    before = everything()
    take_over(merchandise=[{"id": "m1", "name": "T-shirt", "price": 30}])
    assert everything() == before


@pytest.mark.parametrize("item", [{"id": "m1", "name": "T-shirt"}, {"id": "m" * 31, "name": "x", "price": 1}, "m1"])
def test_a_bad_item_is_refused(take_over, item):
    report = take_over(merchandise=[item])

    assert [row.kind for row in report.refused] == ["item"]
    assert not Extra.objects.filter(kind=Extra.Kind.ITEM).exists()
