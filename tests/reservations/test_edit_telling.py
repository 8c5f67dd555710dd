"""What the history says of a change to a reservation: from what to what."""

import pytest
from django.utils import translation

from reservations.edit_telling import LONGEST, changes
from reservations.models import Act

STANDARD, DRINKS = ["Standaard", 8, 7500, 1, None], ["Voorborrel", 25, 1500, None, 2]


@pytest.fixture(autouse=True)
def _dutch():
    with translation.override("nl"):
        yield


@pytest.mark.parametrize(
    ("name", "before", "after", "told"),
    [
        ("guests", 10, 8, "personen: 10 → 8"),
        ("vegan", 0, 2, "veganistisch: 0 → 2"),
        ("discount_cents", 0, 21050, "korting: € 0 → € 210,50"),
        ("due_on", None, "2026-11-28", "uiterste betaaldatum: geen → za 28 nov 2026"),
        ("lines", [STANDARD], [STANDARD, DRINKS], "wat is afgesproken: 8 × Standaard → 8 × Standaard, 25 × Voorborrel"),
        ("lines", [], [STANDARD], "wat is afgesproken: geen → 8 × Standaard"),
        ("occasion", "", "<b>Özdemir</b> 80\njaar", "gelegenheid: geen → <b>Özdemir</b> 80 jaar"),
        ("tags", [1], [], "tags"),
    ],
)
def test_a_field_is_told_from_what_to_what(name, before, after, told):
    act = Act(kind=Act.Kind.EDITED, before={name: before}, after={name: after})

    assert changes(act) == [told]


def test_a_long_text_is_told_by_how_it_begins():
    act = Act(kind=Act.Kind.EDITED, before={"remarks": ""}, after={"remarks": "a" * (LONGEST + 1)})

    assert changes(act)[0].endswith(f"→ “{'a' * LONGEST}…”")


def test_what_follows_from_the_rest_is_not_told_again():
    after = {"total_cents": 1, "promised_on": None, "credit_as": "", "arrangement_id": 2}

    assert changes(Act(kind=Act.Kind.EDITED, before=after, after=after)) == []


def test_the_undo_of_a_change_tells_it_back():
    edit = Act(kind=Act.Kind.EDITED, before={"guests": 8}, after={"guests": 9})

    assert changes(Act(kind=Act.Kind.UNDONE, undoes=edit, before=edit.after, after=edit.before)) == ["personen: 9 → 8"]


def test_no_other_act_is_told_so():
    assert changes(Act(kind=Act.Kind.PLACED, after={"guests": 9})) == []
