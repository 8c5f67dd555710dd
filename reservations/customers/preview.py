"""Two customers side by side, before they are merged: what each says, what both come to, how much would move."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.forms import Form
from django.utils.functional import Promise

from crm import merging
from crm.merging import BOTH, OURS, THEIRS
from crm.models import Customer
from reservations import labels
from reservations.customers import merge_telling
from reservations.customers.merging import of
from reservations.models import CustomerSummary

SUMMED = ("bookings", "guests", "omzet_cents", "paid_cents", "outstanding_cents")


@dataclass(frozen=True)
class Row:
    """A field as both have it, in words; without `choices` they say the same."""

    name: str
    label: str | Promise
    choices: list[tuple[str, str]]
    chosen: str
    said: str
    errors: Any = ()


@dataclass(frozen=True)
class Figures:
    """Of the bookings that count as omzet, money in cents; visits up to today."""

    bookings: int = 0
    guests: int = 0
    omzet_cents: int = 0
    paid_cents: int = 0
    outstanding_cents: int = 0
    first_visit: date | None = None
    last_visit: date | None = None

    def __add__(self, other: "Figures") -> "Figures":
        sums = {name: getattr(self, name) + getattr(other, name) for name in SUMMED}
        firsts = [day for day in (self.first_visit, other.first_visit) if day]
        lasts = [day for day in (self.last_visit, other.last_visit) if day]
        return Figures(**sums, first_visit=min(firsts, default=None), last_visit=max(lasts, default=None))


def rows(kept: Customer, other: Customer, form: Form) -> list[Row]:
    """Every field that either has something in."""
    found = []
    for field in merging.FIELDS:
        ours, theirs = _word(field.name, kept), _word(field.name, other)
        words = {OURS: ours, THEIRS: theirs, BOTH: f"{ours}\n{theirs}"}
        if field.name in form.fields:
            bound = form[field.name]
            choices = [(choice, words[choice]) for choice in field.choices(kept, other)]
            found.append(Row(field.name, field.label, choices, str(bound.value() or ""), ours, bound.errors))
        elif ours:
            found.append(Row(field.name, field.label, [], "", ours))
    return found


def figures(kept: Customer, other: Customer, *, today: date) -> tuple[Figures, Figures, Figures]:
    """Of who stays, of the other, and of the two as one."""
    stored = {row.pk: row for row in CustomerSummary.objects.as_of(today).filter(customer__in=[kept, other])}
    one, two = (_figures(stored.get(customer.pk)) for customer in (kept, other))
    return one, two, one + two


def moving(kept: Customer, other: Customer) -> list[str]:
    """How much goes along, in words."""
    counts = of(other)
    counts["tagging"] = counts["tagging"].exclude(tag__in=kept.taggings.values("tag"))
    return merge_telling.moved({name: found.count() for name, found in counts.items()})


def _figures(row: Any) -> Figures:
    names = (*SUMMED, "first_visit", "last_visit")
    return Figures(**{name: getattr(row, name) for name in names}) if row else Figures()


def _word(name: str, customer: Customer) -> str:
    if name == "company":
        return str(customer.company or "")
    if name == "language":
        return str(Customer.Language(customer.language).label)
    if name == "newsletter":
        since = labels.day(customer.newsletter_at) if customer.newsletter_at else ""
        return " · ".join(filter(None, [since, customer.newsletter_how]))
    if name == "address":
        return address_of(customer)
    return str(getattr(customer, name))


def address_of(customer: Customer) -> str:
    """Dorpsstraat 1, 6711 AB Ede, Nederland"""
    parts = [(customer.street, customer.house_number), (customer.postal_code, customer.city), (customer.country,)]
    return ", ".join(filter(None, (" ".join(filter(None, part)) for part in parts)))
