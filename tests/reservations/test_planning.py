"""What SQLite knows of its tables: looked at again when it is due, and left alone otherwise."""

import pytest
from django.db import connection

from reservations import planning
from tests.factories import ReservationFactory

pytestmark = pytest.mark.django_db
sqlite = pytest.mark.skipif("connection.vendor != 'sqlite'", reason="PostgreSQL counts by itself")


@pytest.fixture
def looks(monkeypatch):
    """How often the database was told to look; few rows are few enough to count here."""
    looks = []
    monkeypatch.setattr(planning, "FEW", 0)
    monkeypatch.setattr(planning, "analyse", lambda real=planning.analyse: (looks.append(1), real()))
    return looks


def bookings(number):
    for _ in range(number):
        ReservationFactory()


@sqlite
def test_bookings_that_were_never_counted_are_looked_at_once(looks):
    bookings(2)

    planning.look_again()
    planning.look_again()

    assert looks == [1]


@sqlite
def test_more_than_twice_as_many_are_looked_at_again(looks):
    bookings(2)
    planning.look_again()
    bookings(2)
    planning.look_again()
    assert looks == [1]

    bookings(1)
    planning.look_again()

    assert looks == [1, 1]


@sqlite
def test_a_table_that_was_made_anew_is_looked_at_again(looks):
    bookings(2)
    planning.look_again()
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM sqlite_stat1 WHERE tbl = 'reservations_reservation'")

    planning.look_again()

    assert looks == [1, 1]


def test_few_bookings_are_not_worth_a_look(looks, monkeypatch):
    monkeypatch.setattr(planning, "FEW", 1000)
    bookings(1)

    planning.look_again()

    assert looks == []


@pytest.mark.skipif("connection.vendor == 'sqlite'", reason="SQLite is told")
def test_where_the_database_counts_by_itself_nobody_tells_it(looks):
    bookings(2)

    planning.look_again()

    assert looks == []
