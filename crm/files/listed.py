"""A list that leaves the house as a file: which rows, in what order, and what is said of each (R8)."""

from array import array
from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import datetime

from django.db.models import QuerySet
from django.http import QueryDict
from django.utils import timezone, translation
from django.utils.functional import Promise
from django.utils.text import slugify

from crm.files.columns import Column
from crm.files.csv_file import csv_head, csv_lines
from crm.files.xlsx_file import Sheet

AT_A_TIME = 1000  # rows in memory
KEY = "q"  # 8 bytes for each key of a list


class Listed:
    """One list as its address (`query`) asks for it, judged at a moment, in a language.

    A list of your own has a title, columns, the keys of its rows in their order, and how some of them are loaded.
    """

    def __init__(self, query: QueryDict, *, at: datetime, language: str | None = None):
        self.query, self.at, self.language = query, at, language or translation.get_language()

    @property
    def title(self) -> str | Promise:
        raise NotImplementedError

    @property
    def columns(self) -> Sequence[Column]:
        raise NotImplementedError

    @property
    def is_valid(self) -> bool:
        """Whether the address means something; `page` says on screen what does not."""
        return True

    @property
    def page(self) -> str:
        """The address of the list on screen."""
        raise NotImplementedError

    def keys(self) -> QuerySet | Sequence[int]:
        """The keys of its rows, in their order: those that the page counts (R8)."""
        raise NotImplementedError

    def rows(self, keys: Collection[int]) -> Iterable[object]:
        """These rows in this order, with all that the columns ask for."""
        raise NotImplementedError

    def file_name(self, ending: str) -> str:
        """What it is, and of which day: reserveringen-2026-11-23.csv"""
        return f"{slugify(self._told_title)}-{timezone.localdate(self.at).isoformat()}.{ending}"

    def all_keys(self) -> array:
        """Compact: a million of them are 8 MB."""
        keys = self.keys()
        return array(KEY, keys.iterator() if isinstance(keys, QuerySet) else keys)

    def cells(self, keys: Collection[int]) -> list[list[object]]:
        """What the columns say of these rows, in the list's own language: a stream is read when the request is over."""
        with translation.override(self.language):
            values = [column.value for column in self.columns]
            return [[value(row) for value in values] for row in self.rows(keys)]

    def csv(self) -> Iterator[str]:
        """As many lines at a time as there are rows in memory."""
        keys = self.all_keys()
        yield csv_head(self.columns)
        for part in in_parts(keys):
            yield "".join(csv_lines(self.columns, self.cells(part)))

    def sheet(self, rows: int) -> Sheet:
        """Of so many rows."""
        return Sheet(self._told_title, self.columns, rows)

    def xlsx(self) -> Iterator[bytes]:
        """As its rows are read."""
        keys = self.all_keys()
        sheet = self.sheet(len(keys))
        parts = enumerate(in_parts(keys))
        return sheet.stream(sheet.piece(self.cells(part), after=number * AT_A_TIME) for number, part in parts)

    @property
    def _told_title(self) -> str:
        with translation.override(self.language):
            return str(self.title)


def in_parts(keys: array) -> Iterator[Sequence[int]]:
    """AT_A_TIME keys at a time."""
    return (keys[first : first + AT_A_TIME] for first in range(0, len(keys), AT_A_TIME))
