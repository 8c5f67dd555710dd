"""What several lists of bookings say of each: columns by the names of the previous system, and how rows are loaded."""

from collections.abc import Collection
from typing import Any

from crm.files.columns import Column, Kind
from reservations import labels
from reservations.models import Reservation


def loaded(keys: Collection[int]) -> list[Reservation]:
    """These bookings in this order, with all that the columns ask for.

    What many share (evenings, arrangements) is made once for all of them: for so many rows, that is half the work.
    """
    shared = Reservation.objects.with_customer().prefetch_related("event__show", "arrangement", "tags")
    found = shared.in_bulk(list(keys))
    return [found[key] for key in keys if key in found]


def company_of(row: Any) -> str:
    company = row.customer.company
    return company.name if company else ""


# Who made lists of files of the previous system can go on doing so: these names, in this order, with a status last.
WHO = (
    Column("ID", lambda row: row.reference, width=12),
    Column("Bedrijf", company_of, width=28),
    Column("Contact", lambda row: row.contact, width=24),
    Column("Email", lambda row: row.customer.email, width=28),
)
DATE = Column("Datum", lambda row: row.event.date, Kind.DAY, width=12)
GUESTS = Column("Personen", lambda row: row.guests, Kind.NUMBER, width=10)
TOTAL = Column("Totaal", lambda row: row.total_cents, Kind.EUROS, width=12)
STATUS = Column("Status", lambda row: labels.status_word(row.status), width=16)
PHONE = Column("Telefoon", lambda row: row.phone, Kind.PHONE, width=16)
SHOW = Column("Show", lambda row: str(row.event.show), width=24)
PAID = Column("Betaald", lambda row: row.paid_cents, Kind.EUROS, width=12)
OUTSTANDING = Column("Openstaand", lambda row: row.owed_cents, Kind.EUROS, width=12)
DUE = Column("Vervaldatum", lambda row: row.due_on, Kind.DAY, width=12)
INVOICE = Column("Factuurnummer", lambda row: row.invoice_number, width=16)
