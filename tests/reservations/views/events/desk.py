"""Addresses of events, what their forms post, and how their pages are read."""

from uuid import UUID

from django.urls import reverse

from reservations import programme
from tests.reading import by_id, page, words

TOKEN = "c0ffee00-0000-4000-8000-000000000000"
BATCH = UUID(TOKEN)


def at(name, event, *more):
    return reverse(f"events:{name}", args=[event.pk, *more])


def of(event, **values):
    """What the form of an event says, with other values."""
    columns = {name: getattr(event, name) for name in ("date", "doors", "start", "end", "capacity", "notes")}
    ticks = {name: "on" for name in ("active", "waitlist_open") if getattr(event, name)}
    typed = {"show": event.show_id, "type": event.type_id, "seen_act": programme.latest_act(event), "token": TOKEN}
    return {name: value for name, value in (columns | ticks | typed | values).items() if value is not None}


def error(response, name):
    """What stands beside a field, which must be tied to it and keep what was typed."""
    found = page(response)
    field = by_id(found, f"id_{name}")
    assert (response.status_code, field.attrib["aria-invalid"]) == (422, "true")
    return words(by_id(found, f"id_{name}_error"))


def terms(element):
    """What a list of terms says of each."""
    return {words(each.find("./dt")): " ".join(words(dd) for dd in each.findall("./dd")) for each in element}
