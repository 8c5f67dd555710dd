"""Every payment and refund: the only writer of Payment (R6). Rows are added, never changed.

Like lifecycle: `by`, `at` and engine.How in, the Act out, a Refusal when it is not allowed. Amounts are whole cents.
"""

from datetime import date, datetime, timedelta
from typing import Unpack

from django.utils import timezone
from django.utils.translation import gettext as _

from reservations import engine
from reservations.customers.privacy.guarding import require_known
from reservations.engine import How, Work
from reservations.labels import money
from reservations.models import Act, Actor, Payment, Reservation
from reservations.refusals import BadAmount, BadDate, BalanceChanged, CannotUndo, NoteNeeded, NotOutstanding

LONGEST_AGO = timedelta(days=366)  # what is older than that is a slip of the finger
LARGEST_CENTS = 100_000_000  # one million euros: more is a slip of the finger, and far below what a column holds


def record_payment(  # noqa: PLR0913 each is a column of the ledger
    reservation: Reservation, *, amount_cents: int, method: str, received_on: date, by: Actor, at: datetime,
    reference: str = "", note: str = "", seen_cents: int | None = None, **how: Unpack[How],
) -> Act:  # fmt: skip
    """Money came in, on a local date up to today. More than the total is credit, not a mistake.

    `seen_cents` is what was outstanding on the screen that was clicked on: BalanceChanged when that is no more so.
    """

    def change(work: Work) -> None:
        _judge(amount_cents, received_on, at=at)
        _require_seen(work.reservation, seen_cents)
        work.payment = Payment(
            kind=Payment.Kind.PAYMENT, amount_cents=amount_cents, method=method, received_on=received_on,
            reference=reference, note=note, by=by, at=at,
        )  # fmt: skip

    return engine.perform(Act.Kind.PAID, reservation, change, by=by, at=at, **how)


def pay_off(
    reservation: Reservation, *, method: str, received_on: date, by: Actor, at: datetime,
    seen_cents: int | None = None, **how: Unpack[How],
) -> Act:  # fmt: skip
    """All that is owed came in; the rest is as record_payment() has it. Raises NotOutstanding when nothing is."""

    def change(work: Work) -> None:
        owed = work.reservation.owed_cents
        if not owed:
            raise NotOutstanding(_("%(who)s owes nothing.") % {"who": work.reservation.customer})
        _judge(owed, received_on, at=at)
        _require_seen(work.reservation, seen_cents)
        work.payment = Payment(
            kind=Payment.Kind.PAYMENT, amount_cents=owed, method=method, received_on=received_on, by=by, at=at
        )

    return engine.perform(Act.Kind.PAID, reservation, change, by=by, at=at, **how)


def refund(
    reservation: Reservation, *, amount_cents: int, method: str, received_on: date, note: str, by: Actor, at: datetime,
    reference: str = "", **how: Unpack[How],
) -> Act:  # fmt: skip
    """Money went back: `amount_cents` above 0, at most what was paid, with a note for the bookkeeper."""

    def change(work: Work) -> None:
        _judge(amount_cents, received_on, at=at)
        if not note.strip():
            raise NoteNeeded
        if amount_cents > work.reservation.paid_cents:
            raise BadAmount(_("More than was paid can't be refunded."))
        work.payment = Payment(
            kind=Payment.Kind.REFUND, amount_cents=-amount_cents, method=method, received_on=received_on,
            reference=reference, note=note, by=by, at=at,
        )  # fmt: skip

    return engine.perform(Act.Kind.REFUNDED, reservation, change, by=by, at=at, **how)


def counter(payment: Payment, *, by: Actor, at: datetime, undoes: Act | None = None, **how: Unpack[How]) -> Act:
    """Take an entry back with one of the opposite amount, on the same date received: that day's sum is right again."""

    def change(work: Work) -> None:
        require_known(work.reservation.customer, since=payment.at)
        if Payment.objects.filter(counters=payment).exists():
            raise CannotUndo(_("This entry was countered already."))
        if work.reservation.paid_cents < payment.amount_cents:
            raise CannotUndo(_("Part of this payment was refunded since: undo the refund first."))
        work.payment = Payment(
            kind=Payment.Kind.REFUND if payment.amount_cents > 0 else Payment.Kind.PAYMENT,
            amount_cents=-payment.amount_cents, method=payment.method, received_on=payment.received_on,
            reference=payment.reference, note=_note_of_counter(payment), counters=payment, by=by, at=at,
        )  # fmt: skip
        work.undoes = undoes
        if undoes is not None:
            # What went with the old balance (reservations/balance.py) comes back with it.
            now = work.values()
            work.put_back({name: was for name, was in undoes.before.items() if now[name] == undoes.after[name]})

    kind = Act.Kind.UNDONE if undoes else Act.Kind.COUNTERED
    return engine.perform(kind, payment.reservation, change, by=by, at=at, **how)


def _note_of_counter(payment: Payment) -> str:
    """Who takes back a counter-entry enters again what it countered."""
    return payment.counters.note if payment.counters else _("Entry taken back")


def _require_seen(reservation: Reservation, seen_cents: int | None) -> None:
    if seen_cents not in {None, reservation.outstanding_cents}:
        raise BalanceChanged(money(reservation.outstanding_cents))


def _judge(amount_cents: int, received_on: date, *, at: datetime) -> None:
    if not 0 < amount_cents <= LARGEST_CENTS:
        raise BadAmount(_("Enter an amount above € 0 and up to € 1.000.000."))
    require_likely(received_on, at=at)


def require_likely(received_on: date, *, at: datetime) -> None:
    """Raises BadDate for a day that no money was received on: one to come, or more than a year ago."""
    if received_on > timezone.localdate(at):
        raise BadDate(_("A payment can't have been received in the future."))
    if received_on < timezone.localdate(at) - LONGEST_AGO:
        raise BadDate(_("That is more than a year ago: look at the year once more."))
