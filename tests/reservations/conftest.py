"""Acts that several modules here do, and what makes races happen that locks prevent."""

import time
from datetime import timedelta

import pytest
from django.db.models import QuerySet

from reservations import programme, reminders, undo
from tests.factories import NOON, WaitlistEntryFactory


@pytest.fixture
def take_back(staff):
    """Take an act back a minute after NOON."""
    return lambda done, **how: undo.take_back(done, by=staff, at=NOON + timedelta(minutes=1), **how)


@pytest.fixture
def remind(staff):
    return lambda row, **how: reminders.remind(row, **{"by": staff, "at": NOON} | how)


@pytest.fixture
def entry(db):
    """Four who wait for an evening with 10 seats."""
    return WaitlistEntryFactory(event__capacity=10, event__waitlist_open=True, guests=4)


@pytest.fixture
def edit_event(boss):
    return lambda event, changes, **how: programme.edit(event, changes, by=boss, at=NOON, **how)


@pytest.fixture
def take_back_event(boss):
    return lambda act, **how: programme.take_back(act, by=boss, at=NOON, **how)


@pytest.fixture
def no_locks(monkeypatch):
    monkeypatch.setattr(QuerySet, "select_for_update", lambda rows, **_: rows.all())


@pytest.fixture
def dawdle(monkeypatch):
    """Let a function take its time after it has looked, so that a race is sure to happen."""

    def dawdle(module, name):
        look = getattr(module, name)

        def look_and_wait(*args, **how):
            seen = look(*args, **how)
            time.sleep(0.2)
            return seen

        monkeypatch.setattr(module, name, look_and_wait)

    return dawdle
