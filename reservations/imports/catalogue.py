"""What the rows of a file refer to: events, arrangements, prices and extras, in Foyer or about to be.

What has 0 for a `pk` is new: reading the file adds it, write() makes it.
"""

from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Any

from django.db import transaction

from reservations.calendar import moment
from reservations.models import Arrangement, Event, EventPrice, EventType, Extra, Price, Show

ADD_ONS = {"preDrink": "PREDRINK", "afterParty": "AFTERPARTY"}
Columns = dict[str, Any]


@dataclass(kw_only=True)
class PlannedEvent:
    """An event the file may refer to. `prices` are cents per guest by arrangement code: this event's own."""

    source_id: str
    type: str
    date: date
    start: time
    capacity: int
    prices: dict[str, int] = field(default_factory=dict)
    pk: int = 0
    # For one that is new: what else it is made of.
    show: Columns = field(default_factory=dict)
    columns: Columns = field(default_factory=dict)
    arrangements: list[str] = field(default_factory=list)

    @property
    def starts_at(self) -> datetime:
        return moment(self.date, self.start)


@dataclass(kw_only=True)
class PlannedExtra:
    """An add-on or item, at the price in cents that the file has for it."""

    code: str
    name: str
    kind: str
    cents: int
    minimum: int = 1
    pk: int = 0


class Catalogue:
    def __init__(self) -> None:
        self.arrangements = {row.code: row for row in Arrangement.objects.all()}
        self.types = {row.key: row for row in EventType.objects.all()}
        self.extras = {
            row.code: PlannedExtra(
                code=row.code, name=row.name, kind=row.kind, cents=row.cents, minimum=row.minimum, pk=row.pk
            )
            for row in Extra.objects.all()
        }
        self.events = _stored_events()
        # Cents by type and arrangement: what the file says, and what of it Foyer has otherwise.
        self.prices: dict[tuple[str, str], int] = {}
        self.new_prices: dict[tuple[str, str], int] = {}
        stored = Price.objects.order_by("valid_from", "pk")
        self._stored = list(stored.values_list("type__key", "arrangement__code", "valid_from", "cents"))

    def price(self, event: PlannedEvent, arrangement: str) -> int | None:
        """Cents per guest at which the previous system sold it, as far as is known."""
        listed = self.prices.get((event.type, arrangement))
        if listed is None:
            listed = self.stored_price(event.type, arrangement, event.date)
        return event.prices.get(arrangement, listed)

    def stored_price(self, kind: str, arrangement: str, day: date) -> int | None:
        """Cents: Foyer's own price in force on a day."""
        in_force = [row for row in self._stored if row[:2] == (kind, arrangement) and row[2] <= day]
        return in_force[-1][3] if in_force else None

    def has_price_from(self, kind: str, arrangement: str, day: date) -> bool:
        return any(row[:3] == (kind, arrangement, day) for row in self._stored)

    def write(self, *, prices_from: date) -> None:
        """Make what is new, all or nothing, and fill in its ids. New prices count from a day on."""
        with transaction.atomic():
            for (kind, code), cents in self.new_prices.items():
                Price.objects.create(
                    type=self.types[kind], arrangement=self.arrangements[code], valid_from=prices_from, cents=cents
                )
            made_extras = {
                extra.code: Extra.objects.create(code=extra.code, name=extra.name, kind=extra.kind, cents=extra.cents)
                for extra in self.extras.values()
                if not extra.pk
            }
            made_events = {key: self._make(event) for key, event in self.events.items() if not event.pk}
        for code, extra in made_extras.items():
            self.extras[code].pk = extra.pk
        for key, event in made_events.items():
            self.events[key].pk = event.pk

    def _make(self, event: PlannedEvent) -> Event:
        show, _made = Show.objects.get_or_create(name=event.show["name"], defaults=event.show)
        made = Event.objects.create(
            show=show, type=self.types[event.type], date=event.date, start=event.start, capacity=event.capacity,
            source_id=event.source_id, **event.columns,
        )  # fmt: skip
        # An event without a choice of its own offers all of them, those of later too.
        if set(event.arrangements) != set(self.arrangements):
            made.arrangements.set([self.arrangements[code] for code in event.arrangements])
        EventPrice.objects.bulk_create(
            EventPrice(event=made, arrangement=self.arrangements[code], cents=cents)
            for code, cents in event.prices.items()
        )
        return made


def _stored_events() -> dict[str, PlannedEvent]:
    """The events of an earlier import."""
    own: dict[int, dict[str, int]] = {}
    for event_id, code, cents in EventPrice.objects.values_list("event_id", "arrangement__code", "cents"):
        own.setdefault(event_id, {})[code] = cents
    rows = Event.objects.exclude(source_id="").select_related("type")
    return {
        row.source_id: PlannedEvent(
            source_id=row.source_id, type=row.type.key, date=row.date, start=row.start, capacity=row.capacity,
            prices=own.get(row.pk, {}), pk=row.pk,
        )
        for row in rows
    }  # fmt: skip
