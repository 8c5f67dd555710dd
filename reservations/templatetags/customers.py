"""The words of follow-ups, for templates."""

from django import template
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from reservations import labels
from reservations.customers.agenda import WHEN

register = template.Library()


@register.filter
def when_word(when):
    return WHEN[when]


@register.filter
def due_word(due_on, today):
    """By when, as people say it: how late it is, today, tomorrow, the day."""
    days = (due_on - today).days
    if days < 0:
        return ngettext("%(days)d day late", "%(days)d days late", -days) % {"days": -days}
    if days == 0:
        return _("Today")
    return _("Tomorrow") if days == 1 else labels.day(due_on)
