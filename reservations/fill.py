"""How full an event is, in words and figures: from its capacity and the seats that are held, stored nowhere (R3)."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.db.models import TextChoices
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from reservations import seats
from reservations.models import Event

NEARLY, HALF = 80, 50  # per cent


class State(TextChoices):
    OVER = "over", _("Over")
    CLOSED = "closed", _("Closed")
    FULL = "full", _("Full")
    NEARLY_FULL = "nearly-full", _("Nearly full")
    HALF_FULL = "half-full", _("Half full")
    AVAILABLE = "available", _("Available")


@dataclass(frozen=True)
class Fill:
    """Of one event, with `taken` seats held at some instant; `is_over` when its day had passed by then."""

    event: Event
    taken: int
    is_over: bool = False

    @property
    def left(self) -> int:
        return max(0, self.event.capacity - self.taken)

    @property
    def over(self) -> int:
        """Seats sold that there are not."""
        return max(0, self.taken - self.event.capacity)

    @property
    def percent(self) -> int:
        """Rounded down: 100 is never said of an event with a seat left."""
        return self.taken * 100 // self.event.capacity

    @property
    def bar(self) -> int:
        """How much of a bar of 100 is filled: something when somebody comes, all of it when too many do."""
        return min(100, max(self.percent, 1 if self.taken else 0))

    @property
    def is_bookable(self) -> bool:
        """Whether seats are still sold. See also EventQuerySet.bookable()."""
        return self.event.active and self.event.type.bookable and not self.is_over

    @property
    def state(self) -> State:
        if not self.is_bookable:
            return State.OVER if self.is_over else State.CLOSED
        if not self.left:
            return State.FULL
        if self.taken * 100 >= self.event.capacity * NEARLY:
            return State.NEARLY_FULL
        return State.HALF_FULL if self.taken * 100 >= self.event.capacity * HALF else State.AVAILABLE


def of_all(events: Collection[Event], *, at: datetime) -> list[Fill]:
    """Of each of these, in their order, with one look at their rows."""
    taken = seats.held_by_event([event.pk for event in events], at=at)
    return [Fill(event, taken[event.pk], is_over=event.date < localdate(at)) for event in events]
