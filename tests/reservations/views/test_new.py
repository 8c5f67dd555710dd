"""A new reservation on one screen: who, to what, at what price, and what is said when it can't be."""

from datetime import timedelta

import pytest
from django.urls import reverse

from crm.models import Customer
from reservations import programme
from reservations.models import Reservation
from reservations.status import Status
from tests.factories import (
    NOON,
    TODAY,
    ArrangementFactory,
    CompanyFactory,
    CustomerFactory,
    EventFactory,
    EventTypeFactory,
    ExtraFactory,
    ReservationFactory,
)
from tests.naive import assert_books_are_right
from tests.reading import by_id, fields, figures, links, page, said, undo_of, words

NEW = reverse("reservations:new")
DAY = timedelta(days=1)
TOKEN = "c0ffee00-0000-4000-8000-000000000000"


@pytest.fixture
def evening(db):
    ArrangementFactory()
    return EventFactory(capacity=10, show__name="Winterrevue")


@pytest.fixture
def post(desk, evening):
    """What the form posts for two persons named Jansen, with what a test types besides."""

    def post(**typed):
        what = {"kind": "option", "name": "Piet Jansen", "event": evening.pk, "guests": 2, "days": 7, "token": TOKEN}
        return desk.post(NEW, what | typed)

    return post


@pytest.fixture
def quote(post):
    return lambda **typed: page(post(quote="1", **typed))


def plain(element):
    return words(element).replace("\N{NO-BREAK SPACE}", " ")


# Placing


def test_an_option_needs_a_name_a_number_and_how_many(post):
    response = post(phone="0612345678")

    row = Reservation.objects.get()
    assert (row.status, row.guests, row.customer.full_name, row.customer.phone) == (
        Status.OPTION, 2, "Piet Jansen", "+31612345678",
    )  # fmt: skip
    assert row.option_expires_at == NOON + 7 * DAY
    assert response.url == row.get_absolute_url()
    assert said(response)[0].startswith("De reservering van Piet Jansen staat erin.")


def test_a_booking_is_confirmed_at_its_price(post, evening):
    arrangement = ArrangementFactory()

    post(kind="booking", email="Piet@Example.NL", arrangement=arrangement.pk, discount_cents="10")

    row = Reservation.objects.get()
    assert (row.status, row.total_cents, row.customer.email) == (Status.CONFIRMED, 14000, "piet@example.nl")
    assert_books_are_right(at=NOON, today=TODAY)


def test_a_guest_of_the_house_pays_nothing(post):
    post(kind="guest", arrangement=ArrangementFactory().pk)

    row = Reservation.objects.get()
    assert (row.total_cents, [tag.code for tag in row.tags.all()]) == (0, ["GENODIGDE"])


def test_all_that_was_told_is_kept(post):
    extra = ExtraFactory()
    told = {
        "occasion": "50 jaar", "party_person": "Oma Özdemir", "vegetarian": 3, "diet_other": "noten",
        "remarks": "<b>rolstoel</b>", "staff_notes": "belt terug",
    }  # fmt: skip

    post(guests=8, arrangement=ArrangementFactory().pk, until="2026-12-01", **told, **{f"extra_{extra.pk}": 25})

    row = Reservation.objects.get()
    assert {name: getattr(row, name) for name in told} == told
    assert row.total_cents == 8 * 7500 + 25 * 1500
    assert row.option_expires_at.isoformat() == "2026-12-01T22:59:59+00:00"


@pytest.mark.parametrize(
    ("name", "first", "last"),
    [("Jansen", "", "Jansen"), ("Anna van der Meer", "Anna", "van der Meer"), ("Özge  Bakker", "Özge", "Bakker")],
)
def test_a_name_is_taken_apart_as_people_say_it(post, name, first, last):
    post(name=name)

    customer = Customer.objects.get()
    assert (customer.first_name, customer.last_name) == (first, last)


def test_a_customer_that_was_chosen_is_the_one(post):
    known = CustomerFactory()
    post(customer=known.pk, name="iets anders")

    assert Reservation.objects.get().customer == known
    assert Customer.objects.count() == 1


def test_it_is_taken_back_from_the_message(post, desk):
    desk.post(undo_of(post()))

    assert Reservation.objects.get().status == Status.CANCELLED


def test_a_double_click_places_one(post):
    post(), post()

    assert Reservation.objects.count() == 1


# What can't be


def test_a_screen_whose_booking_was_taken_back_says_so_and_keeps_what_was_typed(post, desk):
    response = post()
    desk.post(undo_of(response))

    again = post()

    assert again.status_code == 422
    assert "sindsdien ongedaan gemaakt" in words(page(again))
    assert fields(page(again))["name"] == "Piet Jansen"


@pytest.mark.parametrize(
    ("typed", "field", "sentence"),
    [
        ({"name": " "}, "id_name", "Wie is het?"),
        ({"email": "piet"}, "id_email", "geldig e-mailadres"),
        ({"guests": "0"}, "id_guests", "Er komt minstens één persoon."),
        ({"guests": ""}, "id_guests", "Er komt minstens één persoon."),
        ({"kind": "booking"}, "id_email", "e-mailadres"),
        ({"kind": "booking", "email": "a@b.nl"}, "id_arrangement", "Kies eerst het arrangement"),
        ({"until": "2026-11-22"}, "id_until", "Kies een datum"),
        ({"discount_cents": "veel"}, "id_discount_cents", "Vul een bedrag in"),
        ({"vegan": "-1"}, "id_vegan", "minstens 0"),
    ],
)
def test_what_can_not_be_is_said_beside_its_field_and_nothing_is_lost(post, typed, field, sentence):
    response = post(**{"remarks": "bij het raam"} | typed)

    shown = page(response)
    beside = next(each for each in shown.iter("div") if each.attrib.get("class", "").startswith("field")
                  and by_id(each, field) is not None)  # fmt: skip
    assert response.status_code == 422
    assert sentence in words(beside)
    assert "bij het raam" in words(by_id(shown, "id_remarks"))
    for name, value in typed.items():
        if name not in {"kind", "until"}:
            assert fields(shown)[name] == value
    assert not Reservation.objects.exists()


def test_too_few_for_an_add_on_is_said_beside_it(post):
    extra = ExtraFactory()

    shown = page(post(arrangement=ArrangementFactory().pk, **{f"extra_{extra.pk}": 24}))

    assert "vanaf 25 personen" in words(shown)
    assert fields(shown)[f"extra_{extra.pk}"] == "24"


def test_an_event_that_was_closed_since_is_refused(post, evening):
    assert post(event=EventFactory(active=False).pk).status_code == 422
    closed = EventFactory(type=EventTypeFactory(key="NO", bookable=False))
    assert "gesloten" in words(page(post(event=closed.pk)))


# The last seats


def test_over_capacity_offers_a_request_and_only_to_the_boss_an_override(post, evening, desk, boss, client):
    ReservationFactory(event=evening, guests=9)

    shown = page(post())
    assert "1 plaats te weinig" in words(by_id(shown, "quote"))
    assert "Bewaar als aanvraag" in words(by_id(shown, "full"))
    assert "over_capacity" not in fields(shown)

    client.force_login(boss)
    assert "over_capacity" in fields(page(post()))
    post(over_capacity="on", overbook="Extra tafel")
    assert Reservation.objects.order_by("-pk").first().over_capacity


def test_a_request_waits_without_seats(post, evening):
    ReservationFactory(event=evening, guests=10)

    post(kind="request", arrangement=ArrangementFactory().pk)

    assert Reservation.objects.order_by("-pk").first().status == Status.REQUEST


# The price and the seats, while typing


def test_the_price_follows_what_is_typed_and_nothing_is_placed(quote):
    shown = by_id(quote(guests=4, arrangement=ArrangementFactory().pk), "quote")

    assert figures(shown) == [30000]
    assert "4 × Standaard" in words(shown)
    assert "Daarna zijn er 6 plaatsen vrij" in words(shown)
    assert not Reservation.objects.exists()


def test_a_guest_of_the_house_is_quoted_nothing(quote):
    assert figures(by_id(quote(kind="guest", arrangement=ArrangementFactory().pk), "quote")) == [0]


def test_what_has_no_price_says_why(quote):
    premium = ArrangementFactory(code="XL", name="Extra")

    assert "geen prijs" in words(by_id(quote(arrangement=premium.pk), "quote"))


@pytest.mark.parametrize("typed", [{"guests": ""}, {"event": ""}, {"event": "abc"}, {"guests": "veel"}])
def test_what_is_half_typed_is_no_mistake_yet(quote, typed):
    assert figures(by_id(quote(**typed), "quote")) == [0]


def test_a_second_booking_of_one_customer_for_one_evening_is_warned_of(quote, evening):
    row = ReservationFactory(event=evening, customer__email="piet@example.nl", reference="R-7777")

    warned = by_id(quote(email="PIET@example.nl"), "quote")

    assert links(warned)[f"Heeft deze avond al R-7777: {row.guests} personen, Bevestigd"] == row.get_absolute_url()
    assert "R-7777" in words(by_id(quote(customer=row.customer_id), "quote"))
    assert "R-7777" not in words(by_id(quote(email="ander@example.nl"), "quote"))


# Who


def test_customers_are_there_while_their_name_is_typed(quote):
    CustomerFactory(last_name="Jansen", company=CompanyFactory(name="ABC BV"), email="info@abc.nl")
    CustomerFactory(last_name="Bakker")

    matches = words(by_id(quote(name="jans"), "matches"))

    assert "ABC BV" in matches
    assert "info@abc.nl" in matches
    assert "Bakker" not in matches


@pytest.mark.parametrize("typed", [{"email": "info@ab"}, {"phone": "06123"}, {"company": "abc"}])
def test_customers_are_there_by_address_number_and_firm(quote, typed):
    CustomerFactory(company=CompanyFactory(name="ABC BV"), email="info@abc.nl", phone="+31612345678")

    assert "ABC BV" in words(by_id(quote(name="", **typed), "matches"))


def test_one_letter_finds_nobody(quote):
    CustomerFactory(last_name="Jansen")

    assert words(by_id(quote(name="J"), "matches")) == ""


def test_who_was_chosen_stays_chosen(quote):
    known = CustomerFactory(last_name="Jansen")

    matches = by_id(quote(customer=known.pk), "matches")

    chosen = [field.attrib["value"] for field in matches.iter("input") if "checked" in field.attrib]
    assert chosen == [str(known.pk)]


# The empty form


def test_the_form_opens_with_what_its_address_says(desk, evening):
    later = EventFactory(date=TODAY + 400 * DAY)

    shown = page(desk.get(NEW, {"kind": "option", "event": later.pk, "guests": 6}))

    chosen = [option.attrib["value"] for option in shown.iter("option") if "selected" in option.attrib]
    ticked = [field.attrib["value"] for field in shown.iter("input") if "checked" in field.attrib]
    assert (chosen, ticked, fields(shown)["guests"]) == ([str(later.pk), ""], ["option", "7"], "6")


def test_events_are_offered_from_a_day_on_with_their_seats_left(desk, evening):
    ReservationFactory(event=evening, guests=4)
    EventFactory(date=TODAY - DAY, show__name="Voorbij")
    EventFactory(capacity=1, show__name="Vol huis", date=TODAY + DAY)
    ReservationFactory(event__show__name="x", guests=1)

    offered = [words(option) for option in by_id(page(desk.get(NEW)), "id_event").iter("option")]

    assert offered[0] == "Kies een event"
    assert "ma 7 dec 2026 20:00 · Winterrevue · 6 vrij" in offered
    assert not any("Voorbij" in words for words in offered)


# Which event, by its date or show


@pytest.fixture
def winter(evening):
    """Besides Winterrevue on Monday 7 December 2026: on the Saturday after that, and on the next one in 2027."""
    show = evening.show
    return [EventFactory(show=show, date=TODAY + 19 * DAY), EventFactory(show=show, date=TODAY + 60 * DAY)]


def choices(shown):
    """(what can be chosen, what is)."""
    options = list(by_id(shown, "id_event").iter("option"))
    chosen = [option.attrib["value"] for option in options if "selected" in option.attrib]
    return [option.attrib["value"] for option in options if option.attrib["value"]], chosen


def test_words_narrow_the_choice(quote, winter, evening):
    EventFactory(show__name="Zomer")

    shown = quote(find="winter", event="")

    assert choices(shown) == ([str(evening.pk), *(str(event.pk) for event in winter)], [])
    assert fields(shown)["find"] == "winter"
    assert words(by_id(shown, "found")) == "3 events passen hierbij: kies er een."


@pytest.mark.parametrize("chosen", ["", "other"])
def test_the_only_one_that_is_meant_is_chosen_and_quoted(quote, winter, evening, chosen):
    shown = quote(find="7 dec", event=chosen and winter[0].pk, arrangement=ArrangementFactory().pk)

    assert choices(shown) == ([str(evening.pk)], [str(evening.pk)])
    assert figures(by_id(shown, "quote")) == [15000]
    assert words(by_id(shown, "found")) == "Eén event past hierbij: het is gekozen."


def test_a_choice_among_what_is_meant_stays(quote, winter):
    assert choices(quote(find="winter", event=winter[1].pk))[1] == [str(winter[1].pk)]


def test_a_choice_that_is_not_meant_any_more_goes(quote, winter, evening):
    EventFactory(show=evening.show, date=winter[0].date)

    meant, chosen = choices(quote(find="za winter", event=evening.pk))

    assert (len(meant), chosen) == (2, [])


@pytest.mark.parametrize("text", ["31 feb", "niemand", "%", "a\0b", "<b>x</b>", "x" * 300])
def test_nothing_that_is_meant_is_said_as_it_is(quote, winter, text):
    shown = quote(find=text)

    assert choices(shown) == ([], [])
    assert words(by_id(shown, "found")).startswith("Geen event dat nog te boeken is")
    assert figures(by_id(shown, "quote")) == [0]


def test_what_was_or_is_not_sold_is_not_found(quote, winter, evening):
    EventFactory(show=evening.show, date=TODAY - DAY), EventFactory(show=evening.show, active=False)
    EventFactory(show=evening.show, type=EventTypeFactory(key="NO", bookable=False))

    assert len(choices(quote(find="winterrevue"))[0]) == 3


def test_an_event_beyond_the_first_ones_is_found(quote, evening, monkeypatch):
    monkeypatch.setattr("reservations.forms.new.EVENTS_SHOWN", 2)
    EventFactory.create_batch(2, show=evening.show), EventFactory(show__name="Oudjaar", date=TODAY + 400 * DAY)

    assert len(choices(quote(find=" oudjaar "))[1]) == 1
    assert words(by_id(quote(find="winter"), "found")) == "Veel events passen hierbij: typ meer, of kies er een."


def test_it_is_placed_at_the_one_that_is_meant_without_a_choice(post, winter, evening):
    assert post(find="7-12", event="").status_code == 302
    assert Reservation.objects.get().event == evening


@pytest.mark.parametrize(
    ("find", "sentence"),
    [("winter", "3 events passen hierbij"), ("niemand", "past bij “niemand”"), ("", "Kies een event.")],
)
def test_which_event_is_asked_when_it_is_not_clear(post, winter, find, sentence):
    response = post(find=find, event="")

    assert response.status_code == 422
    assert sentence in words(by_id(page(response), "events").find(".//ul[@class='errorlist']"))
    assert fields(page(response))["find"] == find


def test_without_any_event_the_form_says_so(desk, db):
    assert "Er is geen event om te boeken" in words(page(desk.get(NEW)))


@pytest.mark.parametrize("count", [1, 3])
def test_the_form_needs_the_same_queries_for_any_number(desk, evening, count, django_assert_num_queries):
    EventFactory.create_batch(count)
    for _ in range(count):
        CustomerFactory(last_name="Jansen", company=CompanyFactory())

    # Session, user, events, extras, arrangements, seats, the event, who it may be, their bookings, what waits.
    with django_assert_num_queries(12):
        response = desk.post(NEW, {"quote": "1", "name": "jansen", "event": evening.pk, "guests": 2})

    assert len(by_id(page(response), "matches").findall(".//label")) == count + 1


def test_the_event_that_was_chosen_is_placed_or_refused_but_never_another(post, evening, boss):
    chosen = EventFactory(show=evening.show)
    programme.cancel(chosen, reason="Ziek", by=boss, at=NOON)

    response = post(event=chosen.pk, find="winter")

    assert response.status_code == 422
    assert not Reservation.objects.exists()
