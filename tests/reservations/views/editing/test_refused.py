"""What a change to a reservation can't be: said beside its field, and nothing is lost."""

import pytest
from django.urls import reverse

from reservations.models import Reservation
from tests.factories import (
    ExtraFactory,
)
from tests.naive import now
from tests.reading import by_id, fields, page, words

# What can't be


@pytest.mark.parametrize(
    ("typed", "field", "sentence"),
    [
        ({"guests": "0"}, "id_guests", "Er komt minstens één persoon."),
        ({"discount_cents": "veel"}, "id_discount_cents", "Vul een bedrag in"),
        ({"due_on": "morgen"}, "id_due_on", "geldige datum"),
        ({"due_on": "1900-01-01"}, "id_due_on", "Kies een datum van 2000 tot en met 2100."),
        ({"vegan": "-1"}, "id_vegan", "minstens 0"),
        ({"arrangement": ""}, "id_arrangement", "Kies eerst het arrangement"),
    ],
)
def test_what_can_not_be_is_said_beside_its_field_and_nothing_is_lost(save, row, typed, field, sentence):
    response = save(occasion="50 jaar", **typed)

    shown = page(response)
    beside = next(each for each in shown.iter("div") if each.attrib.get("class") == "field"
                  and by_id(each, field) is not None)  # fmt: skip
    assert response.status_code == 422
    assert sentence in words(beside)
    assert fields(shown)["occasion"] == "50 jaar"
    assert now(row).version == 1


def test_too_few_for_an_add_on_is_said_beside_it(save):
    extra = ExtraFactory()

    shown = page(save(**{f"extra_{extra.pk}": "24"}))

    assert "vanaf 25 personen" in words(shown)


def test_more_than_there_are_seats_takes_a_reason_and_the_right(save, row, client, boss):
    shown = page(save(guests="21"))
    assert "1 plaats tekort" in words(shown)
    assert "over_capacity" not in fields(shown)

    client.force_login(boss)
    assert "over_capacity" in fields(page(save(guests="21")))
    save(guests="21", over_capacity="on", overbook="Extra tafel")
    assert (now(row).guests, now(row).over_capacity) == (21, True)


# What no party can be


def test_an_old_slip_in_one_field_keeps_nobody_from_mending_another(save, row):
    Reservation.objects.filter(pk=row.pk).update(vegan=row.guests + 1, contact_phone="abc")

    assert save(occasion="Jubileum").status_code == 302
    assert save(vegan=str(row.guests + 2)).status_code == 422
    assert save(guests="1").status_code == 422
    assert save(contact_phone="abcd").status_code == 422


def test_a_reason_that_is_missing_is_asked_for_beside_it(client, boss, row, screen):
    client.force_login(boss)
    typed = screen() | {"guests": "300", "over_capacity": "on"}

    shown = page(client.post(reverse("reservations:edit", args=[row.pk]), typed))

    assert words(by_id(shown, "id_overbook_error")) == "Zeg waarom."
