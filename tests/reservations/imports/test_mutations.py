"""Whatever a file says: the import never crashes, never half-imports, and always adds up."""

import copy
from contextlib import suppress
from datetime import UTC, datetime

import pytest
from django.db import transaction
from hypothesis import given
from hypothesis import strategies as st

from reservations.imports.backup import NotABackup
from reservations.imports.report import Sums
from tests.factories import NOON, TODAY
from tests.naive import assert_books_are_right
from tests.reservations.imports import files
from tests.reservations.imports.files import booking, event, option

pytestmark = pytest.mark.django_db

# What other programs write, and what none should.
ODD = st.sampled_from([
    "", " ", "2", "2.5", "-1", "1e400", "NaN", "true", "BWF", "event-1", "res-1", "a\0b", "\ud800", "x" * 300, "=1+1",
    "option-1@temp.nl", "ANNA@EXAMPLE.NL", "2026-11-22", "2026-11-21T23:00:00Z", "0001-01-01T00:00:00Z",
    "9999-12-31T23:59:59Z", "2026-13-45", "24:00", float("nan"), float("inf"), 1e308, -0.0, 10**30, 2**63, 1.005,
    {"seconds": 1795302000}, {"seconds": -1, "nanoseconds": 0}, {"seconds": 10**20}, {"enabled": True},
    {"id": "x", "label": "y"}, {"amount": 5}, [None], [[]], [{}],
])  # fmt: skip
MOMENT = st.integers(min_value=0, max_value=2**32).map(lambda seconds: datetime.fromtimestamp(seconds, UTC).isoformat())
LEAF = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20) | MOMENT | ODD
ANYTHING = st.recursive(
    LEAF, lambda part: st.lists(part, max_size=3) | st.dictionaries(st.text(max_size=8), part, max_size=3)
)

ROW = booking(
    paymentTransactions=[files.transaction(100), files.transaction(-50)],
    communicationLog=[{"timestamp": "2026-11-01T09:00:00Z", "type": "phone", "message": "Gebeld"}],
    tags=["VIP", {"id": "GROEP", "label": "Groep"}], merchandise=[{"itemId": "m1", "quantity": 2}],
    preDrink={"enabled": True, "quantity": 25}, dietaryRequirements={"vegetarian": 1, "other": "noten"},
)  # fmt: skip
UNTOUCHED = booking(id="res-99", email="untouched@example.nl", eventId="event-99")


def paths(value, path=()):
    """Every place in a document at which something else could stand."""
    parts = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, part in parts:
        yield (*path, key)
        yield from paths(part, (*path, key))


def mutated(document, changes):
    document = copy.deepcopy(document)
    for path, value in changes:
        *way, last = path
        place = document
        try:
            for step in way:
                place = place[step]
            place[last] = value
        except (KeyError, IndexError, TypeError):
            continue  # an earlier change took this place away
    return document


def changes_to(document):
    place = st.sampled_from(sorted(paths(document), key=str))
    return st.lists(st.tuples(place, ANYTHING), min_size=1, max_size=4)


ROWS = {"changed": ROW, "option": option(id="res-2", totalPrice=640)}
PROGRAMME = {name: part for name, part in files.file().items() if name != "reservations"}


@given(changes=changes_to(ROWS))
def test_no_reservation_stops_another(tmp_path, changes):
    rows = mutated(ROWS, changes)
    content = files.file(rows["changed"], rows["option"], UNTOUCHED, events=[event(), event(id="event-99")])

    report = imported(content, tmp_path)

    assert report.in_file.rows == 3
    assert not {"res-99", "reservations[2]"} & {row.id for row in report.refused}
    assert report.imported.rows >= 1


@given(changes=changes_to(PROGRAMME))
def test_no_file_brings_the_import_down(tmp_path, changes):
    content = mutated(PROGRAMME, changes) | {"reservations": [ROW, UNTOUCHED]}
    with suppress(NotABackup):
        imported(content, tmp_path)


def imported(content, folder):
    """Import and check; nothing of it is left for the next example."""
    with transaction.atomic():
        report = files.take_over(content, folder)
        assert report.difference == Sums()
        assert_books_are_right(at=NOON, today=TODAY)
        again = files.take_over(content, folder)
        assert (again.imported, again.difference) == (Sums(), Sums())
        transaction.set_rollback(True)
    return report
