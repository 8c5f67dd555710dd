"""A rule: conditions of which all must hold, or any. Kept as JSON; asked of many in SQL, judged of one in Python."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import reduce
from operator import and_, or_
from typing import Any, NamedTuple

from django.apps import apps
from django.db.models import Q

from crm.rules.fields import FIELDS, Field, WhoHas
from crm.rules.known import Known
from crm.rules.operators import Operator
from crm.rules.questions import Question

ALL, ANY = "all", "any"
MOST_CONDITIONS = 10


class Condition(NamedTuple):
    """Names of a field and of one of its operators, and a value as JSON keeps it: cents, days, an ISO date, an id."""

    field_name: str
    operator_name: str
    value: Any = None

    @property
    def field(self) -> Field:
        return FIELDS[self.field_name]

    @property
    def operator(self) -> Operator:
        return self.field.operator(self.operator_name)

    def question(self, *, today: date) -> Question:
        return self.operator.question(self.value, today)

    def holds(self, known: Known, *, today: date) -> bool:
        return self.question(today=today).holds(self.field.figure(known))


@dataclass(frozen=True)
class Rule:
    """At least one condition."""

    conditions: tuple[Condition, ...]
    match: str = ALL

    @classmethod
    def read(cls, stored: Mapping[str, Any]) -> "Rule":
        """As plain() wrote it."""
        return cls(tuple(Condition(*each) for each in stored["conditions"]), stored["match"])

    def plain(self) -> dict[str, Any]:
        """As JSON keeps it."""
        return {"match": self.match, "conditions": [list(each) for each in self.conditions]}

    def q(self, *, today: date, tags: Mapping[int, Any] | None = None) -> Q:
        """The customers whom it fits on a local date. `tags`: all tags by id, where they are loaded already."""
        asked = [
            each.field.q(each.question(today=today), today=today, who_has=_who_has(today, tags))
            for each in self.conditions
        ]
        return reduce(or_ if self.match == ANY else and_, asked)

    def fits(self, known: Known, *, today: date) -> bool:
        """The same of one. See also q()."""
        judge = any if self.match == ANY else all
        return judge(each.holds(known, today=today) for each in self.conditions)

    def held(self, known: Known, *, today: date) -> list[Condition]:
        """Those of its conditions that hold."""
        return [each for each in self.conditions if each.holds(known, today=today)]


def having(tag: Any, *, today: date) -> Q:
    """The customers who have a tag on a local date: by hand, or by its rule."""
    by_hand = Q(pk__in=tag.taggings.values("customer"))
    return by_hand | Rule.read(tag.rule).q(today=today) if tag.rule else by_hand


def _who_has(today: date, tags: Mapping[int, Any] | None) -> WhoHas:
    def who_has(pk: int) -> Q:
        tag = apps.get_model("crm", "Tag").objects.filter(pk=pk).first() if tags is None else tags.get(pk)
        return having(tag, today=today) if tag else Q(pk__in=[])

    return who_has
