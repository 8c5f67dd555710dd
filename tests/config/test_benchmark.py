"""The benchmark: a table of what was measured, and no trace of the measuring but in the history."""

import os
import re
import subprocess
import sys

import pytest
from django.contrib.auth import get_user_model
from django.core.management import call_command

from config import benchmark
from reservations import programme
from reservations.models import Reservation
from reservations.status import Status
from tests.factories import NOON, ArrangementFactory, ReservationFactory
from tests.naive import assert_books_are_right

CUSTOMER, CLICKS = ["a customer", "more of their journey"], ["new, while typing", "new, placed"]
ROW = re.compile(r"(?P<what>.{30}) *(?P<times>[\d.]+)× +[\d.]+ +[\d.]+ +(?P<queries>\d+) +[\d.]+")


def table(text):
    """What was measured → (times the yardstick, queries)."""
    return {row["what"].strip(): (float(row["times"]), int(row["queries"])) for row in ROW.finditer(text)}


@pytest.fixture
def option(db):
    return ReservationFactory(
        status=Status.OPTION, arrangement=ArrangementFactory(), option_expires_at=NOON.replace(hour=20)
    )


def test_every_page_and_a_confirmation_are_measured(option, capsys):
    call_command("bench", here=True, runs=2)

    found = table(capsys.readouterr().out)

    assert [*found] == [
        *benchmark.PAGES,
        benchmark.DRAWN_ANEW,
        *CUSTOMER,
        *CLICKS,
        "one reservation",
        "what can be done with it",
        "confirm, with its answer",
    ]
    assert found["a list without rows"][0] == 1
    assert found[benchmark.DRAWN_ANEW][1] == 34


def test_what_was_confirmed_is_an_option_again(option):
    before = Reservation.objects.values().get()

    list(benchmark.measure(2))

    changed = {"version", "updated_at"}
    after = Reservation.objects.values().get()
    assert {name for name in after if after[name] != before[name]} <= changed
    # A trial, one click to count its queries, two to time it: each was taken back.
    assert option.acts.count() == 2 * 4
    assert_books_are_right(at=NOON, today=NOON.date())


def test_a_booking_and_a_tap_leave_no_trace(option):
    tonight = ReservationFactory(event__date=NOON.date(), event__capacity=20)

    taken = [timing.what for timing in benchmark.measure(2)]

    assert {*CLICKS, "a tap at the door"} <= {*taken}
    assert (Reservation.objects.count(), tonight.acts.count()) == (2, 0)
    assert_books_are_right(at=NOON, today=NOON.date())


def test_an_option_that_can_not_be_confirmed_is_left_alone(option, boss):
    programme.edit(option.event, {"capacity": 1}, by=boss, at=NOON, overbook="Balkon dicht")
    taken = [timing.what for timing in benchmark.measure(2)]

    assert taken == [*benchmark.PAGES, benchmark.DRAWN_ANEW, *CUSTOMER, *CLICKS]
    assert option.acts.count() == 0


def test_nobody_can_log_in_as_who_measured(option):
    list(benchmark.measure(2))

    user = get_user_model().objects.get(username="bench")
    assert (user.is_active, user.is_superuser, user.has_usable_password()) == (False, False, False)


@pytest.mark.django_db
def test_where_nothing_expires_there_is_nothing_to_confirm(capsys):
    call_command("bench", here=True, runs=2)

    assert [*table(capsys.readouterr().out)] == [*benchmark.PAGES, benchmark.DRAWN_ANEW]


def test_a_size_is_measured_on_a_database_of_its_own(tmp_path):
    place = tmp_path / "foyer.sqlite3"
    command = [sys.executable, "manage.py", "bench", "--sizes", "demo", "--runs", "2"]

    done = subprocess.run(
        command, env=os.environ | {"DEBUG": "1", "DATABASE_URL": f"sqlite:///{place}"}, check=True, text=True,
        capture_output=True,
    )  # fmt: skip

    assert "sqlite, demo: 162 reservations, 2 runs of each" in done.stdout
    assert "confirm, with its answer" in table(done.stdout)
    assert [path.name for path in tmp_path.iterdir() if path.stat().st_size] == []
