"""Somebody at the desk: what they click on, what they look at, and whose money it is about."""

from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse

from tests.factories import NOON, TODAY, ReservationFactory
from tests.reading import page


@pytest.fixture
def click(desk):
    """Do `verb`, of reservations or `payments:`, to one with what was typed: as a plain form posts it."""

    def click(verb, reservation, **typed):
        address = reverse(verb if ":" in verb else f"reservations:{verb}", args=[reservation.pk])
        return desk.post(address, typed)

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


@pytest.fixture
def look(desk):
    """The door's page, or another, as it is at a moment."""

    def look(address="/check-in/", at=NOON, **query):
        with time_machine.travel(at, tick=False):
            response = desk.get(address, query)
        assert response.status_code == 200
        return page(response)

    return look


@pytest.fixture
def walk_in(client, staff):
    """What is typed of somebody without a booking, sent by somebody at the desk."""

    def walk_in(event, by=staff, **typed):
        client.force_login(by)
        return client.post(reverse("check-in:walk-in", args=[event.pk]), typed)

    return walk_in


@pytest.fixture
def ask_many(desk):
    """Post what the bar of the list, or the page that it leads to, posts."""

    def ask_many(verb, rows=(), **typed):
        what = {"verb": verb, "pk": [row.pk for row in rows], "next": reverse("reservations:list")} | typed
        return desk.post(reverse("reservations:many"), what)

    return ask_many


@pytest.fixture
def do_many(ask_many):
    agreed = {"go": "1", "token": "c0ffee00-0000-4000-8000-000000000000"}
    return lambda verb, rows=(), **typed: ask_many(verb, rows, **agreed | typed)


@pytest.fixture
def debt(db):
    """€ 150, of which nothing is paid, a day late."""
    return ReservationFactory(due_on=TODAY - timedelta(days=1), customer__first_name="Anna", customer__last_name="Bos")


@pytest.fixture
def too_much(db):
    """€ 50 more than was owed."""
    return ReservationFactory(paid_cents=20000, customer__first_name="Anna", customer__last_name="Bos")
