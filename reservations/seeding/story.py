"""One reservation told act by act, with the rows that the engine would have written at each."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.contrib.auth import models as auth
from django.utils import timezone

from reservations import engine, pricing, terms
from reservations.loading import Whole
from reservations.models import Act, Payment, Reservation
from reservations.pricing import AgreedLine
from reservations.status import Status

User = auth.User | None
Kind = Act.Kind


class Story:
    """Begin with one of the first verbs; every later one takes `by` and `at`, in the order of time."""

    def __init__(self, row: Reservation, lines: Sequence[AgreedLine] = (), tags: Sequence[int] = ()):
        self.row = row
        self.payments: list[Payment] = []
        self.acts: list[Act] = []
        row.total_cents = pricing.total(lines, row.discount_cents)
        # It knows in which form history keeps values, and what of a new row is worth keeping.
        self._work = engine.Work(row, {row.event_id: row.event}, at=row.created_at)
        self._work.lines, self._work.tags = list(lines), sorted(tags)

    @property
    def whole(self) -> Whole:
        return Whole(
            reservation=self.row, lines=self._work.lines, payments=self.payments, acts=self.acts, tags=self._work.tags
        )

    # How it begins

    def booked(self, *, by: User, due_on: date | None = None) -> None:
        due_on = due_on or terms.due_date(self.row.event, at=self.row.created_at)
        self._begin(by=by, status=Status.CONFIRMED, due_on=due_on)

    def submitted(self, *, status: Status = Status.PENDING) -> None:
        self._begin(by=None, status=status)

    def optioned(self, *, expires_at: datetime, by: User) -> None:
        placed_at = self.row.created_at
        self._begin(by=by, status=Status.OPTION, option_placed_at=placed_at, option_expires_at=expires_at)

    def taken_over(self, status: Status, *, at: datetime, **state: Any) -> None:
        """From the previous system, on `at`, as it was there."""
        self._set(status=status, source=Reservation.Source.IMPORT, **state)
        self._record(Kind.IMPORTED, by=None, at=at)

    # What happened to it

    def confirmed(self, *, by: User, at: datetime, due_on: date | None = None) -> None:
        due_on = due_on or terms.due_date(self.row.event, at=at)
        self._act(Kind.CONFIRMED, by=by, at=at, status=Status.CONFIRMED, option_expires_at=None, due_on=due_on)

    def followed_up(self, *, by: User, at: datetime) -> None:
        self._act(Kind.FOLLOWED_UP, by=by, at=at, followed_up_at=at, followed_up_by=by)

    def released(self, *, by: User, at: datetime) -> None:
        self._act(Kind.RELEASED, by=by, at=at, status=Status.CANCELLED, option_expires_at=None)

    def cancelled(self, *, reason: str, by: User, at: datetime) -> None:
        self._act(Kind.CANCELLED, by=by, at=at, reason=reason, status=Status.CANCELLED)

    def rejected(self, *, reason: str, by: User, at: datetime) -> None:
        self._act(Kind.REJECTED, by=by, at=at, reason=reason, status=Status.REJECTED)

    def checked_in(self, *, by: User, at: datetime) -> None:
        self._act(Kind.CHECKED_IN, by=by, at=at, status=Status.CHECKED_IN, checked_in_at=at, checked_in_by=by)

    def not_shown(self, *, by: User, at: datetime) -> None:
        self._act(Kind.NO_SHOW, by=by, at=at, status=Status.NO_SHOW)

    def paid(self, cents: int, *, method: str, by: User, at: datetime) -> None:
        self._enter(Kind.PAID, Payment.Kind.PAYMENT, cents, method=method, by=by, at=at)

    def refunded(self, cents: int, *, method: str, note: str, by: User, at: datetime) -> None:
        self._enter(Kind.REFUNDED, Payment.Kind.REFUND, -cents, method=method, note=note, by=by, at=at)

    def settled(self, choice: Reservation.Credit, *, by: User, at: datetime) -> None:
        """What becomes of the money that was paid for what is off."""
        self._act(Kind.CREDIT_SETTLED, by=by, at=at, data={"credit_cents": self.row.total_cents}, credit_as=choice)

    def called(self, text: str, *, by: User, at: datetime) -> None:
        self._record(Kind.LOGGED, by=by, at=at, data={"channel": "phone", "text": text})

    def received(self, cents: int, *, method: str, at: datetime) -> None:
        """What the previous system's ledger has: an entry without an act."""
        self._pay(Payment.Kind.PAYMENT, cents, method=method, by=None, at=at)

    # What they are made of

    def _begin(self, *, by: User, **state: Any) -> None:
        self._set(**state)
        _nothing, after = self._work.changes()
        self._record(Kind.PLACED, by=by, at=self.row.created_at, after=after)

    def _act(
        self, kind: Act.Kind, *, by: User, at: datetime, reason: str = "", data: dict[str, Any] | None = None,
        **changes: Any,
    ) -> None:  # fmt: skip
        was = self._work.values()
        self._set(**changes)
        now = self._work.values()
        names = [name for name in now if now[name] != was[name]]
        before, after = {name: was[name] for name in names}, {name: now[name] for name in names}
        self._record(kind, by=by, at=at, reason=reason, before=before, after=after, data=data or {})

    def _enter(self, act: Act.Kind, kind: Payment.Kind, cents: int, *, by: User, at: datetime, **entry: Any) -> None:
        payment = self._pay(kind, cents, by=by, at=at, **entry)
        self._record(act, by=by, at=at, payment=payment)

    def _pay(self, kind: Payment.Kind, cents: int, *, by: User, at: datetime, **entry: Any) -> Payment:
        received_on = timezone.localdate(at)
        self.payments.append(Payment(kind=kind, amount_cents=cents, received_on=received_on, by=by, at=at, **entry))
        return self.payments[-1]

    def _set(self, **values: Any) -> None:
        for name, value in values.items():
            setattr(self.row, name, value)

    def _record(self, kind: Act.Kind, *, by: User, at: datetime, **said: Any) -> None:
        self.acts.append(Act(kind=kind, event_id=self.row.event_id, by=by, at=at, **said))
        self.row.version, self.row.updated_at = len(self.acts), at
