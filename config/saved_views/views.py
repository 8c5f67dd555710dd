"""Saved views: keep the list that is open, and look after those that there are."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from config.models import SavedView
from config.saved_views import keeping, showing
from config.saved_views.forms import SavedViewForm
from config.saved_views.queries import is_list, normalised
from reservations.refusals import Refusal


@require_http_methods(["GET", "HEAD", "POST"])
def index(request):
    """All that one sees of a page (GET); keep what is asked of it now (POST)."""
    asked = request.POST if request.method == "POST" else request.GET
    page, query = asked.get("page", ""), asked.get("query", "")
    if not is_list(page):
        raise Http404
    return _keep(request, page, query) if request.method == "POST" else _manage(request, page, query)


def _keep(request, page, query):
    form = SavedViewForm(request.POST)
    if form.is_valid():
        try:
            view = keeping.keep(page, query=query, **form.cleaned_data, by=request.user, at=timezone.now())
        except Refusal as refusal:
            form.add_error(refusal.field, str(refusal))
        else:
            _report(request, _("View “%(name)s” is saved."), view, undo="views:remove")
            return HttpResponseRedirect(view.get_absolute_url())
    context = showing.bar(request.user, page, query, form) | _list(page, query)
    response = render(request, "saved_views/again.html", context, status=422)
    # The form replaces itself where it stands, instead of the page.
    response["HX-Retarget"] = response["HX-Reselect"] = "#saved-views"
    return response


@require_POST
def change(request, pk):
    view, form = _mine(request, pk), SavedViewForm(request.POST, prefix=pk)
    if form.is_valid():
        try:
            keeping.change(view, **form.cleaned_data)
        except Refusal as refusal:
            form.add_error(refusal.field, str(refusal))
    if form.errors:
        return _manage(request, view.page, request.POST.get("query", ""), wrong=(pk, form), status=422)
    messages.success(request, _("View “%(name)s” is saved.") % {"name": view})
    return _back(request, view)


@require_POST
def aim(request, pk):
    view = _mine(request, pk)
    try:
        keeping.aim(view, query=request.POST.get("query", ""))
    except Refusal as refusal:
        messages.error(request, str(refusal))
        return _back(request, view)
    messages.success(request, _("View “%(name)s” shows the present filter from now on.") % {"name": view})
    return HttpResponseRedirect(view.get_absolute_url())


@require_POST
def remove(request, pk):
    view = keeping.remove(_mine(request, pk, even_removed=True), at=timezone.now())
    _report(request, _("View “%(name)s” is removed."), view, undo="views:bring-back")
    return _back(request, view)


@require_POST
def bring_back(request, pk):
    view = _mine(request, pk, even_removed=True)
    try:
        keeping.bring_back(view)
    except Refusal as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("View “%(name)s” is back.") % {"name": view})
    return _back(request, view)


def _manage(request, page, query, wrong=(0, None), status=200):
    """`wrong` is the key of the view whose form was typed wrong, and that form."""
    seen = showing.views(request.user, page)
    rows = [(view, _form(view, *wrong) if view.may_be_changed_by(request.user) else None) for view in seen]
    context = {"rows": rows, "query": normalised(query)} | _list(page, query)
    return render(request, "saved_views/index.html", context, status=status)


def _form(view, typed_pk, typed):
    return typed if view.pk == typed_pk else SavedViewForm(prefix=view.pk, initial=vars(view))


def _mine(request, pk, *, even_removed=False):
    """One that this person sees, and may change."""
    views = SavedView.objects.all() if even_removed else SavedView.objects.kept()
    view = get_object_or_404(views.seen_by(request.user), pk=pk)
    if not view.may_be_changed_by(request.user):
        raise PermissionDenied
    return view


def _list(page, query):
    """Where the list itself is, asked this."""
    asked = normalised(query)
    return {"views_of": page, "list_address": f"{reverse(page)}?{asked}" if asked else reverse(page)}


def _report(request, sentence, view, *, undo):
    """A message of what was committed; `extra_tags` holds the address that takes it back."""
    messages.success(request, sentence % {"name": view}, extra_tags=reverse(undo, args=[view.pk]))


def _back(request, view):
    """To the page that was clicked on, or to the list."""
    page = request.POST.get("next", "")
    is_ours = url_has_allowed_host_and_scheme(page, allowed_hosts={request.get_host()})
    return HttpResponseRedirect(page if is_ours else reverse(view.page))
