"""Dates and wall times of the venue (R1): calendar arithmetic, never a division of hours.

Moments come out in UTC: between two of one local zone Python reckons by the wall, and is an hour off in two nights.
"""

from calendar import monthrange
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils import timezone


def moment(day: date, wall_time: time) -> datetime:
    """The aware timestamp of a wall time at the venue."""
    return datetime.combine(day, wall_time, tzinfo=ZoneInfo(settings.TIME_ZONE)).astimezone(UTC)


def start_of(day: date) -> datetime:
    return moment(day, time.min)


def end_of(day: date) -> datetime:
    """The last whole second of a local day: what a date without a time means (R2)."""
    return moment(day, time(23, 59, 59))


def later(at: datetime, *, days: int) -> datetime:
    """The same wall time, so many calendar days later: 25 hours in one night of autumn, 23 in one of spring."""
    local = at.astimezone(ZoneInfo(settings.TIME_ZONE))
    return (local + timedelta(days=days)).astimezone(UTC)


def days_until(day: date, *, at: datetime) -> int:
    """Local calendar days from the day of `at` to `day`; negative when it has passed."""
    return (day - timezone.localdate(at)).days


def months_later(day: date, months: int) -> date:
    """The same day so many months on (or back, below 0), or the last of a month that has no such day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
