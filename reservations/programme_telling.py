"""What an act changed on an event, in words: “Capacity: 230 → 200”."""

from collections.abc import Mapping
from datetime import date, time
from typing import Any

from django.utils.formats import time_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from reservations import labels
from reservations.models import Act

FIELDS = {
    "show_id": gettext_lazy("Show"), "type_id": gettext_lazy("Type"), "date": gettext_lazy("Date"),
    "doors": gettext_lazy("Doors open"), "start": gettext_lazy("Starts"), "end": gettext_lazy("Ends"),
    "capacity": gettext_lazy("Capacity"), "active": gettext_lazy("Open for booking"),
    "waitlist_open": gettext_lazy("Waitlist open"), "notes": gettext_lazy("Notes"),
    "arrangements": gettext_lazy("Arrangements"), "prices": gettext_lazy("Own prices"),
}  # fmt: skip
Names = Mapping[str, Mapping[str, str]]


def changes(act: Act) -> list[str]:
    """One sentence per field, in the order of FIELDS; none for what was created, of which all is new."""
    if act.reservation_id is not None:
        return []
    names = act.data.get("names", {})
    changed = [name for name in FIELDS if name in act.before]
    return [
        f"{FIELDS[name]}: {word(name, act.before[name], names)} → {word(name, act.after[name], names)}"
        for name in changed
    ]


def word(name: str, value: Any, names: Names) -> str:
    """A value as event_values.plain() keeps it, as people read it; `names` as event_values.names_of() gives them."""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if name in names:
        return _named(name, value, names[name])
    if name == "date":
        return labels.day(date.fromisoformat(value))
    if name in {"doors", "start", "end"}:
        return time_format(time.fromisoformat(value), "H:i")
    return str(value) or _("nothing")


def _named(name: str, value: Any, names: Mapping[str, str]) -> str:
    if name == "prices":
        return ", ".join(f"{names[pk]} {labels.money(value[pk])}" for pk in sorted(value, key=int)) or _("none")
    if name == "arrangements":
        return ", ".join(names[str(pk)] for pk in value) or _("all")
    return names[str(value)]
