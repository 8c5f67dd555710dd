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

from reservations import engine, letters
from reservations.engine import How, Work
from reservations.models import Act, Actor, Mail, Reservation
from reservations.refusals import AlreadyReminded, Busy, CannotUndo, NoAddress, NotOutstanding

RETRY_AFTER = timedelta(minutes=5)
ATTEMPTS = 5


def remind(reservation: Reservation, *, by: Actor, at: datetime, **how: Unpack[How]) -> Act:
    """Queue a reminder that leaves MAIL_GRACE_SECONDS later.

    Raises NotOutstanding when nothing is due, NoAddress, and AlreadyReminded for a second one on one local day.
    """

    def change(work: Work) -> None:
        _judge(work.reservation, at=at)
        work.reservation.reminded_at = at
        work.data = {"to": work.reservation.customer.email, "outstanding_cents": work.reservation.outstanding_cents}

    with engine.one_transaction():
        act = engine.perform(Act.Kind.REMINDED, reservation, change, by=by, at=at, **how)
        send_at = at + timedelta(seconds=settings.MAIL_GRACE_SECONDS)
        Mail.objects.get_or_create(
            act=act,
            defaults={
                "kind": Mail.Kind.PAYMENT_REMINDER, "reservation": reservation, "to": act.data["to"],
                "send_at": send_at,
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
    if not reservation.counts_as_omzet or reservation.outstanding_cents <= 0:
        raise NotOutstanding(_("%(who)s owes nothing: there is nothing to remind of.") % {"who": reservation.customer})
    if not reservation.customer.email:
        raise NoAddress(_("%(who)s has no e-mail address.") % {"who": reservation.customer})
    if reservation.was_reminded_today(at=at):
        raise AlreadyReminded(_("%(who)s was reminded today already.") % {"who": reservation.customer})


def _deliver(mail: Mail, *, at: datetime) -> Mail:
    """Look at the balance, send, record. No lock is held while the mail server answers."""
    reservation = Reservation.objects.for_rows().get(pk=mail.reservation_id)
    if not reservation.counts_as_omzet or reservation.outstanding_cents <= 0:
        return _finish(mail, {"skipped_at": at}, at=at)
    mail.subject, mail.body = letters.payment_reminder(reservation, at=at)
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
            work.put_back({"reminded_at": mail.act.before.get("reminded_at")})

    with suppress(Busy), engine.one_transaction():
        if Mail.objects.unrecorded().filter(pk=mail.pk).update(recorded_at=at):
            kind = Act.Kind.MAILED if mail.sent_at else Act.Kind.MAIL_SKIPPED
            engine.perform(kind, mail.reservation, change, by=None, at=at)


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
