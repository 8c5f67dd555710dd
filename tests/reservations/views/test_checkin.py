"""The door as a page: what it shows of an evening, what a tap is answered with, who walks in, who did not come."""

from datetime import time, timedelta
from urllib.parse import urlsplit

import pytest
import time_machine
from django.urls import reverse

from reservations import lifecycle
from reservations.models import Act, Reservation
from reservations.status import Status
from tests.factories import (
    NOON,
    TODAY,
    ArrangementFactory,
    EventFactory,
    EventTypeFactory,
    ReservationFactory,
    ReservationTagFactory,
    local,
)  # fmt: skip
from tests.reading import by_id, by_list, fields, figures, links, page, references, rows, said, undo_of, words

DAY = timedelta(days=1)
TOKEN = "7d444840-9dc0-11d1-b245-5ffdce74fad2"
DOOR = reverse("check-in:index")


def matinee(**columns):
    """It began an hour before NOON."""
    return EventFactory(**{"date": TODAY, "doors": time(10), "start": time(11), "end": time(14)} | columns)


def tonight(**columns):
    return EventFactory(date=TODAY, **columns)


def party(event, last_name="Bos", **columns):
    return ReservationFactory(event=event, customer__first_name="Jan", customer__last_name=last_name, **columns)


@pytest.fixture
def opened(desk):
    def opened(address=DOOR, at=NOON, **query):
        with time_machine.travel(at, tick=False):
            response = desk.get(address, query)
        assert response.status_code == 200
        return page(response)

    return opened


@pytest.fixture
def walk_in(client, staff):
    def walk_in(event, by=staff, **typed):
        client.force_login(by)
        return client.post(reverse("check-in:walk-in", args=[event.pk]), typed)

    return walk_in


@pytest.fixture
def close(desk):
    def close(event, *absent, **typed):
        return desk.post(
            reverse("check-in:close", args=[event.pk]), {"absent": [row.pk for row in absent], **typed}, follow=True
        )

    return close


def shown(opened):
    return references(by_list(opened, "arrivals"))


def headed(opened):
    return words(opened.find(".//*[@class='page-head__sub']"))


# Which evening


def test_todays_event_is_chosen(opened):
    EventFactory(date=TODAY + DAY)
    event = tonight(show__name="Winterrevue")
    here, elsewhere = party(event), ReservationFactory()

    found = opened()

    assert headed(found) == "Winterrevue · ma 23 nov 2026 · deuren 19:00, aanvang 20:00"
    assert (shown(found), elsewhere.reference in words(found)) == ([here.reference], False)
    assert found.find(".//nav[@class='tabs']") is None


def test_of_several_events_today_another_can_be_chosen(opened):
    first, second = matinee(show__name="Kempen"), tonight(show__name="Winter")

    tabs = opened().find(".//nav[@class='tabs']")
    assert links(tabs) == {"11:00 Kempen": f"{DOOR}?event={first.pk}", "20:00 Winter": f"{DOOR}?event={second.pk}"}
    assert words(tabs.find(".//*[@aria-current]")) == "11:00 Kempen"
    chosen = opened(event=second.pk)
    assert (headed(chosen)[:6], words(chosen.find(".//nav/*[@aria-current]"))) == ("Winter", "20:00 Winter")


def test_another_days_event_leads_back_to_today(opened):
    other = EventFactory(show__name="Winter")

    alone = opened(event=other.pk).find(".//nav[@class='tabs']")
    assert links(alone) == {"Vandaag": DOOR}

    today = matinee(show__name="Kempen")
    among = opened(event=other.pk).find(".//nav[@class='tabs']")
    assert links(among) == {"11:00 Kempen": f"{DOOR}?event={today.pk}"}


def test_after_midnight_yesterdays_evening_is_a_link_and_todays_is_chosen(opened):
    late, todays = tonight(show__name="Kempen", end=time(1)), EventFactory(date=TODAY + DAY, show__name="Winter")

    found = opened(at=local(2026, 11, 24, 0, 30))

    tabs = found.find(".//nav[@class='tabs']")
    assert links(tabs)["gisteren 20:00 Kempen"] == f"{DOOR}?event={late.pk}"
    assert (headed(found)[:6], len(links(tabs))) == ("Winter", 2)
    assert opened(at=local(2026, 11, 24, 6)).find(".//nav[@class='tabs']") is None
    assert headed(opened(at=local(2026, 11, 24, 0, 30), event=late.pk))[:6] == "Kempen"
    assert todays.date == TODAY + DAY


def test_a_page_that_is_open_at_midnight_stays_with_its_evening(opened, walk_in):
    late = tonight(end=time(1), capacity=1)
    EventFactory(date=TODAY + DAY)
    here = f"{DOOR}?event={late.pk}"

    found = opened()

    assert found.find(".//*[@data-refresh][@hx-target='#parties']").attrib["hx-get"] == here
    assert [fields(form)["next"] for form in (by_id(found, "door"), by_id(found, "walk-in"))] == [here, here]
    assert fields(by_id(page(walk_in(late, **typed())), "walk-in"))["next"] == here


def test_nothing_today_says_so_and_leads_to_what_comes_next(opened):
    coming = EventFactory(show__name="Winterrevue")

    found = opened()

    assert "Vandaag is er geen event. Het volgende event is Winterrevue, op ma 7 dec 2026." in words(found)
    assert links(found)["Bekijk wie er komt"] == f"{DOOR}?event={coming.pk}"


def test_nothing_at_all_says_so(opened):
    assert "Vandaag is er geen event. Na vandaag staat er geen event gepland." in words(opened())


def test_nothing_today_still_leads_to_the_evening_that_goes_on(opened):
    late = tonight(show__name="Kempen", end=time(1))

    found = opened(at=local(2026, 11, 24, 0, 30))

    assert "Vandaag is er geen event." in words(found)
    assert links(found)["gisteren 20:00 Kempen"] == f"{DOOR}?event={late.pk}"


@pytest.mark.parametrize("event", ["0", "abc", "", "1x", "-1", "1" * 40, "²"])
def test_an_event_that_is_none_is_not_found(desk, event):
    assert desk.get(DOOR, {"event": event}).status_code == 404


# What it shows


def test_a_row_tells_all_that_is_to_know_at_the_door(opened):
    event = tonight()
    before = ReservationFactory(event__date=TODAY - DAY, status=Status.CHECKED_IN)
    row = ReservationFactory(
        event=event, customer=before.customer, contact_name="Piet Vos", guests=10, total_cents=75000, paid_cents=60000,
        vegetarian=2, diet_other="noten", occasion="Jubileum", tags=[ReservationTagFactory(code="VIP", name="VIP")],
    )  # fmt: skip

    [found] = rows(by_list(opened(), "arrivals"))

    told = words(found)
    assert told.startswith("10 pers.")
    for what in (
        str(before.customer), f"Piet Vos · Standaard · {row.reference}", "VIP", "Terugkerend", "2 vegetarisch · noten",
        "Jubileum", "€ 150 nog te betalen",
    ):  # fmt: skip
        assert what in told
    assert (figures(found), links(found)[str(before.customer)]) == ([15000], row.get_absolute_url())
    assert words(found.find(".//button")) == f"Check in {before.customer}"


def test_a_paid_party_without_wishes_has_nothing_to_warn_of(opened):
    party(tonight(), total_cents=100, paid_cents=100)

    assert rows(by_list(opened(), "arrivals"))[0].findall(".//*[@class='row__when']") == []


def test_who_is_in_says_since_when_and_how_many(opened):
    event = tonight()
    party(event, guests=10, status=Status.CHECKED_IN, arrived_guests=8)
    party(event, "Vos", status=Status.NO_SHOW)

    first, second = rows(by_list(opened(), "arrivals"))

    assert words(first).startswith("8/ van 10 pers.")
    assert "Binnen 12:00" in words(first)
    assert "Niet verschenen" in words(second)
    assert [row.find(".//button") for row in (first, second)] == [None, None]


def test_progress_is_in_parties_and_guests_and_agrees_with_the_dashboard(opened):
    event = tonight()
    party(event, guests=10, status=Status.CHECKED_IN, arrived_guests=8)
    party(event, guests=3, status=Status.CHECKED_IN)
    party(event, guests=4)
    party(event, guests=5, status=Status.NO_SHOW)

    found = by_id(opened(), f"progress-{event.pk}")
    widget = by_id(opened(reverse("dashboard:index")), "widget-check-in-today")

    assert words(found) == "11 van 17 gasten binnen 2 van 3 groepen"
    bar = found.find(".//progress")
    assert (bar.attrib["value"], bar.attrib["max"]) == ("11", "17")
    assert "2 van 3 groepen binnen (11 personen)" in words(widget)


def test_an_evening_without_parties_says_so(opened):
    event = tonight()

    found = opened()

    assert "Niemand heeft voor dit event gereserveerd." in words(found)
    assert by_id(found, f"progress-{event.pk}").find(".//progress") is None


def test_without_javascript_the_address_finds(opened):
    event = tonight()
    party(event, "Özdemir")
    party(event, "Vos")

    found = opened(q="ozdemir")

    assert ["hidden" in row.attrib for row in rows(by_list(found, "arrivals"))] == [False, True]
    assert by_id(found, "q").attrib["value"] == "ozdemir"
    assert fields(found.find(".//form[@role='search']"))["event"] == str(event.pk)


def test_an_evening_to_come_is_looked_at_only(opened):
    event = EventFactory()
    party(event)

    found = opened(event=event.pk)

    assert "Inchecken kan vanaf ma 7 dec 2026." in words(found)
    assert "Verwacht" in words(rows(found)[0])
    assert (rows(found)[0].findall(".//button"), by_id(found, "walk-in")) == ([], None)


def test_a_past_evening_can_be_corrected_but_nobody_walks_in(opened):
    event = EventFactory(date=TODAY - DAY)
    party(event)

    found = opened(event=event.pk)

    assert len(rows(found)[0].findall(".//button")) == 1
    assert by_id(found, "walk-in") is None


def test_what_guests_call_themselves_is_text(opened):
    party(tonight(), "<script>alert(1)</script>", occasion="<b>")

    assert "<script>alert(1)</script>" in words(rows(opened())[0])


@pytest.mark.parametrize("count", [1, 3])
def test_the_door_takes_the_same_queries_for_any_number_of_parties(desk, count, django_assert_num_queries):
    event = tonight()
    for _ in range(count):
        party(event, tags=[ReservationTagFactory()], guests=3, vegan=1)

    # Session, user, what waits for the menu; events of today; progress; parties, tags twice; what a walk-in pays.
    with django_assert_num_queries(12):
        response = desk.get(DOOR)

    assert len(shown(page(response))) == count


# A tap


@pytest.mark.parametrize("count", [1, 3])
def test_a_tap_is_answered_with_its_party_alone(desk, opened, count, django_assert_num_queries):
    event = tonight()
    row, *others = [party(event, guests=3) for _ in range(count)]

    with django_assert_num_queries(8):  # session, user, menu; the party, tags twice; whether it is here; progress
        response = desk.get(reverse("check-in:party", args=[row.pk]))

    found = page(response)
    assert shown(found) == [row.reference]
    assert words(by_id(found, f"progress-{event.pk}")).endswith(f"0 van {1 + len(others)} groepen")


def test_a_tap_lets_in_and_is_answered_on_the_same_spot(desk, staff):
    event = tonight()
    row = party(event)
    button = page(desk.get(DOOR)).find(f".//*[@id='party-{row.pk}']//button")
    answer = reverse("check-in:party", args=[row.pk])

    response = desk.post(
        button.attrib["formaction"], {button.attrib["name"]: button.attrib["value"], "next": answer}, follow=True,
        headers={"HX-Request": "true", "HX-Target": "main"},
    )  # fmt: skip

    found = page(response)
    assert (response.redirect_chain, Reservation.objects.get().checked_in_by) == ([(answer, 302)], staff)
    assert by_id(found, f"party-{row.pk}").attrib["data-status"] == "checked_in"
    assert "Jan Bos is ingecheckt." in words(by_id(found, "messages"))


def test_who_is_expected_no_more_is_not_in_the_answer(opened):
    row = party(tonight(), status=Status.CANCELLED)

    assert shown(opened(reverse("check-in:party", args=[row.pk]))) == []


@pytest.mark.parametrize(
    ("status", "guests", "acts"),
    [
        (Status.CONFIRMED, 3, ["reservations:check-in", "reservations:no-show"]),
        (Status.CONFIRMED, 1, ["reservations:no-show"]),
        (Status.CHECKED_IN, 3, ["check-in:arrive", "reservations:undo-check-in"]),
        (Status.CHECKED_IN, 1, ["reservations:undo-check-in"]),
        (Status.NO_SHOW, 3, ["reservations:check-in", "reservations:undo-no-show"]),
    ],
)
def test_without_javascript_the_less_likely_acts_are_a_page(opened, status, guests, acts):
    row = party(tonight(), status=status, guests=guests)
    more = links(rows(by_list(opened(), "arrivals"))[0])["meer voor Jan Bos"]

    forms = [form.attrib["action"] for form in opened(more).find(".//main").iter("form") if "action" in form.attrib]

    assert [action for action in forms if "undo/" not in action or "acts" not in action] == [
        reverse(name, args=[row.pk]) for name in acts
    ]


def test_of_an_evening_to_come_the_page_offers_nothing(opened):
    row = party(EventFactory())

    assert [
        form.attrib
        for form in opened(reverse("check-in:party", args=[row.pk])).find(".//main").iter("form")
        if "action" in form.attrib
    ] == []


def test_part_of_a_party_is_let_in_and_said(click):
    row = party(tonight(), guests=10)

    response = click("check-in", row, arrived="8")

    row.refresh_from_db()
    assert (row.status, row.arrived) == (Status.CHECKED_IN, 8)
    assert said(response) == ["Jan Bos: 8 van 10 binnen."]


@pytest.mark.parametrize("arrived", ["", "acht", "1.5", "0", "11", "9" * 30])
@pytest.mark.parametrize("status", [Status.CONFIRMED, Status.CHECKED_IN])
def test_a_number_that_can_not_be_is_refused_beside_the_field(desk, click, status, arrived):
    row = party(tonight(), guests=10, status=status)
    before = Act.objects.count()

    if status == Status.CONFIRMED:
        response = click("check-in", row, arrived=arrived)
    else:
        response = desk.post(reverse("check-in:arrive", args=[row.pk]), {"arrived": arrived})

    form = by_id(page(response), f"acts-{row.pk}")
    assert (response.status_code, Act.objects.count()) == (422, before)
    assert words(by_id(form, f"arrived-{row.pk}-error"))[:5] == "Vul e"
    assert by_id(form, f"arrived-{row.pk}").attrib["value"] == (arrived or "10")


def test_the_rest_of_a_party_is_let_in_and_taken_back(desk, take_back):
    row = party(tonight(), guests=10, status=Status.CHECKED_IN, arrived_guests=8)

    response = desk.post(reverse("check-in:arrive", args=[row.pk]), {"arrived": "10", "seen_arrived": "8"})
    assert (said(response), Reservation.objects.get().arrived) == (["Jan Bos is ingecheckt."], 10)

    take_back(undo_of(response))
    assert Reservation.objects.get().arrived == 8


def test_who_counted_from_an_old_screen_is_told_beside_the_field(desk):
    row = party(tonight(), guests=10, status=Status.CHECKED_IN, arrived_guests=9)

    response = desk.post(reverse("check-in:arrive", args=[row.pk]), {"arrived": "10", "seen_arrived": "8"})

    found = page(response)
    assert words(by_id(found, f"arrived-{row.pk}-error")) == "Een collega heeft ook geteld: er zijn er nu 9 binnen."
    assert fields(by_id(found, f"acts-{row.pk}"))["seen_arrived"] == "9"


def test_more_of_a_party_that_is_out_again_is_refused_with_a_sentence(desk):
    row = party(tonight(), guests=10)

    response = desk.post(reverse("check-in:arrive", args=[row.pk]), {"arrived": "8"})

    assert said(response) == ["Jan Bos staat inmiddels op “Bevestigd”: check eerst in."]


@pytest.mark.parametrize("pk", [0, 10**30])
@pytest.mark.parametrize("name", ["arrive", "walk-in", "close"])
def test_what_is_not_there_can_not_be_acted_on(desk, name, pk):
    assert desk.post(reverse(f"check-in:{name}", args=[pk]), {"arrived": 1}).status_code == 404


@pytest.mark.parametrize("name", ["arrive", "walk-in", "close"])
def test_an_act_is_not_done_by_reading_its_address(desk, name):
    assert desk.get(reverse(f"check-in:{name}", args=[1])).status_code == 405


@pytest.mark.parametrize("name", ["party", "closing"])
def test_a_page_that_is_only_read_takes_no_post(desk, name):
    assert desk.post(reverse(f"check-in:{name}", args=[1])).status_code == 405


# Walking in


def typed(**what):
    return {"name": "Jan de Boer", "guests": "4", "arrangement": ArrangementFactory().pk, "next": DOOR} | what


def test_the_form_has_the_arrangement_filled_in_with_its_price(opened):
    tonight(type=EventTypeFactory())

    form = by_id(opened(), "walk-in")

    assert [words(option) for option in form.iter("option")] == ["Standaard · € 75", "Premium · € 90"]
    assert fields(form)["guests"] == "2"


def test_who_walks_in_is_booked_and_let_in(walk_in, take_back, staff):
    event = tonight()

    response = walk_in(event, **typed(phone="06-12345678", email="Jan@example.nl"))

    row = Reservation.objects.get()
    assert (row.status, row.source, row.guests, row.event) == (Status.CHECKED_IN, "walk_in", 4, event)
    assert (row.customer.first_name, row.customer.last_name) == ("Jan", "de Boer")
    assert (row.customer.phone, row.customer.email) == ("+31612345678", "jan@example.nl")
    assert (response["Location"], said(response)) == (DOOR, ["Jan de Boer is zonder reservering ingecheckt."])

    take_back(undo_of(response))
    assert Reservation.objects.get().status == Status.CANCELLED


def test_a_single_name_is_a_last_name(walk_in):
    walk_in(tonight(), **typed(name="Jansen"))

    customer = Reservation.objects.get().customer
    assert (customer.first_name, customer.last_name) == ("", "Jansen")


def test_a_walk_in_that_is_sent_twice_is_booked_once(walk_in):
    event = tonight()
    for _ in range(2):
        response = walk_in(event, **typed(token=TOKEN))

    assert (Reservation.objects.count(), response.status_code) == (1, 302)


@pytest.mark.parametrize(
    ("field", "wrong", "sentence"),
    [
        ("name", "", "Vul een naam in."),
        ("name", "  ", "Vul een naam in."),
        ("name", "x" * 201, "200"),
        ("guests", "", "Vul een aantal in van 1 tot en met 500."),
        ("guests", "vier", "Vul een aantal in van 1 tot en met 500."),
        ("guests", "0", "Vul een aantal in van 1 tot en met 500."),
        ("guests", "501", "Vul een aantal in van 1 tot en met 500."),
        ("arrangement", "", "Kies eerst het arrangement"),
        ("arrangement", "9" * 30, "geldige keuze"),
        ("arrangement", "x", "geldige keuze"),
        ("email", "jan@", "geldig e-mailadres"),
        ("phone", "0" * 41, "40"),
    ],
)
def test_what_is_typed_wrong_is_said_beside_its_field_and_all_stays_typed(walk_in, field, wrong, sentence):
    response = walk_in(tonight(), **typed(**{field: wrong}))

    found = by_id(page(response), "walk-in")
    assert (response.status_code, Reservation.objects.count()) == (422, 0)
    assert sentence in words(by_id(found, f"id_{field}_error"))
    assert by_id(found, f"id_{field}").attrib["aria-invalid"] == "true"
    kept = {"name": "Jan de Boer", "guests": "4"} | {field: wrong}
    assert {name: value for name, value in fields(found).items() if name in kept} == {
        name: value for name, value in kept.items() if name != "arrangement"
    }
    assert found.find(".//details[@open]") is not None
    assert (response["HX-Retarget"], response["HX-Reselect"]) == ("#walk-in", "#walk-in")


def test_too_many_is_said_beside_the_number(walk_in):
    response = walk_in(tonight(capacity=3), **typed())

    found = page(response)
    assert "komt 1 plaats tekort" in words(by_id(found, "id_guests_error"))
    assert found.find(".//input[@name='over_capacity']") is None


def test_who_may_is_asked_for_a_tick_and_a_reason(walk_in, boss):
    event = tonight(capacity=3)
    for answer in ({}, {"overbook": "Extra tafel"}, {"over_capacity": "on"}):
        found = page(walk_in(event, by=boss, **typed(**answer)))
        assert "komt 1 plaats tekort" in words(by_id(found, "overbook-error"))
        assert fields(found.find(".//*[@id='walk-in']"))["overbook"] == answer.get("overbook", "")

    walk_in(event, by=boss, **typed(over_capacity="on", overbook="Extra tafel"))

    assert Reservation.objects.get().over_capacity
    assert Act.objects.get().data == {"over_capacity_by": 1, "over_capacity_because": "Extra tafel"}


def test_who_may_not_does_not_get_round_it(walk_in):
    response = walk_in(tonight(capacity=3), **typed(over_capacity="on", overbook="Extra tafel"))

    assert (response.status_code, Reservation.objects.count()) == (422, 0)
    assert "mag niet meer plaatsen verkopen" in words(by_id(page(response), "walk-in"))


def test_at_an_event_that_is_closed_nobody_walks_in(walk_in):
    response = walk_in(tonight(active=False), **typed())

    assert response.status_code == 422
    assert "gesloten voor reserveringen" in words(by_id(page(response), "walk-in"))


def test_an_arrangement_that_the_event_does_not_offer_is_refused_beside_it(walk_in):
    event = tonight()
    event.arrangements.add(ArrangementFactory(code="BWFM", name="Premium"))

    response = walk_in(event, **typed())

    assert "Standaard" in words(by_id(page(response), "id_arrangement_error"))


# Who did not come


def test_who_did_not_come_is_listed_once_it_has_begun(opened):
    begun, later = matinee(), tonight()
    for event in (begun, later):
        party(event)
        party(event, status=Status.CHECKED_IN)

    found = opened(event=begun.pk)

    assert links(found)["1 groep op niet verschenen zetten"] == reverse("check-in:closing", args=[begun.pk])
    assert words(by_id(opened(event=later.pk), f"closing-{later.pk}")) == ""


def test_where_everybody_is_in_nothing_is_to_close(opened):
    event = matinee()
    party(event, status=Status.CHECKED_IN)

    assert words(by_id(opened(), f"closing-{event.pk}")) == ""
    assert "Iedereen is binnen of afgehandeld." in words(opened(reverse("check-in:closing", args=[event.pk])))


def test_they_are_shown_first_all_ticked(opened):
    event = matinee()
    rows = [party(event, name) for name in ("Vos", "Bos")]
    party(event, status=Status.CHECKED_IN)

    ticks = opened(reverse("check-in:closing", args=[event.pk])).findall(".//input[@name='absent']")

    assert [tick.attrib["value"] for tick in ticks] == [str(row.pk) for row in rows[::-1]]
    assert all("checked" in tick.attrib for tick in ticks)


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_of_who_did_not_come_takes_the_same_queries(desk, count, django_assert_num_queries):
    event = matinee()
    for _ in range(count):
        party(event)

    with django_assert_num_queries(8):  # session, user, menu; event; progress; parties, tags twice
        response = desk.get(reverse("check-in:closing", args=[event.pk]))

    assert len(page(response).findall(".//input[@name='absent']")) == count


def test_they_are_marked_oldest_first_with_a_result_each_and_one_undo(close, desk):
    event = matinee()
    young, old = party(event, "Vos", created_at=NOON - DAY), party(event, "Bos", created_at=NOON - 2 * DAY)
    later = party(event, "Laat")

    response = close(event, young, old, token=TOKEN)

    message = words(by_id(page(response), "messages").find(".//*[@class='message__words']"))
    assert message == "2 groepen zijn niet verschenen. Jan Bos: Niet verschenen Jan Vos: Niet verschenen"
    assert response.redirect_chain == [(f"{DOOR}?event={event.pk}", 302)]
    assert {row.status for row in Reservation.objects.exclude(pk=later.pk)} == {Status.NO_SHOW}
    assert Reservation.objects.get(pk=later.pk).status == Status.CONFIRMED

    desk.post(by_id(page(response), "messages").find(".//form").attrib["action"])
    assert {row.status for row in Reservation.objects.all()} == {Status.CONFIRMED}


def test_who_came_in_the_meantime_is_said_and_stays_in(close, staff):
    event = matinee()
    here, gone = party(event), party(event, "Vos")
    lifecycle.check_in(here, by=staff, at=NOON)

    told = words(by_id(page(close(event, here, gone)), "messages"))

    assert "1 groep is niet verschenen." in told
    assert "Jan Bos: niet gedaan." in told
    here.refresh_from_db()
    assert here.status == Status.CHECKED_IN


def test_closing_twice_with_one_click_is_one_act_each(close):
    event = matinee()
    row = party(event)
    for _ in range(2):
        close(event, row, token=TOKEN)

    assert Act.objects.count() == 1


def test_nobody_chosen_is_said(close):
    event = matinee()
    party(event)

    response = close(event)

    found = page(response)
    assert (response.status_code, words(by_id(found, "absent-error"))) == (422, "Kies wie er niet is gekomen.")
    assert ["checked" in tick.attrib for tick in found.findall(".//input[@name='absent']")] == [False]


@pytest.mark.parametrize("absent", ["abc", "0", "1" * 30])
def test_who_is_nobody_at_this_event_changes_nothing(desk, absent):
    event, elsewhere = matinee(), party(tonight())
    party(event)
    for pk in (absent, elsewhere.pk):
        response = desk.post(reverse("check-in:close", args=[event.pk]), {"absent": pk})
        assert words(by_id(page(response), "absent-error")) == "Kies wie er niet is gekomen."

    assert Act.objects.count() == 0


def test_before_it_begins_nobody_is_a_no_show(close, opened):
    event = tonight()
    row = party(event)

    looked, response = opened(reverse("check-in:closing", args=[event.pk])), close(event, row)

    sentence = f"{event.show} begint op 23 november 2026 om 20:00. Pas daarna is iemand niet verschenen."
    assert sentence in words(looked)
    assert (response.status_code, words(by_id(page(response), "absent-error"))) == (422, sentence)
    assert Act.objects.count() == 0


def test_at_the_very_start_it_has_begun(close):
    event = EventFactory(date=TODAY, doors=time(11), start=time(12))
    row = party(event)

    close(event, row)

    assert Reservation.objects.get().status == Status.NO_SHOW


# From afar


def test_with_an_expired_session_a_tap_is_told_so_and_nothing_is_done(client, db):
    row = party(tonight())

    response = client.post(
        reverse("reservations:check-in", args=[row.pk]), {"next": DOOR}, headers={"HX-Request": "true"}
    )

    assert (response.status_code, urlsplit(response["HX-Redirect"]).path) == (204, reverse("account_login"))
    assert Act.objects.count() == 0


def test_a_party_of_another_evening_is_answered_with_that_evening(opened, staff):
    row = party(tonight())
    other = EventFactory()
    lifecycle.move(row, to=other, by=staff, at=NOON)

    found = opened(reverse("check-in:party", args=[row.pk]))

    assert by_id(found, f"progress-{other.pk}") is not None
