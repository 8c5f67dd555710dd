"""Taking an act back: a new act under the same lock, refused when the row changed since or seats are gone (R10)."""

from datetime import datetime
from typing import Any, Unpack

from django.db.models import Sum
from django.utils.translation import gettext as _

from reservations import engine, ledger, programme, reminders, terms, waitlist
from reservations.customers import engine as customers
from reservations.customers import parting
from reservations.customers.privacy.guarding import require_known
from reservations.customers.privacy.redacting import ERASED
from reservations.engine import How, Work
from reservations.models import Act, Actor, Event, Payment
from reservations.refusals import CannotUndo, MoreAreIn, NotEnoughSeats
from reservations.refusals.privacy import CannotUndoOfErased
from reservations.status import Status

Kind = Act.Kind
# What happened outside of Foyer, or was only written down, can't be made not to have happened.
FINAL = frozenset({
    Kind.IMPORTED, Kind.MAILED, Kind.MAIL_SKIPPED, Kind.LOGGED, Kind.REPAIRED, Kind.ERASED, Kind.DISCLOSED,
})  # fmt: skip


def can_take_back(act: Act) -> bool:
    """Whether to offer it, by the reservation as it is in memory; take_back() judges by what the database says then."""
    if act.kind in FINAL or ERASED in act.data or act.was_taken_back or _was_a_withdrawn_mail(act):
        return False
    if act.kind == Kind.PLACED and act.reservation is not None:
        return act.reservation.version == 1
    if act.kind == Kind.REMINDED and act.mail.claimed_at is not None:
        return False
    if act.reservation is None:
        return _keeper(act).can_take_back(act)
    # Of money, nothing that was changed since is in the way.
    return act.payment_id is not None or engine.still_has(act.reservation, act.after)


def take_back(act: Act, *, by: Actor, at: datetime, **how: Unpack[How]) -> Act:
    """Undo an act; undoing the act that is returned does it again. Raises CannotUndo with the reason."""
    _require_not_final(act)
    if act.reservation is None:
        return _keeper(act).take_back(act, by=by, at=at, **how)
    if act.payment is not None:
        return ledger.counter(act.payment, by=by, at=at, undoes=act, **how)

    def change(work: Work) -> None:
        _require_unchanged(act, work)
        if act.kind == Kind.REMINDED:
            reminders.withdraw(act, at=at)
        if act.kind == Kind.PLACED:
            _withdraw(work)
        else:
            _put_back(act, work)
        work.undoes = act

    came_from = Event(pk=act.before["event_id"]) if "event_id" in act.before else None
    try:
        with engine.one_transaction():
            undone = engine.perform(
                Kind.UNDONE, act.reservation, change, by=by, at=at, to_event=came_from,
                waitlist_entry=act.waitlist_entry, **_reasoned(act, how)
            )  # fmt: skip
            waitlist.follow(undone)
            return undone
    except NotEnoughSeats as refusal:
        raise CannotUndo(_("Undo would overbook: %(why)s") % {"why": refusal}) from refusal


def _require_not_final(act: Act) -> None:
    if act.kind in FINAL or _was_a_withdrawn_mail(act):
        raise CannotUndo(_("This can't be undone."))
    if ERASED in act.data:
        raise CannotUndoOfErased


def _keeper(act: Act) -> Any:
    """Who takes back an act that is about no reservation."""
    if act.customer_id:
        return parting if act.origin.kind == Kind.MERGED else customers
    return waitlist if act.waitlist_entry_id else programme


def _reasoned(act: Act, how: How) -> How:
    """Who is cancelled or rejected by the undo of their placing gets a reason as well (R4)."""
    return {"reason": _("Placed by mistake"), **how} if act.kind == Kind.PLACED else how


def _require_unchanged(act: Act, work: Work) -> None:
    require_known(work.reservation.customer, since=act.at)
    engine.require_not_undone(act)
    if _has_changed(act, work):
        raise _changed_since()


def _has_changed(act: Act, work: Work) -> bool:
    if act.kind == Kind.PLACED:
        return work.reservation.version > 1
    now = work.values()
    # An option that grew without a price, and got its price since: that is for the guests who would go.
    was_priced = "guests" in act.after and "lines" not in act.after and any(line.arrangement for line in work.lines)
    return was_priced or any(now[name] != value for name, value in act.after.items())


def _changed_since() -> CannotUndo:
    return CannotUndo(_("This can't be undone any more: the reservation was changed since."))


def _put_back(act: Act, work: Work) -> None:
    counted = work.reservation.counts_as_omzet
    work.put_back(act.before)
    _fit_arrival(work)
    if work.reservation.counts_as_omzet and work.reservation.arrangement_id is None:
        raise _changed_since()  # the arrangement it got was what it was confirmed with
    if counted and not work.reservation.counts_as_omzet and _received_since(act):
        raise CannotUndo(_("A payment was recorded since: take that back first."))
    expires_at = work.reservation.option_expires_at
    if expires_at and not {"event_id", "option_expires_at"}.isdisjoint(act.before):
        # It may have been extended beyond the start of where it goes back to, or that start was brought forward.
        work.reservation.option_expires_at = terms.capped(expires_at, work.event)


def _fit_arrival(work: Work) -> None:
    """Who goes back out takes the count along; a party does not become smaller than the number that is in."""
    reservation = work.reservation
    if reservation.status != Status.CHECKED_IN:
        reservation.arrived_guests = None
    if reservation.arrived > reservation.guests:
        raise CannotUndo(str(MoreAreIn(reservation.arrived)))


def _received_since(act: Act) -> int:
    """Cents that came in after it: what is no booking any more would lapse or be forgotten with money on it."""
    later = Payment.objects.filter(act__reservation=act.reservation, act__pk__gt=act.pk)
    return later.aggregate(cents=Sum("amount_cents", default=0))["cents"]


# What belongs to a state that it leaves: an option's expiry, a walk-in's arrival.
_ENDS = ("option_expires_at", "checked_in_at", "checked_in_by_id", "arrived_guests")


def _withdraw(work: Work) -> None:
    """A reservation that should not have been placed: kept, without its seats, out of every sum."""
    was_request = work.reservation.status == Status.REQUEST
    work.put_back({"status": Status.REJECTED if was_request else Status.CANCELLED, **dict.fromkeys(_ENDS)})


def _was_a_withdrawn_mail(act: Act) -> bool:
    """Doing it again would need a new mail: that is a click on the reminder, not an undo."""
    return act.undoes is not None and act.undoes.kind == Kind.REMINDED
