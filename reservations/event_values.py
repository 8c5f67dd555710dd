"""What an act may change of an event, as JSON can keep it: columns, the arrangements it offers, its own prices (R5)."""

from collections.abc import Collection, Iterable, Mapping
from datetime import date, time
from typing import Any

from reservations.models import Arrangement, Event, EventPrice, EventType, Show

Values = dict[str, Any]
_OTHERS = {"id", "source_id"}
_COLUMNS = {column.attname: column for column in Event._meta.concrete_fields if column.name not in _OTHERS}
COLUMNS = tuple(_COLUMNS)
# Ids of arrangements, none meaning all; and cents by id of an arrangement, for what the type's price is not good for.
OFFER = ("arrangements", "prices")
EDITABLE = (*COLUMNS, *OFFER)
_NAMED: dict[str, Any] = {"show_id": Show, "type_id": EventType, "arrangements": Arrangement, "prices": Arrangement}


def stored(event: Event, names: Iterable[str]) -> Values:
    """What the event has now: columns as in memory, what it offers as in the database."""
    return {name: _offer(event, name) if name in OFFER else plain(getattr(event, name)) for name in names}


def plain(value: Any) -> Any:
    """A value as JSON gives it back: dates and times as text, ids in order, cents by the id as text."""
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {str(key): value[key] for key in sorted(value, key=int)}
    return sorted(value) if isinstance(value, list | tuple | set) else value


def typed(values: Mapping[str, Any]) -> Values:
    """The way back from plain()."""
    return {name: value if name in OFFER else _COLUMNS[name].to_python(value) for name, value in values.items()}


def write(event: Event, changes: Mapping[str, Any]) -> None:
    """Save these fields of an event that is in the database, and no others."""
    columns = [name for name in changes if name in _COLUMNS]
    for name in columns:
        setattr(event, name, changes[name])
    if columns:
        event.save(update_fields=columns)
    write_offer(event, changes)


def write_offer(event: Event, changes: Mapping[str, Any]) -> None:
    """Lay down anew what it offers. Bookings keep what was agreed: nothing of theirs is looked up here again (R5)."""
    if "arrangements" in changes:
        event.arrangements.set(changes["arrangements"])
    if "prices" in changes:
        event.prices.all().delete()
        EventPrice.objects.bulk_create(
            EventPrice(event=event, arrangement_id=int(pk), cents=cents) for pk, cents in changes["prices"].items()
        )


def names_of(*sides: Mapping[str, Any]) -> dict[str, dict[str, str]]:
    """What the ids among these values are called now: history says it so, whatever they are called later."""
    ids: dict[str, set[int]] = {}
    for values in sides:
        for name in _NAMED.keys() & values.keys():
            ids.setdefault(name, set()).update(_ids(values[name]))
    return {name: _names(name, ids[name]) for name in sorted(ids)}


def still_has(event: Event, values: Mapping[str, Any]) -> bool:
    """Whether the columns among `values`, as plain() has them, are those of the event in memory."""
    return all(plain(getattr(event, name)) == value for name, value in values.items() if name in _COLUMNS)


def _offer(event: Event, name: str) -> Any:
    if name == "prices":
        return plain(dict(event.prices.values_list("arrangement_id", "cents")))
    return sorted(event.arrangements.values_list("pk", flat=True))


def _ids(value: Any) -> Collection[int]:
    return [int(pk) for pk in value] if isinstance(value, list | Mapping) else [value]


def _names(name: str, ids: Collection[int]) -> dict[str, str]:
    return {str(row.pk): str(row) for row in _NAMED[name].objects.filter(pk__in=ids).order_by("pk")}
