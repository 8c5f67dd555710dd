"""Who booked, by a row of the previous system."""

import re
from collections.abc import Iterable
from dataclasses import replace
from functools import lru_cache

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _

from crm.identity import Details
from crm.normalise import company_key, email_key, phone_e164
from reservations.imports.fields import Row

# The previous system invented an address for an option that had none.
INVENTED = re.compile(r"option-\d+@temp\.nl", re.IGNORECASE | re.ASCII)
# Columns of crm.Customer, and what they are called in the file.
PLAIN = {
    "salutation": ("salutation", 40),
    "street": ("address", 200),
    "house_number": ("houseNumber", 20),
    "postal_code": ("postalCode", 20),
    "city": ("city", 200),
    "country": ("country", 100),
    "vat_number": ("vatNumber", 40),
}
LONGEST_PHONE, LONGEST_COMPANY, LONGEST_EMAIL, LONGEST_CONTACT = 40, 200, 254, 400
# What is only right together: nobody gets the first name of one person and the last name of another.
GROUPS = (
    ("salutation", "first_name", "last_name"),
    ("street", "house_number", "postal_code", "city", "country"),
    ("company",),
    ("phone",),
    ("vat_number",),
)


def read(row: Row) -> Details:
    first, last = row.text("firstName", longest=200), row.text("lastName", longest=200)
    contact = row.text("contactPerson")
    if contact and not (first or last):
        # Old rows have one name: what stands before the first space is the first name.
        first, _space, last = contact.partition(" ")
    details = Details(
        first_name=first, last_name=last.strip(), company=row.text("companyName", longest=LONGEST_COMPANY),
        email=_email(row), phone=_phone(row),
        **{column: row.text(name, longest=longest) for column, (name, longest) in PLAIN.items()},
    )  # fmt: skip
    if not (details.first_name or details.last_name or details.company or details.email):
        row.refuse("contactPerson", _("is missing, as are company and e-mail address: nobody to book for"))
    return details


def contact_name(row: Row) -> str:
    name = row.text("contactPerson") or " ".join(filter(None, [row.text("firstName"), row.text("lastName")]))
    if len(name) > LONGEST_CONTACT:
        row.refuse("contactPerson", _("is longer than %(most)d characters") % {"most": LONGEST_CONTACT})
    return name


def key(details: Details) -> tuple[str, ...] | None:
    """Equal for bookings that crm.identity gives to one customer; None for a person who can't be recognised."""
    if details.email:
        return ("email", details.email)
    if details.company:
        name = (details.first_name.casefold(), details.last_name.casefold())
        return ("company", company_key(details.company), *name)
    return None


def joined(oldest_first: Iterable[Details]) -> Details:
    """What several bookings say of one customer: the newest word on everything, and what it leaves out from before."""
    known, *later = oldest_first
    for details in later:
        for group in GROUPS:
            said = {name: getattr(details, name) for name in group}
            if any(said.values()):
                known = replace(known, **said)
    return known


def _email(row: Row) -> str:
    address = email_key(row.text("email"))
    if not address or INVENTED.fullmatch(address):
        return ""
    try:
        validate_email(address)
    except ValidationError:
        row.refuse("email", _("is no e-mail address"))
    if len(address) > LONGEST_EMAIL:
        row.refuse("email", _("is longer than %(most)d characters") % {"most": LONGEST_EMAIL})
    return address


def _phone(row: Row) -> str:
    """As E.164 where it can be dialled; else as it was typed."""
    number = _dialled(row.text("phone"), row.text("phoneCountryCode", longest=10))
    if len(number) > LONGEST_PHONE:
        row.refuse("phone", _("is longer than %(most)d characters") % {"most": LONGEST_PHONE})
    return number


# Whoever comes back has the same number, and looking at one takes longer than at all the rest of a row.
_dialled = lru_cache(maxsize=10_000)(phone_e164)
