"""The `saved_views` tag: `{% saved_views "reservations:list" %}` above the filters of a list is all that it takes."""

from django import template

from config.saved_views import showing

register = template.Library()


@register.inclusion_tag("components/saved_views/_bar.html", takes_context=True)
def saved_views(context, page):
    request = context["request"]
    return showing.bar(request.user, page, request.GET.urlencode()) | {"page_url": context["page_url"]}
