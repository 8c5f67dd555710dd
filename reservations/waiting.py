"""Whose turn it is when seats are free: first come, first served among those who fit; who is skipped hears why."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from reservations import fill, pricing
from reservations.fill import Fill
from reservations.models import Arrangement, Event, WaitlistEntry


@dataclass(frozen=True)
class Turn:
    """One entry: `place` in the line counts from 1; `given` are the free seats that go to who came before."""

    entry: WaitlistEntry
    place: int
    fill: Fill
    given: int

    @property
    def fits(self) -> bool:
        """Whether it is their turn."""
        return self.has_room and self.entry.guests <= self.fill.left - self.given

    @property
    def has_room(self) -> bool:
        """Whether there are seats for them at all, be it before their turn."""
        return self.fill.is_bookable and self.entry.guests <= self.fill.left

    @property
    def why_not(self) -> str:
        """Why they are skipped; "" when they are not."""
        guests, free, capacity = self.entry.guests, self.fill.left, self.fill.event.capacity
        if self.fits:
            return ""
        if not self.fill.is_bookable:
            return _("The event is closed for booking.")
        if guests > capacity:
            return _("The hall has %(seats)d seats.") % {"seats": capacity}
        if not free:
            return _("No seat is free.")
        if guests > free:
            return ngettext("%(free)d seat is free.", "%(free)d seats are free.", free) % {"free": free}
        return _("Of %(free)d free seats %(given)d go to who came before.") % {"free": free, "given": self.given}


@dataclass(frozen=True)
class Queue:
    """Who waits for one event, in the order they came; `offers` are its arrangements with cents per guest."""

    fill: Fill
    turns: list[Turn]
    offers: list[tuple[Arrangement, int]]

    @property
    def guests(self) -> int:
        return sum(turn.entry.guests for turn in self.turns)

    @property
    def fitting(self) -> int:
        """How many parties fit now."""
        return sum(turn.fits for turn in self.turns)


def turns(entries: Iterable[WaitlistEntry], fill: Fill) -> list[Turn]:
    """Of those who wait for one event, in the order they came: who fits takes seats from who comes after."""
    given, result = 0, []
    for place, entry in enumerate(entries, start=1):
        turn = Turn(entry, place, fill, given)
        given += entry.guests if turn.fits else 0
        result.append(turn)
    return result


def queues(events: Iterable[Event], *, at: datetime) -> list[Queue]:
    """The queue at each of these events, with one look at their entries, seats and prices."""
    events = list(events)
    waiting = WaitlistEntry.objects.filter(event__in=events).waiting(today=timezone.localdate(at))
    entries: dict[int, list[WaitlistEntry]] = {event.pk: [] for event in events}
    for entry in waiting.first_come().with_customer():
        entries[entry.event_id].append(entry)
    offers = pricing.listed_by_event(events)
    return [
        Queue(each, turns(entries[each.event.pk], each), offers[each.event.pk]) for each in fill.of_all(events, at=at)
    ]
