"""What a row of the previous system says in words: wishes, diets, invoice, tags, and the log of contacts."""

import re
from typing import Any

from django.utils.translation import gettext as _

from reservations.imports import values
from reservations.imports.fields import Row
from reservations.imports.planned import TagWish
from reservations.imports.values import Unreadable
from reservations.models import ReservationTag

DIETS = {
    "vegetarian": "vegetarian",
    "vegan": "vegan",
    "gluten_free": "glutenFree",
    "lactose_free": "lactoseFree",
}
MOST = 10_000
CHANNELS = ("email", "phone", "note", "status_change")
ARCHIVED = TagWish("GEARCHIVEERD", "Gearchiveerd")
_COLOUR = re.compile(r"#[0-9A-Fa-f]{6}")
LONGEST_TAG, LONGEST_OCCASION = 60, 200


def columns(row: Row) -> dict[str, Any]:
    """Columns of Reservation."""
    occasion = [row.text("celebrationOccasion"), row.text("celebrationDetails")]
    said = ": ".join(filter(None, occasion))
    if len(said) > LONGEST_OCCASION:
        row.refuse("celebrationDetails", _("is longer than %(most)d characters") % {"most": LONGEST_OCCASION})
    return {
        "party_person": row.text("partyPerson", longest=200),
        "occasion": said,
        "remarks": row.text("comments"),
        "staff_notes": row.text("notes"),
        "invoice_number": row.text("invoiceNumber", longest=60),
        "invoice_address": _invoice_address(row),
        **_diets(row.part("dietaryRequirements")),
    }


def tags(row: Row) -> list[TagWish]:
    """Texts, or dictionaries with `id` and `label`; a tag that says nothing is none."""
    wishes = [_tag(row, place, entry) for place, entry in row.entries("tags")]
    if row.flag("isArchived"):
        wishes.append(ARCHIVED)
    return [wish for wish in wishes if wish and wish.code]


def logged(row: Row) -> list[dict[str, Any]]:
    """`at` and `data` of the acts that the log of contacts becomes."""
    acts = []
    for entry in row.parts("communicationLog"):
        entry.need("timestamp")
        said = {
            "channel": entry.choice("type", CHANNELS, default="note"),
            "text": entry.text("message"),
            "subject": entry.text("subject"),
            "author": entry.text("author"),
        }
        acts.append({"at": entry.moment("timestamp"), "data": {name: what for name, what in said.items() if what}})
    return acts


def _tag(row: Row, place: str, entry: Any) -> TagWish | None:
    given = entry if isinstance(entry, dict) else {"id": entry}
    try:
        code = values.text(given.get("id")) or values.text(given.get("label"))
        name = values.text(given.get("label")) or code
        colour = values.text(given.get("color"))
    except Unreadable as error:
        row.refuse(place, str(error))
        return None
    if max(len(code), len(name)) > LONGEST_TAG:
        row.refuse(place, _("is longer than %(most)d characters") % {"most": LONGEST_TAG})
    return TagWish(code, name, colour if _COLOUR.fullmatch(colour) else "")


def find_or_make_tag(wish: TagWish) -> ReservationTag:
    """The same code, whatever its capitals, is the same tag."""
    found = ReservationTag.objects.filter(code__iexact=wish.code).order_by("pk").first()
    if found:
        return found
    colour = {"colour": wish.colour} if wish.colour else {}
    return ReservationTag.objects.get_or_create(code=wish.code, defaults={"name": wish.name, **colour})[0]


def _diets(part: Row) -> dict[str, Any]:
    """Counts; what is no count is said in words."""
    words = [part.text("other")]
    counts = dict.fromkeys(DIETS, 0)
    for column, name in DIETS.items():
        value = part.raw(name)
        if value is True:
            words.append(_("%(diet)s: number unknown") % {"diet": name})
        elif isinstance(value, dict):
            wish = part.part(name)
            counts[column] = (wish.whole("quantity", most=MOST) or 0) if wish.flag("enabled", default=True) else 0
        elif value is not False:
            counts[column] = part.whole(name, most=MOST) or 0
    words += [f"{name}: {part.text(name)}" for name in part.unknown() if part.given(name)]
    return {**counts, "diet_other": "\n".join(filter(None, words))}


def _invoice_address(row: Row) -> str:
    text = {
        name: row.text(f"invoice{name}")
        for name in ("Address", "HouseNumber", "PostalCode", "City", "Country", "Instructions")
    }
    lines = [
        f"{text['Address']} {text['HouseNumber']}", f"{text['PostalCode']} {text['City']}", text["Country"],
        text["Instructions"],
    ]  # fmt: skip
    return "\n".join(filter(None, (line.strip() for line in lines)))
