"""Where the demo plays: the moment, the evenings, the people, and who sits at the desk."""

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from random import Random
from typing import Any

from django.contrib.auth.models import User
from django.utils import timezone

from crm.models import Customer
from reservations.calendar import moment
from reservations.models import Event, Reservation
from reservations.seeding.catalogue import Catalogue
from reservations.seeding.programme import Evening
from reservations.seeding.story import Story


@dataclass
class Scene:
    """`cast` are those who book; `evenings` the active events, oldest first."""

    at: datetime
    rng: Random
    anna: User
    catalogue: Catalogue
    evenings: list[tuple[Evening, Event]]
    abc: Customer
    xyz: Customer
    firms: list[Customer]
    persons: list[Customer]
    invoices: int = field(default=0, init=False)

    @property
    def today(self) -> date:
        return timezone.localdate(self.at)

    @property
    def cast(self) -> list[Customer]:
        return [self.abc, self.xyz, *self.firms, *self.persons]

    def day(self, days: int, hour: int, minute: int = 0) -> datetime:
        """A wall time so many days from today."""
        return moment(self.today + timedelta(days), time(hour, minute))

    def event(self, key: str) -> Event:
        return next(event for evening, event in self.evenings if evening.key == key)

    def story(
        self, event: Event, customer: Customer, guests: int, code: str = "", *, since: datetime,
        extras: tuple[str, ...] = (), free: bool = False, tags: tuple[str, ...] = (), **columns: Any,
    ) -> Story:  # fmt: skip
        """A reservation before its first act, at the price list; without `code` it has no arrangement yet."""
        row = Reservation(
            event=event, customer=customer, guests=guests, arrangement=self.catalogue.arrangements.get(code),
            created_at=since, **columns,
        )  # fmt: skip
        if customer.company:
            self.invoices += 1
            row.invoice_number = f"{since.year}-{self.invoices:04}"
        lines = self.catalogue.lines(event, code, guests, extras=extras, free=free) if code else []
        return Story(row, lines, [self.catalogue.tags[tag] for tag in tags])
