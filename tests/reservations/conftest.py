"""What makes races happen that locks prevent."""

import time

import pytest
from django.db.models import QuerySet


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
