"""Writes what was read, some hundred rows to a transaction; a row that the database refuses takes no other along."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from datetime import datetime

from django.db import DataError, IntegrityError
from django.utils.translation import gettext as _

from crm import identity
from crm.identity import Details
from crm.models import Customer
from crm.normalise import company_key
from reservations import engine, loading
from reservations.imports import people, remarks
from reservations.imports.catalogue import Catalogue
from reservations.imports.planned import Booking, Planned, TagWish
from reservations.loading import Whole
from reservations.models import Act, Payment, Reservation, WaitlistEntry

CHUNK = 500
CONSENT = "previous system"
Refuse = Callable[[Planned, str], None]


class Writer:
    """`written` has the ids of what has been written; `refuse` is told of what the database would not have."""

    def __init__(self, planned: Iterable[Planned], catalogue: Catalogue, *, source: str, at: datetime, refuse: Refuse):
        # Oldest first: who came first is seated first, and customers are customers since then.
        self.rows = sorted(planned, key=lambda row: (row.created_at, row.id))
        self.catalogue, self.source, self.at, self.refuse = catalogue, source, at, refuse
        self.written: list[str] = []
        self._details = _joined_details(self.rows)
        # Whom and what a chunk before has found or made.
        self._customers: dict[tuple[str, ...], Customer] = {}
        self._tags: dict[TagWish, int] = {}

    def run(self, progress: Callable[[str, int, int], None]) -> None:
        """Raises Busy when a colleague holds a lock for too long; what was written by then stays."""
        for start in range(0, len(self.rows), CHUNK):
            progress(_("Reservations"), start, len(self.rows))
            self._write(self.rows[start : start + CHUNK])

    def _write(self, rows: list[Planned]) -> None:
        """All of them in one transaction; if that fails each in its own, so that only the culprits stay behind."""
        try:
            with engine.one_transaction():
                self._write_together(rows)
        except (IntegrityError, DataError, ValueError) as error:
            self._customers.clear()
            self._tags.clear()
            if len(rows) == 1:
                self.refuse(rows[0], _("was refused by the database: %(why)s") % {"why": error})
                return
            for row in rows:
                self._write([row])
        else:
            self.written += [row.id for row in rows]

    def _write_together(self, rows: list[Planned]) -> None:
        customers = [self._customer(row) for row in rows]
        wholes = []
        for row, customer in zip(rows, customers, strict=True):
            if isinstance(row, Booking):
                wholes.append(self._whole(row, customer))
            else:
                self._wait(row, customer)
        loading.load(wholes, at=self.at)

    def _customer(self, row: Planned) -> Customer:
        key = people.key(row.details)
        customer = self._customers.get(key) if key else None
        if customer is None:
            customer = identity.find_or_make(self._details.get(key, row.details), at=row.created_at)
        self._acquaint(customer, row)
        if key:
            self._customers[key] = customer
        return customer

    def _acquaint(self, customer: Customer, row: Planned) -> None:
        """What an earlier booking adds to somebody Foyer knows already: since when, and consent to the newsletter."""
        changed = []
        if customer.created_at > row.created_at:
            customer.created_at = row.created_at
            changed.append("created_at")
        if row.newsletter and customer.newsletter_at is None:
            customer.newsletter_at, customer.newsletter_how = row.created_at, CONSENT
            changed += ["newsletter_at", "newsletter_how"]
        if changed:
            customer.save(update_fields=changed)

    def _whole(self, row: Booking, customer: Customer) -> Whole:
        other = _said_otherwise(row.details, customer)
        columns = dict(row.columns)
        columns["contact_phone"] = other.get("phone", "")
        reservation = Reservation(
            reference=row.id, customer=customer, event_id=row.event.pk, source=Reservation.Source.IMPORT,
            arrangement=self.catalogue.arrangements.get(row.arrangement), discount_cents=row.discount_cents,
            created_at=row.created_at, **columns,
        )  # fmt: skip
        taken_over = {"file": self.source, "kept": row.kept} | ({"contact": other} if other else {})
        acts = [
            Act(kind=Act.Kind.IMPORTED, event_id=row.event.pk, at=self.at, data=taken_over),
            *(Act(kind=Act.Kind.LOGGED, event_id=row.event.pk, **entry) for entry in row.logged),
        ]
        return Whole(
            reservation=reservation, lines=[line.agreed(self.catalogue) for line in row.lines],
            payments=[Payment(**payment) for payment in row.payments], acts=acts, tags=self._tags_of(row),
        )  # fmt: skip

    def _tags_of(self, row: Booking) -> list[int]:
        for wish in set(row.tags) - self._tags.keys():
            self._tags[wish] = remarks.find_or_make_tag(wish).pk
        return sorted({self._tags[wish] for wish in row.tags})

    def _wait(self, row: Planned, customer: Customer) -> None:
        WaitlistEntry.objects.create(
            source_id=row.id, event_id=row.event.pk, customer=customer, guests=row.guests, created_at=row.created_at,
            **row.columns,
        )  # fmt: skip


def _joined_details(oldest_first: list[Planned]) -> dict[tuple[str, ...] | None, Details]:
    """One customer's details from all their bookings together."""
    by_customer: dict[tuple[str, ...], list[Details]] = defaultdict(list)
    for row in oldest_first:
        if key := people.key(row.details):
            by_customer[key].append(row.details)
    return {key: people.joined(details) for key, details in by_customer.items()}


def _said_otherwise(details: Details, customer: Customer) -> dict[str, str]:
    """What the booking says of its customer and the customer's own row doesn't."""
    other = {name: said for name, said in details.plain().items() if said and said != getattr(customer, name)}
    if details.phone and details.phone != customer.phone:
        other["phone"] = details.phone
    company = customer.company.key if customer.company else ""
    if details.company and company_key(details.company) != company:
        other["company"] = details.company
    return other
