"""The quick search, as a page; the palette shows the same results over any page."""

from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from reservations import finding


@require_safe
def index(request):
    text, at = request.GET.get("q", ""), timezone.now()
    context = {
        "text": text, "found": finding.find(text, at=at), "at": at, "today": timezone.localdate(at),
        "recent": [] if text.strip() else finding.last_worked_on(request.user),
    }  # fmt: skip
    return render(request, "reservations/search.html", context)
