"""Who waits for seats, as a file: evening by evening, first come first."""

from collections.abc import Collection

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from crm.files.columns import Column, Kind
from crm.files.listed import Listed
from reservations.exports.columns import company_of
from reservations.models import WaitlistEntry


class WaitlistFile(Listed):
    title = _("Waitlist")
    columns = (
        Column("Datum", lambda row: row.event.date, Kind.DAY, width=12),
        Column("Aanvang", lambda row: row.event.start, Kind.CLOCK, width=9),
        Column("Show", lambda row: str(row.event.show), width=30),
        Column("Bedrijf", company_of, width=28),
        Column("Contact", lambda row: row.customer.full_name, width=24),
        Column("Email", lambda row: row.customer.email, width=28),
        Column("Telefoon", lambda row: row.customer.phone, Kind.PHONE, width=16),
        Column("Personen", lambda row: row.guests, Kind.NUMBER, width=10),
        Column("Status", lambda row: row.get_status_display(), width=12),
        Column("Wacht sinds", lambda row: row.created_at, Kind.MOMENT, width=18),
        Column("Benaderd", lambda row: row.contacted_at, Kind.MOMENT, width=18),
        Column("Notities", lambda row: row.notes, width=40),
    )

    @property
    def page(self) -> str:
        return reverse("waitlist:index")

    def keys(self) -> QuerySet:
        waiting = WaitlistEntry.objects.waiting(today=timezone.localdate(self.at))
        order = ("event__date", "event__start", "event", "created_at", "pk")
        return waiting.order_by(*order).values_list("pk", flat=True)

    def rows(self, keys: Collection[int]) -> list[WaitlistEntry]:
        found = WaitlistEntry.objects.with_customer().select_related("event__show").in_bulk(list(keys))
        return [found[key] for key in keys if key in found]
