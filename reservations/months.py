"""A month of the venue's calendar, as addresses and inputs have it: 2027-03."""

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Self

from django.core.exceptions import ValidationError
from django.utils.formats import date_format
from django.utils.translation import gettext as _

FIRST_YEAR, LAST_YEAR = 2000, 2100
DECEMBER = 12


def require_near(day: date) -> None:
    """For a form's field: a year like 0027 is a slip of the finger."""
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise ValidationError(_("Choose a date from %(first)d to %(last)d.") % {"first": FIRST_YEAR, "last": LAST_YEAR})


@dataclass(frozen=True, order=True)
class Month:
    year: int
    month: int

    @classmethod
    def of(cls, day: date) -> Self:
        return cls(day.year, day.month)

    @classmethod
    def parse(cls, text: str) -> Self:
        """Raises ValueError for what is no month from 2000 to 2100."""
        found = re.fullmatch(r"(\d{4})-(\d{2})", text, re.ASCII)
        if not found or not (1 <= int(found[2]) <= DECEMBER and FIRST_YEAR <= int(found[1]) <= LAST_YEAR):
            raise ValueError(text)
        return cls(int(found[1]), int(found[2]))

    def __str__(self) -> str:
        return f"{self.year}-{self.month:02d}"

    @property
    def name(self) -> str:
        """maart 2027"""
        return date_format(self.first, "F Y")

    @property
    def short_name(self) -> str:
        """maart"""
        return date_format(self.first, "F")

    @property
    def first(self) -> date:
        return date(self.year, self.month, 1)

    @property
    def last(self) -> date:
        return self.next.first - timedelta(days=1)

    @property
    def next(self) -> Self:
        return self.later(1)

    @property
    def previous(self) -> Self:
        return self.later(-1)

    def later(self, months: int) -> Self:
        years, month = divmod(self.month - 1 + months, DECEMBER)
        return type(self)(self.year + years, month + 1)

    @property
    def weeks(self) -> list[list[date]]:
        """Whole weeks from Monday on: the first and the last may begin and end in other months."""
        return calendar.Calendar(calendar.MONDAY).monthdatescalendar(self.year, self.month)
