"""A list as a file: answered at once, or made while a page shows how far it has come."""

import time
from uuid import uuid4

from django import forms
from django.contrib import messages
from django.http import Http404, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from crm.files import csv_file, xlsx_file
from reservations.exports import LISTS, making
from reservations.models import Export

SHORT = 5000  # rows that nobody has to wait for
SECONDS = 2.0  # how long one request goes on


class TokenForm(forms.Form):
    """The name of the click; one that means nothing is none."""

    token = forms.UUIDField(required=False)


@require_safe
def as_csv(request, name):
    listed = _listed(request, name)
    if not listed.is_valid:
        return redirect(listed.page)
    return _file(listed.csv(), csv_file.TYPE, listed.file_name("csv"))


@require_http_methods(["GET", "HEAD", "POST"])
def as_xlsx(request, name):
    """A GET makes nothing: of a long list it asks for the POST that begins."""
    listed = _listed(request, name)
    if not listed.is_valid:
        return redirect(listed.page)
    if request.method == "POST":
        return _begin(request, name, listed)
    if len(listed.keys()[: SHORT + 1]) > SHORT:
        return render(request, "reservations/export.html", {"listed": listed, "short": SHORT})
    return _file(listed.xlsx(), xlsx_file.TYPE, listed.file_name("xlsx"))


@require_http_methods(["GET", "HEAD", "POST"])
def one(request, export):
    """How far it has come; a POST carries it on."""
    found = _of(request, export)
    listed = making.listed_in(found)
    if request.method == "POST":
        _carry_on(found, listed)
        return redirect(found)
    done = found.done
    context = {"export": found, "listed": listed, "done": done, "is_done": done == found.rows}
    response = render(request, "reservations/export.html", context)
    response["HX-Replace-Url"] = found.get_absolute_url()
    return response


@require_safe
def download(request, export):
    found = _of(request, export)
    if found.done < found.rows:
        raise Http404
    return _file(making.stream(found), xlsx_file.TYPE, making.listed_in(found).file_name("xlsx"))


def _listed(request, name):
    if name not in LISTS:
        raise Http404
    return LISTS[name](request.GET, at=timezone.now())


def _of(request, export):
    """Its owner's, and nobody else's but who may everything."""
    exports = Export.objects.defer("keys")  # megabytes of a very long list, which only carrying on needs
    return get_object_or_404(exports if request.user.is_superuser else exports.filter(owner=request.user), pk=export)


def _begin(request, name, listed):
    form = TokenForm(request.POST)
    token = (form.is_valid() and form.cleaned_data["token"]) or uuid4()
    try:
        export = making.begin(name, listed, token=token, by=request.user, at=timezone.now())
    except making.TooManyRows as refusal:
        messages.warning(request, str(refusal))
        return redirect(listed.page)
    return redirect(export)


def _carry_on(export, listed):
    until = time.monotonic() + SECONDS
    sheet = listed.sheet(export.rows)
    while making.carry_on(export, listed, sheet) < export.rows and time.monotonic() < until:
        pass


def _file(parts, content_type, name):
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return StreamingHttpResponse(parts, content_type=content_type, headers=headers)
