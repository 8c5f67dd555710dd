"""One act on many rows of a list: asked, done with progress, told row by row, taken back whole."""

import time
from uuid import uuid4

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from reservations import batches
from reservations.forms.many import FORMS, SelectionForm
from reservations.models import Batch
from reservations.views.acting import back, customers_undone_sentence, page_of, report_batch, undone_sentence
from reservations.views.chosen import ChosenReservations

SECONDS = 2.0  # how long one request goes on
AT_A_TIME = 20
FEW = 10  # results that fit in a message
SHOWN = 500
BATCHES_ON_A_PAGE = 25


@require_safe
def index(request):
    """The bulk acts that were begun, newest first: what became of each, and the way on for one that was interrupted."""
    begun = Batch.objects.listed().newest_first()
    page = Paginator(begun, BATCHES_ON_A_PAGE).get_page(request.GET.get("page"))
    return render(request, "reservations/batches.html", {"page": page})


@require_POST
def act_on_many(request):
    return ask_or_begin(request, ChosenReservations)


def ask_or_begin(request, chosen_class):
    """Ask what the verb needs, of the rows that were ticked or of all that match; then begin."""
    asked = SelectionForm(request.POST, verbs=chosen_class.forms)
    if not asked.is_valid():
        raise BadRequest("None of our pages sends this")
    chosen, verb = chosen_class(asked.cleaned_data, at=timezone.now()), asked.cleaned_data["verb"]
    if not chosen.rows:
        messages.info(request, chosen.nothing)
        return back(request)
    form = FORMS[verb](request.POST if asked.cleaned_data["go"] else None, at=timezone.now())
    if not (asked.cleaned_data["go"] and form.is_valid()):
        return _ask(request, chosen, form)
    batch = batches.begin(
        verb,
        chosen.rows[: batches.LARGEST],
        batch=form.cleaned_data["token"] or uuid4(),
        how=form.how(),
        by=request.user,
        at=timezone.now(),
    )
    return _carry_on(request, batch)


@require_http_methods(["GET", "HEAD", "POST"])
def one_batch(request, batch):
    """How far it has come, and what became of each row; a POST carries it on."""
    found = get_object_or_404(Batch.objects.select_related("by", "undoes"), pk=batch)
    if request.method == "POST" and not found.is_done:
        return _carry_on(request, found)
    response = render(request, "reservations/batch.html", {"batch": found, **_results(request, found)})
    response["HX-Push-Url"] = found.get_absolute_url()
    return response


@require_POST
def take_back(request, batch):
    undone = batches.begin_undo(get_object_or_404(Batch, pk=batch), by=request.user, at=timezone.now())
    return _carry_on(request, undone)


def _ask(request, chosen, form):
    rows = chosen.rows
    context = {
        "chosen": chosen, "asked": chosen.asked, "form": form, "page_url": page_of(request, None),
        "at": timezone.now(), "most": batches.LARGEST if len(rows) > batches.LARGEST else 0,
        "first": chosen.shown(rows[:FEW]), "more": min(len(rows), batches.LARGEST) - FEW, **chosen.figures(),
    }  # fmt: skip
    return render(request, "reservations/many.html", context, status=422 if form.is_bound else 200)


def _carry_on(request, batch):
    until = time.monotonic() + SECONDS
    while not batch.is_done:
        batches.carry_on(batch, at=timezone.now(), rows=AT_A_TIME)
        if time.monotonic() > until:
            break
    if batch.is_done and batch.count <= FEW:
        undone = customers_undone_sentence if batches.is_on_customers(batch) else undone_sentence
        many = undone if batch.undoes_id else FORMS[batch.verb].sentence
        report_batch(request, batches.results(batch), batch.pk, many, undo_by="reservations:undo-many")
        return back(request)
    return redirect(batch)


def _results(request, batch):
    return {"page": Paginator(batches.results(batch), SHOWN).get_page(request.GET.get("page"))}
