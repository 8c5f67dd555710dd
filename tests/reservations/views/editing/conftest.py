"""The form that changes a reservation: what it posts when nothing is typed, and with what a test types."""

import pytest
from django.urls import reverse

from tests.factories import (
    EventFactory,
    ReservationFactory,
)
from tests.reading import by_id, fields, page


@pytest.fixture
def row(db):
    return ReservationFactory(event=EventFactory(capacity=20), guests=4, vegan=1, staff_notes="bij het raam")


@pytest.fixture
def screen(desk, row):
    """What the form posts when nothing is typed."""

    def screen():
        form = by_id(page(desk.get(reverse("reservations:edit", args=[row.pk]))), "edit")
        posted = fields(form)
        for name in ("token", "over_capacity", "tags"):
            posted.pop(name, None)
        chosen = [field.attrib["value"] for field in form.iter("input") if "checked" in field.attrib]
        areas = {area.attrib["name"]: "".join(area.itertext()).strip() for area in form.iter("textarea")}
        selects = {
            select.attrib["name"]: next(
                (o.attrib["value"] for o in select.iter("option") if "selected" in o.attrib), ""
            )
            for select in form.iter("select")
        }
        return posted | areas | selects | {"tags": chosen}

    return screen


@pytest.fixture
def save(desk, row, screen):
    def save(on=None, **typed):
        return desk.post(reverse("reservations:edit", args=[row.pk]), (on or screen()) | typed)

    return save
