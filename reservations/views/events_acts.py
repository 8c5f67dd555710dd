"""Putting evenings on the programme, changing one, calling one off: a page with a form for each."""

from typing import cast
from uuid import uuid4

from django.contrib import messages
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from reservations import calling_off, labels, programme, series
from reservations.forms.events import CallOffForm, EditEventForm, filled_with
from reservations.forms.series import NewEventForm
from reservations.models import Act, Event
from reservations.refusals import NothingChanged, Refusal
from reservations.views.acting import may_go_over, report, report_batch

form_page = require_http_methods(["GET", "HEAD", "POST"])


@form_page
def new(request, pk=None):
    """One evening or a series, from nothing or as a copy of another."""
    copied = get_object_or_404(Event.objects.with_programme(), pk=pk) if pk else None
    filled = filled_with(copied) | {"date": None} if copied else {"capacity": 230}
    form = NewEventForm(_typed(request), of=copied, initial=filled, today=timezone.localdate())
    evenings = []
    if request.method == "POST" and form.is_valid():
        taken = series.taken(form.dates_meant)
        dates = form.agreed(taken)
        if dates and (answer := _made(request, form, dates)):
            return answer
        evenings = [(day, taken.get(day, [])) for day in form.dates_meant]
    context = {"form": form, "copied": copied, "evenings": evenings}
    return render(request, "reservations/events/new.html", context, status=422 if form.errors else 200)


@form_page
def edit(request, pk):
    event = get_object_or_404(Event.objects.with_programme(), pk=pk)
    filled = filled_with(event) | {"seen_act": programme.latest_act(event)}
    form = EditEventForm(_typed(request), of=event, initial=filled)
    if request.method == "POST" and form.is_valid() and (answer := _edited(request, event, form)):
        return answer
    return render(
        request, "reservations/events/edit.html", {"form": form, "event": event}, status=422 if form.errors else 200
    )


@form_page
def call_off(request, pk):
    """Says first what it will do; then what it did."""
    event = get_object_or_404(Event.objects.with_programme(), pk=pk)
    form = CallOffForm(_typed(request))
    if request.method == "POST" and form.is_valid() and (answer := _called_off(request, event, form)):
        return answer
    context = {"form": form, "event": event, "rows": calling_off.to_handle(event).with_customer()}
    return render(request, "reservations/events/call_off.html", context, status=422 if form.errors else 200)


def _made(request, form, dates):
    """The answer to what was made; None when it was refused, and the form says why."""
    batch, at = form.cleaned_data["token"] or uuid4(), timezone.now()
    results = series.create(form.values(), dates, batch=batch, by=request.user, at=at)
    if not any(result.act for result in results):
        form.refuse(results[0].refusal)
        return None
    if len(results) == 1:
        event = cast("Event", results[0].event)
        report(request, _("%(event)s is on the programme.") % {"event": labels.event_name(event)}, results[0].act)
        return redirect(event)
    report_batch(request, results, batch, _made_sentence)
    period = {"since": dates[0].isoformat(), "until": dates[-1].isoformat()}
    return HttpResponseRedirect(reverse("events:list", query=period))


def _edited(request, event, form):
    """The answer to what was changed; None when it was refused, and the form says why."""
    try:
        done = programme.edit(event, form.values(), by=request.user, at=timezone.now(), **form.how())
    except NothingChanged as refusal:
        messages.info(request, str(refusal))
    except Refusal as refusal:
        form.refuse(refusal, may_go_over=may_go_over(refusal, request.user))
        return None
    else:
        changed = cast("Event", done.event)
        report(request, _("%(event)s is changed.") % {"event": labels.event_name(changed)}, done)
    return redirect(event)


def _called_off(request, event, form):
    """The answer to what was done; None when it was refused, and the form says why."""
    batch, reason = form.cleaned_data["token"] or uuid4(), form.cleaned_data["reason"]
    try:
        results = calling_off.call_off(event, reason=reason, batch=batch, by=request.user, at=timezone.now())
    except Refusal as refusal:
        if not Act.objects.filter(batch=batch).exists():
            form.add_error(None, str(refusal))
            return None
        if not isinstance(refusal, NothingChanged):  # the same click again, after which nothing was left to do
            messages.error(request, str(refusal))
    else:
        # The page that follows names every booking.
        report_batch(request, results, batch, lambda _count: _called_off_sentence(event, results), briefly=True)
    return redirect("events:called-off", event.pk, batch)


def _typed(request):
    return request.POST if request.method == "POST" else None


def _made_sentence(count):
    return ngettext("%(count)d event created.", "%(count)d events created.", count) % {"count": count}


def _called_off_sentence(event, results):
    count = sum(1 for result in results if result.act and result.reservation)
    sentence = ngettext(
        "%(event)s is cancelled, with %(count)d booking.", "%(event)s is cancelled, with %(count)d bookings.", count
    )
    return sentence % {"event": labels.event_name(event), "count": count}
