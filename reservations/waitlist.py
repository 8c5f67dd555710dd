"""Every act on the waitlist: put on it, changed, contacted, booked from it, taken off. Nothing else writes entries.

An entry holds no seats (R3), so nothing is judged but that it still waits; booking it is placing a reservation, which
judges its seats as always. Each verb takes `by` (a user, or None for the system), `at` (an aware timestamp) and the
keywords of engine.How, and returns the Act that was recorded; each raises a Refusal and changes nothing when it is not
allowed.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any, Unpack, cast

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from crm import identity
from reservations import engine, event_values, labels, lifecycle, seats
from reservations.customers import acts
from reservations.customers.privacy.guarding import require_known
from reservations.engine import How
from reservations.lifecycle import Party
from reservations.models import Act, Actor, Arrangement, Event, Reservation, WaitlistEntry
from reservations.refusals import (
    BadNumber,
    CannotUndo,
    EventNotBookable,
    NothingChanged,
    NotWaiting,
    StaleVersion,
    WaitlistClosed,
)
from reservations.retrying import begun_anew
from reservations.status import OFF, WAITING, WaitlistStatus

Kind = Act.Kind
State = WaitlistStatus
Values = dict[str, Any]
EDITABLE = ("guests", "notes")
_COLUMNS = {column.attname: column for column in WaitlistEntry._meta.concrete_fields}
_WORDS = {column.name: column.verbose_name for column in Reservation._meta.concrete_fields}


@begun_anew
@engine.one_transaction()
def add(party: Party, *, by: Actor, at: datetime, **how: Unpack[How]) -> Act:
    """Let `party` wait for seats, with its wishes in words. Who it is, is found or made as for a booking (R9).

    Raises BadNumber, EventNotBookable for an evening that is closed or over, WaitlistClosed.
    """
    said, details = party.customer, party.details
    customer = identity.recognise(said, at=at) if isinstance(said, identity.Details) else said
    event = seats.lock([party.event.pk])[party.event.pk]
    if earlier := engine.seen(how.get("token")):
        # A click that was repeated: a customer that we just made for it goes as well.
        transaction.set_rollback(True)
        return earlier
    _require_open(event, at=at)
    if party.guests < 1:
        raise BadNumber("guests")
    customer = lifecycle.hold_customer(customer, said)
    if isinstance(said, identity.Details):
        details = {**lifecycle.contact_of(said, customer), **details}
    acts.learn_address(customer, party.email, by=by, at=at)
    entry = WaitlistEntry.objects.create(
        event=event,
        customer=customer,
        guests=party.guests,
        notes=_in_words(replace(party, details=details)),
        created_at=at,
    )
    return _record(Kind.WAITLISTED, entry, {}, _values(entry, EDITABLE), by=by, at=at, **how)


def edit(
    entry: WaitlistEntry, changes: Mapping[str, Any], *, by: Actor, at: datetime, seen_version: int | None = None,
    **how: Unpack[How],
) -> Act:  # fmt: skip
    """Change fields of EDITABLE; the place in the line stays. StaleVersion when the screen showed another version."""
    if unknown := set(changes) - set(EDITABLE):
        raise ValueError(f"Not to be edited: {', '.join(sorted(unknown))}")
    if changes.get("guests", 1) < 1:
        raise BadNumber("guests")
    return _perform(Kind.WAITLIST_EDITED, entry, changes, by=by, at=at, seen_version=seen_version, **how)


def contact(entry: WaitlistEntry, *, by: Actor, at: datetime, **how: Unpack[How]) -> Act:
    """They were called about free seats; `reason` may hold what was said."""
    changes = {"status": State.CONTACTED, "contacted_at": at.astimezone(UTC), "contacted_by_id": by.pk if by else None}
    return _perform(Kind.WAITLIST_CONTACTED, entry, changes, by=by, at=at, **how)


def close(entry: WaitlistEntry, *, by: Actor, at: datetime, **how: Unpack[How]) -> Act:
    """They wait no longer; `reason` may say why."""
    return _perform(Kind.WAITLIST_CLOSED, entry, {"status": State.CANCELLED}, by=by, at=at, **how)


@engine.one_transaction()
def book(
    entry: WaitlistEntry, *, by: Actor, at: datetime, arrangement: Arrangement | None = None, **how: Unpack[How]
) -> Act:
    """Make it a booking with `arrangement`, or without one an option of the default term: one act, one undo.

    Raises NotWaiting, and what lifecycle.book() and lifecycle.place_option() raise.
    """
    row, earlier = _locked(entry, how)
    if earlier:
        return earlier
    _require_waiting(row, at=at)
    party = Party(
        event=row.event, customer=row.customer, guests=row.guests, arrangement=arrangement,
        details={"staff_notes": row.notes},
    )  # fmt: skip
    verb = lifecycle.book if arrangement else lifecycle.place_option
    how["waitlist_entry"] = row
    act = verb(party, by=by, at=at, **how)
    _give(row, act.reservation)
    return act


def follow(undone: Act) -> None:
    """Whom a reservation was booked for waits again when that is undone, and is booked when the undo is.

    `undone` is the undo, in whose transaction this is called. Raises CannotUndo when the entry went its own way since.
    """
    if undone.waitlist_entry_id is None:
        return
    reservation = cast("Reservation", undone.reservation)
    row = WaitlistEntry.objects.select_for_update(no_key=True).get(pk=undone.waitlist_entry_id)
    if reservation.status in OFF:
        _give(row, None)
    elif row.status in WAITING:
        _give(row, reservation)
    else:
        raise CannotUndo(_("This can't be undone any more: the waitlist entry was changed since."))


def take_back(act: Act, *, by: Actor, at: datetime, **how: Unpack[How]) -> Act:
    """Put an entry back as it was before `act`: who was put on the list is off it. CannotUndo when changed since."""
    entry = cast("WaitlistEntry", act.waitlist_entry)
    before = act.before or {"status": State.CANCELLED}

    def judge(row: WaitlistEntry) -> None:
        require_known(row.customer, since=act.at)
        engine.require_not_undone(act)
        if not _still_has(row, act):
            raise CannotUndo(_("This can't be undone any more: the waitlist entry was changed since."))

    return _perform(Kind.UNDONE, entry, _typed(before), by=by, at=at, judge=judge, undoes=act, **how)


def can_take_back(act: Act) -> bool:
    """Whether to offer it, by the entry as it is in memory; take_back() judges by what the database says then."""
    return act.waitlist_entry is not None and _still_has(act.waitlist_entry, act)


@engine.one_transaction()
def _perform(
    kind: Act.Kind, entry: WaitlistEntry, changes: Mapping[str, Any], *, by: Actor, at: datetime,
    seen_version: int | None = None, judge: Any = None, **how: Any,
) -> Act:  # fmt: skip
    row, earlier = _locked(entry, how)
    if earlier:
        return earlier
    if judge:
        judge(row)
    else:
        _require_waiting(row, at=at)
    if seen_version not in {None, row.version}:
        raise StaleVersion
    before = _values(row, changes)
    changed = [name for name in changes if before[name] != event_values.plain(changes[name])]
    if not changed:
        raise NothingChanged
    for name in changed:
        setattr(row, name, changes[name])
    row.version += 1
    row.save(update_fields=[*changed, "version"])
    return _record(kind, row, {name: before[name] for name in changed}, _values(row, changed), by=by, at=at, **how)


def _locked(entry: WaitlistEntry, how: Mapping[str, Any]) -> tuple[WaitlistEntry, Act | None]:
    """The entry, locked after its event; and the act of the same click, if it was made already."""
    seats.lock([entry.event_id])
    earlier = engine.seen(how.get("token"))
    rows = WaitlistEntry.objects.select_related("customer__company", "event__show", "event__type")
    return rows.select_for_update(of=("self",), no_key=True).get(pk=entry.pk), earlier


def _record(
    kind: Act.Kind, row: WaitlistEntry, before: Values, after: Values, *, by: Actor, at: datetime, **how: Any
) -> Act:
    return Act.objects.create(
        kind=kind, event=row.event, waitlist_entry=row, by=by, at=at, before=before, after=after, **how
    )


def _give(row: WaitlistEntry, reservation: Reservation | None) -> None:
    """Note that it became this reservation, or that it waits as before."""
    waits = State.CONTACTED if row.contacted_at else State.WAITING
    row.status = State.BOOKED if reservation else waits
    row.reservation = reservation
    row.version += 1
    row.save(update_fields=["status", "reservation", "version"])


def _require_open(event: Event, *, at: datetime) -> None:
    if not event.active or event.date < timezone.localdate(at):
        raise EventNotBookable(event)
    if not event.waitlist_open:
        raise WaitlistClosed(event)


def _require_waiting(row: WaitlistEntry, *, at: datetime) -> None:
    if not row.waits(today=timezone.localdate(at)):
        raise NotWaiting(row, today=timezone.localdate(at))


def _values(row: WaitlistEntry, names: Any) -> Values:
    return {name: event_values.plain(getattr(row, name)) for name in names}


def _typed(values: Values) -> Values:
    return {name: _COLUMNS[name].to_python(value) for name, value in values.items()}


def _still_has(row: WaitlistEntry, act: Act) -> bool:
    # Who was put on the list, and was contacted or booked since, is not taken off it by undoing that.
    wanted = act.after if act.before else {**act.after, "status": State.WAITING}
    return _values(row, wanted) == wanted


def _in_words(party: Party) -> str:
    """What was wished besides seats: an entry has notes alone to keep it in, and nothing that was typed is lost."""
    wishes = [str(party.arrangement)] if party.arrangement else []
    wishes += [f"{quantity} × {extra}" for extra, quantity in party.extras]
    wishes += [f"{_('Discount')}: {labels.money(party.discount_cents)}"] if party.discount_cents else []
    for name in sorted(name for name, said in party.details.items() if said):
        said = str(party.details[name])
        wishes.append(said if name in {"remarks", "staff_notes"} else f"{_WORDS[name]}: {said}")
    return "\n".join(wishes)
