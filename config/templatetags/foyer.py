"""The few filters that templates of every room use."""

from django import template

register = template.Library()


@register.filter
def lines(text):
    """A message's lines: the first says what happened, each further one is a result."""
    return [line for line in str(text).splitlines() if line.strip()]
