"""Since when a rule fits somebody, as far as what is stored can tell; where it can't, since when there is the rule."""

from collections.abc import Callable, Collection, Sequence
from datetime import date, datetime
from itertools import accumulate
from typing import NamedTuple

from django.utils import timezone
from django.utils.translation import gettext as _

from crm.models import Customer
from crm.rules import ANY, Condition, Known, Rule
from reservations import labels
from reservations.models import Reservation
from reservations.status import COUNTS_AS_OMZET, Status


class Booked(NamedTuple):
    """A reservation as far as figures are made of it; `day` is that of its event."""

    day: date
    status: str
    guests: int
    total_cents: int


class Since(NamedTuple):
    """A local date, and what happened on it."""

    day: date
    words: str


def booked_by(customer: Customer) -> list[Booked]:
    """All of their reservations, in the order of their events."""
    rows = Reservation.objects.filter(customer=customer).order_by("event__date", "pk")
    return [Booked(*row) for row in rows.values_list("event__date", "status", "guests", "total_cents")]


def since(rule: Rule, known: Known, booked: Sequence[Booked], *, rule_at: datetime, today: date) -> Since:
    """Of a rule that fits: of conditions that must all hold the last that was met, of any the first."""
    dated = [found for each in rule.held(known, today=today) if (found := _met(each, known, booked))]
    if dated:
        return (min if rule.match == ANY else max)(dated)
    made_on = timezone.localdate(rule_at)
    return Since(made_on, _("by the rule of %(date)s") % {"date": labels.day(made_on)})


def _met(condition: Condition, known: Known, booked: Sequence[Booked]) -> Since | None:
    """The day of what met it, where that is known."""
    name, figure = condition.field_name, condition.field.figure(known)
    if condition.operator_name == "gte" and name in _COUNTED:
        return _counted(condition, booked)
    if name == "newsletter" and figure:
        given_on = timezone.localdate(figure)
        return Since(given_on, _("consent given on %(date)s") % {"date": labels.day(given_on)})
    if isinstance(figure, date) and not isinstance(figure, datetime):
        return Since(figure, f"{condition.field.label}: {labels.day(figure)}")
    return None


# Of a booking that counts: how much it adds to the figure.
_COUNTED: dict[str, tuple[Collection[str], Callable[[Booked], int]]] = {
    "bookings": (COUNTS_AS_OMZET, lambda _row: 1),
    "guests": (COUNTS_AS_OMZET, lambda row: row.guests),
    "omzet": (COUNTS_AS_OMZET, lambda row: row.total_cents),
    "cancellations": ({Status.CANCELLED}, lambda _row: 1),
    "no_shows": ({Status.NO_SHOW}, lambda _row: 1),
}


def _counted(condition: Condition, booked: Sequence[Booked]) -> Since | None:
    """The day of the booking with which the figure became large enough."""
    statuses, adds = _COUNTED[condition.field_name]
    rows = [row for row in booked if row.status in statuses]
    for row, total in zip(rows, accumulate(adds(row) for row in rows), strict=True):
        if total >= condition.value > 0:
            return Since(row.day, _("reached with the booking for %(date)s") % {"date": labels.day(row.day)})
    return None  # nobody has to book for “at least 0”
