"""When the database says no, or an import is interrupted: what was right is kept, and counted."""

import pytest
from django.db import IntegrityError

from crm.models import Customer
from reservations import loading
from reservations.imports import writing
from reservations.imports.backup import NotABackup
from reservations.imports.catalogue import Catalogue
from reservations.imports.report import Sums
from reservations.models import Event, Reservation
from tests.factories import NOON, TODAY
from tests.naive import assert_books_are_right
from tests.reservations.imports import files
from tests.reservations.imports.files import booking, refused

pytestmark = pytest.mark.django_db


@pytest.fixture
def culprit(monkeypatch):
    """The database refuses `res-2`, whatever it is written with."""
    load = loading.load

    def picky(wholes, **how):
        saved = load(wholes, **how)
        if any(row.reference == "res-2" for row in saved):
            raise IntegrityError("no")
        return saved

    monkeypatch.setattr(writing.loading, "load", picky)


@pytest.mark.usefixtures("culprit")
def test_a_row_that_the_database_refuses_takes_no_other_along(take_over):
    report = take_over(booking(), booking(id="res-2", email="new@example.nl"), booking(id="res-3"))

    assert [row_id for row_id, _field in refused(report)] == ["res-2"]
    assert (report.imported.rows, report.left_out.rows, report.difference) == (2, 1, Sums())
    assert not Customer.objects.filter(email="new@example.nl").exists()
    assert_books_are_right(at=NOON, today=TODAY)


@pytest.mark.usefixtures("culprit")
def test_a_waiting_row_that_the_database_refuses_is_owed_by_nobody_either(take_over, monkeypatch):
    monkeypatch.setattr(writing.WaitlistEntry.objects, "create", _refuse)
    report = take_over(booking(status="waitlist"))

    assert (report.left_out.total_cents, report.not_owed, report.difference) == (15000, Sums(), Sums())


def _refuse(**_columns):
    raise IntegrityError("no")


def test_events_that_somebody_else_imports_meanwhile_stop_this_one(tmp_path, monkeypatch):
    monkeypatch.setattr(Catalogue, "_make", lambda self, event: _refuse())
    with pytest.raises(NotABackup):
        files.take_over(files.file(), tmp_path)

    assert not Event.objects.exists()


def test_an_interrupted_import_goes_on_where_it_was(tmp_path, monkeypatch):
    monkeypatch.setattr(writing, "CHUNK", 1)
    content = files.file(*(booking(id=f"res-{n}", email=f"{n}@example.nl") for n in range(4)))

    def interrupt(what, done, total):
        if Reservation.objects.count() == 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        files.take_over(content, tmp_path, progress=interrupt)
    assert_books_are_right(at=NOON, today=TODAY)

    report = files.take_over(content, tmp_path)
    assert (report.imported.rows, report.present.rows, report.difference) == (2, 2, Sums())
    assert Reservation.objects.count() == 4


def test_the_number_of_queries_does_not_grow_with_the_rows(tmp_path, django_assert_max_num_queries):
    rows = [booking(id=f"res-{n}", status="pending") for n in range(40)]
    with django_assert_max_num_queries(90):
        files.take_over(files.file(*rows), tmp_path)
