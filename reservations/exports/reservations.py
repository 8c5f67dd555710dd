"""The list of reservations as a file: whatever its address filters and sorts."""

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from crm.files.columns import Column, Kind
from crm.files.listed import Listed
from reservations import labels
from reservations.exports import columns
from reservations.filters import ReservationFilter
from reservations.worklists import WORK_LISTS


class ReservationsFile(Listed):
    @property
    def title(self):
        work = WORK_LISTS.get(self.query.get("work", ""))
        return work.title if work else _("Reservations")

    @property
    def columns(self):
        return (
            *columns.WHO, columns.DATE, columns.GUESTS, columns.TOTAL, columns.STATUS, columns.PHONE, columns.SHOW,
            Column("Aanvang", lambda row: row.event.start, Kind.CLOCK, width=9),
            Column("Arrangement", lambda row: str(row.arrangement or "")),
            columns.PAID, columns.OUTSTANDING,
            Column("Betaalstatus", lambda row: labels.payment_word(labels.payment_state(row, at=self.at))),
            columns.DUE, columns.INVOICE,
            Column("Optie tot", lambda row: row.option_expires_at, Kind.MOMENT, width=17),
            Column("Tags", lambda row: ", ".join(tag.name for tag in row.tags.all()), width=20),
            Column("Aangemaakt", lambda row: row.created_at, Kind.MOMENT, width=17),
        )  # fmt: skip

    @cached_property
    def _asked(self) -> ReservationFilter:
        return ReservationFilter(self.query, at=self.at)

    @property
    def is_valid(self) -> bool:
        return self._asked.form.is_valid()

    @property
    def page(self) -> str:
        return reverse("reservations:list", query=self.query)

    def keys(self) -> QuerySet:
        return self._asked.in_order.values_list("pk", flat=True)

    def rows(self, keys):
        return columns.loaded(keys)
