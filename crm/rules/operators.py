"""How a figure is compared in a rule: the words for it, what has to be filled in, and the question it becomes."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum
from typing import Any

from django.utils.translation import gettext_lazy as _

from crm.rules.questions import Begins, Between, Has, Is, IsNot, IsThere, Question


class Asks(Enum):
    """What has to be filled in. OWN: what the field counts in."""

    OWN = "own"
    NUMBER = "number"
    CENTS = "cents"
    DAYS = "days"
    DATE = "date"
    CHOICE = "choice"
    TEXT = "text"
    NOTHING = "nothing"


@dataclass(frozen=True)
class Operator:
    """`words` has a place for the value; `one` is what is said instead when that is 1.

    `question` is made of the value as a rule keeps it, and of the local date of today.
    """

    name: str
    words: Any
    question: Callable[[Any, date], Question]
    asks: Asks = Asks.OWN
    one: Any = None

    @property
    def label(self) -> str:
        return str(self.words) % {"value": "…"}

    def told(self, value: Any, shown: str) -> str:
        """In words, the value as it is `shown`."""
        return str(self.one if self.one and value == 1 else self.words) % {"value": shown}


def _day(value: str) -> date:
    return date.fromisoformat(value)


AT_LEAST = Operator("gte", _("at least %(value)s"), lambda value, _today: Between(low=value))
AT_MOST = Operator("lte", _("at most %(value)s"), lambda value, _today: Between(high=value))
EXACTLY = Operator("eq", _("exactly %(value)s"), lambda value, _today: Between(value, value))

WITHIN = Operator(
    "within", _("in the last %(value)s days"), lambda days, today: Between(today - timedelta(days), today),
    Asks.DAYS, one=_("today or yesterday"),
)  # fmt: skip
LONGER_AGO = Operator(
    "beyond", _("longer than %(value)s days ago"), lambda days, today: Between(high=today - timedelta(days + 1)),
    Asks.DAYS, one=_("before yesterday"),
)  # fmt: skip
SOON = Operator(
    "within", _("within %(value)s days"), lambda days, today: Between(today, today + timedelta(days)),
    Asks.DAYS, one=_("today or tomorrow"),
)  # fmt: skip
LATER = Operator(
    "beyond", _("more than %(value)s days from now"), lambda days, today: Between(low=today + timedelta(days + 1)),
    Asks.DAYS, one=_("after tomorrow"),
)  # fmt: skip
SINCE = Operator("since", _("on or after %(value)s"), lambda value, _today: Between(low=_day(value)), Asks.DATE)
UNTIL = Operator("until", _("on or before %(value)s"), lambda value, _today: Between(high=_day(value)), Asks.DATE)
EVER = Operator("some", _("there has been one"), lambda _value, _today: IsThere(), Asks.NOTHING)
NEVER = Operator("none", _("there has been none"), lambda _value, _today: IsThere(yes=False), Asks.NOTHING)
PLANNED = Operator("some", _("there is one"), lambda _value, _today: IsThere(), Asks.NOTHING)
NOT_PLANNED = Operator("none", _("there is none"), lambda _value, _today: IsThere(yes=False), Asks.NOTHING)

IS = Operator("is", _("is %(value)s"), lambda value, _today: Is(value), Asks.CHOICE)
IS_NOT = Operator("isnt", _("is not %(value)s"), lambda value, _today: IsNot(value), Asks.CHOICE)
HAS = Operator("has", _("has %(value)s"), lambda value, _today: Has(value), Asks.CHOICE)
HAS_NOT = Operator("hasnt", _("has not %(value)s"), lambda value, _today: Has(value, yes=False), Asks.CHOICE)
YES = Operator("yes", _("yes"), lambda _value, _today: IsThere(), Asks.NOTHING)
NO = Operator("no", _("no"), lambda _value, _today: IsThere(yes=False), Asks.NOTHING)
BEGINS = Operator("begins", _("begins with %(value)s"), lambda value, _today: Begins(value), Asks.TEXT)

COUNTED = (AT_LEAST, AT_MOST, EXACTLY)
AVERAGED = (AT_LEAST, AT_MOST)
PAST = (WITHIN, LONGER_AGO, SINCE, UNTIL, EVER, NEVER)
TO_COME = (SOON, LATER, SINCE, UNTIL, PLANNED, NOT_PLANNED)
BEGUN = (WITHIN, LONGER_AGO, SINCE, UNTIL)
CHOSEN = (IS, IS_NOT)
HAVING = (HAS, HAS_NOT)
YES_NO = (YES, NO)
WRITTEN = (BEGINS,)
