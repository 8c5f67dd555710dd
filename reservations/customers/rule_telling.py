"""Rules in words: what they ask, and what of a customer meets it."""

from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

from django.utils.formats import number_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from crm.rules import ANY, Condition, Known, Rule
from crm.rules.operators import Asks
from reservations import labels

DATED = ("first_visit", "last_visit", "next_visit")


class Words:
    """Says rules. What can be chosen (arrangements, tags) is looked up once for all that one of these says."""

    def __init__(self) -> None:
        self._choices: dict[str, dict[Any, str]] = {}

    def rule(self, rule: Rule) -> str:
        """Bookings at least 5 and last visit in the last 365 days"""
        joint = _(" or ") if rule.match == ANY else _(" and ")
        return capfirst(joint.join(self._asked(each) for each in rule.conditions))

    def reason(self, rule: Rule, known: Known, *, today: date) -> str:
        """What meets it, of one whom it fits: “Bookings: 6 (at least 5) · Newsletter: yes”."""
        return " · ".join(self._met(each, known) for each in rule.held(known, today=today))

    def choices(self, field: Any) -> dict[Any, str]:
        """Value → word."""
        if field.name not in self._choices:
            self._choices[field.name] = dict(field.choices())
        return self._choices[field.name]

    def _asked(self, condition: Condition) -> str:
        label = str(condition.field.label)
        colon = ":" if condition.operator.asks is Asks.NOTHING else ""
        return f"{label[:1].lower()}{label[1:]}{colon} {self._compared(condition)}"

    def _met(self, condition: Condition, known: Known) -> str:
        compared, figure = self._compared(condition), condition.field.figure(known)
        asks = condition.field.asks(condition.operator)
        if asks is Asks.CHOICE or (asks is Asks.NOTHING and condition.field.name not in DATED):
            return f"{condition.field.label}: {compared}"
        if asks is Asks.NOTHING:
            return f"{condition.field.label}: {_figure(figure, asks) if figure else compared}"
        return f"{condition.field.label}: {_figure(figure, asks)} ({compared})"

    def _compared(self, condition: Condition) -> str:
        return condition.operator.told(condition.value, self._value(condition))

    def _value(self, condition: Condition) -> str:
        asks, value = condition.field.asks(condition.operator), condition.value
        if asks is Asks.CHOICE:
            gone = _("unknown")
            return f"“{self.choices(condition.field).get(value, gone)}”"
        if asks is Asks.DATE:
            return labels.day(date.fromisoformat(value))
        return f"“{value}”" if asks is Asks.TEXT else _figure(value, asks)


def _figure(value: Any, asks: Asks) -> str:
    if asks is Asks.CENTS:
        return labels.money(value)
    if isinstance(value, date):
        return labels.day(value)
    if isinstance(value, Fraction):  # an average, as statistics have it
        return number_format(round(Decimal(value.numerator) / value.denominator, 1), decimal_pos=1)
    return str(value)
