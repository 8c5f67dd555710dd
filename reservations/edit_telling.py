"""What an edit changed on a reservation, in words: “persons: 8 → 9”."""

from datetime import date
from typing import Any

from django.utils.formats import localize
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from reservations import labels
from reservations.models import Act, Reservation

LONGEST = 60  # signs of a text; the rest stands on the page
# The arrangement is told with the lines, which have its name.
_UNTOLD = {"total_cents", "promised_on", "credit_as", "arrangement_id"}
_NAMES = {
    column.attname: column.verbose_name for column in Reservation._meta.concrete_fields if column.attname not in _UNTOLD
} | {
    "lines": gettext_lazy("what was agreed"), "tags": gettext_lazy("tags"), "discount_cents": gettext_lazy("discount"),
}  # fmt: skip


def changes(act: Act) -> list[str]:
    """One part per field, in the order of the model's columns; none for an act that is no edit."""
    if act.origin.kind != Act.Kind.EDITED:
        return []
    return [_change(name, act.before.get(name), act.after[name]) for name in _NAMES if name in act.after]


def _change(name: str, before: Any, after: Any) -> str:
    if name == "tags":  # by their ids; which they are now stands on the page
        return str(_NAMES[name])
    return f"{_NAMES[name]}: {_word(name, before)} → {_word(name, after)}"


def _word(name: str, value: Any) -> str:
    if not value and value != 0:
        return _("none")
    if name == "lines":
        return ", ".join(f"{localize(quantity)} × {described}" for described, quantity, *_rest in value)
    if name.endswith("_cents"):
        return labels.money(value)
    if name.endswith("_on"):
        return labels.day(date.fromisoformat(value))
    text = localize(value) if isinstance(value, int) else " ".join(value.split())
    return text if len(text) <= LONGEST else f"“{text[:LONGEST].rstrip()}…”"
