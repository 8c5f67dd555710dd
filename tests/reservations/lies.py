"""What came past the engine, and what the check of the books finds of it."""

from reservations import books
from reservations.management.progress import silent
from reservations.models import Event, Reservation
from tests.factories import NOON, EventFactory, ReservationFactory


def lie(row, **columns):
    Reservation.objects.filter(pk=row.pk).update(**columns)


def sold_twice():
    """Two parties of 5 on 10 seats, of which 4 are taken away behind the engine's back."""
    event = EventFactory(capacity=10)
    for _party in range(2):
        ReservationFactory(event=event, guests=5)
    Event.objects.update(capacity=6)
    return event


def found(*, at=NOON, mend=False):
    return [(row.book, row.field) for row in books.check(at=at, mend=mend, progress=silent)]
