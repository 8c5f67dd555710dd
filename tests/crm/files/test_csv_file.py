"""CSV opens in a spreadsheet, and does nothing there."""

from datetime import UTC, date, datetime, time

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from crm.files.columns import Column, Kind
from crm.files.csv_file import BOM, FORMULA, csv_head, csv_lines, neutral
from tests.sheets import read_csv


def written(kind, *cells):
    columns = [Column("Kop", str, kind)]
    return [row["Kop"] for row in read_csv(csv_head(columns) + "".join(csv_lines(columns, [[c] for c in cells])))]


@pytest.mark.parametrize(
    "text",
    [
        "=1+1", "+31612345678", "-1", "@SUM(A1)", "\tx", "\rx", "\nx", " =1+1", "\u00a0=1", "\u200b=1", "\x00=1",
        "＝1+1", "＋1", "－1", "＠x",  # noqa: RUF001 (the wide ones)
    ],
)  # fmt: skip
def test_what_a_spreadsheet_would_take_for_a_formula_is_text(text):
    assert neutral(text) == f"'{text}"


@pytest.mark.parametrize("text", ["Özdemir", 'zeg "hoi"; en\nmeer', "", " a", "a=b", "<script>", "   "])
def test_all_else_is_as_it_is(text):
    assert written(Kind.TEXT, text) == [text]


@pytest.mark.parametrize(
    ("kind", "cell", "text"),
    [
        (Kind.NUMBER, 12, "12"), (Kind.NUMBER, -3, "-3"), (Kind.NUMBER, 0, "0"), (Kind.EUROS, 120001, "1200,01"),
        (Kind.EUROS, 5, "0,05"), (Kind.EUROS, -150, "-1,50"), (Kind.DAY, date(2026, 3, 9), "2026-03-09"),
        (Kind.CLOCK, time(9, 5), "09:05"), (Kind.MOMENT, datetime(2026, 7, 1, 22, 30, tzinfo=UTC), "2026-07-02 00:30"),
    ],
)  # fmt: skip
def test_what_is_no_text_reads_as_a_dutch_spreadsheet_has_it(kind, cell, text):
    assert written(kind, cell, None) == [text, ""]


def test_every_cell_is_quoted_and_lines_are_given_as_they_are_read():
    asked = []
    columns = [Column("Een", str, Kind.NUMBER), Column("Twee", str)]

    def rows():
        for number in (1, 2):
            asked.append(number)
            yield [number, "a"]

    lines = csv_lines(columns, rows())

    assert (csv_head(columns), asked) == (f'{BOM}"Een";"Twee"\r\n', [])
    assert (next(lines), asked) == ('"1";"a"\r\n', [1])
    assert (next(lines), asked) == ('"2";"a"\r\n', [1, 2])


@given(st.text(st.characters(exclude_categories=["Cs"])))
@example("=cmd|' /C calc'!A0")
@example("<r>Özdemir</r>")
def test_any_name_comes_back_as_it_was_and_as_no_formula(name):
    [found] = written(Kind.TEXT, name)

    assert found in {name, f"'{name}"}
    assert not found.strip().startswith(tuple(FORMULA))
