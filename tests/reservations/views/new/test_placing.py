"""A new reservation is placed, or is not: what is kept, and what is said when it can't be."""

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
    CustomerFactory,
    EventFactory,
    EventTypeFactory,
    ExtraFactory,
    ReservationFactory,
)
from tests.naive import assert_books_are_right
from tests.reading import by_id, fields, page, said, undo_of, words

DAY = timedelta(days=1)


# Placing


def test_an_option_needs_a_name_a_number_and_how_many(post):
    response = post(phone="0612345678")

    row = Reservation.objects.get()
    assert (row.status, row.guests, row.customer.full_name, row.customer.phone) == (
        Status.OPTION, 2, "Piet Jansen", "+31612345678",
    )  # fmt: skip
    assert row.option_expires_at == NOON + 7 * DAY
    assert response.url == row.get_absolute_url()
    assert said(response)[0].startswith("De optie van Piet Jansen staat erin.")


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


def test_the_event_that_was_chosen_is_placed_or_refused_but_never_another(post, evening, boss):
    chosen = EventFactory(show=evening.show)
    programme.cancel(chosen, reason="Ziek", by=boss, at=NOON)

    response = post(event=chosen.pk, find="winter")

    assert response.status_code == 422
    assert not Reservation.objects.exists()


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


# What no party can be


@pytest.mark.parametrize(
    ("typed", "field", "why"),
    [
        ({"vegan": "3"}, "vegan", "Er komen maar 2 personen."),
        ({"guests": "1", "vegetarian": "2"}, "vegetarian", "Er komt maar 1 persoon."),
        ({"phone": "abc"}, "phone", "Dit is geen telefoonnummer: er staan te weinig cijfers in."),
        ({"phone": "+31 6 1234567"}, "phone", "Dit nummer kan niet worden gebeld: kijk de cijfers na."),
        ({"phone": "06123456789"}, "phone", "Dit nummer kan niet worden gebeld: kijk de cijfers na."),
        ({"phone": "0612345678 / 0401234567"}, "phone", "Zoveel cijfers heeft geen telefoonnummer. Hier past er één."),
    ],
)
def test_what_no_party_can_be_is_said_beside_its_field(post, typed, field, why):
    response = post(**typed)

    shown = by_id(page(response), f"id_{field}")
    assert (response.status_code, shown.attrib["value"]) == (422, typed[field])
    assert words(by_id(page(response), shown.attrib["aria-describedby"])) == why
    assert not Reservation.objects.exists()


def test_a_telephone_number_may_have_words_beside_it(post):
    post(phone="06 12345678, na zessen", vegan="2")

    assert Customer.objects.get().phone == "06 12345678, na zessen"


def test_going_over_capacity_without_a_reason_asks_for_it(client, boss, evening):
    client.force_login(boss)
    what = {"kind": "option", "name": "Jansen", "event": evening.pk, "guests": 11, "days": 7, "over_capacity": "on"}

    shown = page(client.post(reverse("reservations:new"), what))

    reason = by_id(shown, "id_overbook")
    assert words(by_id(shown, reason.attrib["aria-describedby"])) == "Zeg waarom."
    assert "aria-invalid" not in by_id(shown, "id_guests").attrib


def test_a_known_customer_without_an_address_books_with_the_one_that_is_typed(post):
    known = CustomerFactory(email="")

    post(kind="booking", customer=known.pk, email="Piet@example.nl", arrangement=ArrangementFactory().pk)

    assert Reservation.objects.get().customer == Customer.objects.get(email="piet@example.nl") == known


def test_the_address_of_somebody_else_is_refused_beside_its_field(post):
    CustomerFactory(email="piet@example.nl", first_name="Piet", last_name="Bakker")
    known = CustomerFactory(email="")

    shown = page(post(customer=known.pk, email="piet@example.nl"))

    why = by_id(shown, by_id(shown, "id_email").attrib["aria-describedby"])
    assert words(why) == "Dit is het adres van Piet Bakker: kies die klant, of vul een ander adres in."


@pytest.mark.parametrize(
    ("kind", "told"),
    [
        ("booking", "De reservering van Piet Jansen staat erin."),
        ("guest", "Piet Jansen staat op de gastenlijst."),
        ("request", "De aanvraag van Piet Jansen is genoteerd."),
    ],
)
def test_each_kind_of_placing_is_said_in_its_own_words(post, kind, told):
    response = post(kind=kind, email="piet@example.nl", arrangement=ArrangementFactory().pk)

    assert said(response)[0].startswith(told)
