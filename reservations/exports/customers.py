"""The list of customers as a file, as contacts or as companies: whatever its address filters and sorts."""

from collections.abc import Callable, Sequence
from datetime import date

from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from crm.files.columns import Column, Kind
from crm.files.listed import Listed
from crm.models import Customer
from reservations.customers import companies
from reservations.customers.company_list import CompanyFilter
from reservations.customers.filters import CustomerFilter
from reservations.customers.rows import rows


def _sum(name: str) -> Callable[[Customer], int]:
    """Nought for who never booked."""
    return lambda row: getattr(getattr(row, "summary", None), name, 0)


def _day(name: str) -> Callable[[Customer], date | None]:
    return lambda row: getattr(getattr(row, "summary", None), name, None)


class CustomersFile(Listed):
    title = _("Customers")
    # Six names of the previous system, in its order; then what else is known.
    columns = (
        Column("Bedrijf", lambda row: row.company.name if row.company else "", width=28),
        Column("Contactpersoon", lambda row: row.full_name, width=24),
        Column("Email", lambda row: row.email, width=28),
        Column("Aantal Boekingen", _sum("bookings"), Kind.NUMBER, width=17),
        Column("Totaal Uitgegeven", _sum("omzet_cents"), Kind.EUROS, width=17),
        Column("Laatste Boeking", _day("last_visit"), Kind.DAY, width=16),
        Column("Volgend bezoek", _day("next_visit"), Kind.DAY, width=16),
        Column("Gasten", _sum("guests"), Kind.NUMBER, width=9),
        Column("Betaald", _sum("paid_cents"), Kind.EUROS, width=12),
        Column("Openstaand", _sum("outstanding_cents"), Kind.EUROS, width=12),
        Column("Telefoon", lambda row: row.phone, Kind.PHONE, width=16),
        Column("Tags", lambda row: ", ".join(tag.name for tag in row.tags_now), width=24),
        Column("Adres", lambda row: f"{row.street} {row.house_number}".strip(), width=24),
        Column("Postcode", lambda row: row.postal_code, width=10),
        Column("Stad", lambda row: row.city, width=18),
        Column("Land", lambda row: row.country, width=14),
        Column("BTW Nummer", lambda row: row.vat_number, width=18),
        Column("Nieuwsbrief sinds", lambda row: row.newsletter_at, Kind.MOMENT, width=17),
        Column("Klant sinds", lambda row: row.created_at, Kind.MOMENT, width=17),
    )

    @cached_property
    def _asked(self) -> CustomerFilter:
        return CustomerFilter(self.query, at=self.at)

    @property
    def is_valid(self) -> bool:
        return self._asked.form.is_valid()

    @property
    def page(self) -> str:
        return reverse("customers:list", query=self.query)

    def keys(self) -> Sequence[int]:
        return self._asked.keys()

    def rows(self, keys):
        return rows(keys, today=timezone.localdate(self.at))


class CompaniesFile(Listed):
    title = _("Companies")
    columns = (
        Column("Bedrijf", lambda row: row.company.name, width=28),
        Column("Contactpersonen", lambda row: row.contacts, Kind.NUMBER, width=16),
        Column("Aantal Boekingen", lambda row: row.bookings, Kind.NUMBER, width=17),
        Column("Totaal Uitgegeven", lambda row: row.omzet_cents, Kind.EUROS, width=17),
        Column("Laatste Boeking", lambda row: row.last_visit, Kind.DAY, width=16),
        Column("Volgend bezoek", lambda row: row.next_visit, Kind.DAY, width=16),
        Column("Gasten", lambda row: row.guests, Kind.NUMBER, width=9),
        Column("Betaald", lambda row: row.paid_cents, Kind.EUROS, width=12),
        Column("Openstaand", lambda row: row.outstanding_cents, Kind.EUROS, width=12),
    )

    @cached_property
    def _asked(self) -> CompanyFilter:
        return CompanyFilter(self.query)

    @property
    def is_valid(self) -> bool:
        return self._asked.form.is_valid()

    @property
    def page(self) -> str:
        return reverse("customers:list", query=self.query)

    def keys(self) -> Sequence[int]:
        return self._asked.keys()

    def rows(self, keys):
        return companies.figures(keys, today=timezone.localdate(self.at))
