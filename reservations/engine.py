"""The one transaction of every act: lock, judge, write, record. lifecycle, ledger, reminders and undo call it."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, date, datetime
from typing import Any, NamedTuple, TypedDict
from uuid import UUID

from django.db import OperationalError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from reservations import balance, contacts, pricing, seats, summaries
from reservations.models import Act, Actor, Event, Line, Payment, Reservation, WaitlistEntry
from reservations.pricing import AgreedLine
from reservations.refusals import Busy, CannotUndo, NothingChanged, TakenBack

# What an act may change on the reservation's row, and undo puts back. `paid_cents` belongs to the ledger.
_OTHERS = {"id", "reference", "customer", "source", "paid_cents", "version", "created_at", "updated_at"}
_COLUMNS = {column.attname: column for column in Reservation._meta.concrete_fields if column.name not in _OTHERS}
FIELDS = tuple(_COLUMNS)
Values = dict[str, Any]


class How(TypedDict, total=False):
    """What every act takes besides `by` and `at`.

    `reason` is kept in the history; `token` makes a repeated click the same act; `batch` joins the acts of a bulk
    action; `overbook` is the reason for going over capacity, and the tick that asks for it; `waitlist_entry` is who it
    is done for.
    """

    reason: str
    token: UUID | None
    batch: UUID | None
    overbook: str
    waitlist_entry: WaitlistEntry | None


class Hold(NamedTuple):
    """Seats that a reservation holds at an event, and until when: an option to its expiry, all else for good."""

    event: int
    seats: int
    until: datetime = datetime.max.replace(tzinfo=UTC)


class Work:
    """A locked reservation while an act changes it: its row, the lines agreed for it, its tags, its events."""

    def __init__(self, reservation: Reservation, events: dict[int, Event], *, at: datetime):
        self.reservation, self.events, self.at = reservation, events, at
        self.lines = pricing.agreed_lines(reservation)
        self.tags = sorted(reservation.tags.values_list("pk", flat=True)) if reservation.pk else []
        self.payment: Payment | None = None
        self.data: Values = {}
        self.recheck_seats = False
        self.undoes: Act | None = None
        self.balance = balance.Balance.of(reservation)
        # Of a new reservation all is new.
        self._before = self.values() if reservation.pk else {}

    @property
    def event(self) -> Event:
        return self.events[self.reservation.event_id]

    @property
    def hold(self) -> Hold:
        row = self.reservation
        until = {"until": row.option_expires_at} if row.option_expires_at else {}
        return Hold(row.event_id, seats.taken_by(row, at=self.at), **until)

    @property
    def puts_back(self) -> bool:
        """Whether it makes right what should not have been, so that nothing is new."""
        return self.undoes is not None or (self.payment is not None and self.payment.counters is not None)

    def values(self) -> Values:
        """Everything an act may change, as JSON can keep it: timestamps in UTC, dates and lines as text and lists."""
        row = {name: plain(getattr(self.reservation, name)) for name in FIELDS}
        return row | {"lines": [list(line) for line in self.lines], "tags": list(self.tags)}

    def put_back(self, values: Values) -> None:
        """Set what `values` names, in the form that values() gives it."""
        for name, value in values.items():
            if name == "lines":
                self.lines = [AgreedLine(*line) for line in value]
            elif name == "tags":
                self.tags = list(value)
            else:
                setattr(self.reservation, name, _typed(name, value))

    def changes(self) -> tuple[Values, Values]:
        """What differs from when the row was locked: (before, after)."""
        after = self.values()
        if not self._before:
            return {}, {name: value for name, value in after.items() if value not in _EMPTY}
        names = [name for name in after if after[name] != self._before[name]]
        return {name: self._before[name] for name in names}, {name: after[name] for name in names}


_EMPTY: tuple[Any, ...] = ("", None, 0, [])
WAITED_FOR = {"55P03", "40P01"}  # PostgreSQL: no lock in time, deadlock
Change = Callable[[Work], None]


@contextmanager
def one_transaction() -> Iterator[None]:
    """All or nothing; raises Busy when somebody else holds a lock for longer than the database waits."""
    try:
        with transaction.atomic():
            yield
    except OperationalError as error:
        # PostgreSQL's words depend on its language, its states don't; SQLite has words alone.
        if getattr(error.__cause__, "sqlstate", "") not in WAITED_FOR and "locked" not in str(error):
            raise
        raise Busy from error


class _MovedAway(Exception):
    """The reservation went to another event between our look and our lock."""


def perform(
    kind: Act.Kind, target: Reservation, change: Change, *, by: Actor, at: datetime,
    to_event: Event | None = None, **how: Any,
) -> Act:  # fmt: skip
    """Lock the reservation and its events, let `change` judge and alter them, write, record; return the act.

    `at` is an aware timestamp; `by` is None for the system. With a `token` that has been seen, nothing happens and the
    earlier act is returned. Raises what `change` raises, NotEnoughSeats, NothingChanged, and Busy when a colleague
    holds the lock for too long; after any of them nothing is changed.
    """
    while True:
        # Begun anew, the transaction gives back the locks it has: who keeps some and asks for others, crosses somebody.
        with suppress(_MovedAway):
            return _perform(kind, target, change, by=by, at=at, to_event=to_event, **how)


@one_transaction()
def _perform(
    kind: Act.Kind, target: Reservation, change: Change, *, by: Actor, at: datetime, to_event: Event | None, **how: Any
) -> Act:
    work = _locked(target.pk, to_event, at=at)
    if earlier := seen(how.get("token")):
        return earlier
    before = work.hold
    change(work)
    return _write(kind, work, before, by=by, at=at, **how)


@one_transaction()
def place(fresh: Reservation, change: Change, *, by: Actor, at: datetime, **how: Any) -> Act:
    """The same for a reservation that does not exist yet."""
    events = seats.lock([fresh.event_id])
    if earlier := seen(how.get("token")):
        return earlier
    work = Work(fresh, events, at=at)
    change(work)
    return _write(Act.Kind.PLACED, work, Hold(fresh.event_id, 0), by=by, at=at, **how)


def _locked(pk: int, to_event: Event | None, *, at: datetime) -> Work:
    """The reservation, locked after its event."""
    found_at = Reservation.objects.values_list("event_id", flat=True).get(pk=pk)
    events = seats.lock([found_at, *([to_event.pk] if to_event else [])])
    rows = Reservation.objects.with_customer().select_for_update(of=("self",), no_key=True)
    reservation = rows.get(pk=pk)
    if reservation.event_id not in events:
        raise _MovedAway
    return Work(reservation, events, at=at)


def _write(
    kind: Act.Kind, work: Work, hold_before: Hold, *, by: Actor, at: datetime, overbook: str = "",
    **how: Any,
) -> Act:  # fmt: skip
    reservation = work.reservation
    reservation.total_cents = pricing.total(work.lines, reservation.discount_cents)
    if work.payment is not None:
        reservation.paid_cents += work.payment.amount_cents
    balance.follow(reservation, work.balance, puts_back=work.puts_back)
    _judge_seats(work, hold_before, by=by, overbook=overbook)
    before, after = work.changes()
    if not (after or work.payment or work.data):
        raise NothingChanged
    _save(work, after, at=at)
    act = Act.objects.create(
        kind=kind, reservation=reservation, event=work.event, payment=work.payment, by=by, at=at, before=before,
        after=after, data=work.data, undoes=work.undoes, **how,
    )  # fmt: skip
    if not after.keys().isdisjoint(FIGURES_DEPEND_ON) or work.payment:
        summaries.refresh(
            events={hold_before.event, reservation.event_id},
            customers=[reservation.customer_id],
            today=timezone.localdate(at),
        )
    return act


FIGURES_DEPEND_ON = {"status", "guests", "total_cents", "event_id", "arrangement_id"}


def _judge_seats(work: Work, before: Hold, *, by: Actor, overbook: str) -> None:
    """Sum and judge when the act takes seats that were not held, or holds them longer, or asks for a second look.

    Longer: whoever read the clock just before an option lapsed may get the lock after somebody who sold its seats.
    """
    now = work.hold
    takes_more = now.event != before.event or now.seats > before.seats or now.until > before.until
    if not now.seats:
        work.reservation.over_capacity = False
    if not now.seats or not (takes_more or work.recheck_seats):
        return
    over = seats.judge(work.reservation, work.event, at=work.at, overbook=overbook, by=by)
    work.reservation.over_capacity = over > 0
    if over:
        work.data |= {"over_capacity_by": over, "over_capacity_because": overbook}


def _save(work: Work, after: Values, *, at: datetime) -> None:
    reservation = work.reservation
    reservation.updated_at = at
    if reservation.pk is None:
        reservation.save(force_insert=True)
    else:
        reservation.version += 1
        reservation.save(update_fields=[name for name in after if name in FIELDS] + ["updated_at", "version"])
    if work.payment is not None:
        _enter(work.payment, reservation)
    if not after.keys().isdisjoint({"contact_name", "contact_phone"}):
        contacts.write([reservation])
    if "lines" in after:
        reservation.lines.all().delete()
        Line.objects.bulk_create(line_row(line, reservation) for line in work.lines)
    if "tags" in after:
        reservation.tags.set(work.tags)


def _enter(payment: Payment, reservation: Reservation) -> None:
    """Write the ledger's row that ledger.py made, and the sum of all of them beside the total."""
    payment.reservation = reservation
    payment.save(force_insert=True)
    reservation.paid_cents = sum(reservation.payments.values_list("amount_cents", flat=True))
    reservation.save(update_fields=["paid_cents"])


def require_not_undone(act: Act) -> None:
    """For who has locked what it was done to. Raises CannotUndo."""
    if Act.objects.filter(undoes=act).exists():
        raise CannotUndo(_("This was undone already."))


def seen(token: UUID | None) -> Act | None:
    """The act of a click that was made already; raises TakenBack when it was undone since: it is done no more."""
    if token is None:
        return None
    act = Act.objects.select_related("reservation__customer__company", "undone_by").filter(token=token).first()
    if act is not None and act.is_undone:
        raise TakenBack
    return act


def line_row(line: AgreedLine, reservation: Reservation) -> Line:
    description, quantity, unit_cents, arrangement, extra = line
    return Line(
        reservation=reservation, description=description, quantity=quantity, unit_cents=unit_cents,
        arrangement_id=arrangement, extra_id=extra,
    )  # fmt: skip


def still_has(reservation: Reservation, values: Values) -> bool:
    """Whether the columns among `values`, in the form of Work.values(), are what the reservation has now."""
    return all(plain(getattr(reservation, name)) == value for name, value in values.items() if name in _COLUMNS)


def plain(value: Any) -> Any:
    """A value of a column as JSON can keep it: timestamps in UTC, dates as text."""
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    return value.isoformat() if isinstance(value, date) else value


def _typed(name: str, value: Any) -> Any:
    return _COLUMNS[name].to_python(value)
