"""How events read: names, badges, and which click takes what back."""

from django import template
from django.urls import reverse

from reservations import labels, programme_telling
from reservations.fill import State
from reservations.models import Act

register = template.Library()
ICONS = {State.OVER: "history", State.CLOSED: "lock", State.FULL: "circle-slash"}

register.filter("event_name", labels.event_name)
register.filter("changes", programme_telling.changes)


@register.filter
def fill_icon(state):
    return ICONS.get(state, "armchair")


@register.filter
def undo_address(act):
    """Where an act on an event is taken back: an event that was called off, with all its bookings."""
    if act.origin.kind == Act.Kind.EVENT_CANCELLED and act.batch:
        return reverse("reservations:undo-batch", args=[act.batch])
    return reverse("reservations:undo", args=[act.pk])
