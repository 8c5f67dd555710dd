"""The dashboard, and a widget by itself as HTMX refreshes it."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from dashboard import board
from dashboard.periods import PeriodForm
from dashboard.widgets import BANNER, WIDGETS, Moment
from reservations.labels import greeting


@require_safe
def index(request):
    at = timezone.now()
    asked = PeriodForm(request.GET, at=at)
    banner, *fragments = board.draw(request, [BANNER, *WIDGETS], Moment(at, asked.period), asked.kept)
    context = {"at": at, "greeting": greeting(at=at), "asked": asked, "banner": banner, "fragments": fragments}
    return render(request, "dashboard/index.html", context)


@require_safe
def widget(request, name):
    found = next((widget for widget in [BANNER, *WIDGETS] if widget.name == name), None)
    if found is None:
        raise Http404
    at = timezone.now()
    asked = PeriodForm(request.GET, at=at)
    [fragment] = board.draw(request, [found], Moment(at, asked.period), asked.kept)
    return HttpResponse(fragment)
