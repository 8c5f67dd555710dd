"""Changes within a state: a longer option, another party, another evening, what was said."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Unpack

from django.utils import timezone

from reservations import engine, pricing, terms
from reservations.engine import How, Work
from reservations.lifecycle.steps import PLAIN, count_in, hold, require, require_bookable, require_sense
from reservations.models import Act, Actor, Event, Reservation
from reservations.pricing import AgreedLine
from reservations.refusals import (
    ArrivedMeanwhile,
    BadNumber,
    EventNotBookable,
    NothingChanged,
    NotIn,
    NotMovable,
    StaleVersion,
)
from reservations.status import Status

# PLAIN changes as it stands; the rest needs the price or the seats looked at again.
EDITABLE = PLAIN | {"guests", "arrangement", "extras", "discount_cents", "tags", "add_tags"}


def extend(reservation: Reservation, *, days: int, by: Actor, at: datetime, **how: Unpack[How]) -> Act:
    """Add days (1 to 90) to the expiry, or to now when it has lapsed; seats are looked at again then (R2)."""

    def change(work: Work) -> None:
        require(work, {Status.OPTION}, Status.OPTION)
        hold(work, terms.next_expiry(work.reservation, work.event, at=at, days=days))

    return engine.perform(Act.Kind.EXTENDED, reservation, change, by=by, at=at, **how)


def follow_up(reservation: Reservation, *, by: Actor, at: datetime, **how: Unpack[How]) -> Act:
    """Note that the customer was called about the option; `reason` may hold what was said."""

    def change(work: Work) -> None:
        require(work, {Status.OPTION}, Status.OPTION)
        work.reservation.followed_up_at = at
        work.reservation.followed_up_by_id = by.pk if by else None

    return engine.perform(Act.Kind.FOLLOWED_UP, reservation, change, by=by, at=at, **how)


def arrive(
    reservation: Reservation, *, arrived: int, by: Actor, at: datetime, seen_arrived: int | None = None,
    **how: Unpack[How],
) -> Act:  # fmt: skip
    """Say how many guests of a party that was checked in are in by now: `arrived`, from 1 to all of them.

    `seen_arrived` is what the screen said: ArrivedMeanwhile when it is another by now. Raises NotIn, BadArrival.
    """

    def change(work: Work) -> None:
        if work.reservation.status != Status.CHECKED_IN:
            raise NotIn(work.reservation)
        if seen_arrived not in {None, work.reservation.arrived}:
            raise ArrivedMeanwhile(work.reservation.arrived)
        count_in(work, arrived)

    return engine.perform(Act.Kind.CHECKED_IN, reservation, change, by=by, at=at, **how)


def edit(
    reservation: Reservation, changes: Mapping[str, Any], *, by: Actor, at: datetime, seen_version: int | None = None,
    **how: Unpack[How],
) -> Act:  # fmt: skip
    """Change fields of EDITABLE: `extras` as ExtraWish, `tags` as ids (all of them, or those to `add_tags`),
    `arrangement` as an object, money in cents.

    Guests, arrangement and extras are priced again, and more guests need seats. `seen_version` is that of the screen:
    StaleVersion when it is another by now. Raises BadNumber, MoreAreIn, ArrangementNeeded, and ValueError for other
    fields.
    """
    if unknown := set(changes) - EDITABLE:
        raise ValueError(f"Not to be edited: {', '.join(sorted(unknown))}")

    def change(work: Work) -> None:
        if seen_version not in {None, work.reservation.version}:
            raise StaleVersion
        for name in PLAIN & set(changes):
            setattr(work.reservation, name, changes[name])
        work.tags = sorted({*changes.get("tags", work.tags), *changes.get("add_tags", ())})
        work.reservation.discount_cents = changes.get("discount_cents", work.reservation.discount_cents)
        if not {"guests", "arrangement", "extras"}.isdisjoint(changes):
            _reprice(work, changes)
        require_sense(work)

    return engine.perform(Act.Kind.EDITED, reservation, change, by=by, at=at, **how)


def preview(reservation: Reservation, changes: Mapping[str, Any], *, at: datetime) -> tuple[list[AgreedLine], int]:
    """The lines and the total in cents that edit() would lead to. Locks nothing, judges no seats, writes nothing.

    `reservation` is not to be saved afterwards. Raises what pricing raises, and BadNumber.
    """
    work = Work(reservation, {reservation.event_id: reservation.event}, at=at)
    if not {"guests", "arrangement", "extras"}.isdisjoint(changes):
        _reprice(work, changes)
    return work.lines, pricing.total(work.lines, changes.get("discount_cents", reservation.discount_cents))


def move(reservation: Reservation, *, to: Event, by: Actor, at: datetime, **how: Unpack[How]) -> Act:
    """Move to another event, if it has the seats. What was agreed stays agreed; dates follow the new event.

    Raises NotMovable for a party that has been or comes no more, EventNotBookable for an evening that is over.
    """

    def change(work: Work) -> None:
        event = work.events[to.pk]
        if not work.reservation.is_awaited:
            raise NotMovable(work.reservation)
        if event.date < timezone.localdate(at):
            raise EventNotBookable(event)
        if event == work.event:
            raise NothingChanged
        require_bookable(event)
        work.reservation.event = event
        if work.reservation.option_expires_at:
            terms.require_to_come(event, at=at)
            work.reservation.option_expires_at = terms.capped(work.reservation.option_expires_at, event)
        if work.reservation.due_on:
            work.reservation.due_on = terms.due_date(event, at=at)

    return engine.perform(Act.Kind.MOVED, reservation, change, by=by, at=at, to_event=to, **how)


def log_contact(
    reservation: Reservation, *, channel: str, text: str, by: Actor, at: datetime, **how: Unpack[How]
) -> Act:
    """Keep that somebody spoke to the customer: `channel` is "phone", "email" or "note"."""

    def change(work: Work) -> None:
        work.data = {"channel": channel, "text": text}

    return engine.perform(Act.Kind.LOGGED, reservation, change, by=by, at=at, **how)


def _reprice(work: Work, changes: Mapping[str, Any]) -> None:
    reservation = work.reservation
    was_guests = reservation.guests
    reservation.guests = changes.get("guests", was_guests)
    reservation.arrangement = changes.get("arrangement", reservation.arrangement)
    if reservation.guests < 1:
        raise BadNumber("guests")
    lines = [line for line in work.lines if line.extra is None] if "extras" in changes else work.lines
    priced = [line for line in lines if line.arrangement is None]
    if reservation.arrangement is not None:
        priced = pricing.for_another_party(
            lines, work.event, reservation.arrangement, reservation.guests, was_guests=was_guests
        )
    extras = pricing.extra_lines(changes.get("extras", []), agreed=work.lines, free=pricing.are_free(work.lines))
    work.lines = [*priced, *extras]
