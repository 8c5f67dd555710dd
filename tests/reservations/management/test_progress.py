"""Long work says how far it has come: now and then, and beside its result."""

from io import StringIO

import pytest

from reservations.management import progress
from reservations.management.progress import Progress, silent


@pytest.fixture
def clock(monkeypatch):
    """Seconds that pass when a test says so."""
    seconds = [0.0]
    monkeypatch.setattr(progress.time, "monotonic", lambda: seconds[0])
    return seconds


def test_progress_is_told_now_and_then(clock):
    stream = StringIO()
    tell = Progress(stream)
    tell("Rows", 1, 10000)
    clock[0] += 2
    tell("Rows", 2000, 10000)
    tell("Rows", 2001, 10000)

    assert "2.000" in stream.getvalue()
    assert "2.001" not in stream.getvalue()


def test_nobody_need_watch():
    assert silent("Rows", 1, 2) is None
