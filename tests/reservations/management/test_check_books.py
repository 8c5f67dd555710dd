"""The books, checked and mended by a command: what it tells, and how it ends."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from reservations import books
from reservations.refusals import Busy
from tests.factories import ReservationFactory
from tests.reservations.lies import lie, sold_twice

pytestmark = pytest.mark.django_db


def run(**options):
    out = StringIO()
    try:
        call_command("check_books", stdout=out, stderr=StringIO(), **options)
    except CommandError as failure:
        return failure.returncode, out.getvalue()
    return 0, out.getvalue()


def test_the_command_ends_well_when_the_books_are_right():
    ReservationFactory()

    assert run()[0] == 0


def test_the_command_tells_every_difference_and_fails():
    booking = ReservationFactory()
    lie(booking, total_cents=1)
    code, told = run()

    assert code == 1
    assert f"{booking.reference}: total_cents" in told
    assert len(told.splitlines()) == 5


def test_the_command_mends_and_then_ends_well():
    lie(ReservationFactory(), total_cents=1)

    assert run(repair=True)[0] == 0
    assert run()[0] == 0


def test_the_command_fails_while_something_is_left_for_a_person():
    sold_twice()

    assert run(repair=True)[0] == 1


def test_the_command_says_when_a_colleague_is_in_the_way(monkeypatch):
    def busy(**_how):
        raise Busy

    monkeypatch.setattr(books, "check", busy)
    assert run()[0] == 1
