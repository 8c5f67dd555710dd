"""A page of a long list by keyset: it begins after a row, so the thousandth costs what the first does."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any
from urllib.parse import quote, unquote

from django.core.exceptions import ValidationError
from django.db import connection
from django.db.models import Field, Model, Q, QuerySet


@dataclass(frozen=True)
class Slice:
    """Keys of the rows on one page, and the cursors that lead to its neighbours: "" where there is none."""

    pks: list[int]
    before: str
    after: str


@dataclass(frozen=True)
class _Column:
    """One column of an order."""

    path: str
    falls: bool
    field: Field

    @classmethod
    def of(cls, model: type[Model], name: str) -> "_Column":
        path = name.lstrip("-")
        *steps, last = path.split("__")
        owner: Any = model
        for step in steps:
            owner = owner._meta.get_field(step).related_model
        field = owner._meta.pk if last == "pk" else owner._meta.get_field(last)
        return cls(path, name.startswith("-"), field)

    def turned(self) -> "_Column":
        return _Column(self.path, not self.falls, self.field)

    @property
    def name(self) -> str:
        return f"-{self.path}" if self.falls else self.path

    def past(self, value: Any) -> Q:
        """Rows that stand behind this value; where those without one stand is the database's to say."""
        nulls_come_last = self.falls == connection.features.order_by_nulls_first
        if value is None:
            return Q(pk__in=[]) if nulls_come_last else Q(**{f"{self.path}__isnull": False})
        past = Q(**{f"{self.path}__{'lt' if self.falls else 'gt'}": value})
        return past | Q(**{f"{self.path}__isnull": True}) if nulls_come_last and self.field.null else past

    def level(self, value: Any) -> Q:
        return Q(**{f"{self.path}__isnull": True}) if value is None else Q(**{self.path: value})


def page_of(rows: QuerySet, order: Sequence[str], *, size: int, after: str = "", before: str = "") -> Slice:
    """The first `size` rows in this order, or those next to a cursor of another page.

    `order` names fields as order_by() does and ends with one that is unique. A cursor that means nothing is none.
    """
    columns = [_Column.of(rows.model, name) for name in order]
    values = _read(columns, before or after)
    back = bool(before and values)
    wanted = [column.turned() for column in columns] if back else columns
    if values:
        rows = rows.filter(_beyond(wanted, values))
    in_order = rows.order_by(*(column.name for column in wanted))
    found = list(in_order.values_list(*(column.path for column in wanted), "pk")[: size + 1])
    more, found = len(found) > size, found[:size]
    if back:
        found.reverse()
    is_first, is_last = (not more, False) if back else (not values, not more)
    return Slice(
        [row[-1] for row in found],
        before="" if is_first or not found else _written(found[0][:-1]),
        after="" if is_last or not found else _written(found[-1][:-1]),
    )


def _beyond(columns: Sequence[_Column], values: Sequence[Any]) -> Q:
    """Past the first value, or level with it and past the second, and so on."""
    found, level = Q(pk__in=[]), Q()
    for column, value in zip(columns, values, strict=True):
        found |= level & column.past(value)
        level &= column.level(value)
    # Said once more of the first column alone, for an index to begin at.
    return (columns[0].past(values[0]) | columns[0].level(values[0])) & found


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
        return [_value(column.field, text) for column, text in zip(columns, texts, strict=True)]
    except ValidationError:
        return []


def _value(field: Field, text: str) -> Any:
    return None if field.null and text == "" else field.to_python(text)
