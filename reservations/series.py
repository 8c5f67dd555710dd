"""Several evenings at once: which dates they are, what is on already, and one batch that makes them."""

import re
from collections.abc import Iterable, Mapping
from contextlib import suppress
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid5

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from reservations import bulk, programme
from reservations.bulk import Result
from reservations.models import Actor, Event
from reservations.months import require_near
from reservations.refusals import Refusal

MOST = 60  # evenings in one go: a year of weeks, and a few
WEEK = timedelta(days=7)
_TYPED = re.compile(r"(?P<day>\d{1,2})[-/.](?P<month>\d{1,2})[-/.](?P<year>\d{4})")
_ISO = re.compile(r"(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})")


class BadDates(Refusal):
    field = "dates"


def weekly(first: date, until: date) -> list[date]:
    """The same day of every week, both ends included. Raises BadDates, as picked() does."""
    weeks = (until - first) // WEEK
    return _judged([first + WEEK * number for number in range(min(weeks, MOST) + 1)])


def picked(text: str) -> list[date]:
    """Dates as people type or paste them: 12-3-2027 or 2027-03-12, with spaces, commas or lines between; in order."""
    return _judged(sorted({_date(word) for word in re.split(r"[\s,;]+", text.strip()) if word}))


def taken(dates: Iterable[date]) -> dict[date, list[Event]]:
    """What is on already on these dates, by date; what is closed is not on."""
    on: dict[date, list[Event]] = {}
    for event in Event.objects.active().filter(date__in=list(dates)).with_programme().order_by("date", "start", "pk"):
        on.setdefault(event.date, []).append(event)
    return on


def create(values: Mapping[str, Any], dates: Iterable[date], *, batch: UUID, by: Actor, at: datetime) -> list[Result]:
    """An event on each date, with these values of programme.EDITABLE besides: a result per evening."""
    return [_create({**values, "date": day}, token=uuid5(batch, str(day)), batch=batch, by=by, at=at) for day in dates]


def _create(values: Mapping[str, Any], **how: Any) -> Result:
    result = bulk.result_of(programme.create, values, **how)
    return result._replace(event=result.act.event if result.act else Event(**_columns(values)))


def _columns(values: Mapping[str, Any]) -> dict[str, Any]:
    return {name: values[name] for name in ("show_id", "type_id", "date")}


def _judged(dates: list[date]) -> list[date]:
    if not dates:
        raise BadDates(_("Type at least one date."))
    if len(dates) > MOST:
        raise BadDates(_("At most %(most)d events in one go.") % {"most": MOST})
    try:
        for day in dates:
            require_near(day)
    except ValidationError as error:
        raise BadDates(error.messages[0]) from error
    return dates


def _date(word: str) -> date:
    if found := _TYPED.fullmatch(word) or _ISO.fullmatch(word):
        with suppress(ValueError):
            return date(*(int(found[part]) for part in ("year", "month", "day")))
    raise BadDates(_("“%(word)s” is no date: type dates like 12-3-2027.") % {"word": word[:20]})
