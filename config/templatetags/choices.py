"""The `options` tag: the choices of a select, without a template for each of them."""

from django import template
from django.forms.utils import flatatt
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

register = template.Library()


@register.simple_tag
def options(widget: dict) -> SafeString:
    """The options of a select, in their groups; `widget` is of django.forms.widgets.Select.get_context()."""
    return format_html_join("", "{}", ((_group(name, choices),) for name, choices, _ in widget["optgroups"]))


def _group(name, choices):
    drawn = format_html_join("", '<option value="{}"{}>{}</option>', map(_parts, choices))
    return format_html('<optgroup label="{}">{}</optgroup>', name, drawn) if name else drawn


def _parts(choice):
    return choice["value"], flatatt(choice["attrs"]), choice["label"]
