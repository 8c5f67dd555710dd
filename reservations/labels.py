"""How money, dates and terms read on screen (R1, R2, R5, R6). Pure: `at` is the moment that "today" is judged by."""

import re
from datetime import date, datetime, time
from functools import lru_cache

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language, gettext_lazy, ngettext, pgettext
from django.utils.translation import gettext as _

from reservations.calendar import days_until
from reservations.models import Event, ReminderLevel, Reservation
from reservations.status import Status

NOON, EVENING = 12, 18


def money(cents: int) -> str:
    """The Dutch way, in every language: € 1.200, € 47,50, −€ 5."""
    euros, rest = divmod(abs(cents), 100)
    whole = f"{euros:,}".replace(",", ".")
    return f"{'−' if cents < 0 else ''}€ {whole}{f',{rest:02d}' if rest else ''}"


def amount(cents: int) -> str:
    """For an input: 1200,00 (what forms.EurosField reads back)."""
    euros, rest = divmod(cents, 100)
    return f"{euros},{rest:02d}"


def day(value: date) -> str:
    """za 28 nov 2026"""
    return _day_in(get_language(), timezone.localdate(value) if isinstance(value, datetime) else value)


@lru_cache(maxsize=1024)  # A list says the same few evenings over and over.
def _day_in(_language: str | None, value: date) -> str:
    # Dutch writes months without capitals.
    return date_format(value, pgettext("format of a short date", "D j M Y"))


def event_name(event: Event) -> str:
    """Winterrevue, za 28 nov 2026"""
    return f"{event.show}, {day(event.date)}"


def dial(phone: str) -> str:
    """What a telephone dials: of a number that is kept as it was typed, its digits."""
    return re.sub(r"[^\d+]", "", phone)


def hour(value: time) -> str:
    """18:00. Not by Django's filter, which reads the format anew for each row of a list."""
    return f"{value:%H:%M}"


def clock(value: datetime) -> str:
    """18:00, at the venue."""
    return date_format(timezone.localtime(value), "H:i")


def expiry(reservation: Reservation, *, at: datetime) -> str:
    """When an option lapses or has lapsed, in words; "" for what is no option."""
    expires_at = reservation.option_expires_at
    if expires_at is None:
        return ""
    days = days_until(timezone.localdate(expires_at), at=at)
    return _lapsed(expires_at, -days) if reservation.is_lapsed(at=at) else _live(expires_at, days)


def _live(expires_at: datetime, days: int) -> str:
    if days == 0:
        return _("Expires today (%(time)s)") % {"time": clock(expires_at)}
    if days == 1:
        return _("Expires tomorrow")
    return ngettext("Expires in %(days)d day", "Expires in %(days)d days", days) % {"days": days}


def _lapsed(expires_at: datetime, days: int) -> str:
    if days == 0:
        return _("Lapsed: today (%(time)s)") % {"time": clock(expires_at)}
    if days == 1:
        return _("Lapsed: yesterday")
    return ngettext("Lapsed: %(days)d day ago", "Lapsed: %(days)d days ago", days) % {"days": days}


def lateness(reservation: Reservation, *, at: datetime) -> str:
    """How late a payment is, in days; "" when it is not overdue."""
    if not reservation.is_overdue(at=at):
        return ""
    days = reservation.days_late(at=at)
    return ngettext("%(days)d day late", "%(days)d days late", days) % {"days": days}


def promise(reservation: Reservation, *, at: datetime) -> str:
    """By when the customer said they would pay what is owed, or that they did not; "" without a promise."""
    if reservation.promised_on is None or not reservation.owed_cents:
        return ""
    words = {"date": day(reservation.promised_on)}
    return (_("Promised by %(date)s") if reservation.is_promised(at=at) else _("Promise not kept: %(date)s")) % words


REMINDED = {
    ReminderLevel.FRIENDLY: gettext_lazy("Reminded"),
    ReminderLevel.FIRM: gettext_lazy("Second reminder"),
    ReminderLevel.LAST: gettext_lazy("Last reminder"),
}
REMIND = {
    ReminderLevel.FRIENDLY: gettext_lazy("Send reminder"),
    ReminderLevel.FIRM: gettext_lazy("Send second reminder"),
    ReminderLevel.LAST: gettext_lazy("Send last reminder"),
}


def reminded(level: int) -> str:
    """How a row says that a reminder was sent at this level."""
    return str(REMINDED[ReminderLevel(level)])


def remind(level: int) -> str:
    """What a button says that sends one at this level."""
    return str(REMIND[ReminderLevel(level)])


def diet(reservation: Reservation) -> str:
    """2 vegetarian, 1 gluten-free · nuts; "" where nothing was asked."""
    counted = ", ".join(f"{count} {what}" for what, count in reservation.diet)
    return " · ".join(filter(None, [counted, reservation.diet_other]))


def occasion(reservation: Reservation) -> str:
    """What is celebrated, and who: Birthday · Grandpa."""
    return " · ".join(filter(None, [reservation.occasion, reservation.party_person]))


PAYMENT_STATES = {
    "none": gettext_lazy("Not applicable"),
    "paid": gettext_lazy("Paid"),
    "partial": gettext_lazy("Partly paid"),
    "open": gettext_lazy("Open"),
    "overdue": gettext_lazy("Overdue"),
    "credit": gettext_lazy("Credit"),
}


PAYMENT_ICONS = {"paid": "circle-check", "overdue": "circle-alert", "credit": "wallet"}
STATUS_ICONS = {
    Status.PENDING: "hourglass",
    Status.OPTION: "alarm-clock",
    Status.REQUEST: "scale",
    Status.CONFIRMED: "circle-check",
    Status.CHECKED_IN: "user-check",
    Status.NO_SHOW: "user-x",
}


def payment_state(reservation: Reservation, *, at: datetime) -> str:
    """A key of PAYMENT_STATES, derived from total, ledger and due date and never stored (R6)."""
    if reservation.outstanding_cents < 0 or reservation.credit_cents:
        return "credit"
    if reservation.total_cents == 0 or reservation.is_off:
        return "none"
    if reservation.outstanding_cents == 0:
        return "paid"
    if reservation.is_overdue(at=at):
        return "overdue"
    return "partial" if reservation.paid_cents else "open"


def payment_word(state: str) -> str:
    return str(PAYMENT_STATES[state])


def payment_icon(state: str) -> str:
    return PAYMENT_ICONS.get(state, "circle-dashed")


def status_word(status: str) -> str:
    # Not get_status_display(): it makes a dictionary of all choices at every call, which a list of rows feels.
    return str(Status(status).label)


def status_icon(status: str) -> str:
    return STATUS_ICONS.get(Status(status), "ban")


def greeting(*, at: datetime) -> str:
    """What one says at this hour at the venue."""
    hour = timezone.localtime(at).hour
    if hour < NOON:
        return _("Good morning")
    return _("Good afternoon") if hour < EVENING else _("Good evening")
