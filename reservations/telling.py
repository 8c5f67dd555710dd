"""What an act of the history says: in parts, for a template to join."""

from datetime import datetime

from django.utils import formats, timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from reservations import labels
from reservations.models import Act, Payment, Reservation

Kind = Act.Kind
ICONS = {
    Kind.PLACED: "phone", Kind.IMPORTED: "archive", Kind.CONFIRMED: "circle-check", Kind.OPTIONED: "alarm-clock",
    Kind.ACCEPTED: "hourglass", Kind.EXTENDED: "alarm-clock-plus", Kind.FOLLOWED_UP: "phone-call",
    Kind.RELEASED: "ban", Kind.REJECTED: "ban", Kind.CANCELLED: "ban", Kind.REACTIVATED: "rotate-ccw",
    Kind.REOPENED: "rotate-ccw", Kind.CHECKED_IN: "user-check", Kind.CHECK_IN_UNDONE: "user-minus",
    Kind.NO_SHOW: "user-x", Kind.ARRIVED_AFTER_ALL: "user-plus", Kind.EDITED: "pencil", Kind.MOVED: "calendar-sync",
    Kind.PAID: "wallet", Kind.REFUNDED: "hand-coins", Kind.COUNTERED: "undo-2", Kind.REMINDED: "mail",
    Kind.MAILED: "mail-check", Kind.MAIL_SKIPPED: "mail-x", Kind.LOGGED: "message-square", Kind.UNDONE: "undo-2",
    Kind.EVENT_EDITED: "calendar-cog", Kind.REPAIRED: "wrench",
}  # fmt: skip
# What an edit may change, by the names in the history; a total follows from the rest.
_NAMES = {field.attname: field.verbose_name for field in Reservation._meta.concrete_fields} | {
    "lines": gettext_lazy("what was agreed"), "tags": gettext_lazy("tags"),
}  # fmt: skip
del _NAMES["total_cents"]
CHANNELS = {"phone": "phone", "email": "mail"}


def icon_of(act: Act) -> str:
    """The Lucide icon that goes with the sentence."""
    return CHANNELS.get(act.data.get("channel"), "") or ICONS[Kind(act.kind)]


def told(act: Act) -> list[str]:
    """What was done, then what it was about: an amount, a new expiry, an address, words."""
    what = name_of(act)
    parts = (what, _fields(act), _amount(act), _expiry(act), _total(act), _words(act), _excess(act))
    return [part for part in parts if part]


def outcome(act: Act) -> str:
    """How things stand after it, in a sentence; "" where its name says it all."""
    reservation = act.reservation
    if reservation is None:
        return ""
    if act.payment:
        return _balance(reservation, act.payment)
    expires_at = reservation.option_expires_at
    return _end(reservation, expires_at) if expires_at and "option_expires_at" in act.after else ""


def _balance(reservation: Reservation, payment: Payment) -> str:
    owed = reservation.outstanding_cents
    said = {"amount": labels.money(payment.amount_cents), "rest": labels.money(abs(owed))}
    if owed > 0:
        return _("%(amount)s; %(rest)s is still outstanding.") % said
    if owed < 0:
        return _("%(amount)s; that is %(rest)s more than the total.") % said
    return _("%(amount)s; nothing is outstanding any more.") % said


def _end(reservation: Reservation, expires_at: datetime) -> str:
    when = {"when": f"{labels.day(expires_at)} {labels.clock(expires_at)}"}
    if expires_at == reservation.event.starts_at:
        return _("It ends when the event starts: %(when)s.") % when
    return _("It ends %(when)s.") % when


def name_of(act: Act) -> str:
    """What was done, undone or done again."""
    origin = {"what": act.origin.get_kind_display()}
    if act.undoes is None:
        return origin["what"]
    return _("Done again: %(what)s") % origin if act.is_redo else _("Undone: %(what)s") % origin


def _fields(act: Act) -> str:
    """What an edit was about, by the names of its fields."""
    if act.origin.kind != Kind.EDITED:
        return ""
    names = [str(_NAMES[name]) for name in act.after if name in _NAMES]
    return ", ".join(names)


def _amount(act: Act) -> str:
    return labels.money(act.payment.amount_cents) if act.payment else ""


def _expiry(act: Act) -> str:
    if not (expires_at := act.after.get("option_expires_at")):
        return ""
    local = timezone.localtime(parse_datetime(expires_at))
    return _("until %(when)s") % {"when": f"{labels.day(local.date())} {labels.clock(local)}"}


def _total(act: Act) -> str:
    return labels.money(act.after["total_cents"]) if "total_cents" in act.after else ""


def _words(act: Act) -> str:
    subject, text, to = (act.data.get(name, "") for name in ("subject", "text", "to"))
    return " · ".join(part for part in (to, subject, text) if part)


def _excess(act: Act) -> str:
    if not (over := act.data.get("over_capacity_by")):
        return ""
    because = act.data.get("over_capacity_because", "")
    return _("%(seats)s over capacity: %(because)s") % {"seats": formats.localize(over), "because": because}
