"""What an act of the history says: in parts, for a template to join."""

from datetime import date, datetime

from django.utils import formats, timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from reservations import edit_telling, labels, programme_telling
from reservations.customers import telling as customers
from reservations.models import Act, Payment, ReminderLevel, Reservation
from reservations.status import Status

Kind = Act.Kind
ICONS = {
    Kind.PLACED: "phone", Kind.IMPORTED: "archive", Kind.CONFIRMED: "circle-check", Kind.OPTIONED: "alarm-clock",
    Kind.ACCEPTED: "hourglass", Kind.EXTENDED: "alarm-clock-plus", Kind.FOLLOWED_UP: "phone-call",
    Kind.RELEASED: "ban", Kind.REJECTED: "ban", Kind.CANCELLED: "ban", Kind.REACTIVATED: "rotate-ccw",
    Kind.REOPENED: "rotate-ccw", Kind.CHECKED_IN: "user-check", Kind.CHECK_IN_UNDONE: "user-minus",
    Kind.NO_SHOW: "user-x", Kind.ARRIVED_AFTER_ALL: "user-plus", Kind.EDITED: "pencil", Kind.MOVED: "calendar-sync",
    Kind.PAID: "wallet", Kind.REFUNDED: "hand-coins", Kind.COUNTERED: "undo-2", Kind.REMINDED: "mail",
    Kind.MAILED: "mail-check", Kind.MAIL_SKIPPED: "mail-x", Kind.LOGGED: "message-square", Kind.UNDONE: "undo-2",
    Kind.PROMISED: "handshake", Kind.CREDIT_SETTLED: "piggy-bank", Kind.WAITLISTED: "list-plus",
    Kind.WAITLIST_EDITED: "pencil", Kind.WAITLIST_CONTACTED: "phone-call",
    Kind.WAITLIST_CLOSED: "list-x", Kind.EVENT_CREATED: "calendar-plus", Kind.EVENT_EDITED: "calendar-cog",
    Kind.EVENT_CANCELLED: "calendar-x", Kind.REPAIRED: "wrench",
    Kind.CUSTOMER_EDITED: "user-pen", Kind.TAGGED: "tag", Kind.UNTAGGED: "tag", Kind.NOTED: "notebook-pen",
    Kind.NOTE_EDITED: "notebook-pen", Kind.NOTE_REMOVED: "notebook", Kind.SPOKEN: "message-square",
    Kind.MERGED: "merge", Kind.DISTINGUISHED: "split", Kind.ERASED: "eraser", Kind.DISCLOSED: "file-down",
    Kind.TASK_MADE: "list-todo",
    Kind.TASK_EDITED: "pencil", Kind.TASK_DONE: "circle-check-big", Kind.TASK_REMOVED: "list-x",
}  # fmt: skip
CHANNELS = {"phone": "phone", "email": "mail"}


def icon_of(act: Act) -> str:
    """The Lucide icon that goes with the sentence."""
    return CHANNELS.get(act.data.get("channel"), "") or ICONS[Kind(act.kind)]


def told(act: Act) -> list[str]:
    """What was done, then what it was about: an amount, a new expiry, an address, words."""
    parts = [
        name_of(act),
        _waited(act),
        _amount(act),
        _expiry(act),
        _level(act),
        _promise(act),
        _credit(act),
    ]
    parts += [
        _arrival(act),
        _moved(act),
        *edit_telling.changes(act),
        _total(act),
        *programme_telling.changes(act),
        *customers.changes(act),
        _words(act),
        _excess(act),
    ]
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
    owed = 0 if reservation.is_off else max(0, reservation.outstanding_cents)
    credit = reservation.credit_cents
    said = {"amount": labels.money(payment.amount_cents), "rest": labels.money(owed or credit)}
    if owed:
        return _("%(amount)s; %(rest)s is still outstanding.") % said
    if credit and reservation.is_off:
        return _("%(amount)s; of what was paid, %(rest)s is still with us.") % said
    if credit:
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


def _waited(act: Act) -> str:
    """That a reservation came from the waitlist; of an act on an entry itself, for how many it waits."""
    if act.waitlist_entry_id is None:
        return ""
    if act.reservation_id is not None:
        return _("from the waitlist")
    guests = act.after.get("guests")
    return ngettext("%(count)d person", "%(count)d persons", guests) % {"count": guests} if guests else ""


def _amount(act: Act) -> str:
    return labels.money(act.payment.amount_cents) if act.payment else ""


def _expiry(act: Act) -> str:
    if not (expires_at := act.after.get("option_expires_at")):
        return ""
    local = timezone.localtime(parse_datetime(expires_at))
    return _("until %(when)s") % {"when": f"{labels.day(local.date())} {labels.clock(local)}"}


def _arrival(act: Act) -> str:
    """How many are in, where it was said; and that who was placed walked in."""
    if act.kind == Kind.PLACED and "checked_in_at" in act.after:
        return _("walked in")
    if "arrived_guests" not in act.after or act.after.get("status", Status.CHECKED_IN) != Status.CHECKED_IN:
        return ""
    arrived = act.after["arrived_guests"]
    return _("all are in") if arrived is None else _("%(arrived)s in") % {"arrived": formats.localize(arrived)}


def _moved(act: Act) -> str:
    """Where to."""
    return labels.event_name(act.event) if act.kind == Kind.MOVED and act.event else ""


def _total(act: Act) -> str:
    if "total_cents" not in act.after:
        return ""
    now = labels.money(act.after["total_cents"])
    if act.origin.kind != Kind.EDITED or "total_cents" not in act.before:
        return now
    return _("total: %(before)s → %(after)s") % {"before": labels.money(act.before["total_cents"]), "after": now}


def _level(act: Act) -> str:
    return str(ReminderLevel(level).label) if (level := act.data.get("level")) else ""


def _promise(act: Act) -> str:
    """The date, when it was given in this act; that a promise went with another balance says nothing."""
    promised_on = act.after.get("promised_on")
    return _("by %(date)s") % {"date": labels.day(date.fromisoformat(promised_on))} if promised_on else ""


def _credit(act: Act) -> str:
    """What is to become of a credit, and how much it was."""
    if act.kind != Kind.CREDIT_SETTLED:
        return ""
    decision = Reservation.Credit(act.after["credit_as"]).label
    return f"{decision} · {labels.money(act.data['credit_cents'])}"


def _words(act: Act) -> str:
    subject, text, to = (act.data.get(name, "") for name in ("subject", "text", "to"))
    return " · ".join(part for part in (to, subject, text) if part)


def _excess(act: Act) -> str:
    if not (over := act.data.get("over_capacity_by")):
        return ""
    because = act.data.get("over_capacity_because", "")
    return _("%(seats)s over capacity: %(because)s") % {"seats": formats.localize(over), "because": because}
