"""Clicks: a POST to the address of an act, by somebody at the desk."""

import pytest
from django.urls import reverse


@pytest.fixture
def click(desk):
    """Do `verb` to a reservation with what was typed: as a plain form posts it."""

    def click(verb, reservation, **typed):
        return desk.post(reverse(f"reservations:{verb}", args=[reservation.pk]), typed)

    return click


@pytest.fixture
def take_back(desk):
    """Click on Undo: of an act, or at an address that a message gave."""

    def take_back(act, **typed):
        address = act if isinstance(act, str) else reverse("reservations:undo", args=[act.pk])
        return desk.post(address, typed)

    return take_back


@pytest.fixture
def boss_click(client, boss):
    """The same by somebody who may sell too many seats."""

    def click(verb, reservation, **typed):
        client.force_login(boss)
        return client.post(reverse(f"reservations:{verb}", args=[reservation.pk]), typed)

    return click
