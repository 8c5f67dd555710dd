"""The tags of a customer, for their page."""

from django import template

from crm.models import Tag
from reservations.customers import tags
from reservations.forms.rules import GiveTagForm

register = template.Library()


@register.inclusion_tag("customers/_tags.html", takes_context=True)
def customer_tags(context, customer, form=None):
    """Each tag with its reason, and the form to give another: a typed one, or an empty. Needs `today`."""
    every = list(Tag.objects.order_by("name", "pk"))
    has = tags.on(customer, today=context["today"], every=every)
    given = {each.tag.pk for each in has if each.tagging}
    return {
        "customer": customer, "has": has, "offered": [tag for tag in every if tag.pk not in given],
        "form": form or GiveTagForm(), "page_url": context["page_url"],
    }  # fmt: skip
