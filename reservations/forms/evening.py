"""The choice of an event: by its day, its hour and its show, with the seats that are left."""

from collections.abc import Iterable
from datetime import datetime

from django import forms
from django.utils.translation import gettext as _

from reservations import labels, seats
from reservations.models import Event


class EventField(forms.ModelChoiceField):
    """Any event may be chosen; which ones are shown says offer()."""

    def __init__(self, **options):
        super().__init__(Event.objects.all(), **options)

    def offer(self, events: Iterable[Event], *, at: datetime | None = None) -> None:
        """Show these, loaded with their show, in their order; with the seats that are left at an instant."""
        events = list(events)
        taken = seats.held_by_event([event.pk for event in events], at=at) if at else {}
        left = {event.pk: event.capacity - taken[event.pk] for event in events if event.pk in taken}
        nobody = [("", self.empty_label)] if self.empty_label else []
        self.widget.choices = nobody + [(event.pk, _told(event, left.get(event.pk))) for event in events]


def _told(event: Event, left: int | None) -> str:
    name = f"{labels.day(event.date)} {labels.hour(event.start)} · {event.show}"
    if left is None:
        return name
    return f"{name} · {_('%(number)s left') % {'number': left} if left > 0 else _('full')}"
