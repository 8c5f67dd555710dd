"""What would become of two customers who are one: field by field, from what both rows say. Writes nothing (R9).

`kept` is who stays, `other` who becomes an alias. A choice says for a field whose value stays: OURS (of who is kept),
THEIRS, or for the notes BOTH.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from crm.models import Customer

OURS, THEIRS, BOTH = "ours", "theirs", "both"
Choices = Mapping[str, str]


@dataclass(frozen=True)
class Field:
    """What is chosen as one: half of an address is none, and consent belongs to its moment."""

    name: str
    columns: tuple[str, ...]
    label: str | Promise
    can_be_joined: bool = False

    def of(self, customer: Customer) -> tuple[Any, ...]:
        return tuple(getattr(customer, column) for column in self.columns)

    def choices(self, kept: Customer, other: Customer) -> list[str]:
        """What there is to choose from: nothing where both say the same."""
        if self.of(kept) == self.of(other):
            return []
        can_join = self.can_be_joined and any(self.of(kept)) and any(self.of(other))
        return [OURS, THEIRS, *([BOTH] if can_join else [])]

    def default(self, kept: Customer, other: Customer) -> str:
        """Of who is kept, or of the other where that is empty; notes stay with both."""
        if BOTH in self.choices(kept, other):
            return BOTH
        return THEIRS if not any(self.of(kept)) and any(self.of(other)) else OURS

    def chosen(self, kept: Customer, other: Customer, choice: str) -> dict[str, Any]:
        ours, theirs = self.of(kept), self.of(other)
        if choice == BOTH and self.can_be_joined:
            values: tuple[Any, ...] = tuple("\n".join(filter(None, pair)) for pair in zip(ours, theirs, strict=True))
        else:
            values = theirs if choice == THEIRS else ours
        return dict(zip(self.columns, values, strict=True))


_COLUMNS = {column.name: column for column in Customer._meta.concrete_fields}


def _plain(column: str) -> Field:
    return Field(column, (column,), _COLUMNS[column].verbose_name)


FIELDS = (
    _plain("salutation"),
    _plain("first_name"),
    _plain("last_name"),
    Field("company", ("company_id",), _COLUMNS["company"].verbose_name),
    _plain("email"),
    _plain("phone"),
    Field("address", ("street", "house_number", "postal_code", "city", "country"), _("address")),
    _plain("vat_number"),
    _plain("language"),
    Field("newsletter", ("newsletter_at", "newsletter_how"), _("newsletter")),
    Field("remarks", ("remarks",), _COLUMNS["remarks"].verbose_name, can_be_joined=True),
)


def defaults(kept: Customer, other: Customer) -> dict[str, str]:
    return {field.name: field.default(kept, other) for field in FIELDS}


def result(kept: Customer, other: Customer, choices: Choices) -> dict[str, Any]:
    """The columns of who is kept, by attname, as they would be; what is not chosen goes by default.

    A customer since the first of the two was one.
    """
    chosen = defaults(kept, other) | dict(choices)
    values: dict[str, Any] = {"created_at": min(kept.created_at, other.created_at)}
    for field in FIELDS:
        values |= field.chosen(kept, other, chosen[field.name])
    return values


def seen(kept: Customer, other: Customer) -> str:
    """What a screen showed of the two, in a few signs: another when either has changed since."""
    columns = [column.attname for column in Customer._meta.concrete_fields]
    rows = [[str(getattr(customer, column)) for column in columns] for customer in (kept, other)]
    return sha256(json.dumps(rows).encode()).hexdigest()[:16]
