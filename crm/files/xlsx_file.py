"""A list as an Excel sheet, written a piece at a time: memory holds one piece, however long the list.

XlsxWriter lays out the workbook with its head; the rows are put in between, each piece by itself. A text is always an
inline string, whatever is in it: never a formula, a link or a number.
"""

import io
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import cached_property
from typing import Any
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from django.utils import timezone
from xlsxwriter import Workbook
from xlsxwriter.utility import xl_col_to_name

from crm.files.columns import Column, Kind

TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MOST_ROWS = 1_048_575  # what a sheet can hold below its head
LONGEST_TEXT = 32_767  # what a cell can hold
LONGEST_TITLE = 31
FORMATS = {
    Kind.TEXT: "@",
    Kind.PHONE: "@",
    Kind.NUMBER: "0",
    Kind.EUROS: "[$€-413] #,##0.00;[$€-413] -#,##0.00",  # 413 is Dutch as it is written in the Netherlands
    Kind.DAY: "dd-mm-yyyy",
    Kind.CLOCK: "hh:mm",
    Kind.MOMENT: "dd-mm-yyyy hh:mm",
}
SHEET = "xl/worksheets/sheet1.xml"
NOT_IN_A_TITLE = re.compile(r"[\[\]:*?/\\']+")
NOT_IN_XML = re.compile("[\x00-\x08\x0b-\x1f\ufffe\uffff]")
LOOKS_ESCAPED = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
STYLES = re.compile(r'<col min="(\d+)" max="(\d+)"[^>]* style="(\d+)"')
DAY_0 = date(1899, 12, 30)
SECONDS_A_DAY = 24 * 60 * 60


class _Outlet:
    """What the archive is written to: gives what it has so far, and forgets it."""

    def __init__(self):
        self._parts = []

    def write(self, data):
        self._parts.append(bytes(data))
        return len(data)

    def flush(self):
        """Nothing waits here."""

    def take(self) -> bytes:
        parts, self._parts = self._parts, []
        return b"".join(parts)


@dataclass(frozen=True)
class Sheet:
    """One sheet of so many `rows` below its head."""

    title: str
    columns: Sequence[Column]
    rows: int

    def piece(self, cells: Iterable[Sequence[object]], *, after: int) -> bytes:
        """The XML of some rows; `after` is how many rows stand above them, the head not counted."""
        layout = list(zip(self._letters, self._styles, (WRITTEN[column.kind] for column in self.columns), strict=True))
        return "".join(_row(number, layout, row) for number, row in enumerate(cells, after + 2)).encode()

    def stream(self, pieces: Iterable[bytes]) -> Iterator[bytes]:
        """The file, as its pieces are read."""
        outlet = _Outlet()
        head, tail = self._around
        with ZipFile(io.BytesIO(self._shell)) as shell, ZipFile(outlet, "w", ZIP_DEFLATED) as archive:  # type: ignore[call-overload]
            for name in shell.namelist():
                if name != SHEET:
                    archive.writestr(_entry(name), shell.read(name))
            with archive.open(_entry(SHEET), "w") as sheet:
                sheet.write(head)
                for piece in pieces:
                    sheet.write(piece)
                    yield outlet.take()
                sheet.write(tail)
        yield outlet.take()

    @cached_property
    def _shell(self) -> bytes:
        """The workbook without a row: head, widths, formats, and what filters them."""
        made = io.BytesIO()
        with Workbook(made, {"in_memory": True}) as book:
            sheet = book.add_worksheet(NOT_IN_A_TITLE.sub(" ", self.title).strip()[:LONGEST_TITLE])
            formats = {kind: book.add_format({"num_format": written}) for kind, written in FORMATS.items()}
            bold = book.add_format({"bold": True, "bottom": 1})
            for place, column in enumerate(self.columns):
                sheet.set_column(place, place, column.width, formats[column.kind])
                sheet.write_string(0, place, column.name, bold)
            sheet.freeze_panes(1, 0)
            sheet.autofilter(0, 0, self.rows, len(self.columns) - 1)
        return made.getvalue()

    @cached_property
    def _around(self) -> tuple[bytes, bytes]:
        """What stands before the rows and after them."""
        with ZipFile(io.BytesIO(self._shell)) as shell:
            head, end, tail = shell.read(SHEET).partition(b"</sheetData>")
        last = f"{self._letters[-1]}{self.rows + 1}".encode()
        return re.sub(rb'<dimension ref="[^"]*"', rb'<dimension ref="A1:' + last + b'"', head), end + tail

    @cached_property
    def _styles(self) -> list[str]:
        """By what number the workbook knows the format of each column."""
        found = STYLES.findall(self._around[0].decode())
        return [style for first, last, style in found for _place in range(int(first), int(last) + 1)]

    @cached_property
    def _letters(self) -> list[str]:
        return [xl_col_to_name(place) for place in range(len(self.columns))]


def _entry(name: str) -> ZipInfo:
    entry = ZipInfo(name)
    entry.compress_type = ZIP_DEFLATED
    return entry


def _row(number: int, layout: Sequence[tuple[str, str, Callable[[Any], str]]], row: Sequence[object]) -> str:
    cells = (
        f'<c r="{letter}{number}" s="{style}"{written(cell)}</c>'
        for (letter, style, written), cell in zip(layout, row, strict=True)
        if cell is not None and cell != ""
    )
    return f'<row r="{number}">{"".join(cells)}</row>'


def _text(cell: object) -> str:
    text = LOOKS_ESCAPED.sub("_x005F_", str(cell)[:LONGEST_TEXT])
    text = NOT_IN_XML.sub(lambda sign: f"_x{ord(sign[0]):04X}_", text)
    return f' t="inlineStr"><is><t xml:space="preserve">{escape(text)}</t></is>'


def _number(value: float | str) -> str:
    return f"><v>{value}</v>"


def _part_of_day(clock: time | datetime) -> float:
    return (clock.hour * 3600 + clock.minute * 60 + clock.second) / SECONDS_A_DAY


def _moment(moment: datetime) -> str:
    local = timezone.localtime(moment)
    return _number((local.date() - DAY_0).days + _part_of_day(local))


WRITTEN: dict[Kind, Callable[[Any], str]] = {
    Kind.TEXT: _text,
    Kind.PHONE: _text,
    Kind.NUMBER: _number,
    Kind.EUROS: lambda cents: _number(f"{cents / 100:.2f}"),
    Kind.DAY: lambda day: _number((day - DAY_0).days),
    Kind.CLOCK: lambda clock: _number(_part_of_day(clock)),
    Kind.MOMENT: _moment,
}
