"""Taking an act back: a new act under the same lock, refused when the row changed since or seats are gone (R10)."""

from datetime import datetime
from typing import Unpack

from django.contrib.auth.models import AbstractBaseUser
from django.utils.translation import gettext as _

from reservations import engine, ledger, programme, reminders
from reservations.engine import How, Work
from reservations.models import Act
from reservations.refusals import CannotUndo, NotEnoughSeats
from reservations.status import Status

Kind = Act.Kind
# What happened outside of Foyer, or was only written down, can't be made not to have happened.
FINAL = frozenset({Kind.IMPORTED, Kind.MAILED, Kind.MAIL_SKIPPED, Kind.LOGGED, Kind.REPAIRED})


def can_take_back(act: Act) -> bool:
    """Whether to offer it; take_back() still judges by what the database says then."""
    return not (act.kind in FINAL or act.is_undone or _was_a_withdrawn_mail(act))


def take_back(act: Act, *, by: AbstractBaseUser | None, at: datetime, **how: Unpack[How]) -> Act:
    """Undo an act; undoing the act that is returned does it again. Raises CannotUndo with the reason."""
    if act.kind in FINAL or _was_a_withdrawn_mail(act):
        raise CannotUndo(_("This can't be undone."))
    if act.reservation is None:
        return programme.take_back(act, by=by, at=at, **how)
    if act.payment is not None:
        return ledger.counter(act.payment, by=by, at=at, undoes=act, **how)

    def change(work: Work) -> None:
        _require_unchanged(act, work)
        if act.kind == Kind.REMINDED:
            reminders.withdraw(act, at=at)
        if act.kind == Kind.PLACED:
            _withdraw(work)
        else:
            work.put_back(act.before)
        work.undoes = act

    try:
        return engine.perform(Kind.UNDONE, act.reservation, change, by=by, at=at, **how)
    except NotEnoughSeats as refusal:
        raise CannotUndo(_("Undo would overbook: %(why)s") % {"why": refusal}) from refusal


def _require_unchanged(act: Act, work: Work) -> None:
    if Act.objects.filter(undoes=act).exists():
        raise CannotUndo(_("This was undone already."))
    now = work.values()
    changed = work.reservation.version > 1 if act.kind == Kind.PLACED else any(now[k] != v for k, v in act.after.items())
    if changed:
        raise CannotUndo(_("This can't be undone any more: the reservation was changed since."))


def _withdraw(work: Work) -> None:
    """A reservation that should not have been placed: kept, without its seats, out of every sum."""
    was_request = work.reservation.status == Status.REQUEST
    work.put_back({"status": Status.REJECTED if was_request else Status.CANCELLED, "option_expires_at": None})


def _was_a_withdrawn_mail(act: Act) -> bool:
    """Doing it again would need a new mail: that is a click on the reminder, not an undo."""
    return act.undoes is not None and act.undoes.kind == Kind.REMINDED
