"""The period that figures are about, as the address says it, and the one that they are compared with (R7)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from reservations import labels
from reservations.months import Month, require_near

DAY, WEEK = timedelta(days=1), timedelta(days=7)
QUARTER, SUNDAY = 3, 6  # months; as date.weekday() has it
ALL = "all"
CHOICES = {
    ALL: gettext_lazy("All time"),
    "today": gettext_lazy("Today"),
    "week": gettext_lazy("7 days"),
    "month": gettext_lazy("This month"),
    "quarter": gettext_lazy("This quarter"),
    "year": gettext_lazy("This year"),
}


@dataclass(frozen=True)
class Period:
    """From one local date to another, both included; `first` and `last` are None for all time."""

    first: date | None = None
    last: date | None = None

    @property
    def is_all(self) -> bool:
        return self.first is None

    @property
    def days(self) -> int:
        """How many there are; 0 for all time, which has no end."""
        return (self.last - self.first + DAY).days if self.first and self.last else 0

    @property
    def before(self) -> "Period | None":
        """The equally long period that ends the day before; None for all time."""
        if not (self.first and self.last):
            return None
        return Period(self.first - timedelta(days=self.days), self.first - DAY)

    @property
    def words(self) -> str:
        """november 2026, or zo 1 nov 2026 t/m ma 16 nov 2026"""
        if not (self.first and self.last):
            return str(CHOICES[ALL])
        if self.first == self.last:
            return labels.day(self.first)
        if self == month_of(self.first):
            return Month.of(self.first).name
        begun = labels.day(self.first)
        return _("%(first)s to %(last)s") % {"first": begun, "last": labels.day(self.last)}

    def asked_of(self, column: str) -> dict[str, Any]:
        """As a filter on a column of dates."""
        return {f"{column}__range": (self.first, self.last)} if self.first and self.last else {}

    def address(self, since: str = "date_from", until: str = "date_to") -> dict[str, str]:
        """As the address of a list asks for it, under the names that list has for its ends."""
        if not (self.first and self.last):
            return {}
        return {since: self.first.isoformat(), until: self.last.isoformat()}


def month_of(day: date) -> Period:
    month = Month.of(day)
    return Period(month.first, month.last)


def days_to_come(today: date) -> Period:
    """Seven days, today among them."""
    return Period(today, today + WEEK - DAY)


def week_of(day: date) -> Period:
    """From Monday up to and including Sunday."""
    first = day - timedelta(days=day.weekday())
    return Period(first, first + WEEK - DAY)


def week_to_come(today: date) -> Period:
    """What is left of this week: today up to and including Sunday."""
    return Period(today, today + timedelta(days=SUNDAY - today.weekday()))


def named(name: str, today: date) -> Period:
    """One of CHOICES as it falls on a local date. Seven days are those up to and including today."""
    if name == "today":
        return Period(today, today)
    if name == "week":
        return Period(today - WEEK + DAY, today)
    if name == "month":
        return month_of(today)
    if name == "quarter":
        first = Month(today.year, today.month - (today.month - 1) % QUARTER)
        return Period(first.first, first.later(QUARTER - 1).last)
    if name == "year":
        return Period(date(today.year, 1, 1), date(today.year, 12, 31))
    return Period()


def _day(label: Any) -> forms.DateField:
    return forms.DateField(
        label=label, required=False, widget=forms.DateInput({"type": "date"}, "%Y-%m-%d"), validators=[require_near]
    )


class PeriodForm(forms.Form):
    """What the address asks: a period by its name, or two dates, which come first. `at` is an aware timestamp."""

    since = _day(gettext_lazy("From"))
    until = _day(gettext_lazy("Up to and including"))

    def __init__(self, data: Mapping[str, str], *, at: datetime):
        super().__init__(data)
        self.today, self.name = timezone.localdate(at), data.get("period", "")
        self.name = self.name if self.name in CHOICES else ALL

    def clean(self) -> dict:
        values = super().clean() or self.cleaned_data
        since, until = values.get("since"), values.get("until")
        if since and until and since > until:
            self.add_error("until", _("The end of the period comes before its beginning."))
        elif bool(since) != bool(until) and not self.errors:
            self.add_error("until" if since else "since", _("Choose both ends of the period."))
        return values

    @property
    def period(self) -> Period:
        """All time for an address that means nothing."""
        if not self.is_valid():
            return Period()
        if self.cleaned_data["since"]:
            return Period(self.cleaned_data["since"], self.cleaned_data["until"])
        return named(self.name, self.today)

    @property
    def words(self) -> str:
        """What the button says: the name that was asked for, or the dates."""
        return self.period.words if self.is_chosen else str(CHOICES[self.name])

    @property
    def is_chosen(self) -> bool:
        """Whether two dates were asked for, instead of a name."""
        return bool(self["since"].value() or self["until"].value())

    @property
    def choices(self) -> list[tuple[str, object, bool]]:
        """(name, words, whether it is the one asked for)."""
        return [(name, words, name == self.name and not self.is_chosen) for name, words in CHOICES.items()]

    @property
    def kept(self) -> dict[str, str]:
        """What an address says to ask for the same again."""
        if self.is_chosen:
            return {"since": self["since"].value() or "", "until": self["until"].value() or ""}
        return {} if self.name == ALL else {"period": self.name}
