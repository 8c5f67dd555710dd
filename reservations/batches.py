"""Bulk acts that may be long: begun, carried on a few rows at a time, interrupted and run again, taken back whole.

Each row is an act of its own with a name that follows from the batch: what was done before an interruption is not done
twice (R10).
"""

from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from functools import partial
from typing import Any, cast
from uuid import UUID, uuid5

from crm.models import Customer, Tag
from reservations import bulk, ledger, lifecycle, reminders, undo
from reservations.customers import acts
from reservations.models import Act, Actor, Batch, Event, Reservation
from reservations.refusals import NothingChanged, NotTagged, Refusal, TaggedAlready

LARGEST = 5000  # rows in one bulk act
UNDO = "undo"


def pay_off(reservation: Reservation, *, received_on: str, **how: Any) -> Act:
    """Record what is owed as received on a local date, as ISO has it."""
    return ledger.pay_off(reservation, received_on=date.fromisoformat(received_on), **how)


def tag(reservation: Reservation, *, tag: int, by: Actor, at: datetime, **how: Any) -> Act:
    """Add a tag of bookings, by its id."""
    return lifecycle.edit(reservation, {"add_tags": [tag]}, by=by, at=at, **how)


def move(reservation: Reservation, *, event: int, by: Actor, at: datetime, **how: Any) -> Act:
    """Move to another event, by its id."""
    return lifecycle.move(reservation, to=Event.objects.get(pk=event), by=by, at=at, **how)


def give_tag(customer: Customer, *, tag: int, **how: Any) -> Act:
    """Give a customer's tag by hand, by its id. Raises TaggedAlready."""
    try:
        return acts.tag(customer, tag=Tag.objects.get(pk=tag), **how)
    except NothingChanged as refusal:
        raise TaggedAlready from refusal


def take_tag(customer: Customer, *, tag: int, **how: Any) -> Act:
    """Take away one that was given by hand, by its id. Raises NotTagged."""
    try:
        return acts.untag(customer, tag=Tag.objects.get(pk=tag), **how)
    except NothingChanged as refusal:
        raise NotTagged from refusal


VERBS: dict[str, Callable[..., Act]] = {
    "confirm": lifecycle.confirm,
    "cancel": lifecycle.cancel,
    "remind": reminders.remind,
    "pay": pay_off,
    "tag": tag,
    "move": move,
}
VERBS_ON_CUSTOMERS: dict[str, Callable[..., Act]] = {"tag-customers": give_tag, "untag-customers": take_tag}
Row = Reservation | Customer


def begin(verb: str, rows: Iterable[Any], *, batch: UUID, how: Mapping[str, Any], by: Any, at: datetime) -> Batch:
    """Keep what is to be done to reservations, or to customers, the oldest first; the same batch again is the one that
    was begun.
    """
    keys = [row.pk for row in bulk.in_order(rows)]
    values = {"verb": verb, "how": dict(how), "rows": keys, "count": len(keys), "by": by, "at": at}
    return Batch.objects.get_or_create(pk=batch, defaults=values)[0]


def begin_undo(batch: Batch, *, by: Any, at: datetime) -> Batch:
    """The same for taking it back, be it an undo in turn: its acts, last one first."""
    acts = list(Act.objects.filter(batch=batch.pk).order_by("-pk").values_list("pk", flat=True))
    values = {"verb": UNDO, "rows": acts, "count": len(acts), "by": by, "at": at, "undoes": batch}
    return Batch.objects.get_or_create(pk=bulk.undo_of(batch.pk), defaults=values)[0]


def carry_on(batch: Batch, *, at: datetime, rows: int) -> None:
    """Do the next so many rows, each in its own transaction; what is refused is kept with its reason.

    Of two who carry on at once each row is done once, and the one who comes last leaves what the other has noted.
    """
    wanted = batch.rows[batch.done : batch.done + rows]
    verb, refusals = _verb(batch), {}
    for pk in wanted:
        try:
            verb(pk, token=uuid5(batch.pk, str(pk)), batch=batch.pk, by=batch.by, at=at)
        except Refusal as refusal:
            refusals[str(pk)] = str(refusal)
    noted = {"done": batch.done + len(wanted), "refusals": batch.refusals | refusals}
    Batch.objects.filter(pk=batch.pk, done=batch.done).update(**noted)
    batch.refresh_from_db(fields=["done", "refusals"])


def results(batch: Batch) -> list[bulk.Result]:
    """What became of each row that was judged: the refused first, with the sentence they were refused with."""
    done = _acts().filter(batch=batch.pk).order_by("pk")
    owners = _owners(batch, map(int, batch.refusals))
    refused = [_result(owners[int(pk)], refusal=Refusal(why)) for pk, why in batch.refusals.items()]
    return refused + [_result(_owner(act), act=act) for act in done]


def is_on_customers(batch: Batch) -> bool:
    """Whether its rows are customers, or acts on them."""
    return is_on_customers(batch.undoes) if batch.undoes else batch.verb in VERBS_ON_CUSTOMERS


def _result(row: Row, **became: Any) -> bulk.Result:
    return bulk.Result(None, customer=row, **became) if isinstance(row, Customer) else bulk.Result(row, **became)


def _owners(batch: Batch, pks: Iterable[int]) -> Mapping[int, Row]:
    """Whom or what each row is about: of an act that was not taken back, whose it is."""
    if batch.verb == UNDO:
        return {pk: _owner(act) for pk, act in _acts().in_bulk(list(pks)).items()}
    return _rows(batch.verb).in_bulk(list(pks))


def _owner(act: Act) -> Row:
    return cast("Row", act.reservation or act.customer)


def _verb(batch: Batch) -> Callable[..., Act]:
    if batch.verb == UNDO:
        return _undo
    verb = (VERBS | VERBS_ON_CUSTOMERS)[batch.verb]
    return partial(_on_row, verb, _rows(batch.verb), batch.how)


def _on_row(verb: Callable[..., Act], rows: Any, how: Mapping[str, Any], pk: int, **rest: Any) -> Act:
    return verb(rows.get(pk=pk), **how, **rest)


def _rows(verb: str) -> Any:
    on_customers = verb in VERBS_ON_CUSTOMERS
    return Customer.objects.select_related("company") if on_customers else Reservation.objects.with_customer()


def _undo(pk: int, **rest: Any) -> Act:
    return undo.take_back(_acts().select_related("payment").get(pk=pk), **rest)


def _acts() -> Any:
    return Act.objects.select_related("reservation__customer__company", "customer__company")
