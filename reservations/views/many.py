"""One act on many reservations of the list: asked, done with progress, told row by row, taken back whole."""

import time
from uuid import uuid4

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.core.paginator import Paginator
from django.http import QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from reservations import batches, counting
from reservations.filters import ReservationFilter
from reservations.forms.many import FORMS, SelectionForm
from reservations.models import Batch, Reservation
from reservations.views.acting import back, page_of, report_batch, undone_sentence

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
    """Ask what the verb needs, of the reservations that were ticked or of all that match; then begin."""
    asked = SelectionForm(request.POST)
    if not asked.is_valid():
        raise BadRequest("None of our pages sends this")
    rows, verb = _chosen(asked.cleaned_data), asked.cleaned_data["verb"]
    if not rows:
        messages.info(request, _("Tick one or more reservations first."))
        return back(request)
    form = FORMS[verb](request.POST if asked.cleaned_data["go"] else None, at=timezone.now())
    if not (asked.cleaned_data["go"] and form.is_valid()):
        return _ask(request, asked, form, rows)
    batch = batches.begin(
        verb,
        rows[: batches.LARGEST],
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
    response = render(request, "reservations/batch.html", {"batch": found, **_results(found)})
    response["HX-Push-Url"] = found.get_absolute_url()
    return response


@require_POST
def take_back(request, batch):
    undone = batches.begin_undo(get_object_or_404(Batch, pk=batch), by=request.user, at=timezone.now())
    return _carry_on(request, undone)


def _chosen(asked):
    """Those that were ticked, or that match: no more than one bulk act takes."""
    if asked["everything"]:
        found = ReservationFilter(QueryDict(asked["query"]), at=timezone.now())
        rows = found.rows.order_by(*found.order)
        if asked["drawn_at"]:
            # What came or changed since the question was asked was not seen.
            rows = rows.filter(created_at__lte=asked["drawn_at"], updated_at__lte=asked["drawn_at"])
    else:
        rows = Reservation.objects.filter(pk__in=asked["pk"])
    return list(rows.only("pk", "created_at")[: batches.LARGEST + 1])


def _ask(request, asked, form, rows):
    chosen = Reservation.objects.filter(pk__in=[row.pk for row in rows[: counting.MOST + 1]])
    count, sums = counting.whole(counting.look(chosen))
    context = {
        "asked": asked.cleaned_data, "form": form, "count": count, "sums": sums, "page_url": page_of(request, None),
        "at": timezone.now(), "most": batches.LARGEST if len(rows) > batches.LARGEST else 0,
        "first": Reservation.objects.rows(row.pk for row in rows[:FEW]), "more": min(len(rows), batches.LARGEST) - FEW,
    }  # fmt: skip
    return render(request, "reservations/many.html", context, status=422 if form.is_bound else 200)


def _carry_on(request, batch):
    until = time.monotonic() + SECONDS
    while not batch.is_done:
        batches.carry_on(batch, at=timezone.now(), rows=AT_A_TIME)
        if time.monotonic() > until:
            break
    if batch.is_done and batch.count <= FEW:
        many = undone_sentence if batch.undoes_id else FORMS[batch.verb].sentence
        report_batch(request, batches.results(batch), batch.pk, many, undo_by="reservations:undo-many")
        return back(request)
    return redirect(batch)


def _results(batch):
    results = batches.results(batch)[:SHOWN]
    return {"results": results, "unshown": batch.done - len(results)}
