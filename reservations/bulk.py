"""One verb over many: in a fixed order, each judged for itself, a result per row, one batch to undo."""

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID, uuid5

from crm.models import Customer
from reservations import undo
from reservations.models import Act, Actor, Event, Reservation
from reservations.refusals import Refusal

Verb = Callable[..., Act]


class Result(NamedTuple):
    """What became of one row (a reservation, an event, a customer): exactly one of `act` and `refusal` is there."""

    reservation: Reservation | None
    act: Act | None = None
    refusal: Refusal | None = None
    event: Event | None = None
    customer: Customer | None = None

    @property
    def who(self) -> object:
        """Whom or what it is about: the customer, or the event where it is about nobody."""
        return self.reservation.customer if self.reservation else self.row

    @property
    def row(self) -> Reservation | Event | Customer | None:
        """What was done to; it has a page."""
        return self.reservation or self.event or self.customer


def run(
    verb: Verb, reservations: Iterable[Reservation], *, batch: UUID, by: Actor, at: datetime,
    **how: Any,
) -> list[Result]:  # fmt: skip
    """Do `verb` to each, oldest first, each in its own transaction. Repeating the batch changes nothing twice."""
    rows = in_order(reservations)
    how |= {"batch": batch, "by": by, "at": at}
    return [result_of(verb, row, reservation=row, token=uuid5(batch, str(row.pk)), **how) for row in rows]


def go_on(verb: Verb, left: Iterable[Reservation], *, batch: UUID, **how: Any) -> list[Result]:
    """The same where what was done leaves the list it was done from: what this batch did before, and what is left."""
    before, left = results_of(batch), list(left)
    return [done for done in before if done.reservation not in left] + run(verb, left, batch=batch, **how)


def in_order(reservations: Iterable[Reservation]) -> list[Reservation]:
    """First come, first served."""
    return sorted(reservations, key=lambda reservation: (reservation.created_at, reservation.pk))


def results_of(batch: UUID) -> list[Result]:
    """What a batch did, oldest act first: the answer to the same click again. Its refusals were not kept."""
    acts = _acts_of(batch).filter(undoes__isnull=True, undone_by__isnull=True).order_by("pk")
    return [Result(act.reservation, act=act, event=act.event, customer=act.customer) for act in acts]


def take_back(batch: UUID, *, by: Actor, at: datetime) -> list[Result]:
    """Undo the acts of a batch, last one first: together a batch of their own, undo_of() the first.

    Acts on events come before all others: who comes back to an evening that was called off finds it open.
    """
    acts = sorted(_acts_of(batch), key=lambda act: (act.reservation_id is not None, -act.pk))
    how = {"batch": undo_of(batch), "by": by, "at": at}
    return [
        result_of(undo.take_back, act, reservation=act.reservation, event=act.event, customer=act.customer, **how)
        for act in acts
    ]


def undo_of(batch: UUID) -> UUID:
    """The name of the batch that takes this one back; to be taken back in turn."""
    return uuid5(batch, "undo")


def result_of(
    verb: Verb, *what: Any, reservation: Reservation | None = None, event: Event | None = None,
    customer: Customer | None = None, **how: Any,
) -> Result:  # fmt: skip
    """Do one of a batch: what was done, or why it was not."""
    about = Result(reservation, event=event, customer=customer)
    try:
        return about._replace(act=verb(*what, **how))
    except Refusal as refusal:
        return about._replace(refusal=refusal)


def _acts_of(batch: UUID):
    return Act.objects.filter(batch=batch).select_related(
        "reservation__customer__company", "event__show", "customer__company"
    )
