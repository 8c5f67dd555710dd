"""The fields of a letter, filled in when it is sent: {naam}, {bedrag}. Plain replacement, nothing is executed."""

import re
from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

# The same words in letters of every language: staff write both.
MEANINGS = {
    "naam": _("whom the letter addresses"),
    "kenmerk": _("reference of the reservation"),
    "evenement": _("name of the show"),
    "datum": _("date of the event"),
    "personen": _("how many come: “20 persons”"),
    "bedrag": _("what is outstanding when it is sent"),
    "vervaldatum": _("date it was due"),
    "iban": _("account number of the house"),
    "theater": _("name of the house"),
    "telefoon": _("telephone of the house"),
}
_FIELD = re.compile(r"\{([^{}\n]*)\}")


def unknown_in(text: str) -> list[str]:
    """Fields that are none of MEANINGS, as they were typed, and braces that make no field: each once, in order."""
    names = [found[0] for found in _FIELD.finditer(text) if found[1] not in MEANINGS]
    return list(dict.fromkeys([*names, *re.findall(r"[{}]", _FIELD.sub("", text))]))


def fill(text: str, values: Mapping[str, str]) -> str:
    """`text` with its fields replaced, all at once: a name that looks like a field stays a name.

    A line with a field that has nothing to say ("") is left out; what is no field stays as it is.
    """
    lines = text.split("\n")
    told = [line for line in lines if all(values.get(found[1]) != "" for found in _FIELD.finditer(line))]
    return _FIELD.sub(lambda found: values.get(found[1], found[0]), "\n".join(told))
