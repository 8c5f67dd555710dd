"""A page of a long list by keyset: it begins after a row, so the thousandth costs what the first does."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from functools import reduce
from operator import itemgetter, or_
from typing import Any
from urllib.parse import quote, unquote

from django.core.exceptions import ValidationError
from django.db import connection
from django.db.models import Field, Q, QuerySet

OF_STRETCH = ":"  # a value in a cursor has none: it is quoted


@dataclass(frozen=True)
class Slice:
    """Keys of the rows on one page, and the cursors that lead to its neighbours: "" where there is none.

    `is_all` when no row is on another page: one that begins behind the last row has no neighbours either.
    """

    pks: list[int]
    before: str
    after: str
    is_all: bool = False


@dataclass(frozen=True)
class _Column:
    """One column of an order."""

    path: str
    falls: bool
    field: Field
    has_nulls: bool  # what is annotated has none: who sorts by it sees to that

    @classmethod
    def of(cls, rows: QuerySet, name: str) -> "_Column":
        path = name.lstrip("-")
        if annotation := rows.query.annotations.get(path):
            return cls(path, name.startswith("-"), annotation.output_field, has_nulls=False)
        *steps, last = path.split("__")
        owner: Any = rows.model
        for step in steps:
            owner = owner._meta.get_field(step).related_model
        field = owner._meta.pk if last == "pk" else owner._meta.get_field(last)
        return cls(path, name.startswith("-"), field, has_nulls=field.null)

    def turned(self) -> "_Column":
        return replace(self, falls=not self.falls)

    @property
    def name(self) -> str:
        return f"-{self.path}" if self.falls else self.path

    def past(self, value: Any) -> Q:
        """Rows that stand behind this value; where those without one stand is the database's to say."""
        nulls_come_last = self.falls == connection.features.order_by_nulls_first
        if value is None:
            return Q(pk__in=[]) if nulls_come_last else Q(**{f"{self.path}__isnull": False})
        past = Q(**{f"{self.path}__{'lt' if self.falls else 'gt'}": value})
        return past | Q(**{f"{self.path}__isnull": True}) if nulls_come_last and self.has_nulls else past

    def from_on(self, value: Any) -> Q:
        """This value, or behind it: in one condition where an index can begin at it."""
        if self.has_nulls:
            return self.past(value) | self.level(value)
        return Q(**{f"{self.path}__{'lte' if self.falls else 'gte'}": value})

    def level(self, value: Any) -> Q:
        return Q(**{f"{self.path}__isnull": True}) if value is None else Q(**{self.path: value})


@dataclass(frozen=True)
class Stretch:
    """A part of a list: rows in an order of their own, which follow on those of the stretch before.

    Several `parts` share the order and no row; they are read together, and hold no nulls in the columns of the order.
    `order` names fields or annotations as order_by() does and ends with one that is unique; `key` is what a row is
    known by.
    """

    parts: Sequence[QuerySet]
    order: Sequence[str]
    key: str = "pk"

    @property
    def columns(self) -> list[_Column]:
        return [_Column.of(self.parts[0], name) for name in self.order]

    def read(self, values: Sequence[Any] = (), *, back: bool = False, most: int | None = None) -> list[tuple]:
        """The first rows from a place on, or before it last one first: the values of the order, and the key."""
        wanted = [column.turned() if back else column for column in self.columns]
        beyond = _beyond(wanted, values) if values else Q()
        found: list[tuple] = []
        for part in self.parts:
            in_order = part.filter(beyond).order_by(*(column.name for column in wanted))
            found += in_order.values_list(*(column.path for column in wanted), self.key)[:most]
        if len(self.parts) > 1:
            for place in reversed(range(len(wanted))):  # the least important first: each sort keeps what it found
                found.sort(key=itemgetter(place), reverse=wanted[place].falls)
        return found[:most]


def page_of(rows: QuerySet, order: Sequence[str], *, size: int, after: str = "", before: str = "") -> Slice:
    """The first `size` rows in this order, or those next to a cursor of another page.

    `order` names fields as order_by() does and ends with one that is unique. A cursor that means nothing is none.
    """
    return page_through([Stretch([rows], order)], size=size, after=after, before=before)


def page_through(stretches: Sequence[Stretch], *, size: int, after: str = "", before: str = "") -> Slice:
    """The same of a list of several stretches, one after the other."""
    number, values = _place(stretches, before or after)
    back = bool(before and values)
    found: list[tuple[int, tuple]] = []
    for each in range(number, -1, -1) if back else range(number, len(stretches)):
        start, most = (values if each == number else ()), size + 1 - len(found)
        found += [(each, row) for row in stretches[each].read(start, back=back, most=most)] if most else []
    more, found = len(found) > size, found[:size]
    if back:
        found.reverse()
    is_first, is_last = (not more, False) if back else (not values, not more)
    return Slice(
        [row[-1] for _number, row in found],
        before="" if is_first or not found else _cursor(*found[0]),
        after="" if is_last or not found else _cursor(*found[-1]),
        is_all=not values and not more,
    )


def keys_of(stretches: Sequence[Stretch], most: int | None = None) -> list[int]:
    """Of all rows in their order, or of the first so many."""
    found: list[int] = []
    for stretch in stretches:
        if most is None or len(found) < most:
            found += [row[-1] for row in stretch.read(most=most and most - len(found))]
    return found


def _beyond(columns: Sequence[_Column], values: Sequence[Any]) -> Q:
    """Past the first value, or level with it and past the second, and so on."""
    found, level = [], Q()
    for column, value in zip(columns, values, strict=True):
        found.append(level & column.past(value))
        level &= column.level(value)
    # Said once more of the first column alone, for an index to begin at.
    return columns[0].from_on(values[0]) & reduce(or_, found)


def _cursor(number: int, row: Sequence[Any]) -> str:
    """Where a row stands: in which stretch, unless it is the first, and with which values."""
    return f"{number}{OF_STRETCH}{_written(row[:-1])}" if number else _written(row[:-1])


def _place(stretches: Sequence[Stretch], cursor: str) -> tuple[int, list[Any]]:
    """The number of the stretch and the values; the beginning for a cursor that means nothing here."""
    number, _sign, written = cursor.rpartition(OF_STRETCH)
    place = {str(place): place for place in range(1, len(stretches))}.get(number, 0)
    if not written or (number and not place):
        return 0, []
    values = _read(stretches[place].columns, written)
    return (place, values) if values else (0, [])


def _written(values: Sequence[Any]) -> str:
    return ",".join(quote(_plain(value), safe="") for value in values)


def _plain(value: Any) -> str:
    if isinstance(value, datetime | date | time):
        return value.isoformat()
    return "" if value is None else str(value)


def _read(columns: Sequence[_Column], cursor: str) -> list[Any]:
    """The values of a cursor; none for one that is not of this order."""
    texts = [unquote(text) for text in cursor.split(",")]
    if len(texts) != len(columns):
        return []
    try:
        return [_value(column, text) for column, text in zip(columns, texts, strict=True)]
    except ValidationError:
        return []


def _value(column: _Column, text: str) -> Any:
    return None if column.has_nulls and text == "" else column.field.to_python(text)
