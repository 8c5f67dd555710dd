"""The pages of events: which of them, what they say, and what they cost."""

from datetime import date, time, timedelta
from uuid import UUID

import pytest
from django.urls import reverse

from reservations import bulk, calling_off, lifecycle, programme
from reservations.models import Line
from reservations.status import Status
from tests.factories import (
    NOON,
    TODAY,
    ArrangementFactory,
    CustomerFactory,
    EventFactory,
    EventPriceFactory,
    EventTypeFactory,
    ExtraFactory,
    ReservationFactory,
    ReservationTagFactory,
    ShowFactory,
    WaitlistEntryFactory,
)  # fmt: skip
from tests.reading import by_id, figures, links, page, references, words

DAY = timedelta(days=1)
LIST, CALENDAR = reverse("events:list"), reverse("events:calendar")
BATCH = UUID("c0ffee00-0000-4000-8000-000000000000")


@pytest.fixture
def opened(desk):
    def opened(address, status=200):
        response = desk.get(address)
        assert response.status_code == status
        return page(response)

    return opened


def at(name, event, *more):
    return reverse(f"events:{name}", args=[event.pk, *more])


def rows(element):
    return element.findall(".//*[@data-event]")


def terms(element):
    """What a list of terms says of each."""
    return {words(each.find("./dt")): " ".join(words(dd) for dd in each.findall("./dd")) for each in element}


def days(element):
    return [words(row.find("./th/a")) for row in rows(element)]


# The list


def test_a_row_tells_when_what_and_how_full(opened):
    event = EventFactory(show__name="Winterrevue", capacity=40, waitlist_open=True)
    ReservationFactory(event=event, guests=33)

    row = rows(opened(LIST))[0]

    assert [words(cell) for cell in row] == [
        "ma 7 dec 2026 20:00 Reguliere Show · Winterrevue",
        "33 van 40 · 82 %",
        "7",
        "Bijna vol Wachtlijst",
    ]
    assert links(row)["ma 7 dec 2026 20:00"] == event.get_absolute_url()
    assert row.find(".//rect").attrib["width"] == "82"
    assert row.find(".//circle").attrib["fill"] == "#F59E0B"


def test_what_is_to_come_is_shown_first_and_what_has_been_is_a_click_away(opened):
    for days_from_now in (-2, -1, 0, 1):
        EventFactory(date=TODAY + DAY * days_from_now)

    found = opened(LIST)

    assert days(found) == ["ma 23 nov 2026 20:00", "di 24 nov 2026 20:00"]
    assert days(opened(links(found)["Geweest"])) == ["zo 22 nov 2026 20:00", "za 21 nov 2026 20:00"]


@pytest.mark.parametrize(("address", "here"), [(LIST, "Komend"), (f"{LIST}?past=1", "Geweest"), (CALENDAR, "Kalender")])
def test_the_tab_says_where_one_is(opened, address, here):
    found = opened(address).findall(".//nav[@class='tabs']/a[@aria-current='page']")

    assert [words(tab) for tab in found] == [here]


def test_where_do_45_people_fit_in_march(opened):
    fits = EventFactory(date=date(2027, 3, 6))
    full = EventFactory(date=date(2027, 3, 7), capacity=40, waitlist_open=True)
    EventFactory(date=date(2027, 3, 8), capacity=40)
    EventFactory(date=date(2027, 4, 1))

    found = opened(f"{LIST}?month=2027-03&guests=45")

    assert words(by_id(found, "events").find("./h2")) == "Plaats voor 45: 1 event"
    assert [row.attrib["data-event"] for row in rows(by_id(found, "events"))] == [str(fits.pk)]
    assert [row.attrib["data-event"] for row in rows(by_id(found, "waitlists"))] == [str(full.pk)]
    assert by_id(found, "id_guests").attrib["value"] == "45"


def test_of_many_with_room_it_says_that_these_are_the_first(opened):
    show, kind = ShowFactory(), EventTypeFactory()
    EventFactory.create_batch(101, show=show, type=kind)

    assert words(by_id(opened(f"{LIST}?guests=45"), "events").find("./h2")) == "Plaats voor 45: de eerste 100 events"


def test_nowhere_is_said_too(opened):
    EventFactory(capacity=40)

    found = opened(f"{LIST}?guests=45")

    assert "heeft plaats voor 45" in words(by_id(found, "events"))
    assert by_id(found, "waitlists") is None


def test_an_empty_programme_says_so(opened):
    assert "Hier zijn geen events." in words(by_id(opened(LIST), "events"))


def test_what_makes_no_sense_is_said_beside_its_field_and_stays_typed(opened):
    EventFactory()

    found = opened(f"{LIST}?guests=veel&since=morgen&month=x", status=422)

    assert rows(found) == []
    for name, typed in [("guests", "veel"), ("since", "morgen")]:
        field = by_id(found, f"id_{name}")
        assert (field.attrib["value"], field.attrib["aria-invalid"]) == (typed, "true")
        assert by_id(found, field.attrib["aria-describedby"]) is not None


@pytest.mark.parametrize(("number", "shown"), [("1", 50), ("2", 1), ("99", 1), ("abc", 50)])
def test_a_long_programme_has_pages(opened, number, shown):
    show, kind = ShowFactory(), EventTypeFactory()
    EventFactory.create_batch(51, show=show, type=kind)

    found = opened(f"{LIST}?page={number}")

    assert len(rows(found)) == shown
    assert "van 51" in words(found.find(".//nav[@class='pagination']"))


def test_a_page_keeps_what_was_asked(opened):
    show, kind = ShowFactory(), EventTypeFactory()
    EventFactory.create_batch(51, show=show, type=kind)

    found = opened(f"{LIST}?guests=45&show={show.pk}")

    assert links(found)["Volgende"] == f"?guests=45&show={show.pk}&page=2"


@pytest.mark.parametrize("number", [1, 3])
@pytest.mark.parametrize(
    ("query", "queries"),
    [
        # session, user; shows, types; count, page, events, their seats; the views; the menu's count
        ("", 10),
        # no count of those with room; three for those with a waitlist
        ("?guests=2", 12),
    ],
)
def test_the_list_asks_the_same_for_any_number_of_events(desk, number, query, queries, django_assert_num_queries):
    for capacity in (50, 1):
        for event in EventFactory.create_batch(number, capacity=capacity, waitlist_open=True):
            ReservationFactory(event=event, guests=1)

    with django_assert_num_queries(queries):
        desk.get(LIST + query)


# The month


def cells(element):
    return {
        words(cell.find("./time/span")): cell for cell in element.iter("td") if "data-other-month" not in cell.attrib
    }


def test_a_month_shows_each_day_what_is_on_and_how_full_it_is(opened):
    event = EventFactory(date=date(2026, 12, 5), show__name="Kempen", capacity=10)
    EventFactory(date=date(2026, 12, 5), show__name="Brunch", doors=time(11), start=time(11), active=False)
    ReservationFactory(event=event, guests=8)

    found = opened(f"{CALENDAR}?month=2026-12")

    assert words(by_id(found, "month")) == "December 2026"
    day = cells(found)["5"]
    assert links(day) == {
        "11:00 Brunch Gesloten": at("detail", event.reservations.model.event.get_queryset().get(show__name="Brunch")),
        "20:00 Kempen Bijna vol · 2 vrij": event.get_absolute_url(),
    }
    assert [link.attrib["data-fill"] for link in day.iter("a")] == ["closed", "nearly-full"]


def test_a_full_evening_says_that_its_waitlist_is_open(opened):
    event = EventFactory(capacity=2, waitlist_open=True, show__name="Kempen")
    ReservationFactory(event=event)

    assert "20:00 Kempen Vol · wachtlijst" in links(opened(f"{CALENDAR}?month=2026-12"))


@pytest.mark.parametrize("query", ["", "?month=", "?month=2026-13", "?month=%3Cscript%3E"])
def test_without_a_month_it_is_this_one_with_today_marked(opened, query):
    found = opened(CALENDAR + query)

    today = [words(cell.find("./time/span")) for cell in found.iter("td") if cell.attrib.get("aria-current") == "date"]
    assert (words(by_id(found, "month")), today) == ("November 2026", ["23"])
    assert "Deze maand staat er niets op het programma." in words(by_id(found, "calendar"))


def test_the_months_before_and_after_are_a_click_away(opened):
    found = links(opened(f"{CALENDAR}?month=2027-01"))

    assert (found["december"], found["februari"]) == ("?month=2026-12", "?month=2027-02")
    assert found["Deze maand"] == CALENDAR


@pytest.mark.parametrize("number", [1, 3])
def test_a_month_asks_the_same_for_any_number_of_events(desk, number, django_assert_num_queries):
    for event in EventFactory.create_batch(number):
        ReservationFactory(event=event)

    with django_assert_num_queries(5):  # session, user, events, their seats, the menu's count
        desk.get(f"{CALENDAR}?month=2026-12")


# One event


def test_one_event_shows_its_sum_row_by_row(opened):
    event = EventFactory(show__name="Winterrevue", capacity=100)
    jan = CustomerFactory(first_name="Jan", last_name="Bos")
    ReservationFactory(event=event, customer=jan, guests=20, reference="R-1")
    ReservationFactory(event=event, guests=10, status=Status.PENDING, reference="R-2")
    ReservationFactory(event=event, guests=5, status=Status.OPTION, reference="R-3")
    ReservationFactory(event=event, guests=4, status=Status.OPTION, option_expires_at=NOON - DAY, reference="R-4")
    ReservationFactory(event=event, guests=3, status=Status.REQUEST, reference="R-5")
    ReservationFactory(guests=50, reference="R-6")

    found = opened(event.get_absolute_url())
    holding, others = (found.find(f".//tbody[@data-rows='{name}']") for name in ("holding", "others"))

    assert words(found.find(".//h1")) == "Winterrevue"
    assert (references(holding), references(others)) == (["R-1", "R-2", "R-3"], ["R-4", "R-5"])
    assert figures(holding) == [20, 10, 5, 35, 65]
    assert figures(others) == [0, 0]
    assert [words(row.find("./th/div")) for row in others.findall("./tr")[1:]] == [
        "Verlopen: gisteren",
        "Telt pas mee na akkoord",
    ]
    assert links(holding)["Jan Bos"].startswith("/reservations/")
    assert links(found)["Openen in de lijst"] == f"/reservations/?event={event.pk}"


def test_an_evening_that_is_too_full_says_by_how_much(opened):
    event = EventFactory(capacity=10)
    ReservationFactory(event=event, guests=12)

    sums = terms(opened(event.get_absolute_url()).find(".//dl[@class='sums']"))

    assert sums == {"Bezet": "12", "Vrij": "0", "Capaciteit": "10", "Bezetting": "120 %", "Boven capaciteit": "2"}


def test_what_if_options_lapse(opened):
    event = EventFactory(capacity=100)
    ReservationFactory(event=event, guests=71)
    late = ReservationFactory(event=event, guests=20, status=Status.OPTION)
    ReservationFactory(event=event, guests=5, status=Status.OPTION, option_expires_at=NOON + DAY)

    whole = by_id(opened(event.get_absolute_url()), "what-if")
    one = by_id(opened(f"{event.get_absolute_url()}?what-if=1&lapse={late.pk}"), "what-if")
    none = by_id(opened(f"{event.get_absolute_url()}?what-if=1"), "what-if")

    assert "Als deze 2 opties vervallen: 96 % → 71 % Er komen 25 plaatsen vrij; dan zijn er 29 over." in words(whole)
    assert "Als deze 1 optie vervalt: 96 % → 76 %" in words(one)
    assert "Als deze 0 opties vervallen: 96 % → 96 %" in words(none)
    ticked = [[box.attrib["value"] for box in form.iter("input") if "checked" in box.attrib] for form in (one, none)]
    assert ticked == [[str(late.pk)], []]


def test_without_options_nothing_is_asked(opened):
    assert by_id(opened(EventFactory().get_absolute_url()), "what-if") is None


def test_particulars_say_what_it_offers_what_it_asks_and_who_waits(opened):
    event = EventFactory(notes="Balkon dicht\nLift stuk", waitlist_open=True)
    event.arrangements.set([ArrangementFactory()])
    EventPriceFactory(event=event, cents=8050)
    for status in ("waiting", "booked", "cancelled"):
        WaitlistEntryFactory(event=event, status=status)
    WaitlistEntryFactory(event=event, status="contacted", contacted_at=NOON)

    said = terms(opened(event.get_absolute_url()).find(".//dl[@class='facts']"))

    assert said == {
        "Deuren open": "19:00", "Aanvang": "20:00", "Einde": "22:30", "Arrangementen": "Standaard",
        "Standaard": "€ 80,50", "Wachtlijst": "open · 2 wachtend", "Notities": "Balkon dichtLift stuk",
    }  # fmt: skip


def test_an_event_that_offers_everything_says_so(opened):
    said = terms(opened(EventFactory().get_absolute_url()).find(".//dl[@class='facts']"))

    assert (said["Arrangementen"], said["Wachtlijst"]) == ("alle", "gesloten · 0 wachtend")


def test_its_history_tells_what_was_changed_with_an_undo_for_each(opened, boss):
    event = EventFactory()
    assert "niets gewijzigd" in words(opened(event.get_absolute_url()))
    done = programme.edit(event, {"capacity": 200}, by=boss, at=NOON, reason="Balkon dicht")
    lifecycle.check_in(ReservationFactory(event=event), by=boss, at=NOON)

    item = opened(event.get_absolute_url()).findall(".//ol[@class='timeline']/li")

    assert [words(each.find(".//*[@class='timeline__what']")) for each in item] == [
        "Event gewijzigd · Capaciteit: 230 → 200"
    ]
    assert item[0].find(".//form").attrib["action"] == reverse("reservations:undo", args=[done.pk])
    assert "Balkon dicht" in words(item[0])


def test_an_event_that_was_called_off_says_why_and_what_became_of_its_bookings(opened, boss):
    event = ReservationFactory().event
    calling_off.call_off(event, reason="Stroomstoring", batch=BATCH, by=boss, at=NOON)

    found = opened(event.get_absolute_url())

    assert "Geannuleerd: Stroomstoring baas · ma 23 nov 2026 12:00" in words(found.find(".//div[@class='banner']"))
    assert links(found)["Wat er met de boekingen is gebeurd"] == at("called-off", event, BATCH)
    assert "Event annuleren" not in links(found)
    undo = found.find(".//ol[@class='timeline']//form")
    assert undo.attrib["action"] == reverse("reservations:undo-batch", args=[BATCH])


def test_an_event_that_is_closed_says_how_many_still_count_on_it(opened):
    event = EventFactory(active=False)
    ReservationFactory(event=event)

    banner = opened(event.get_absolute_url()).find(".//div[@class='banner']")

    assert "Gesloten voor boeking 1 boeking rekent nog op dit event." in words(banner)
    assert links(banner)["Deze boekingen annuleren"] == at("call-off", event)


def test_an_event_that_came_back_is_no_longer_called_off(opened, boss):
    event = ReservationFactory().event
    calling_off.call_off(event, reason="Stroomstoring", batch=BATCH, by=boss, at=NOON)
    bulk.take_back(BATCH, by=boss, at=NOON)

    found = opened(event.get_absolute_url())

    assert found.find(".//div[@class='banner']") is None
    assert links(found)["Event annuleren"] == at("call-off", event)


@pytest.mark.parametrize("number", [1, 3])
def test_one_event_asks_the_same_for_any_number_of_bookings_and_acts(desk, boss, number, django_assert_num_queries):
    event = EventFactory(notes="0")
    event.arrangements.set([ArrangementFactory()])
    EventPriceFactory(event=event)
    for count in range(number):
        ReservationFactory(event=event)
        ReservationFactory(event=event, status=Status.OPTION)
        WaitlistEntryFactory(event=event)
        programme.edit(event, {"notes": str(count + 1)}, by=boss, at=NOON)

    # session, user; event, arrangements, acts, bookings, who waits, prices; the menu's count
    with django_assert_num_queries(9):
        desk.get(event.get_absolute_url())


@pytest.mark.parametrize("name", ["detail", "copy", "edit", "call-off", "guests"])
def test_an_event_that_is_none_is_not_found(desk, name):
    assert desk.get(reverse(f"events:{name}", args=[404])).status_code == 404


# What became of the bookings


@pytest.fixture
def called_off(boss):
    event = EventFactory(show__name="Winterrevue")
    anna = CustomerFactory(last_name="Bos", phone="+31612345678", email="anna@example.nl")
    ReservationFactory(event=event, customer=anna, reference="R-1", paid_cents=5000)
    ReservationFactory(event=event, status=Status.REQUEST, reference="R-2")
    ReservationFactory(event=event, status=Status.CHECKED_IN, reference="R-3", paid_cents=100)
    calling_off.call_off(event, reason="Stroomstoring", batch=BATCH, by=boss, at=NOON)
    return event


def test_each_booking_is_named_with_whom_to_call_and_whose_money_to_decide_on(opened, called_off):
    found = opened(at("called-off", called_off, BATCH))
    money, handled = (by_id(found, name) for name in ("money", "handled"))
    panels = {panel.attrib.get("aria-labelledby"): panel for panel in found.iter("section")}

    assert "Stroomstoring · baas" in words(found)
    assert (words(money), words(handled)) == ("Geld om over te beslissen", "Afgehandeld (2)")
    assert references(panels["money"]) == ["R-1"]
    assert figures(panels["money"])[0] == 5000
    assert references(panels["handled"]) == ["R-1", "R-2"]
    assert links(panels["money"])["+31612345678"] == "tel:+31612345678"
    assert links(panels["money"])["anna@example.nl"] == "mailto:anna@example.nl"
    assert "left" not in panels
    undo = found.find(".//*[@class='page-head__acts']/form")
    assert undo.attrib["action"] == reverse("reservations:undo-batch", args=[BATCH])


def test_what_still_counts_on_the_event_is_named_first(opened, called_off, staff):
    cancelled = called_off.reservations.get(reference="R-1")
    lifecycle.reactivate(cancelled, by=staff, at=NOON)

    panels = {p.attrib.get("aria-labelledby"): p for p in opened(at("called-off", called_off, BATCH)).iter("section")}

    assert references(panels["left"]) == ["R-1"]
    assert links(panels["left"])["Deze boekingen annuleren"] == at("call-off", called_off)
    assert "money" not in panels


def test_what_was_taken_back_is_not_offered_again(opened, called_off, staff):
    bulk.take_back(BATCH, by=staff, at=NOON)

    found = opened(at("called-off", called_off, BATCH))

    assert found.find(".//*[@class='page-head__acts']/form") is None
    assert "Deze boekingen annuleren" not in links(found)


def test_an_evening_without_bookings_has_nobody_to_tell(opened, boss):
    event = EventFactory()
    calling_off.call_off(event, reason="Stroomstoring", batch=BATCH, by=boss, at=NOON)

    assert "Niemand had geboekt." in words(opened(at("called-off", event, BATCH)))


def test_who_waits_for_seats_is_not_forgotten(opened, called_off, staff):
    WaitlistEntryFactory(event=called_off)
    WaitlistEntryFactory(event=called_off, status="cancelled")
    address = at("called-off", called_off, BATCH)

    assert "1 gezelschap staat nog op de wachtlijst" in words(opened(address))
    bulk.take_back(BATCH, by=staff, at=NOON)
    assert "staat nog op de wachtlijst" not in words(opened(address))


def test_a_batch_of_another_event_is_not_found(desk, called_off):
    other = EventFactory()

    assert desk.get(at("called-off", other, BATCH)).status_code == 404


@pytest.mark.parametrize("number", [1, 3])
def test_what_became_of_them_asks_the_same_for_any_number(desk, boss, number, django_assert_num_queries):
    event = EventFactory()
    ReservationFactory.create_batch(number, event=event, paid_cents=100)
    calling_off.call_off(event, reason="Ziek", batch=BATCH, by=boss, at=NOON)
    lifecycle.reactivate(event.reservations.first(), by=boss, at=NOON)

    with django_assert_num_queries(7):  # session, user, event, acts, who is left, who waits, the menu's count
        desk.get(at("called-off", event, BATCH))


# The guest list


@pytest.fixture
def expected():
    event = EventFactory(show__name="Winterrevue")
    row = ReservationFactory(
        event=event, customer=CustomerFactory(first_name="Gül", last_name="Özdemir", phone="+31612345678"), guests=30,
        reference="R-1", contact_name="Opa Wim", vegetarian=2, diet_other="Geen <script>noten</script>",
        occasion="Verjaardag", party_person="Wim", remarks="Bij het raam", staff_notes="Kent de directeur",
        status=Status.CHECKED_IN, paid_cents=100000, tags=[ReservationTagFactory()],
    )  # fmt: skip
    Line.objects.create(reservation=row, description="Voorborrel", quantity=30, unit_cents=0, extra=ExtraFactory())
    ReservationFactory(event=event, guests=4, status=Status.PENDING)
    return event


def test_the_guest_list_says_what_door_kitchen_and_bar_have_to_know(opened, expected):
    found = opened(at("guests", expected))

    assert references(by_id(found, "guests")) == ["R-1"]
    assert [words(cell) for cell in found.find(".//tr[@data-reservation]")] == [
        "Gül Özdemir Genodigde Ingecheckt R-1 · Opa Wim · +31612345678",
        "30",
        "Standaard 30 × Voorborrel",
        "2 vegetarischGeen <script>noten</script>",
        "VerjaardagWim",
        "Bij het raamKent de directeur",
        "€ 1.250",
    ]
    assert terms(found.find(".//dl[@class='sums']")) == {
        "Personen": "30", "Gezelschappen": "1", "Ingecheckt": "1", "Openstaand": "€ 1.250"
    }  # fmt: skip
    assert terms(found.find(".//dl[@class='facts']")) == {
        "Arrangementen": "30 × Standaard",
        "Extra's": "30 × Voorborrel",
        "Diëten": "2 × vegetarisch 1 gezelschap met een ander dieet",
        "Komen misschien ook": "In afwachting: 4",
    }
    assert links(found)["In afwachting: 4"] == f"/reservations/?event={expected.pk}&status=pending"


def test_an_empty_guest_list_says_so(opened):
    assert "Er wordt niemand verwacht." in words(opened(at("guests", EventFactory())))


@pytest.mark.parametrize("number", [1, 3])
def test_the_guest_list_asks_the_same_for_any_number_of_parties(desk, number, django_assert_num_queries):
    event = EventFactory()
    ReservationFactory.create_batch(number, event=event)

    # session, user; event; parties, add-ons, tags, their customers' tags; who may come; the menu's count
    with django_assert_num_queries(9):
        desk.get(at("guests", event))
