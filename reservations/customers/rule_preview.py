"""Whom a rule is about, before it is saved: how many, and the first of them with the reason."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count as Number
from django.db.models import QuerySet, Value

from crm.models import Customer, Tag
from crm.querysets import CustomerQuerySet
from crm.rules import Rule, known_of
from crm.rules.fields import TAG
from reservations.counting import MOST, Count
from reservations.customers import tags
from reservations.customers.rule_telling import Words

FIRST = 5


@dataclass(frozen=True)
class Some:
    """Customers: how many there are, up to counting.MOST; of the newest the name, and what fits them."""

    count: Count
    first: list[tuple[Customer, str]]

    @property
    def rest(self) -> int:
        return self.count.value - len(self.first)


def tag_changes(tag: Tag | None, rule: Rule | None, *, today: date) -> tuple[Some, Some]:
    """Who would gain the tag by this rule, and who would lose it; who has it by hand does neither."""
    old = Rule.read(tag.rule) if tag and tag.rule else None
    others = Customer.objects.exclude(pk__in=tag.taggings.values("customer")) if tag else Customer.objects.all()
    return _but_not(others, rule, old, today=today), _but_not(others, old, rule, today=today)


def _but_not(customers: CustomerQuerySet, rule: Rule | None, other: Rule | None, *, today: date) -> Some:
    """Those whom one rule fits and the other does not; no rule fits nobody."""
    if rule is None or rule == other:
        return Some(Count(0), [])
    fitting = customers.fitting(rule, today=today)
    return some(fitting.exclude(other.q(today=today)) if other else fitting, rule, today=today)


def some(customers: CustomerQuerySet, rule: Rule, *, today: date) -> Some:
    pks = list(customers.standing().order_by("-pk").values_list("pk", flat=True)[: MOST + 1])
    found = Customer.objects.select_related("company").in_bulk(pks[:FIRST])
    first = [found[pk] for pk in pks[:FIRST]]
    return Some(Count.of(len(pks)), _reasons(first, rule, today=today) if first else [])


def _reasons(customers: list[Customer], rule: Rule, *, today: date) -> list[tuple[Customer, str]]:
    words, theirs = Words(), {}
    if any(each.field_name == TAG for each in rule.conditions):
        theirs = {pk: frozenset(tag.pk for tag in has) for pk, has in tags.of_all(customers, today=today).items()}
    known = known_of(customers, today=today, tags=theirs)
    return [(each.customer, words.reason(rule, each, today=today)) for each in known]


def counts(sets: Mapping[int, Any]) -> dict[int, Count]:
    """Key → how many customers its QuerySet has, up to counting.MOST; all by one query."""
    if not sets:
        return {}
    each = [_counted(key, customers) for key, customers in sets.items()]
    found = dict(each[0].union(*each[1:], all=True) if each[1:] else each[0])
    return {key: Count.of(found.get(key, 0)) for key in sets}


def _counted(key: int, customers: Any) -> QuerySet:
    few = customers.standing().order_by().values("pk")[: MOST + 1]
    counted = Customer.objects.filter(pk__in=few).order_by().annotate(key=Value(key)).values_list("key")
    return counted.annotate(found=Number("pk"))
