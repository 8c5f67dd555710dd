"""What an act on a customer was about, in words: “telephone: +31612345678 → +31687654321”."""

from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from crm.models import Company, Customer
from reservations import labels
from reservations.customers import merge_telling
from reservations.customers.privacy.choices import Because, Form
from reservations.models import Act

_CHOSEN: dict[str, Any] = {"because": Because, "format": Form}
OTHERWISE = {"email": gettext_lazy("Mail"), "note": gettext_lazy("Visit")}  # than by telephone
LONGEST = 60  # signs of a text; the rest stands on the page
_NAMES = {column.attname: column.verbose_name for column in Customer._meta.concrete_fields}
_UNTOLD = {"merged_into_id", "erased_at"}


def changes(act: Act) -> list[str]:
    """One part per thing that was changed; none for an act that is about no customer."""
    if act.customer_id is None:
        return []
    parts = [_short(str(act.data["name"]))] if "name" in act.data else []
    parts += merge_telling.moved({name: len(pks) for name, pks in act.data.get("moved", {}).items()})
    parts += [str(OTHERWISE[said])] if (said := act.data.get("channel")) in OTHERWISE else []
    parts += [str(choices(act.data[name]).label) for name, choices in _CHOSEN.items() if name in act.data]
    for key, after in act.after.items():
        before = act.before[key]
        if key == f"customer {act.data.get('other')}":
            continue  # what was written of an alias says nothing to anybody
        told = _TOLD.get(key.split()[0])
        if told:
            parts += told(before or {}, after or {})
    return parts


def _customer(before: dict[str, Any], after: dict[str, Any]) -> list[str]:
    return [
        f"{_NAMES[name]}: {_word(name, before.get(name))} → {_word(name, value)}"
        for name, value in after.items()
        if name not in _UNTOLD
    ]


def _note(before: dict[str, Any], after: dict[str, Any]) -> list[str]:
    return [_short(text)] if (text := after.get("text") or before.get("text")) else []


def _follow_up(before: dict[str, Any], after: dict[str, Any]) -> list[str]:
    parts = [_short(text)] if (text := after.get("text") or before.get("text")) else []
    if due_on := after.get("due_on"):
        parts.append(_("by %(date)s") % {"date": labels.day(date.fromisoformat(due_on))})
    return parts + ([_short(outcome)] if (outcome := after.get("outcome")) else [])


_TOLD = {"customer": _customer, "note": _note, "follow_up": _follow_up}


def _word(name: str, value: Any) -> str:
    if not value:
        return _("none")
    if name == "company_id":
        return str(Company.objects.filter(pk=value).first() or "")
    if name == "language":
        return str(Customer.Language(value).label)
    return labels.day(datetime.fromisoformat(value)) if name.endswith("_at") else _short(str(value))


def _short(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= LONGEST else f"“{text[:LONGEST].rstrip()}…”"
