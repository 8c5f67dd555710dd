"""What a few letters may mean, from anywhere: a reservation, a customer, an event. The recent ones first."""

from dataclasses import dataclass, field
from datetime import date, datetime

from django.db.models import QuerySet
from django.utils import timezone

from crm.models import Customer
from reservations import evenings
from reservations.models import Act, Event, Reservation

MOST = 6  # of each kind
LOOKED_BACK = 50  # acts of one's own


@dataclass(frozen=True)
class Found:
    reservations: list[Reservation] = field(default_factory=list)
    customers: list[Customer] = field(default_factory=list)
    events: list[Event] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.reservations or self.customers or self.events)


def find(text: str, *, at: datetime) -> Found:
    """Reservations newest first, customers by name, events: those to come, soonest first, then those that were."""
    text = text.strip()
    if not text:
        return Found()
    newest = Reservation.objects.search(text).order_by("-created_at", "-pk")
    return Found(
        Reservation.objects.rows(newest.values_list("pk", flat=True)[:MOST]),
        _customers(text),
        _events(text, today=timezone.localdate(at)),
    )


def last_worked_on(user) -> list[Reservation]:
    """What this person did something to, the last one first."""
    acts = Act.objects.filter(by=user, reservation__isnull=False).newest_first()
    pks = dict.fromkeys(acts.values_list("reservation", flat=True)[:LOOKED_BACK])
    return Reservation.objects.rows(list(pks)[:MOST])


def _customers(text: str) -> list[Customer]:
    found = Customer.objects.standing().search(text).select_related("company")
    return list(found.order_by("last_name", "first_name", "pk")[:MOST])


def _events(text: str, *, today: date) -> list[Event]:
    events = Event.objects.with_programme().filter(evenings.meant(text, today=today))
    to_come = events.filter(date__gte=today).order_by("date", "start", "pk")[:MOST]
    return [*to_come, *_been(events, today, MOST - len(to_come))]


def _been(events: QuerySet, today: date, most: int) -> list[Event]:
    return list(events.filter(date__lt=today).order_by("-date", "-start", "-pk")[:most]) if most > 0 else []
