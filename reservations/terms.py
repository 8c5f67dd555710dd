"""How long an option lasts and when a payment is due (R2, R6): pure rules, of the venue's calendar."""

from datetime import date, datetime, timedelta

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _

from reservations.calendar import end_of, later
from reservations.models import Event, Reservation
from reservations.refusals import BadTerm

PRESET_DAYS = (3, 7, 14, 21, 30)
LONGEST_DAYS = 90


def first_expiry(event: Event, *, at: datetime, days: int | None = None, until: date | None = None) -> datetime:
    """When a new option lapses: the same wall time after `days`, or the end of `until`; at the start of the event at
    the latest. Raises BadTerm outside 1 to 90 days, and for an event that has begun."""
    require_to_come(event, at=at)
    if until is None:
        return capped(later(at, days=_checked(settings.OPTION_TERM_DAYS if days is None else days)), event)
    today = timezone.localdate(at)
    if not today <= until <= today + timedelta(days=LONGEST_DAYS):
        raise BadTerm(_("Choose a date from today to %(days)d days on.") % {"days": LONGEST_DAYS})
    return capped(end_of(until), event)


def next_expiry(reservation: Reservation, event: Event, *, at: datetime, days: int) -> datetime:
    """When it lapses after an extension: counted from its expiry, or from now when that has passed."""
    since = max(reservation.option_expires_at or at, at)
    expires = capped(later(since, days=_checked(days)), event)
    if expires <= since:
        raise BadTerm(_("It can't be longer: an option ends when its event starts."))
    return expires


def require_to_come(event: Event, *, at: datetime) -> None:
    """Raises BadTerm for an event that has begun."""
    if event.starts_at <= at:
        raise BadTerm(_("The event has begun: there is nothing to keep an option on."))


def capped(expires_at: datetime, event: Event) -> datetime:
    return min(expires_at, event.starts_at)


def due_date(event: Event, *, at: datetime) -> date:
    """PAYMENT_DUE_DAYS_BEFORE the event, or today when that has passed."""
    return max(event.date - timedelta(days=settings.PAYMENT_DUE_DAYS_BEFORE), timezone.localdate(at))


def _checked(days: int) -> int:
    if not 1 <= days <= LONGEST_DAYS:
        raise BadTerm(_("Choose a term of 1 to %(days)d days.") % {"days": LONGEST_DAYS})
    return days
