"""One verb over many reservations: in a fixed order, each judged for itself, a result per row, one batch to undo."""

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any, NamedTuple, cast
from uuid import UUID, uuid5

from reservations import undo
from reservations.models import Act, Actor, Reservation
from reservations.refusals import Refusal

Verb = Callable[..., Act]


class Result(NamedTuple):
    """What became of one row: exactly one of `act` and `refusal` is there."""

    reservation: Reservation
    act: Act | None = None
    refusal: Refusal | None = None


def run(
    verb: Verb, reservations: Iterable[Reservation], *, batch: UUID, by: Actor, at: datetime,
    **how: Any,
) -> list[Result]:  # fmt: skip
    """Do `verb` to each, oldest first, each in its own transaction. Repeating the batch changes nothing twice."""
    rows = in_order(reservations)
    return [_one(verb, row, token=uuid5(batch, str(row.pk)), batch=batch, by=by, at=at, **how) for row in rows]


def in_order(reservations: Iterable[Reservation]) -> list[Reservation]:
    """First come, first served."""
    return sorted(reservations, key=lambda reservation: (reservation.created_at, reservation.pk))


def results_of(batch: UUID) -> list[Result]:
    """What a batch did, oldest act first: the answer to the same click again. Its refusals were not kept."""
    acts = Act.objects.filter(batch=batch, undoes__isnull=True, undone_by__isnull=True)
    acts = acts.select_related("reservation__customer__company").order_by("pk")
    return [Result(cast("Reservation", act.reservation), act=act) for act in acts]


def take_back(batch: UUID, *, by: Actor, at: datetime) -> list[Result]:
    """Undo the acts of a batch, last one first: together a batch of their own, undo_of() the first."""
    acts = Act.objects.filter(batch=batch).select_related("reservation__customer__company")
    return [
        _one(
            lambda _row, act=act, **how: undo.take_back(act, **how),
            cast("Reservation", act.reservation),  # the acts of a batch are on reservations
            batch=undo_of(batch), by=by, at=at,
        )
        for act in acts.order_by("-pk")
    ]  # fmt: skip


def undo_of(batch: UUID) -> UUID:
    """The name of the batch that takes this one back; to be taken back in turn."""
    return uuid5(batch, "undo")


def _one(verb: Verb, reservation: Reservation, **how: Any) -> Result:
    try:
        return Result(reservation, act=verb(reservation, **how))
    except Refusal as refusal:
        return Result(reservation, refusal=refusal)
