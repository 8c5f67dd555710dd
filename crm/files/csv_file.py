"""A list as CSV: it opens in a spreadsheet as it is, and nothing in it is ever a formula."""

import csv
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from django.utils import timezone

from crm.files.columns import Column, Kind

TYPE = "text/csv; charset=utf-8"
BOM = "\ufeff"  # tells a spreadsheet that it is UTF-8
FORMULA = frozenset("=+-@＝＋－＠")  # noqa: RUF001 (a spreadsheet takes the wide ones for the others)
E164 = re.compile(r"\+\d{6,15}")
AT_THE_START = ("\t", "\r", "\n")  # these are no formula, but let what follows begin anew


class _Line:
    """What csv writes to: gives each line back instead of keeping it."""

    def write(self, line: str) -> str:
        return line


def csv_head(columns: Sequence[Column]) -> str:
    """The line that says what each column is called."""
    return BOM + _writer().writerow([column.name for column in columns])


def csv_lines(columns: Sequence[Column], rows: Iterable[Sequence[object]]) -> Iterator[str]:
    """Line by line, as `rows` are read: all quoted, with semicolons between, as Dutch spreadsheets have it."""
    writer = _writer()
    plain = [PLAIN[column.kind] for column in columns]
    for row in rows:
        yield writer.writerow(["" if cell is None else text(cell) for text, cell in zip(plain, row, strict=True)])


def _writer() -> Any:
    return csv.writer(_Line(), delimiter=";", quoting=csv.QUOTE_ALL)


def neutral(cell: object) -> str:
    """A cell's text, which no spreadsheet takes for a formula; not with spaces before it either."""
    text = str(cell)
    seen = next((sign for sign in text if sign.isprintable() and not sign.isspace()), "")
    return f"'{text}" if seen in FORMULA or text.startswith(AT_THE_START) else text


def _euros(cents: Any) -> str:
    euros, rest = divmod(abs(cents), 100)
    return f"{'-' if cents < 0 else ''}{euros},{rest:02d}"


def _phone(number: object) -> str:
    """A number as we keep it begins with a plus, and is no formula; as somebody typed it, it may be one."""
    return str(number) if E164.fullmatch(str(number)) else neutral(number)


# Dates as ISO has them: a spreadsheet of any country reads the same day. Amounts with a comma, as in a Dutch one.
PLAIN: dict[Kind, Callable[[Any], str]] = {
    Kind.TEXT: neutral,
    Kind.PHONE: _phone,
    Kind.NUMBER: str,
    Kind.EUROS: _euros,
    Kind.DAY: lambda day: day.isoformat(),
    Kind.CLOCK: lambda clock: clock.strftime("%H:%M"),
    Kind.MOMENT: lambda moment: timezone.localtime(moment).strftime("%Y-%m-%d %H:%M"),
}
