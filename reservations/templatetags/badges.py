"""The badges of states, each drawn once per process and language, as icons are: a list has fifty."""

from functools import cache

from django import template
from django.template.loader import render_to_string
from django.utils.translation import get_language

register = template.Library()


@register.simple_tag
def status_badge(status):
    return _drawn("components/_status.html", str(status), get_language())


@register.simple_tag
def payment_badge(state):
    return _drawn("components/_payment.html", str(state), get_language())


@cache
def _drawn(name, state, _language):
    return render_to_string(name, {"state": state})
