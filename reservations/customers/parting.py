"""A merge is taken back: one customer is two again, each with what is theirs (R9).

What moved and is still with the survivor goes back; what the survivor got later stays, and so does what was changed of
it by hand. That the survivor was merged in turn is no hindrance: what moved on is found at the end of the chain.
"""

from datetime import datetime
from typing import Any, Unpack

from django.utils import timezone
from django.utils.translation import gettext as _

from crm import identity, merging
from crm.models import Customer, SearchWord, Tagging
from reservations import summaries
from reservations.customers.engine import Values, Work, key_of, perform, typed
from reservations.customers.merging import (
    MOVED,
    Rows,
    again,
    hand_over,
    lock,
    write_contacts,
)
from reservations.customers.requiring import require_free, require_somebody
from reservations.engine import How, one_transaction, plain, require_not_undone
from reservations.models import Act, Actor, Reservation
from reservations.refusals import CannotUndo
from reservations.retrying import begun_anew


def take_back(act: Act, *, by: Actor, at: datetime, **how: Unpack[How]) -> Act:
    """Undo a merge, or merge again where `act` undid one. Raises CannotUndo, and what merging raises."""
    return (_part if "moved" in act.data else again)(act, by=by, at=at, **how)


def can_take_back(act: Act) -> bool:
    """Whether to offer it; take_back() judges by what the database says then."""
    return bool(act.data)


@begun_anew
@one_transaction()
def _part(act: Act, *, by: Actor, at: datetime, **how: Unpack[How]) -> Act:
    chain = _chain(act.data["other"])
    held = lock({*chain, act.customer_id}, lambda: _still_there(act, chain[1:]))
    if _chain(act.data["other"]) != chain:
        raise identity.Elsewhere

    def change(work: Work) -> None:
        require_not_undone(act)
        alias = held[chain[0]]
        _require_parting(alias, work.customer)
        rows = {name: found.order_by("pk") for name, found in _still_there(act, chain[1:]).items()}
        rows["tagging"] = rows["tagging"].exclude(tag__in=Tagging.objects.filter(customer=alias).values("tag"))
        _forget_contacts(act, rows)
        moved = {name: list(found.values_list("pk", flat=True)) for name, found in rows.items()}
        _separate(work, act, alias)
        hand_over(moved, alias)
        SearchWord.write([work.customer])
        work.data = {name: act.data[name] for name in ("name", "other", "choices")}
        summaries.refresh(events=[], customers=chain, today=timezone.localdate(at))

    customer = act.customer
    assert customer is not None  # noqa: S101 for mypy: an act on customers has one
    return perform(Act.Kind.UNDONE, customer, change, by=by, at=at, undoes=act, **how)


def _chain(pk: int) -> list[int]:
    """A customer, whom it was merged into, and so on: ids."""
    chain = [pk]
    while (above := Customer.objects.values_list("merged_into", flat=True).get(pk=chain[-1])) is not None:
        chain.append(above)
    return chain


def _still_there(act: Act, chain: list[int]) -> Rows:
    """What moved, as far as it is with the survivor, or with whom that was merged into."""
    return {name: MOVED[name].objects.filter(pk__in=pks, customer__in=chain) for name, pks in act.data["moved"].items()}


def _require_parting(alias: Customer, kept: Customer) -> None:
    if alias.merged_into_id != kept.pk:
        raise CannotUndo(_("This can't be undone any more: it was changed since."))


def _forget_contacts(act: Act, rows: Rows) -> None:
    """The bookings go by their customer's name again, where merging had written it beside them."""
    changed: list[Reservation] = []
    written = act.data["contacts"]
    for row in rows["reservation"].filter(pk__in=written):
        name, phone = written[str(row.pk)]
        if row.contact_name == name:
            row.contact_name = ""
        if row.contact_phone == phone:
            row.contact_phone = ""
        changed.append(row)
    write_contacts(changed)


def _separate(work: Work, act: Act, alias: Customer) -> None:
    """Write both rows: what was merged and is as it was then goes back, each address to whose it was."""
    kept = work.customer
    ours, theirs = act.data["addresses"]
    values = _values_before(act, kept)
    values.pop("email", None)
    require_free(theirs, kept, alias)
    if theirs and kept.email == theirs:
        require_free(ours, kept, alias)
        values["email"] = ours
    require_somebody(kept, values)
    if alias.email != theirs:
        work.set(alias, email="")  # first: two addresses may change places
    work.set(kept, **values)
    work.set(alias, email=theirs, merged_into_id=None)


def _values_before(act: Act, kept: Customer) -> Values:
    """The columns of the survivor to put back: those of each field that nobody changed since."""
    key = key_of(kept)
    before, after = act.before.get(key) or {}, act.after.get(key) or {}
    back: dict[str, Any] = {}
    for columns in [("created_at",), *(field.columns for field in merging.FIELDS)]:
        changed = [column for column in columns if column in after]
        if all(plain(getattr(kept, column)) == after[column] for column in changed):
            back |= {column: before[column] for column in changed}
    return typed(Customer, back)
