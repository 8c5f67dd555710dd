"""Moves from one state to another (R4): confirm, release, cancel, check in and the like."""

from datetime import date, datetime
from typing import Unpack

from reservations import engine, terms
from reservations.engine import How, Work
from reservations.lifecycle.steps import hold, leave, let_in, price_when_unpriced, set_status
from reservations.models import Act, Actor, Arrangement, Reservation
from reservations.refusals import ReasonNeeded
from reservations.status import Status


def confirm(
    reservation: Reservation, *, by: Actor, at: datetime, arrangement: Arrangement | None = None, **how: Unpack[How]
) -> Act:
    """Make it a booking. Raises ArrangementNeeded when none is known and none is given (R2)."""

    def change(work: Work) -> None:
        leave(work, {Status.PENDING, Status.OPTION, Status.REQUEST}, Status.CONFIRMED)
        work.recheck_seats = work.reservation.status == Status.PENDING
        price_when_unpriced(work, arrangement)
        set_status(work, Status.CONFIRMED)

    return engine.perform(Act.Kind.CONFIRMED, reservation, change, by=by, at=at, **how)


def make_option(
    reservation: Reservation, *, by: Actor, at: datetime, days: int | None = None, until: date | None = None,
    **how: Unpack[How],
) -> Act:  # fmt: skip
    """Turn a pending booking into an option."""

    def change(work: Work) -> None:
        leave(work, {Status.PENDING}, Status.OPTION)
        work.recheck_seats = True
        hold(work, terms.first_expiry(work.event, at=at, days=days, until=until))

    return engine.perform(Act.Kind.OPTIONED, reservation, change, by=by, at=at, **how)


def accept(reservation: Reservation, *, by: Actor, at: datetime, **how: Unpack[How]) -> Act:
    """Let a request over capacity wait for approval, with seats of its own."""
    return engine.perform(Act.Kind.ACCEPTED, reservation, _move({Status.REQUEST}, Status.PENDING), by=by, at=at, **how)


def reopen(reservation: Reservation, *, by: Actor, at: datetime, **how: Unpack[How]) -> Act:
    """Take up a rejected booking again: a verb of its own, so that no stale screen does it in passing."""
    change = _move({Status.REJECTED}, Status.PENDING)
    return engine.perform(Act.Kind.REOPENED, reservation, change, by=by, at=at, **how)


def release(reservation: Reservation, *, by: Actor, at: datetime, **how: Unpack[How]) -> Act:
    """Give an option's seats back. That it was released is its reason; more may be said."""
    return engine.perform(Act.Kind.RELEASED, reservation, _move({Status.OPTION}, Status.CANCELLED), by=by, at=at, **how)


def cancel(reservation: Reservation, *, by: Actor, at: datetime, **how: Unpack[How]) -> Act:
    """Cancel a booking, paid or not: money is a question of its own (R4). Raises ReasonNeeded without `reason`."""
    _need_reason(how)
    change = _move({Status.PENDING, Status.OPTION, Status.CONFIRMED}, Status.CANCELLED)
    return engine.perform(Act.Kind.CANCELLED, reservation, change, by=by, at=at, **how)


def reject(reservation: Reservation, *, by: Actor, at: datetime, **how: Unpack[How]) -> Act:
    """Turn down what waits for approval. Raises ReasonNeeded without `reason`."""
    _need_reason(how)
    change = _move({Status.PENDING, Status.REQUEST}, Status.REJECTED)
    return engine.perform(Act.Kind.REJECTED, reservation, change, by=by, at=at, **how)


def reactivate(
    reservation: Reservation, *, by: Actor, at: datetime, arrangement: Arrangement | None = None, **how: Unpack[How]
) -> Act:
    """Bring a cancelled or rejected booking back as confirmed, if its seats are still there.

    Raises ArrangementNeeded when none is known and none is given (R2).
    """

    def change(work: Work) -> None:
        leave(work, {Status.CANCELLED, Status.REJECTED}, Status.CONFIRMED)
        price_when_unpriced(work, arrangement)
        set_status(work, Status.CONFIRMED)

    return engine.perform(Act.Kind.REACTIVATED, reservation, change, by=by, at=at, **how)


def check_in(
    reservation: Reservation, *, by: Actor, at: datetime, arrived: int | None = None, **how: Unpack[How]
) -> Act:
    """Let the party in: all of it, or `arrived` of its guests. Raises BadArrival outside 1 to all."""

    def change(work: Work) -> None:
        leave(work, {Status.CONFIRMED, Status.NO_SHOW}, Status.CHECKED_IN)
        let_in(work, by=by, arrived=arrived)

    return engine.perform(Act.Kind.CHECKED_IN, reservation, change, by=by, at=at, **how)


def undo_check_in(reservation: Reservation, *, by: Actor, at: datetime, **how: Unpack[How]) -> Act:
    change = _move({Status.CHECKED_IN}, Status.CONFIRMED)
    return engine.perform(Act.Kind.CHECK_IN_UNDONE, reservation, change, by=by, at=at, **how)


def mark_no_show(reservation: Reservation, *, by: Actor, at: datetime, **how: Unpack[How]) -> Act:
    change = _move({Status.CONFIRMED}, Status.NO_SHOW)
    return engine.perform(Act.Kind.NO_SHOW, reservation, change, by=by, at=at, **how)


def take_back_no_show(reservation: Reservation, *, by: Actor, at: datetime, **how: Unpack[How]) -> Act:
    change = _move({Status.NO_SHOW}, Status.CONFIRMED)
    return engine.perform(Act.Kind.ARRIVED_AFTER_ALL, reservation, change, by=by, at=at, **how)


def _move(sources: set[Status], to: Status) -> engine.Change:
    def change(work: Work) -> None:
        leave(work, sources, to)
        set_status(work, to)

    return change


def _need_reason(how: How) -> None:
    if not how.get("reason", "").strip():
        raise ReasonNeeded
