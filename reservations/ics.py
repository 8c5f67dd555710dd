"""An evening as a calendar file (RFC 5545)."""

from datetime import UTC, datetime, timedelta

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from reservations import labels
from reservations.calendar import moment
from reservations.models import Reservation

LONGEST_LINE = 75  # bytes, after which a line is folded


def entry(reservation: Reservation, *, at: datetime) -> str:
    """One event from doors to end, in UTC; an end before the start is after midnight."""
    event = reservation.event
    ends_on = event.date + timedelta(days=event.end < event.start)
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Foyer//Foyer//NL",
        "BEGIN:VEVENT",
        f"UID:{reservation.reference}@foyer",
        f"DTSTAMP:{_utc(at)}",
        f"DTSTART:{_utc(moment(event.date, event.doors))}",
        f"DTEND:{_utc(moment(ends_on, event.end))}",
        f"SUMMARY:{_text(f'{event.show} · {settings.VENUE_NAME}')}",
        f"DESCRIPTION:{_text(_described(reservation))}",
        "END:VEVENT",
        "END:VCALENDAR",
    ]
    return "".join(f"{_folded(line)}\r\n" for line in lines)


def _described(reservation: Reservation) -> str:
    guests = ngettext("%(count)d person", "%(count)d persons", reservation.guests) % {"count": reservation.guests}
    start = _("start %(time)s") % {"time": labels.hour(reservation.event.start)}
    return f"{reservation.reference} · {reservation.customer} · {guests} · {start}"


def _utc(value: datetime) -> str:
    return value.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")


def _text(value: str) -> str:
    for character in ("\\", ";", ","):
        value = value.replace(character, f"\\{character}")
    return value.replace("\n", "\\n")


def _folded(line: str) -> str:
    """Lines of at most so many bytes; each further one begins with a space. No character is cut in two."""
    folded, size = "", 0
    for character in line:
        width = len(character.encode())
        if size + width > LONGEST_LINE:
            folded, size = f"{folded}\r\n ", 1
        folded, size = folded + character, size + width
    return folded
