"""How the pages of tags and segments are typed in and read."""

from datetime import timedelta

from crm.models import Tag
from tests.crm.rules.rules import rule
from tests.factories import NOON, TODAY, CustomerFactory, EventFactory, ReservationFactory
from tests.reading import by_id, page, words

TWICE = rule(("bookings", "gte", 2))


def loyal():
    """A tag that whoever booked twice has."""
    return Tag.objects.create(name="Trouw", colour="#10B981", rule=TWICE.plain(), rule_at=NOON)


def guest(bookings):
    customer = CustomerFactory()
    for _ in range(bookings):
        ReservationFactory(customer=customer, event=EventFactory(date=TODAY - timedelta(days=3)))
    return customer


def typed(*conditions, **rest):
    """As the form posts it: conditions of what, how and value."""
    data = {"name": "Trouw", "colour": "#10b981", "match": "all", "row": [str(n) for n in range(len(conditions))]}
    for number, condition in enumerate(conditions):
        for name, value in zip(("field", "operator", "value"), condition, strict=False):
            data[f"c{number}-{name}"] = value
    return data | rest


def form_of(response):
    """What the form says now: name → value, of inputs and selects."""
    found = {}
    for element in by_id(page(response), "rule").iter():
        name = element.get("name")
        if element.tag == "input" and (element.get("type") != "radio" or "checked" in element.attrib):
            found.setdefault(name, element.get("value", ""))
        elif element.tag == "select":
            chosen = [option for option in element.iter("option") if "selected" in option.attrib]
            found[name] = chosen[0].get("value") if chosen else ""
    return found


def preview(response):
    return words(by_id(page(response), "preview"))


def messages_of(response):
    """(what it says, the address that takes it back) of each message on a page."""
    shown = [each for each in by_id(page(response), "messages").iter("div") if each.get("class") == "message"]
    return [(words(each.find(".//p")), next((form.get("action") for form in each.iter("form")), "")) for each in shown]


def wrong(response):
    """What is said to be wrong, by the input it stands beside."""
    root = by_id(page(response), "rule")
    fields = [element for element in root.iter("div") if element.get("class", "").startswith("field")]
    return {
        next(e.get("name") for e in field.iter() if e.get("name")): words(said)
        for field in fields
        for said in field.iter("ul")
    }
