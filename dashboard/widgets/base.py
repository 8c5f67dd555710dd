"""What a widget is: one small class in the list of dashboard/widgets/, and at most one template."""

from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.functional import Promise

from dashboard import kpis
from dashboard.kpis import Booked
from dashboard.periods import Period
from reservations.changes import Topic
from reservations.models import Reservation

ROWS = 5


class Size(StrEnum):
    """How many of the four columns of a desk it takes."""

    TILE = "tile"
    WIDE = "wide"
    FULL = "full"


@dataclass(frozen=True)
class Moment:
    """When a dashboard is looked at (an aware timestamp), and the period that its figures are about."""

    at: datetime
    period: Period
    _known: dict[Period, Booked] = field(default_factory=dict, compare=False, repr=False)

    @property
    def today(self) -> date:
        """At the venue."""
        return timezone.localdate(self.at)

    def booked(self, period: Period) -> Booked:
        """What was booked in a period, looked up once for all who ask."""
        if period not in self._known:
            self._known[period] = kpis.booked(period)
        return self._known[period]


class Widget:
    """`topics` are what it has to be drawn anew for; `name` is its place in addresses and in everybody's layout."""

    name: str
    title: str | Promise
    icon: str
    colour: str
    topics: AbstractSet[Topic]
    size = Size.TILE
    is_of_period = False

    @property
    def template_name(self) -> str:
        return f"dashboard/widgets/_{self.name.replace('-', '_')}.html"

    def context(self, moment: Moment) -> dict[str, Any]:
        """What its template shows besides the widget itself; overridden."""
        raise NotImplementedError

    def shown(self, moment: Moment) -> dict[str, Any]:
        """The context of its template."""
        return {"at": moment.at, "today": moment.today, "period": moment.period} | self.context(moment)


def first_rows(reservations: QuerySet) -> list[Reservation]:
    """As rows of a list show them."""
    return Reservation.objects.rows(reservations.values_list("pk", flat=True)[:ROWS])
