"""The list of events as a file, with how full each is."""

from collections.abc import Sequence

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from crm.files.columns import Column, Kind
from crm.files.listed import Listed
from reservations import fill
from reservations.event_filters import EventFilter
from reservations.models import Event


class EventsFile(Listed):
    title = _("Events")
    columns = (
        Column("Datum", lambda row: row.event.date, Kind.DAY, width=12),
        Column("Show", lambda row: str(row.event.show), width=30),
        Column("Type", lambda row: str(row.event.type), width=20),
        Column("Deuren", lambda row: row.event.doors, Kind.CLOCK, width=9),
        Column("Aanvang", lambda row: row.event.start, Kind.CLOCK, width=9),
        Column("Einde", lambda row: row.event.end, Kind.CLOCK, width=9),
        Column("Capaciteit", lambda row: row.event.capacity, Kind.NUMBER, width=11),
        Column("Bezet", lambda row: row.taken, Kind.NUMBER, width=9),
        Column("Vrij", lambda row: row.left, Kind.NUMBER, width=9),
        Column("Bezetting %", lambda row: row.percent, Kind.NUMBER, width=12),
        Column("Staat", lambda row: str(row.state.label), width=16),
        Column("Wachtlijst", lambda row: _("open") if row.event.waitlist_open else "", width=12),
    )

    @cached_property
    def _asked(self) -> EventFilter:
        return EventFilter(self.query, at=self.at)

    @property
    def is_valid(self) -> bool:
        return self._asked.is_valid()

    @property
    def page(self) -> str:
        return reverse("events:list", query=self.query)

    def keys(self) -> QuerySet | Sequence[int]:
        return self._asked.pks()

    def rows(self, keys):
        return fill.of_all(Event.objects.rows(keys), at=self.at)
