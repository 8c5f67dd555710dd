"""Changing a reservation: its price before it is saved, and theirs beside mine when a colleague was first."""

from datetime import timedelta
from uuid import uuid4

import pytest
import time_machine
from django.urls import reverse

from reservations import lifecycle
from reservations.models import Reservation
from reservations.pricing import ExtraWish
from tests.factories import (
    NOON,
    TODAY,
    ArrangementFactory,
    ExtraFactory,
    ReservationFactory,
    ReservationTagFactory,
)
from tests.naive import assert_books_are_right, now
from tests.reading import by_id, fields, figures, page, said, undo_of, words

# Saving


def test_more_guests_are_priced_and_taken_back(save, desk, row):
    response = save(guests="6")

    assert (now(row).guests, now(row).total_cents) == (6, 45000)
    assert said(response) == [f"{row.customer} is gewijzigd."]
    assert response.url == row.get_absolute_url()
    desk.post(undo_of(response))
    assert (now(row).guests, now(row).total_cents) == (4, 30000)
    assert_books_are_right(at=NOON, today=TODAY)


def test_all_that_can_be_typed_is_kept(save, row):
    extra, tag = ExtraFactory(), ReservationTagFactory(code="PERS", name="Pers")
    premium = ArrangementFactory(code="BWFM", name="Premium")
    typed = {"occasion": "50 jaar", "diet_other": "noten", "invoice_number": "F-1", "remarks": "<b>rolstoel</b>"}

    save(
        **typed, arrangement=premium.pk, discount_cents="10", due_on="2026-12-01", tags=[tag.pk], vegan="",
        guests="6", **{f"extra_{extra.pk}": "25"},
    )  # fmt: skip

    saved = now(row)
    assert {name: getattr(saved, name) for name in typed} == typed
    assert (saved.total_cents, saved.vegan, saved.due_on) == (6 * 9000 + 25 * 1500 - 1000, 0, TODAY + timedelta(days=8))
    assert list(saved.tags.all()) == [tag]


def test_saving_what_was_not_changed_changes_nothing(save, row):
    assert save().url == row.get_absolute_url()
    assert (now(row).version, row.acts.count()) == (1, 0)


def test_an_add_on_that_was_agreed_stays_until_it_is_taken_away(save, row, staff):
    extra = ExtraFactory()
    save(**{f"extra_{extra.pk}": "25"})
    save(occasion="50 jaar")
    assert row.lines.count() == 2

    save(**{f"extra_{extra.pk}": ""})

    assert (row.lines.count(), now(row).total_cents) == (1, 30000)


# The price before it is saved


def test_old_new_and_difference_are_shown_and_nothing_is_saved(save, row):
    shown = by_id(page(save(quote="1", guests="6")), "quote")

    assert figures(shown) == [30000, 45000, 15000]
    assert now(row).guests == 4


def test_it_says_when_too_much_is_paid_then(save, row):
    Reservation.objects.filter(pk=row.pk).update(paid_cents=30000)

    shown = words(by_id(page(save(quote="1", guests="3")), "quote"))

    assert "Verschil −€ 75" in shown
    assert "Dan is er € 75 te veel betaald" in shown


@pytest.mark.parametrize("typed", [{"guests": ""}, {"guests": "veel"}, {"guests": "0"}])
def test_what_is_half_typed_is_no_mistake_yet(save, typed):
    assert figures(by_id(page(save(quote="1", **typed)), "quote")) == [30000, 30000, 0]


def test_what_has_no_price_says_why(save, row):
    none = ArrangementFactory(code="XL", name="Extra")

    assert "geen prijs" in words(by_id(page(save(quote="1", arrangement=none.pk)), "quote"))


# An answer that was lost


def test_what_is_typed_after_a_lost_answer_is_not_said_to_be_saved(save, screen, row):
    token, mine = str(uuid4()), screen()
    save(mine, guests="5", token=token)  # and nobody saw the answer

    with time_machine.travel(NOON + timedelta(seconds=9), tick=False):
        same = save(mine, guests="5", token=token)
        other = save(mine, guests="7", token=token)

    assert said(same)[-1] == f"{row.customer} is gewijzigd."
    assert other.status_code == 422
    assert fields(page(other))["guests"] == "7"
    assert now(row).guests == 5


# A colleague was first


def test_a_stale_save_shows_theirs_keeps_mine_and_undoes_nothing_of_theirs(save, screen, row, staff):
    mine = screen()
    lifecycle.edit(row, {"staff_notes": "bij de deur", "guests": 5}, by=staff, at=NOON)

    response = save(mine, guests="6", occasion="50 jaar")
    shown = page(response)

    assert response.status_code == 422
    banner = words(shown.find(".//div[@role='alert']"))
    assert "Een collega heeft dit gewijzigd" in banner
    assert "Personen5" in banner
    assert "Interne notitiesbij de deur" in banner
    assert (fields(shown)["guests"], fields(shown)["occasion"]) == ("6", "50 jaar")
    assert now(row).guests == 5

    again = fields(by_id(shown, "edit"))
    again.pop("token"), again.pop("tags", None), again.pop("over_capacity", None)
    areas = {area.attrib["name"]: "".join(area.itertext()).strip() for area in shown.iter("textarea")}
    save(again | areas | {"arrangement": row.arrangement_id})

    saved = now(row)
    assert (saved.guests, saved.occasion, saved.staff_notes) == (6, "50 jaar", "bij de deur")


def test_theirs_is_told_in_words(save, screen, row, staff):
    mine = screen()
    tag = ReservationTagFactory(code="PERS", name="Pers")
    lifecycle.edit(row, {"tags": [tag.pk], "due_on": TODAY}, by=staff, at=NOON)

    banner = words(page(save(mine, guests="6")).find(".//div[@role='alert']"))

    assert "Pers" in banner
    assert "ma 23 nov 2026" in banner


@pytest.mark.parametrize("seen", ["", "{}", "nonsense"])
def test_a_screen_that_forgot_what_it_showed_is_no_error(save, row, seen):
    assert save(seen=seen).status_code in (302, 422)


# Queries


@pytest.mark.parametrize("count", [1, 3])
def test_the_form_needs_the_same_queries_for_any_number(desk, count, django_assert_num_queries):
    row = ReservationFactory(tags=[ReservationTagFactory(code=f"T{number}") for number in range(count)])
    [ExtraFactory(code=f"X{number}") for number in range(count)]

    with django_assert_num_queries(14):
        desk.get(reverse("reservations:edit", args=[row.pk]))


# What is sold no more


def test_an_add_on_that_is_sold_no_more_stays_with_who_has_it(save, row):
    drinks, party = ExtraFactory(), ExtraFactory(code="AFTERPARTY", name="AfterParty")
    lifecycle.edit(row, {"extras": [ExtraWish(drinks, 25), ExtraWish(party, 25)]}, by=None, at=NOON)
    drinks.active = False
    drinks.save()

    save(**{f"extra_{party.pk}": "40"})

    assert {line.extra: line.quantity for line in row.lines.all() if line.extra} == {drinks: 25, party: 40}


def test_an_arrangement_that_is_sold_no_more_stays_with_who_has_it(save, row):
    arrangement = row.arrangement
    arrangement.active = False
    arrangement.save()

    response = save(party_person="Wendy")

    assert response.status_code == 302
    assert (now(row).arrangement, now(row).party_person) == (arrangement, "Wendy")


def test_a_note_that_nobody_touched_is_not_mine(save, screen, row, staff):
    lifecycle.edit(row, {"staff_notes": "een\ntwee"}, by=staff, at=NOON)
    mine = screen() | {"staff_notes": "een\r\ntwee"}
    before = now(row).version

    save(mine)
    assert now(row).version == before

    lifecycle.edit(row, {"staff_notes": "drie"}, by=staff, at=NOON)
    shown = page(save(mine, occasion="Jubileum"))
    assert {area.attrib["name"]: words(area) for area in shown.iter("textarea")}["staff_notes"] == "drie"


@pytest.mark.parametrize(("guests", "short"), [("20", 0), ("21", 1), ("3", 0)])
def test_seats_that_are_missing_are_said_while_one_types(save, guests, short):
    shown = words(by_id(page(save(guests=guests, quote="1")), "quote"))

    assert ("te weinig" in shown) == bool(short)


def test_what_holds_no_seats_is_never_short(save, row):
    lifecycle.cancel(row, reason="Ziek", by=None, at=NOON)

    assert "te weinig" not in words(by_id(page(save(guests="99", quote="1")), "quote"))
