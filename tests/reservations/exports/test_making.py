"""A long list is made a piece at a time, whoever carries it on and however often it is interrupted."""

from array import array
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from django.http import QueryDict

from crm.files import listed as listing
from crm.files.xlsx_file import MOST_ROWS
from reservations.exports import LISTS, making
from reservations.models import Export, ExportPiece
from reservations.models import export as model
from reservations.status import Status
from tests.factories import NOON, ReservationFactory
from tests.sheets import read_xlsx

pytestmark = pytest.mark.django_db
TOKEN = UUID("7d444840-9dc0-11d1-b245-5ffdce74fad2")


@pytest.fixture(autouse=True)
def _two_at_a_time(monkeypatch):
    for module in (listing, making, model):
        monkeypatch.setattr(module, "AT_A_TIME", 2)


@pytest.fixture
def five():
    return [ReservationFactory(reference=f"R-{number}", guests=number) for number in range(1, 6)]


def begin(by, query="sort=guests", *, token=TOKEN, at=NOON):
    listed = LISTS["reservations"](QueryDict(query), at=at)
    return making.begin("reservations", listed, token=token, by=by, at=at)


def carry_on(export):
    listed = making.listed_in(export)
    return making.carry_on(export, listed, listed.sheet(export.rows))


def file(export):
    return read_xlsx(b"".join(making.stream(export)))


def test_it_is_made_a_piece_at_a_time(five, staff):
    export = begin(staff)

    assert (export.rows, export.done) == (5, 0)
    assert [carry_on(export) for _time in range(4)] == [2, 4, 5, 5]
    assert [row["ID"] for row in file(export)] == ["R-1", "R-2", "R-3", "R-4", "R-5"]
    assert ExportPiece.objects.count() == 3


def test_another_process_goes_on_where_the_first_was_stopped(five, staff):
    carry_on(begin(staff))

    export = Export.objects.get()
    assert [carry_on(export), carry_on(export)] == [4, 5]

    assert [row["Personen"] for row in file(export)] == [1, 2, 3, 4, 5]


def test_two_that_make_the_same_piece_make_one(five, staff, monkeypatch):
    export = begin(staff)
    first, again = making.listed_in(export), making.listed_in(export)
    # The second comes in between, while the first is at its rows.
    cells = first.cells
    monkeypatch.setattr(first, "cells", lambda keys: (making.carry_on(export, again, again.sheet(5)), cells(keys))[1])

    assert making.carry_on(export, first, first.sheet(5)) == 2
    assert [carry_on(export), carry_on(export)] == [4, 5]
    assert [row["ID"] for row in file(export)] == ["R-1", "R-2", "R-3", "R-4", "R-5"]


def test_its_rows_are_those_of_the_moment_it_was_asked_for(five, staff):
    export = begin(staff, "status=confirmed&sort=guests")
    ReservationFactory(guests=1, status=Status.CONFIRMED)
    while carry_on(export) < export.rows:
        pass

    assert [row["ID"] for row in file(export)] == ["R-1", "R-2", "R-3", "R-4", "R-5"]


def test_the_same_click_twice_is_one(five, staff):
    assert begin(staff) == begin(staff)
    assert Export.objects.count() == 1


def test_a_list_without_rows_is_done_at_once(staff):
    export = begin(staff)

    assert (carry_on(export), file(export)) == (0, [])


def test_more_rows_than_a_sheet_holds_are_refused_in_words(staff, monkeypatch):
    listed = LISTS["reservations"](QueryDict(), at=NOON)
    monkeypatch.setattr(listed, "all_keys", lambda: array("q", bytes(8)) * (MOST_ROWS + 1))

    with pytest.raises(making.TooManyRows) as refused:
        making.begin("reservations", listed, token=TOKEN, by=staff, at=NOON)

    assert str(refused.value) == "In een Excel-blad passen hooguit 1.048.575 rijen: filter verder, of kies CSV."
    assert not Export.objects.exists()


def test_what_is_a_day_old_is_forgotten_when_another_is_begun(five, staff):
    begin(staff, token=(old := uuid4()))
    carry_on(Export.objects.get())
    begin(staff, token=(young := uuid4()), at=NOON + timedelta(seconds=1))

    begin(staff, at=NOON + timedelta(days=1))

    assert {export.pk for export in Export.objects.all()} == {young, TOKEN}
    assert not ExportPiece.objects.filter(export=old).exists()


@pytest.mark.parametrize("rows", [1, 2])
def test_a_piece_asks_the_same_for_any_number_of_rows(staff, rows, django_assert_num_queries):
    ReservationFactory.create_batch(rows)
    export = begin(staff)
    listed = making.listed_in(export)
    sheet = listed.sheet(export.rows)

    # How far; rows, their events, shows, arrangements and tags; the piece; how far.
    with django_assert_num_queries(8):
        assert making.carry_on(export, listed, sheet) == rows
