"""The `lucide` tag, each icon drawn once per process: a page has some fifty, and drawing took a third of its time."""

from functools import cache

from django import template
from lucide.templatetags.lucide import lucide

register = template.Library()
register.simple_tag(cache(lucide), name="lucide")
