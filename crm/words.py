"""By which words a customer is found, and which of them a person who searches has begun to type.

Words are kept as bytes, so that an index finds everything that begins alike in the same way in every database, whatever
alphabet it is sorted by.
"""

import re
from typing import Any

from crm.normalise import email_key, folded, phone_digits

LONGEST = 60  # bytes
PHONE = re.compile(r"[\d\s()+/.-]+")
COUNTRY_CODES = ("31", "32", "49", "44")


def words_of(customer: Any) -> set[bytes]:
    """Of a Customer: every word of the name, the company, the e-mail address and the telephone number."""
    company = customer.company
    email = folded(customer.email)
    found = _parts(f"{customer.first_name} {customer.last_name} {email}")
    if company:
        found |= _parts(company.name) | _parts(company.name.replace(".", "")) | {company.key}
    found |= {email, email.partition("@")[2], *_numbers(customer.phone)}
    return {_bytes(word) for word in found if word}


def of_person(name: str, phone: str) -> set[bytes]:
    """Of somebody of whom we know no more: every word of the name, and the telephone number."""
    return {_bytes(word) for word in {*_parts(name), *_numbers(phone)} if word}


def begun(text: str) -> list[list[set[bytes]]]:
    """What to look for: for each word that was typed its readings, any of which will do.

    A reading is a set of beginnings that must all be there: "jan-willem" is read as two words or as one.
    """
    if PHONE.fullmatch(text) and (digits := phone_digits(text)):
        return [[{_bytes(digits)}]]
    return [_readings(word) for word in text.split()]


def _readings(word: str) -> list[set[bytes]]:
    plain = email_key(folded(word))
    readings = [_parts(plain), _parts(plain.replace(".", "")), {plain}]
    distinct = {frozenset(map(_bytes, reading)) for reading in readings if reading}
    return [set(reading) for reading in sorted(distinct, key=sorted)]


def _parts(text: str) -> set[str]:
    """What of it is written in letters and figures; of a word of signs alone, the word itself: 🎉 is a name too."""
    return {part for word in folded(text).split() for part in re.findall(r"\w+", word) or [word]}


def _numbers(phone: str) -> set[str]:
    """With its country and without: people type either."""
    digits = phone_digits(phone)
    return {digits} | {digits.removeprefix(code) for code in COUNTRY_CODES if digits.startswith(code)}


def _bytes(word: str) -> bytes:
    return word.encode()[:LONGEST]
