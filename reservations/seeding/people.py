"""Customers and their companies, as yet unsaved: invented, with addresses that reach nobody."""

import unicodedata
from datetime import datetime
from random import Random

from crm.models import Company, Customer
from crm.normalise import company_key, email_key, phone_e164
from reservations.seeding import names
from reservations.seeding.chance import percent


def person(
    rng: Random, *, number: int, created_at: datetime, last_name: str = "", company: Company | None = None
) -> Customer:
    """With an address of their own, by their `number`."""
    salutation, first_name = rng.choice(names.FIRST)
    last_name = last_name or rng.choice(names.LAST)
    mailbox = f"{_plain(first_name)}.{_plain(last_name)}{number}@{rng.choice(names.MAILBOXES)}"
    return _customer(rng, salutation, first_name, last_name, email=mailbox, created_at=created_at, company=company)


def contact(rng: Random, company: Company, *, email: str = "", created_at: datetime) -> Customer:
    """Who books for a company, by default from its general mailbox."""
    salutation, first_name = rng.choice(names.FIRST)
    mailbox = email or f"info@{_plain(company.name)}.example"
    return _customer(
        rng, salutation, first_name, rng.choice(names.LAST), email=mailbox, created_at=created_at, company=company
    )


def firm(name: str) -> Company:
    return Company(name=name, key=company_key(name))


def _customer(rng: Random, salutation: str, first_name: str, last_name: str, *, email: str, **columns) -> Customer:
    city, postal_code = rng.choice(names.CITIES)
    has_newsletter = percent(rng, 40)
    return Customer(
        salutation=salutation, first_name=first_name, last_name=last_name, email=email_key(email),
        phone=phone_e164(f"06{rng.randint(10_000_000, 58_999_999)}"), street=rng.choice(names.STREETS),
        house_number=str(rng.randint(1, 180)), postal_code=f"{postal_code + rng.randint(0, 9)} {_letters(rng)}",
        city=city, country="Nederland", newsletter_at=columns["created_at"] if has_newsletter else None,
        newsletter_how="website" if has_newsletter else "", **columns,
    )  # fmt: skip


def _letters(rng: Random) -> str:
    return "".join(rng.choices("ABCDEGHJKLMNPRTVXZ", k=2))


def _plain(name: str) -> str:
    """For an address: without accents, spaces and signs."""
    letters = unicodedata.normalize("NFKD", name.casefold())
    return "".join(letter for letter in letters if letter.isascii() and letter.isalnum())
