"""A reservation is found by who spoke to us for it, however the words came to be there."""

from importlib import import_module

import pytest
from django.apps import apps

from crm.identity import Details
from reservations import lifecycle, loading, undo
from reservations.models import ContactWord, Reservation
from reservations.status import Status
from tests.factories import NOON, CustomerFactory, EventFactory, ReservationFactory, party

pytestmark = pytest.mark.django_db
HOW = {"by": None, "at": NOON}


def found(text):
    return list(Reservation.objects.search(text))


@pytest.fixture
def placed():
    """Piet Özdemir rang for a firm that somebody else books for as well."""
    CustomerFactory(first_name="Anna", last_name="Bos", email="info@abc.nl", phone="+31201234567")
    piet = Details(first_name="Piet", last_name="Özdemir", email="info@abc.nl", phone="06 12345678")
    return lifecycle.place_option(party(customer=piet, event=EventFactory()), **HOW).reservation


@pytest.mark.parametrize("text", ["piet", "özd", "OZDEMIR piet", "0612345678", "+31 6 1234", "anna", "info@abc.nl"])
def test_both_who_books_and_who_rang_find_it(placed, text):
    assert found(text) == [placed]


@pytest.mark.parametrize("text", ["jan", "piet jansen", "0687654321"])
def test_others_do_not(placed, text):
    assert found(text) == []


def test_who_is_corrected_is_found_by_what_is_right(placed):
    act = lifecycle.edit(placed, {"contact_name": "Pieter Bakker"}, **HOW)

    assert (found("bakker"), found("özdemir")) == ([placed], [])
    undo.take_back(act, **HOW)
    assert (found("bakker"), found("özdemir")) == ([], [placed])


def test_who_has_no_contact_of_its_own_has_no_words():
    lifecycle.place_option(party(event=EventFactory()), **HOW)

    assert not ContactWord.objects.exists()


def test_what_was_elsewhere_is_found_too():
    fresh = Reservation(
        reference="res-7", customer=CustomerFactory(), event=EventFactory(), guests=2, contact_name="Piet Bos",
        status=Status.PENDING, created_at=NOON, updated_at=NOON,
    )  # fmt: skip
    loading.load([loading.Whole(reservation=fresh)], at=NOON)

    assert [row.reference for row in found("piet")] == ["res-7"]


def test_what_was_there_before_gets_its_words():
    row = ReservationFactory(contact_name="Piet Bos", contact_phone="+31612345678")
    ReservationFactory()
    ContactWord.objects.all().delete()

    import_module("reservations.migrations.0012_words_of_contacts").write(apps, None)

    assert found("piet") == found("0612345678") == [row]


@pytest.mark.parametrize("text", ["R-7KM3QXA", "r-7km3qxa", "7km3qxa", " 7KM3QXA "])
def test_a_reference_is_known_without_what_stands_before_it(text):
    row = ReservationFactory(reference="R-7KM3QXA")

    assert found(text) == [row]


def test_a_reference_of_the_previous_system_is_known_by_its_number():
    row = ReservationFactory(reference="res-152")
    ReservationFactory(reference="res-1520")

    assert found("152") == [row]


@pytest.mark.parametrize("text", ["2026-0152", "f-2026", " "])
def test_an_invoice_number_is_known_whole(text):
    row = ReservationFactory(invoice_number="2026-0152")
    other = ReservationFactory(invoice_number="F-2026")

    assert found(text) == {"2026-0152": [row], "f-2026": [other]}.get(text, found(""))
