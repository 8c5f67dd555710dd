"""Who is this? Finds the customer of a booking, or makes one (R9). Safe under concurrent saves.

A customer that was merged is kept as an alias: whoever is recognised by its row is the one it was merged into.
"""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction

from crm.models import Company, Customer
from crm.normalise import company_key, email_key, phone_e164

# One of these has to say who a customer is.
NAMED = ("first_name", "last_name", "company_id", "email")


class Elsewhere(Exception):
    """Somebody was merged, or a merge was taken back, between our look and our lock: begin the transaction anew."""


@dataclass(frozen=True, kw_only=True)
class Details:
    """What a booking says of the person who books; every field may be empty but not all of them."""

    first_name: str = ""
    last_name: str = ""
    company: str = ""
    email: str = ""
    phone: str = ""
    phone_country_code: str = ""
    salutation: str = ""
    street: str = ""
    house_number: str = ""
    postal_code: str = ""
    city: str = ""
    country: str = ""
    vat_number: str = ""

    @property
    def full_name(self) -> str:
        return " ".join(filter(None, [self.first_name.strip(), self.last_name.strip()]))

    def plain(self) -> dict[str, str]:
        """The columns of Customer that are copied as they are, trimmed."""
        computed = {"company", "email", "phone", "phone_country_code"}
        return {f.name: getattr(self, f.name).strip() for f in fields(self) if f.name not in computed}


def find_or_make(details: Details, *, at: datetime) -> Customer:
    """The customer with this e-mail address; without one, of this company; else a new one, `created_at=at`.

    An existing customer is returned as stored: what the booking says of a name or a number never overwrites it.
    Raises ValueError when `details` hold neither a name, a company nor an e-mail address.
    """
    return survivor(recognise(details, at=at))


def recognise(details: Details, *, at: datetime) -> Customer:
    """The row that find_or_make() goes by, which may have been merged since: hold() says whose it is."""
    with transaction.atomic():
        if email := email_key(details.email):
            return Customer.objects.with_email(email).first() or _made_with_email(details, email, at=at)
        if details.company.strip():
            return _of_company(details, at=at)
        return _make(details, company=None, at=at)


def is_somebody(values: Mapping[str, Any]) -> bool:
    """Whether columns of a customer, by attname, say who it is at all."""
    return any(values.get(name) for name in NAMED)


def survivor(customer: Customer) -> Customer:
    """Whom this customer was merged into, at the end of all merges; else the customer."""
    return Customer.objects.ends_of([customer])[0] if customer.merged_into_id else customer


def known_by(email: str) -> Customer | None:
    """Whom a booking with this address would be for, as far as they are there."""
    found = Customer.objects.with_email(email).first() if email_key(email) else None
    return survivor(found) if found else None


def hold(customer: Customer) -> Customer:
    """The survivor of this customer, locked: until the transaction ends, nobody is merged past it.

    For who holds the locks of events already. Raises Elsewhere when it is another by now.
    """
    found = survivor(customer)
    rows = Customer.objects.select_related("company").select_for_update(of=("self",), no_key=True)
    held = rows.get(pk=found.pk)
    if held.pk != customer.pk:
        customer.refresh_from_db(fields=["merged_into"])
    else:
        customer.merged_into_id = held.merged_into_id
    if held.merged_into_id or survivor(customer).pk != held.pk:
        raise Elsewhere
    return held


def find_or_make_company(name: str) -> Company | None:
    """The company whose name is the same but for case, spacing, punctuation and legal form; None for no name."""
    name = name.strip()
    if not name:
        return None
    return Company.objects.get_or_create(key=company_key(name), defaults={"name": name})[0]


def _made_with_email(details: Details, email: str, *, at: datetime) -> Customer:
    company = find_or_make_company(details.company)
    try:
        with transaction.atomic():
            return _make(details, company=company, at=at, email=email)
    except IntegrityError:
        # Somebody saved the same address between our look and our save: theirs is the customer.
        return Customer.objects.with_email(email).get()


def _of_company(details: Details, *, at: datetime) -> Customer:
    """The company's customer: with the same name if there is one, else its first. Its row is the lock.

    Somebody of that name who was merged is known by it all the same; else who stands comes before who was merged.
    """
    find_or_make_company(details.company)
    company = Company.objects.select_for_update(no_key=True).get(key=company_key(details.company))
    contacts = list(Customer.objects.filter(company=company, erased_at__isnull=True).order_by("pk"))
    contacts.sort(key=lambda contact: contact.merged_into_id is not None)
    name = (details.first_name.strip().casefold(), details.last_name.strip().casefold())
    same_name = [c for c in contacts if (c.first_name.casefold(), c.last_name.casefold()) == name]
    if same_name or contacts:
        return (same_name or contacts)[0]
    return _make(details, company=company, at=at)


def _make(details: Details, *, company: Company | None, at: datetime, email: str = "") -> Customer:
    columns = details.plain()
    if not (columns["first_name"] or columns["last_name"] or company or email):
        raise ValueError("A customer needs a name, a company or an e-mail address.")
    phone = phone_e164(details.phone, details.phone_country_code)
    return Customer.objects.create(**columns, company=company, email=email, phone=phone, created_at=at)
