"""How a list of a million gets its first page in an instant, measured at that size (docs/benchmark.md, ADR 8).

Up to so many rows that meet a condition are named in the query that wants them; so many more are led to by their own
index, and sorted. Of more than that, enough are met soon on a walk through the index of the order that was asked.
Which it is, the database is asked while the query is put together.
"""

from collections.abc import Callable
from copy import copy
from typing import Any

from django.db.models import F, Func, QuerySet
from django.db.models.expressions import Col
from django.db.models.lookups import In
from django.db.models.sql import Query
from django.db.models.sql.where import WhereNode

NAMED = 1_000
SORTABLE = 20_000


class Hidden(Func):
    """A column that SQLite does not look up by an index of its own; PostgreSQL decides for itself."""

    template = "%(expressions)s"

    def as_sqlite(self, compiler: Any, connection: Any, **context: Any) -> tuple:
        return self.as_sql(compiler, connection, template="+%(expressions)s", **context)


class LedTo(In):
    """Rows by the keys that a query finds; `rows` are those of that query."""

    rows: QuerySet


def led_to(rows: QuerySet, key: str = "pk") -> "list[int] | QuerySet | None":
    """The keys of few rows, what finds those of more, or nothing for too many to sort."""
    keys = rows.order_by().values_list(key, flat=True)
    count = keys[: SORTABLE + 1].count()
    if count > SORTABLE:
        return None
    return list(keys) if count <= NAMED else keys[:SORTABLE]


def among(found: QuerySet, rows: QuerySet) -> QuerySet:
    """Those of them that are among these rows: named, led to, or met on the way."""
    keys = led_to(rows)
    if keys is None:
        return found & met(rows)
    if not isinstance(keys, QuerySet):
        return found.filter(pk__in=keys)
    leading = LedTo(F("pk"), keys.query)
    leading.rows = rows.order_by()
    return found.filter(leading)


def named(rows: QuerySet) -> list[int] | None:
    """The keys of rows, if they are few."""
    found = list(rows.order_by().values_list("pk", flat=True)[: NAMED + 1])
    return found if len(found) <= NAMED else None


def is_led(rows: QuerySet) -> bool:
    """Whether their keys are named, or led to: then no order finds some of them any sooner."""
    return any(map(_names_keys, rows.query.where.children))


def met(rows: QuerySet) -> QuerySet:
    """These without an index to find them by."""
    found = rows.order_by()
    _change(found.query.where, _hidden)
    return found


def some_of(rows: QuerySet) -> QuerySet:
    """The same, for who looks at a thousand of them in whatever order.

    What leads to them is asked itself: as a list of keys it would be read to its end first. One condition alone is
    found by its own index, however many meet it; of several, enough are met in the order of the list.
    """
    found = rows.all()
    where: Any = found.query.where
    leading = [child for child in where.children if isinstance(child, LedTo)]
    where.children = [child for child in where.children if not isinstance(child, LedTo)]
    if len(where.children) + len(leading) == 1:
        _change(where, _shown)
    for child in leading:
        found &= child.rows
    return found.order_by() if is_led(rows) or len(rows.query.where.children) == 1 else found


def _names_keys(child: Any) -> bool:
    return isinstance(child, In) and isinstance(child.lhs, Col) and child.lhs.target.primary_key


def _hidden(column: Any) -> Any:
    return Hidden(column, output_field=column.output_field) if isinstance(column, Col) else None


def _shown(hidden: Any) -> Any:
    return hidden.source_expressions[0] if isinstance(hidden, Hidden) else None


def _change(expression: Any, change: Callable[[Any], Any]) -> Any:
    """With what `change` makes of its parts, wherever that is something."""
    if isinstance(expression, WhereNode):
        expression.children = [_change(child, change) for child in expression.children]
        return expression
    if (changed := change(expression)) is not None:
        return changed
    if isinstance(expression, Query) or not hasattr(expression, "get_source_expressions"):
        return expression
    changed = copy(expression)
    changed.set_source_expressions([_change(each, change) for each in expression.get_source_expressions()])
    return changed
