"""What a rule can be about: one table. Of each field: how it is called, asked of the database, and judged of one."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from fractions import Fraction
from typing import Any, ClassVar
from zoneinfo import ZoneInfo

from django.apps import apps
from django.conf import settings
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from crm.rules import operators
from crm.rules.known import Known, figures_as_of
from crm.rules.operators import Asks, Operator
from crm.rules.questions import Question, average_between

Choices = list[tuple[Any, str]]
WhoHas = Callable[[int], Q]  # of the id of a tag: the customers that have it


@dataclass(frozen=True)
class Field:
    """`counts_in` is what is filled in where an operator asks for no more than the field's own; `column` is stored."""

    nothing: ClassVar[Any] = None  # what somebody has of it who has no row of figures

    name: str
    label: Any
    operators: tuple[Operator, ...]
    column: str
    counts_in: Asks = Asks.NOTHING

    def operator(self, name: str) -> Operator:
        """Raises KeyError for one that this field has not."""
        return {each.name: each for each in self.operators}[name]

    def asks(self, operator: Operator) -> Asks:
        return self.counts_in if operator.asks is Asks.OWN else operator.asks

    def choices(self) -> Choices:
        """(value, word) of each that can be chosen, where the operators ask for a choice."""
        return []

    def figure(self, known: Known) -> Any:
        """What one customer has of it; None when it is not there."""
        return getattr(known.customer, self.column)

    def q(self, question: Question, *, today: date, who_has: WhoHas) -> Q:
        """The customers of whom it holds."""
        return question.q(self.column)


class Figure(Field):
    """A stored figure. What holds of nothing, holds of who has no row of figures."""

    def figure(self, known: Known) -> Any:
        return getattr(known.figures, self.column, self.nothing)

    def q(self, question: Question, *, today: date, who_has: WhoHas) -> Q:
        rows = figures_as_of(today)
        if question.holds(self.nothing):
            return ~Q(pk__in=rows.exclude(self.asked(question)).values("customer"))
        return Q(pk__in=rows.filter(self.asked(question)).values("customer"))

    def asked(self, question: Question) -> Q:
        """The rows of figures of which it holds."""
        return question.q(self.column)


class Counted(Figure):
    nothing = 0


class Average(Figure):
    """Of guests in a booking: without a booking there is none."""

    def figure(self, known: Known) -> Any:
        bookings = getattr(known.figures, "bookings", 0)
        return Fraction(known.figures.guests, bookings) if bookings else None

    def asked(self, question: Question) -> Q:
        return average_between(question, self.column, "bookings")


class Arrangement(Figure):
    def choices(self) -> Choices:
        column: Any = figures_as_of(date.min).model._meta.get_field("arrangement")
        return [(row.pk, str(row)) for row in column.related_model.objects.order_by("name", "pk")]


class Since(Field):
    """The date of a timestamp, at the venue."""

    def figure(self, known: Known) -> Any:
        return timezone.localdate(getattr(known.customer, self.column))

    def q(self, question: Any, *, today: date, who_has: WhoHas) -> Q:
        """Of Between alone: none of its operators asks anything else."""
        asked = Q()
        if question.low is not None:
            asked &= Q(**{f"{self.column}__gte": _start_of(question.low)})
        if question.high is not None:
            asked &= Q(**{f"{self.column}__lt": _start_of(question.high + timedelta(days=1))})
        return asked


class Language(Field):
    def choices(self) -> Choices:
        customer: Any = apps.get_model("crm", "Customer")
        return [(value, str(word)) for value, word in customer.Language.choices]


class Tagged(Field):
    """Whether they have a tag, by hand or by rule. For segments alone: so no tag by rule leads to itself."""

    def choices(self) -> Choices:
        tag: Any = apps.get_model("crm", "Tag")
        return [(row.pk, row.name) for row in tag.objects.order_by("name", "pk")]

    def figure(self, known: Known) -> Any:
        return known.tags

    def q(self, question: Any, *, today: date, who_has: WhoHas) -> Q:
        theirs = who_has(question.value)
        return theirs if question.yes else ~theirs


def _start_of(day: date) -> datetime:
    return datetime.combine(day, time.min, tzinfo=ZoneInfo(settings.TIME_ZONE))


TAG = "tag"
_TABLE = [
    Counted("bookings", _("Bookings"), operators.COUNTED, "bookings", Asks.NUMBER),
    Counted("omzet", _("Omzet"), operators.COUNTED, "omzet_cents", Asks.CENTS),
    Counted("paid", _("Paid"), operators.COUNTED, "paid_cents", Asks.CENTS),
    Counted("outstanding", _("Outstanding"), operators.COUNTED, "outstanding_cents", Asks.CENTS),
    Counted("guests", _("Guests in all"), operators.COUNTED, "guests", Asks.NUMBER),
    Average("average", _("Average group size"), operators.AVERAGED, "guests", Asks.NUMBER),
    Counted("cancellations", _("Cancellations"), operators.COUNTED, "cancellations", Asks.NUMBER),
    Counted("no_shows", _("No-shows"), operators.COUNTED, "no_shows", Asks.NUMBER),
    Arrangement("arrangement", _("Preferred arrangement"), operators.CHOSEN, "arrangement_id"),
    Figure("first_visit", _("First visit"), operators.PAST, "first_visit"),
    Figure("last_visit", _("Last visit"), operators.PAST, "last_visit"),
    Figure("next_visit", _("Next visit"), operators.TO_COME, "next_visit"),
    Since("since", _("Customer since"), operators.BEGUN, "created_at"),
    Field("newsletter", _("Newsletter"), operators.YES_NO, "newsletter_at"),
    Field("company", _("Comes from a company"), operators.YES_NO, "company_id"),
    Language("language", _("Language"), operators.CHOSEN, "language"),
    Field("city", _("City"), operators.WRITTEN, "city"),
    Field("postal_code", _("Postal code"), operators.WRITTEN, "postal_code"),
    Tagged(TAG, _("Tag"), operators.HAVING, ""),
]
FIELDS = {field.name: field for field in _TABLE}
