"""Which events a few words mean: a date as people say it, a day of the week, a month, the name of a show."""

import re
from collections.abc import Collection, Mapping
from datetime import date, datetime, timedelta
from functools import cache

from django.conf import settings
from django.db.models import Q
from django.utils import formats, translation
from django.utils.dateparse import parse_date
from django.utils.dates import MONTHS, MONTHS_3, WEEKDAYS

DAY, YEAR, DAY_AND_MONTH = re.compile(r"\d{1,2}"), re.compile(r"20\d\d"), re.compile(r"(\d{1,2})[-/.](\d{1,2})[-/.]?")
DAYS_FROM_TODAY = {"vandaag": 0, "today": 0, "morgen": 1, "tomorrow": 1, "overmorgen": 2}
YEARS = range(-10, 6)  # from this one: where a date that is said without a year may be
WORTH_A_NAME = 3  # letters; fewer are in too many names


def meant(text: str, *, today: date) -> Q:
    """Events that all these words mean, or whose show has them in its name as they stand: “28 nov”, “za winter”.

    Words are Dutch or English, whatever the language on screen, and may be half typed. `today` is a local date.
    """
    text = text.replace("\0", "").strip()
    words = text.replace(",", " ").split()
    said = Q() if words else Q(pk__in=[])
    while words:
        said &= _first(words, today)
    return said | Q(show__name__icontains=text) if len(text) >= WORTH_A_NAME else said


def _first(words: list[str], today: date) -> Q:
    """What the first word means, with the month that may follow it; they are taken off."""
    word = words.pop(0)
    if day := _whole_date(word):
        return Q(date=day)
    if numbers := DAY_AND_MONTH.fullmatch(word):
        return _on(int(numbers[1]), {int(numbers[2])}, today)
    number = word.strip("-/.")
    if not DAY.fullmatch(number):
        return _word(word, today)
    if months := _months(words[0], shortest=1) if words else set():
        words.pop(0)
        return _on(int(number), months, today)
    return Q(date__day=int(number))


def _word(word: str, today: date) -> Q:
    """A day or a month where it can be one; else part of a name."""
    bare = word.casefold().strip("-/.")
    if bare in DAYS_FROM_TODAY:
        return Q(date=today + timedelta(days=DAYS_FROM_TODAY[bare]))
    if YEAR.fullmatch(bare):
        return Q(date__year=int(bare))
    months, weekdays = _months(bare, shortest=3), _beginning(bare, _weekday_names(), shortest=2)
    if months or weekdays:
        return Q(date__month__in=months) | Q(date__iso_week_day__in=weekdays)
    return Q(show__name__icontains=word)


def _on(day: int, months: Collection[int], today: date) -> Q:
    """That day of one of the months, in any year; none when there is no such day."""
    days = (_date(today.year + years, month, day) for month in months for years in YEARS)
    return Q(date__in=[each for each in days if each])


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _whole_date(text: str) -> date | None:
    """A whole date as people type it: 9-12-2026, 9/12/2026, 2026-12-09."""
    try:
        return parse_date(text) or _by_format(text)
    except ValueError:
        return None


def _by_format(text: str) -> date | None:
    for pattern in formats.get_format("DATE_INPUT_FORMATS"):
        try:
            return datetime.strptime(text, pattern).date()  # noqa: DTZ007 a date has no zone
        except ValueError:
            continue
    return None


def _months(word: str, *, shortest: int) -> set[int]:
    return _beginning(word.casefold().strip("."), _month_names(), shortest=shortest)


def _beginning(word: str, names: Mapping[int, Collection[str]], *, shortest: int) -> set[int]:
    """The numbers of those that begin with these letters."""
    if len(word) < shortest:
        return set()
    return {number for number, known in names.items() if any(name.startswith(word) for name in known)}


@cache
def _month_names() -> dict[int, set[str]]:
    return _in_every_language(MONTHS, MONTHS_3)


@cache
def _weekday_names() -> dict[int, set[str]]:
    """By their ISO number: Monday is 1."""
    return {number + 1: names for number, names in _in_every_language(WEEKDAYS).items()}


def _in_every_language(*tables: Mapping) -> dict[int, set[str]]:
    names: dict[int, set[str]] = {number: set() for number in tables[0]}
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            for table in tables:
                for number, name in table.items():
                    names[number].add(str(name).casefold())
    return names
