"""What makes two customers look alike (R9): marks that both have, names that are near. Suggested; acted on by people.

A mark is kept among the words that a customer is found by (crm/words.py), and begins with a byte that no text has: who
share one stand beside each other in an index, however many customers there are.
"""

import re
from collections.abc import Collection, Iterable, Iterator
from itertools import pairwise
from typing import Any

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from crm.normalise import folded, phone_digits

UNTYPED = b"\xfe"  # no text in UTF-8 has it
PHONE, HOUSEHOLD, COLLEAGUE, HOUSE = (UNTYPED + kind for kind in (b"1", b"2", b"3", b"4"))
KINDS = (PHONE, HOUSEHOLD, COLLEAGUE, HOUSE)
LONGEST = 60  # bytes
FEWEST_DIGITS = 6
SHORTEST_NAME = 4  # letters: Bos and Vos are two families
SHORTEST_FIRM, SHORTEST_BEGINNING = 5, 3
PARTICLES = {"van", "de", "der", "den", "ten", "ter", "te", "het", "t", "von"}


class Reason(TextChoices):
    """Why two customers may be one; the strongest first."""

    PHONE = "phone", _("same telephone number")
    HOME = "home", _("same postcode, nearly the same name")
    NAME = "name", _("same name")
    MAILBOX = "mailbox", _("books through the mailbox of the other")
    FIRM = "firm", _("same company")
    FIRM_VARIANT = "firm_variant", _("company names look alike")


# The same name alone is no reason: there are many of some.
WEIGHTS = {
    Reason.PHONE: 4, Reason.HOME: 4, Reason.NAME: 3, Reason.MAILBOX: 3, Reason.FIRM: 2, Reason.FIRM_VARIANT: 1,
}  # fmt: skip


def marks_of(customer: Any) -> set[bytes]:
    """Of a Customer: what others may have as well who are the same."""
    digits, postcode, name = phone_digits(customer.phone), _bare(customer.postal_code), bare_name(customer.last_name)
    house, initial = _bare(customer.house_number), _bare(customer.first_name)[:1]
    marks = {
        PHONE: digits if len(digits) >= FEWEST_DIGITS else "",
        # With initials: families would stand before those who are one.
        HOUSEHOLD: f"{postcode}/{name}/{initial}" if postcode and name else "",
        COLLEAGUE: f"{name}/{customer.company.key}" if customer.company and name else "",
        HOUSE: f"{postcode}/{house}/{name[0]}{initial}" if postcode and house and name else "",
    }
    return {(kind + mark.encode())[:LONGEST] for kind, mark in marks.items() if mark}


def reasons(one: Any, other: Any, shared: Collection[bytes], known: Iterable[Reason] = ()) -> list[Reason]:
    """Why these two may be one, given the marks that both have, and what is `known` besides what their rows say.

    Strongest first; none when nothing speaks for it.
    """
    kinds = {mark[: len(PHONE)] for mark in shared}
    found = set(known)
    if PHONE in kinds:
        found.add(Reason.PHONE)
    if not kinds.isdisjoint({HOUSEHOLD, HOUSE}) and may_be_one_person(one, other):
        found.add(Reason.HOME)
    if one.company and other.company and may_be_one_person(one, other):
        found |= _of_firms(one.company, other.company)
    if found and one.full_name and folded(one.full_name) == folded(other.full_name):
        found.add(Reason.NAME)
    return sorted(found, key=list(Reason).index)


def may_be_one_person(one: Any, other: Any) -> bool:
    """Whether their names are near, as far as they have any: J. Jansen is near Jan Janssen, and not Piet Jansen."""
    first, second = bare_name(one.last_name), bare_name(other.last_name)
    return (not (first and second) or _near(first, second)) and _near_first(one.first_name, other.first_name)


def bare_name(name: str) -> str:
    """A last name without case, accents, spacing, signs and what stands before it: "Van der Berg" is "berg"."""
    words = re.findall(r"\w+", folded(name))
    return "".join([word for word in words if word not in PARTICLES] or words)


def firms_alike(keys: Iterable[tuple[int, str]]) -> Iterator[tuple[int, int]]:
    """Pairs of ids, of companies whose keys begin alike or differ by a letter; `keys` are (id, key), sorted by key.

    Each is compared with what it begins with, and with its neighbours when read forwards and backwards: nearly all of
    those that differ by one letter stand beside each other in one of the two.
    """
    # A digit is no letter: the second branch is not the third.
    forwards = [(key, "".join(filter(str.isdigit, key)), pk) for pk, key in keys]
    yield from _begun_by(forwards)
    backwards = sorted((key[::-1], digits, pk) for key, digits, pk in forwards)
    for ranked in (forwards, backwards):
        for (key, digits, pk), (next_key, next_digits, next_pk) in pairwise(ranked):
            if digits == next_digits and len(key) >= SHORTEST_FIRM <= len(next_key) and one_edit_apart(key, next_key):
                yield pk, next_pk


def _of_firms(one: Any, other: Any) -> set[Reason]:
    if one.pk == other.pk:
        return {Reason.FIRM}
    pair = sorted([(one.pk, one.key), (other.pk, other.key)], key=lambda firm: firm[1])
    return {Reason.FIRM_VARIANT} if any(firms_alike(pair)) else set()


def _begun_by(forwards: list[tuple[str, str, int]]) -> Iterator[tuple[int, int]]:
    beginnings: list[tuple[str, str, int]] = []
    for key, digits, pk in forwards:
        while beginnings and not key.startswith(beginnings[-1][0]):
            beginnings.pop()
        if beginnings and digits == beginnings[-1][1]:
            yield beginnings[-1][2], pk
        if len(key) >= SHORTEST_BEGINNING:
            beginnings.append((key, digits, pk))


def one_edit_apart(one: str, other: str) -> bool:
    """Whether a letter was changed, added or left out; equal ones are too."""
    short, long = (one, other) if len(one) <= len(other) else (other, one)
    more, half = len(long) - len(short), len(short) // 2
    # Of two halves one is as it was: that is seen at once, and so is nearly always that none is.
    if more > 1 or (short[:half] != long[:half] and short[half:] != long[half + more :]):
        return False
    same = next((i for i, (a, b) in enumerate(zip(short, long, strict=False)) if a != b), len(short))
    return short[same + (len(short) == len(long)) :] == long[same + 1 :]


def _near(one: str, other: str) -> bool:
    return one == other or (min(len(one), len(other)) >= SHORTEST_NAME and one_edit_apart(one, other))


def _near_first(one: str, other: str) -> bool:
    """An initial may be short for a name, and a name that nobody said may be any."""
    short, long = sorted((_bare(one), _bare(other)), key=len)
    return _near(short, long) or not short or (len(short) == 1 and long.startswith(short))


def _bare(text: str) -> str:
    return "".join(re.findall(r"\w+", folded(text)))
