"""A sheet that any spreadsheet opens: real dates and amounts, texts that are nothing but text."""

import io
import zipfile
from datetime import UTC, date, datetime, time

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from crm.files.columns import Column, Kind
from crm.files.xlsx_file import LONGEST_TEXT, Sheet
from tests.sheets import NS, part, read_xlsx

COLUMNS = [
    Column("Naam", str, width=20), Column("Datum", str, Kind.DAY), Column("Totaal", str, Kind.EUROS),
    Column("Personen", str, Kind.NUMBER), Column("Aanvang", str, Kind.CLOCK), Column("Moment", str, Kind.MOMENT),
]  # fmt: skip
ROW = ["Özdemir", date(2026, 11, 28), 120050, 8, time(20, 15), datetime(2026, 7, 1, 22, 0, tzinfo=UTC)]


def made(*pieces, columns=COLUMNS, title="Reserveringen"):
    """The file of these pieces, each a list of rows."""
    sheet = Sheet(title, columns, sum(map(len, pieces)))
    done = [sheet.piece(piece, after=sum(map(len, pieces[:number]))) for number, piece in enumerate(pieces)]
    return b"".join(sheet.stream(done))


def test_a_cell_is_what_its_column_says():
    assert read_xlsx(made([ROW])) == [
        {"Naam": "Özdemir", "Datum": 46354, "Totaal": 1200.5, "Personen": 8, "Aanvang": 0.84375, "Moment": 46205}
    ]


def test_formats_are_those_of_a_dutch_spreadsheet():
    file = made([ROW])
    styles = part(file, "styles.xml")
    built_in = {"1": "0"}
    codes = built_in | {
        each.get("numFmtId"): each.get("formatCode") for each in styles.findall("m:numFmts/m:numFmt", NS)
    }
    formats = [each.get("numFmtId") for each in styles.findall("m:cellXfs/m:xf", NS)]
    cells = part(file, "worksheets/sheet1.xml").findall(".//m:row", NS)[1]

    shown = [codes[formats[int(cell.get("s"))]] for cell in cells]

    assert shown == ["@", "dd-mm-yyyy", "[$€-413] #,##0.00;[$€-413] -#,##0.00", "0", "hh:mm", "dd-mm-yyyy hh:mm"]


def test_its_head_is_bold_stays_in_sight_and_filters():
    file = made([ROW], [ROW])
    sheet, styles = part(file, "worksheets/sheet1.xml"), part(file, "styles.xml")
    head = sheet.find(".//m:row/m:c", NS)
    font = styles.findall("m:cellXfs/m:xf", NS)[int(head.get("s"))].get("fontId")

    assert sheet.find(".//m:pane", NS).attrib.items() >= {"ySplit": "1", "state": "frozen"}.items()
    assert sheet.find("m:autoFilter", NS).get("ref") == "A1:F3"
    assert sheet.find("m:dimension", NS).get("ref") == "A1:F3"
    assert styles.findall("m:fonts/m:font", NS)[int(font)].find("m:b", NS) is not None


def test_pieces_follow_each_other():
    rows = [[f"Klant {number}", None, 0, None, None, None] for number in range(5)]

    file = made(rows[:2], rows[2:4], rows[4:])

    assert read_xlsx(file) == [{"Naam": f"Klant {number}", "Totaal": 0} for number in range(5)]
    numbers = [row.get("r") for row in part(file, "worksheets/sheet1.xml").findall(".//m:row", NS)]
    assert numbers == ["1", "2", "3", "4", "5", "6"]


def test_without_rows_there_is_a_head():
    file = made()

    assert read_xlsx(file) == []
    assert part(file, "worksheets/sheet1.xml").find("m:autoFilter", NS).get("ref") == "A1:F1"


def test_a_piece_leaves_before_the_next_is_read():
    sheet, read = Sheet("Lijst", COLUMNS, 2), []

    def pieces():
        for number in range(2):
            read.append(number)
            yield sheet.piece([ROW], after=number)

    stream = sheet.stream(pieces())
    next(stream)

    assert read == [0]


@pytest.mark.parametrize(
    ("title", "name"),
    [("[Te laat/te vroeg]", "Te laat te vroeg"), ("*?", "Sheet1"), ("a" * 40, "a" * 31), ("Zoë", "Zoë")],
)
def test_a_sheet_has_a_name_that_is_allowed(title, name):
    assert part(made(title=title), "workbook.xml").find(".//m:sheet", NS).get("name") == name


def test_a_text_longer_than_a_cell_is_cut():
    [row] = read_xlsx(made([["a" * 40_000]], columns=COLUMNS[:1]))

    assert len(row["Naam"]) == LONGEST_TEXT


@pytest.mark.parametrize("text", ["=1+1", "https://example.nl", "12", "<script>", "_x000D_", "a\r\nb", " spatie "])
def test_a_text_is_nothing_but_text(text):
    file = made([[text]], columns=COLUMNS[:1])

    assert read_xlsx(file) == [{"Naam": text}]
    with zipfile.ZipFile(io.BytesIO(file)) as archive:
        assert "xl/worksheets/_rels/sheet1.xml.rels" not in archive.namelist()  # where links would be


@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=200))
@example("<r>Özdemir</r>")
@example("_x000D_\x00\r\ufffe")
def test_any_name_comes_back_as_it_was(name):
    assert read_xlsx(made([[name]], columns=COLUMNS[:1])) == [{"Naam": name}]
