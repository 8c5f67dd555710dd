"""What is asked of one figure, in both ways side by side: of a value in Python, of a column in SQL. They must agree."""

from dataclasses import dataclass
from typing import Any, Protocol

from django.db.models import Expression, F, Func, Q, TextField, Value
from django.db.models.functions import Replace
from django.db.models.lookups import StartsWith


class Question(Protocol):
    def holds(self, figure: Any) -> bool:
        """Of a figure; None is one that is not there."""

    def q(self, column: str) -> Q:
        """Of the rows that have it."""


@dataclass(frozen=True)
class Between:
    """From `low` to `high`, both included; None is no limit. What is not there is nowhere."""

    low: Any = None
    high: Any = None

    def holds(self, figure: Any) -> bool:
        if figure is None:
            return False
        return (self.low is None or self.low <= figure) and (self.high is None or figure <= self.high)

    def q(self, column: str) -> Q:
        limits = {"gte": self.low, "lte": self.high}
        return Q(**{f"{column}__{lookup}": value for lookup, value in limits.items() if value is not None})


@dataclass(frozen=True)
class Is:
    value: Any

    def holds(self, figure: Any) -> bool:
        return figure == self.value

    def q(self, column: str) -> Q:
        return Q(**{column: self.value})


@dataclass(frozen=True)
class IsNot:
    """Another one, or none."""

    value: Any

    def holds(self, figure: Any) -> bool:
        return figure != self.value

    def q(self, column: str) -> Q:
        return ~Q(**{column: self.value})


@dataclass(frozen=True)
class IsThere:
    yes: bool = True

    def holds(self, figure: Any) -> bool:
        return (figure is not None) is self.yes

    def q(self, column: str) -> Q:
        return Q(**{f"{column}__isnull": not self.yes})


@dataclass(frozen=True)
class Has:
    """Of a set. No column holds one: fields.Tagged asks it in its own way."""

    value: Any
    yes: bool = True

    def holds(self, figure: Any) -> bool:
        return (self.value in figure) is self.yes

    def q(self, column: str) -> Q:
        raise NotImplementedError


@dataclass(frozen=True)
class Begins:
    """Whether a text begins so: without a difference between small letters and capitals, or a space."""

    text: str

    def holds(self, figure: Any) -> bool:
        return compared(figure or "").startswith(compared(self.text))

    def q(self, column: str) -> Q:
        return Q(StartsWith(_Compared(Replace(F(column), Value(" "), Value(""))), compared(self.text)))


def compared(text: str) -> str:
    """As every database can write it alike: of A to Z alone does a small letter count as its capital."""
    return "".join(sign.lower() if sign.isascii() else sign for sign in text.replace(" ", ""))


class _Compared(Func):
    function = "LOWER"
    output_field = TextField()

    def as_sql(self, compiler: Any, connection: Any, *_: Any, **context: Any) -> Any:
        # In the collation "C" PostgreSQL lowers what SQLite does: A to Z.
        collation = ' COLLATE "C"' if connection.vendor == "postgresql" else ""
        return super().as_sql(compiler, connection, template=f"LOWER(%(expressions)s{collation})", **context)


def average_between(question: Any, total: str, count: str) -> Q:
    """What Between asks, of the quotient of two whole numbers; without dividing, so without rounding."""
    asked = Q(**{f"{count}__gt": 0})
    if question.low is not None:
        asked &= Q(**{f"{total}__gte": _times(question.low, count)})
    if question.high is not None:
        asked &= Q(**{f"{total}__lte": _times(question.high, count)})
    return asked


def _times(number: int, column: str) -> Expression:
    return Value(number) * F(column)
