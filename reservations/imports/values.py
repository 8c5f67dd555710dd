"""What stands in a file, read as what Foyer keeps: text, whole numbers, cents, moments, local dates.

Numbers come as Decimal (see backup.py), so that an amount is what was written, not the float nearest to it.
Every function raises Unreadable with a reason; none guesses, none cuts.
"""

import re
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from django.utils import timezone
from django.utils.dateparse import parse_time
from django.utils.translation import gettext as _

from reservations.calendar import end_of, start_of

EARLIEST, LATEST = date(1990, 1, 1), date(2100, 1, 1)
LARGEST_CENTS = 100_000_000  # one million euros, as in reservations/ledger.py
# Sums of floats end in …0000001: that is no fraction of a cent. In cents.
FLOAT_DUST = Decimal("0.0001")
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_NO_SIGN = re.compile("[\0\ud800-\udfff]")
_WHOLE = re.compile(r"[+-]?\d{1,15}", re.ASCII)
_AMOUNT = re.compile(r"[+-]?\d{1,15}(\.\d{1,20})?", re.ASCII)
_WALL_TIME = re.compile(r"\d{1,2}:\d\d(:\d\d)?", re.ASCII)
_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)


class Unreadable(ValueError):
    """The reason, as a sentence without its subject."""


def text(value: Any) -> str:
    """Trimmed; "" for nothing. A number without a fraction is read as its digits: spreadsheets make them of text."""
    if value is None:
        return ""
    if isinstance(value, Decimal) and value.is_finite() and abs(value) < 10**15 and value == int(value):
        return str(int(value))
    if not isinstance(value, str):
        raise Unreadable(_("is no text"))
    if _NO_SIGN.search(value):
        raise Unreadable(_("holds signs that no database keeps"))
    return value.strip()


def whole(value: Any, *, least: int, most: int) -> int:
    number = _number(value, _WHOLE)
    if number != number.to_integral_value():
        raise Unreadable(_("is no whole number"))
    if not least <= number <= most:
        raise Unreadable(_("is not from %(least)d to %(most)d") % {"least": least, "most": most})
    return int(number)


def cents(value: Any, *, least: int = 0) -> int:
    """Euros in the file, cents here."""
    amount = _number(value, _AMOUNT) * 100
    if not least <= amount <= LARGEST_CENTS:
        raise Unreadable(_("is no amount from € %(least)d to € 1.000.000") % {"least": least // 100})
    nearest = amount.to_integral_value()
    if abs(amount - nearest) > FLOAT_DUST:
        raise Unreadable(_("has a fraction of a cent"))
    return int(nearest)


def flag(value: Any) -> bool:
    if isinstance(value, str) and value.strip().lower() in {"true", "false"}:
        return value.strip().lower() == "true"
    if not isinstance(value, bool):
        raise Unreadable(_("is neither true nor false"))
    return value


def moment(value: Any) -> datetime:
    """An ISO string or {seconds, nanoseconds}, as an aware timestamp. Without a zone it is the venue's own time."""
    return _from_seconds(value) if isinstance(value, dict) else _from_iso(value)


def day(value: Any) -> date:
    """The local date of a moment (R1), or a date as it stands."""
    return timezone.localdate(moment(value))


def expiry(value: Any) -> datetime:
    """A moment; a date without a time is the end of that local day (R2)."""
    found = moment(value)
    return end_of(timezone.localdate(found)) if _is_date_alone(value) else found


def wall_time(value: Any) -> time:
    written = text(value)
    try:
        found = parse_time(written) if _WALL_TIME.fullmatch(written) else None
    except ValueError:
        found = None
    if found is None:
        raise Unreadable(_("is no time of day like 19:30"))
    return found


def plain(value: Any) -> Any:
    """Anything at all, as a JSON column keeps it."""
    if isinstance(value, dict):
        return {text(name): plain(part) for name, part in value.items()}
    if isinstance(value, list):
        return [plain(part) for part in value]
    if isinstance(value, Decimal):
        return int(value) if value.is_finite() and abs(value) < 10**15 and value == int(value) else str(value)
    return text(value) if isinstance(value, str) else value


def _number(value: Any, written: re.Pattern) -> Decimal:
    if isinstance(value, str) and written.fullmatch(value.strip()):
        return Decimal(value.strip())
    # A text, a truth value, NaN or infinity; and what is too long to count with.
    if not isinstance(value, Decimal) or not value.is_finite() or abs(value) >= 10**15:
        raise Unreadable(_("is no number"))
    return value


def _is_date_alone(value: Any) -> bool:
    return isinstance(value, str) and bool(_DAY.fullmatch(value.strip()))


def _from_seconds(value: dict) -> datetime:
    seconds = value.get("seconds", value.get("_seconds"))
    found = _EPOCH + timedelta(seconds=whole(seconds, least=0, most=2**32))
    _require_plausible(found)
    return found


def _from_iso(value: Any) -> datetime:
    written = text(value)
    try:
        found = datetime.fromisoformat(written)
    except ValueError:
        raise Unreadable(_("is no date and time")) from None
    # First: at the ends of the calendar there is no other zone to go to.
    _require_plausible(found)
    if _is_date_alone(written):
        return start_of(found.date())
    return found if found.tzinfo else timezone.make_aware(found)


def _require_plausible(moment: datetime) -> None:
    if not EARLIEST <= moment.date() < LATEST:
        raise Unreadable(_("is no moment between 1990 and 2100"))
