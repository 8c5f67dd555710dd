"""Answers that belong to no room of the house."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from config.context import page_url


def csrf_failure(request, reason=""):
    """The page was older than the session (a new login elsewhere, most often): a fresh page mends it."""
    if request.htmx:
        messages.warning(request, _("This page was out of date, so your last click was not carried out. Click again."))
        return HttpResponse(status=403, headers={"HX-Refresh": "true"})
    return render(request, "403_csrf.html", {"back": page_url(request)}, status=403)
