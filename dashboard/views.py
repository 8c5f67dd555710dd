"""The dashboard, and a widget by itself as HTMX refreshes it."""

from django.http import Http404
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils import timezone
from django.views.decorators.http import require_safe

from dashboard.widgets import WIDGETS
from reservations.labels import greeting


@require_safe
def index(request):
    at = timezone.now()
    contexts = {found.name: found.context(at=at) for found in WIDGETS}
    context = {
        "at": at,
        "greeting": greeting(at=at),
        "pending": contexts["pending-approval"],
        # Counted already: the menu need not ask again.
        "nav_counts": {
            "waiting": contexts["pending-approval"]["figures"]["count"],
            "overdue": contexts["overdue-payments"]["figures"]["count"],
        },
        "fragments": [render_to_string(found.template_name, contexts[found.name], request) for found in WIDGETS],
    }
    return render(request, "dashboard/index.html", context)


@require_safe
def widget(request, name):
    found = next((widget for widget in WIDGETS if widget.name == name), None)
    if found is None:
        raise Http404
    return render(request, found.template_name, found.context(at=timezone.now()))
