"""Payment reminders (R6, R11): queued by a click, withdrawn by its undo, sent when the moment to take it back is over.

What a mail says of money is read when it is sent, not when it was asked for: who has paid meanwhile gets none.
"""

from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import datetime, timedelta
from typing import Unpack

from django.conf import settings
from django.core.mail import EmailMessage
from django.utils.translation import gettext as _

from reservations import engine, labels, letters
from reservations.engine import How, Work
from reservations.models import Act, Actor, Mail, ReminderLevel, Reservation
from reservations.refusals import (
    AlreadyReminded,
    BadLevel,
    Busy,
    CannotUndo,
    NoAddress,
    NotOutstanding,
    PromiseStands,
)

RETRY_AFTER = timedelta(minutes=5)
ATTEMPTS = 5


def remind(reservation: Reservation, *, by: Actor, at: datetime, level: int | None = None, **how: Unpack[How]) -> Act:
    """Queue a reminder that leaves MAIL_GRACE_SECONDS later, at `level` (1 to 3): without one, the next after the last.

    Raises NotOutstanding when nothing is due, NoAddress, BadLevel, and AlreadyReminded for a second one on one local
    day or at one level. In a batch also PromiseStands: who is to pay by a date that has not passed is spared.
    """

    def change(work: Work) -> None:
        row = work.reservation
        _judge(row, at=at)
        if how.get("batch") and row.promised_on and row.is_promised(at=at):
            words = {"who": row.customer, "date": labels.day(row.promised_on)}
            raise PromiseStands(_("%(who)s promised to pay by %(date)s.") % words)
        row.reminder_level = _judged_level(row, level)
        row.reminded_at = at
        work.data = {
            "to": row.customer.email, "outstanding_cents": row.outstanding_cents, "level": row.reminder_level,
        }  # fmt: skip

    with engine.one_transaction():
        act = engine.perform(Act.Kind.REMINDED, reservation, change, by=by, at=at, **how)
        send_at = at + timedelta(seconds=settings.MAIL_GRACE_SECONDS)
        Mail.objects.get_or_create(
            act=act,
            defaults={
                "kind": Mail.Kind.PAYMENT_REMINDER, "reservation": reservation, "to": act.data["to"],
                "level": act.data["level"], "send_at": send_at,
            },
        )  # fmt: skip
        return act


def withdraw(act: Act, *, at: datetime) -> None:
    """Keep the act's mail from leaving; CannotUndo when it has left or is leaving."""
    if not Mail.objects.unclaimed().filter(act=act).update(withdrawn_at=at, recorded_at=at):
        raise CannotUndo(_("The mail has left: it can't be called back."))


def deliver_due(*, clock: Callable[[], datetime]) -> Iterator[Mail]:
    """Send what is due, one by one, and yield each as it then is. Safe to run twice at once: each mail is claimed.

    `clock` tells the moment of each claim: a run may take longer than a claim is good for. What was claimed and never
    ended is not sent again, for it may have left: it is given up, and history says so.
    """
    for mail in Mail.objects.unrecorded().order_by("pk"):
        _record(mail, at=clock())
    for pk in Mail.objects.stuck(at=clock()).order_by("pk").values_list("pk", flat=True):
        if Mail.objects.stuck(at=clock()).filter(pk=pk).update(claimed_at=clock()):
            yield _give_up(Mail.objects.get(pk=pk), _("interrupted while it was sent: it may have left"), at=clock())
    for pk in Mail.objects.due(at=clock()).order_by("send_at", "pk").values_list("pk", flat=True):
        if Mail.objects.due(at=clock()).filter(pk=pk).update(claimed_at=clock()):
            yield _deliver(Mail.objects.get(pk=pk), at=clock())


def _judge(reservation: Reservation, *, at: datetime) -> None:
    if not reservation.owed_cents:
        raise NotOutstanding(_("%(who)s owes nothing: there is nothing to remind of.") % {"who": reservation.customer})
    if not reservation.customer.email:
        raise NoAddress(_("%(who)s has no e-mail address.") % {"who": reservation.customer})
    if reservation.was_reminded_today(at=at):
        raise AlreadyReminded(_("%(who)s was reminded today already.") % {"who": reservation.customer})


def _judged_level(reservation: Reservation, level: int | None) -> int:
    """The level to send at: `level`, or the next. A lower one than was sent would take words back."""
    if level is None:
        level = reservation.next_reminder_level or ReminderLevel.LAST
    if level not in ReminderLevel.values:
        raise BadLevel
    if level <= reservation.reminder_level:
        sent = {"who": reservation.customer, "level": ReminderLevel(reservation.reminder_level).label}
        raise AlreadyReminded(_("%(who)s has had this reminder: the last was %(level)s.") % sent)
    return level


def _deliver(mail: Mail, *, at: datetime) -> Mail:
    """Look at the balance, send, record. No lock is held while the mail server answers."""
    reservation = Reservation.objects.for_rows().get(pk=mail.reservation_id)
    # A level that began anew since is that of another debt, of which nobody asked to be reminded.
    if not reservation.owed_cents or reservation.reminder_level < mail.level:
        return _finish(mail, {"skipped_at": at}, at=at)
    mail.subject, mail.body = letters.payment_reminder(reservation, level=mail.level)
    try:
        EmailMessage(mail.subject, mail.body, to=[mail.to]).send()
    except (OSError, ValueError) as error:  # the server does not take it, or the address or a header is none
        return _put_off(mail, error, at=at)
    return _finish(mail, {"sent_at": at, "subject": mail.subject, "body": mail.body}, at=at)


def _finish(mail: Mail, values: dict, *, at: datetime) -> Mail:
    """Keep what became of a mail, then tell history.

    First, and by itself: what has left must not look as if it had not because a colleague holds the evening's lock.
    """
    if Mail.objects.on_its_way().filter(pk=mail.pk).update(**values):
        mail.refresh_from_db()
        _record(mail, at=at)
    mail.refresh_from_db()
    return mail


def _record(mail: Mail, *, at: datetime) -> None:
    """History's word of a mail that has ended; when the evening is busy the next run says it."""

    def change(work: Work) -> None:
        why = "" if mail.sent_at else mail.error or _("settled")
        work.data = {"to": mail.to, "subject": mail.subject, "text": why}
        if not mail.sent_at and work.reservation.reminded_at == mail.act.at:
            # Nobody knows that it left, so it counts for no reminder: the booking is as it was before.
            _put_back(work, mail.act)
        if mail.sent_at:
            # It left while the level began anew: that letter has been sent, whatever it was asked for.
            work.reservation.reminder_level = max(work.reservation.reminder_level, mail.level)

    with suppress(Busy), engine.one_transaction():
        if Mail.objects.unrecorded().filter(pk=mail.pk).update(recorded_at=at):
            kind = Act.Kind.MAILED if mail.sent_at else Act.Kind.MAIL_SKIPPED
            engine.perform(kind, mail.reservation, change, by=None, at=at)


def _put_back(work: Work, asked: Act) -> None:
    """Moment and level, but for a level that began anew since: that is about another debt."""
    names = {"reminded_at"}
    if work.reservation.reminder_level == asked.after.get("reminder_level"):
        names.add("reminder_level")
    work.put_back({name: was for name, was in asked.before.items() if name in names})


def _put_off(mail: Mail, error: Exception, *, at: datetime) -> Mail:
    """Try again later, each time later; after ATTEMPTS it is given up, and history says so."""
    mail.failures += 1
    mail.error = str(error)
    mail.send_at = at + RETRY_AFTER * mail.failures
    mail.claimed_at = None
    if mail.failures >= ATTEMPTS:
        return _give_up(mail, mail.error, at=at)
    mail.save(update_fields=["failures", "error", "send_at", "claimed_at"])
    return mail


def _give_up(mail: Mail, why: str, *, at: datetime) -> Mail:
    return _finish(mail, {"failures": mail.failures, "error": why, "withdrawn_at": at}, at=at)
