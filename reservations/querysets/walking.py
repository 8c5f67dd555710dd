"""How a list of a million gets its first page in an instant, measured at that size (docs/benchmark.md, ADR 8).

Up to so many rows that meet a condition are named in the query that wants them; so many more are led to by their own
index, and sorted. Of more than that, enough are met soon on a walk through the index of the order that was asked.
"""

from copy import copy
from typing import Any

from django.db.models import Func, QuerySet
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


def led_to(rows: QuerySet) -> "list[int] | QuerySet | None":
    """The keys of few rows, what finds those of more, or nothing for too many to sort."""
    keys = rows.order_by().values_list("pk", flat=True)
    count = keys[: SORTABLE + 1].count()
    if count > SORTABLE:
        return None
    return list(keys) if count <= NAMED else keys[:SORTABLE]


def named(rows: QuerySet) -> list[int] | None:
    """The keys of rows, if they are few."""
    found = list(rows.order_by().values_list("pk", flat=True)[: NAMED + 1])
    return found if len(found) <= NAMED else None


def is_led(rows: QuerySet) -> bool:
    """Whether their keys are named, or led to: then no order finds some of them any sooner."""
    named = [child.lhs for child in rows.query.where.children if isinstance(child, In)]
    return any(isinstance(column, Col) and column.target.primary_key for column in named)


def met(rows: QuerySet) -> QuerySet:
    """These without an index to find them by."""
    found = rows.order_by()
    _hidden(found.query.where)
    return found


def _hidden(expression: Any) -> Any:
    if isinstance(expression, WhereNode):
        expression.children = [_hidden(child) for child in expression.children]
        return expression
    if isinstance(expression, Col):
        return Hidden(expression, output_field=expression.output_field)
    if isinstance(expression, Query) or not hasattr(expression, "get_source_expressions"):
        return expression
    changed = copy(expression)
    changed.set_source_expressions([_hidden(each) for each in expression.get_source_expressions()])
    return changed
