"""While one types a new reservation: its price, its seats, and who it may be."""

import pytest

from reservations.models import Reservation
from tests.factories import ArrangementFactory, CompanyFactory, CustomerFactory, ExtraFactory, ReservationFactory
from tests.reading import by_id, figures, links, words

# The price and the seats


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


def test_what_is_wrong_with_an_add_on_says_nothing_of_the_rest(quote):
    drinks = ExtraFactory(name="Voorborrel", min_quantity=25)

    shown = by_id(quote(guests=4, arrangement=ArrangementFactory().pk, **{f"extra_{drinks.pk}": 2}), "quote")

    assert figures(shown) == [30000]
    assert "Voorborrel kan vanaf 25" in words(shown)


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
