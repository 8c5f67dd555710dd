"""Two customers become one: previewed, in one transaction, never by itself (R9). parting.py takes it back.

Who was merged stays a row with its e-mail address: an alias, by which the next booking finds the survivor. What was
done to it stays told of it; all else that points at it moves. Locked in the order of every act: the events of what
moves, that itself, the customers by their ids (ADR 1).
"""

from collections.abc import Callable, Collection, Iterable
from datetime import datetime
from typing import Any, Unpack

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from crm import identity, merging
from crm.merging import Choices
from crm.models import Customer, Note, Tagging
from crm.normalise import folded
from reservations import contacts, engine, seats, summaries
from reservations.customers.engine import Work, perform
from reservations.engine import How
from reservations.models import Act, Actor, FollowUp, Reservation, WaitlistEntry
from reservations.refusals import ChangedSinceSeen, MergedMeanwhile, NobodyLeft, NotMergeable
from reservations.retrying import begun_anew

# What goes along, by the name that acts keep it under.
MOVED: dict[str, Any] = {
    "reservation": Reservation, "waitlist_entry": WaitlistEntry, "note": Note, "tagging": Tagging,
    "follow_up": FollowUp,
}  # fmt: skip
# What points at a customer and does not move, and why.
LEFT = {
    "Act.customer": "was done to who it was done to; the timeline reads the aliases too",
    "Customer.merged_into": "whoever was merged into an alias is found through it",
    "CustomerSummary.customer": "recomputed",
    "Distinct.first": "was said of those two",
    "Distinct.second": "was said of those two",
    "SearchWord.customer": "written anew",
}
Rows = dict[str, QuerySet]


def merge(
    kept: Customer, other: Customer, choices: Choices | None = None, *, by: Actor, at: datetime, seen: str = "",
    **how: Unpack[How],
) -> Act:  # fmt: skip
    """Make `other` an alias of `kept`, whose fields become what `choices` say (crm/merging.py).

    `seen` is crm.merging.seen() of the screen. Raises NotMergeable, NobodyLeft, MergedMeanwhile, ChangedSinceSeen.
    """
    if kept.pk == other.pk:
        raise NotMergeable(_("A customer can't be merged with itself."))
    return _merge(kept, other, choices or {}, seen=seen, by=by, at=at, **how)


def of(customer: Customer) -> Rows:
    """What would move with a customer, by its name in MOVED."""
    return {name: model.objects.filter(customer=customer) for name, model in MOVED.items()}


def again(act: Act, *, by: Actor, at: datetime, **how: Unpack[How]) -> Act:
    """Undo an undo: merge the same two by the same choices, as they are now."""
    kept = act.customer
    assert kept is not None  # noqa: S101 for mypy: an act on customers has one
    other = Customer.objects.get(pk=act.data["other"])
    return _merge(kept, other, act.data["choices"], by=by, at=at, kind=Act.Kind.UNDONE, undoes=act, **how)


@begun_anew
@engine.one_transaction()
def _merge(
    kept: Customer, other: Customer, choices: Choices, *, by: Actor, at: datetime, seen: str = "",
    kind: Act.Kind = Act.Kind.MERGED, **how: Any,
) -> Act:  # fmt: skip
    held = lock({kept.pk, other.pk}, lambda: of(other))

    def change(work: Work) -> None:
        if undone := how.get("undoes"):
            engine.require_not_undone(undone)
        leaving = held[other.pk]
        _require_mergeable(work.customer, leaving, seen)
        addresses = _join(work, leaving, choices)
        rows = of(leaving)
        rows["tagging"] = rows["tagging"].exclude(tag__in=kept.taggings.values("tag"))
        moved = {name: list(found.order_by("pk").values_list("pk", flat=True)) for name, found in rows.items()}
        work.data = {
            "name": str(leaving), "other": leaving.pk, "choices": dict(choices), "addresses": addresses,
            "moved": moved, "contacts": _keep_contacts(rows["reservation"], leaving, work.customer),
        }  # fmt: skip
        hand_over(moved, work.customer)
        summaries.refresh(events=[], customers=held, today=timezone.localdate(at))

    return perform(kind, kept, change, by=by, at=at, **how)


def _join(work: Work, leaving: Customer, choices: Choices) -> list[str]:
    """Write both rows; give the addresses that the two had. The one that is not chosen is the alias's from now on."""
    kept = work.customer
    ours, theirs = kept.email, leaving.email
    values = merging.result(kept, leaving, choices)
    if not identity.is_somebody(values):
        raise NobodyLeft
    swapped = values["email"] != ours
    # Of two addresses that change places one has to go first; an alias may be nobody for a moment.
    work.set(leaving, merged_into_id=kept.pk, email="" if swapped else theirs)
    work.set(kept, **values)
    if swapped:
        work.set(leaving, email=ours)
    return [ours, theirs]


def _require_mergeable(kept: Customer, leaving: Customer, seen: str) -> None:
    for customer in (kept, leaving):
        if customer.merged_into_id:
            raise MergedMeanwhile(customer, identity.survivor(customer))
        if customer.erased_at:
            raise NotMergeable(_("A customer who was erased can't be merged."))
    if seen and seen != merging.seen(kept, leaving):
        raise ChangedSinceSeen


def _keep_contacts(rows: QuerySet, leaving: Customer, kept: Customer) -> dict[str, list[str]]:
    """Whose name and number a booking went by stay known, where the survivor's are others (R9).

    Gives what was written, by the booking's id: the name and the number, "" for what was not.
    """
    name = leaving.full_name if folded(leaving.full_name) != folded(kept.full_name) else ""
    phone = leaving.phone if leaving.phone != kept.phone else ""
    changed, written = [], {}
    for row in rows:
        said = ["" if row.contact_name else name, "" if row.contact_phone else phone]
        if any(said):
            row.contact_name, row.contact_phone = row.contact_name or name, row.contact_phone or phone
            written[str(row.pk)] = said
            changed.append(row)
    write_contacts(changed)
    return written


def write_contacts(rows: Collection[Reservation]) -> None:
    Reservation.objects.bulk_update(rows, ["contact_name", "contact_phone"])
    contacts.write(rows)


def hand_over(rows: dict[str, list[int]], to: Customer) -> None:
    """Make these rows (ids, by their name in MOVED) this customer's."""
    for name, pks in rows.items():
        MOVED[name].objects.filter(pk__in=pks).update(customer=to)


def lock(customers: Collection[Any], moving: Callable[[], Rows]) -> dict[int, Customer]:
    """Lock the events of what is `moving`, those rows, and the customers (ids), which are returned.

    Raises Elsewhere when something came to them, between our look and our lock, of which the event is not locked.
    """
    events = _events_of(moving())
    seats.lock(events)
    for name in ("reservation", "waitlist_entry"):
        list(moving()[name].select_for_update(no_key=True).order_by("pk").values_list("pk"))
    rows = Customer.objects.select_related("company").select_for_update(of=("self",), no_key=True)
    held = {row.pk: row for row in rows.filter(pk__in=customers).order_by("pk")}
    if not _events_of(moving()) <= events:
        raise identity.Elsewhere
    return held


def _events_of(rows: Rows) -> set[int]:
    found: Iterable[QuerySet] = (rows["reservation"], rows["waitlist_entry"])
    return {event for each in found for event in each.order_by().values_list("event", flat=True)}
