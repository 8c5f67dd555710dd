"""The door: who comes tonight, who is in, who walks in, and who did not show up."""

from uuid import uuid4

from django.http import Http404, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from reservations import arrivals, bulk, lifecycle
from reservations.forms.checkin import ArrivalForm, NoShowsForm, WalkInForm
from reservations.models import Event, Reservation
from reservations.refusals import NotBegun, Refusal
from reservations.status import Status
from reservations.views.acting import act, back, in_sentence, no_show_sentence, report, report_batch, walked_in_sentence


@require_safe
def index(request):
    """The parties of today's event, or of the one that was asked for."""
    at, asked = timezone.now(), request.GET.get("q", "")
    offered = arrivals.events(at=at)
    event = _event(request.GET["event"]) if "event" in request.GET else arrivals.preselected(offered, at=at)
    if event is None:
        context = {"events": offered, "today": timezone.localdate(at), "next": arrivals.next_event(at=at)}
        return render(request, "reservations/checkin/nothing.html", context)
    context = _door(event, at=at) | {
        "events": offered, "asked": asked, "rows": arrivals.rows(event, asked=asked),
        "walk_in": WalkInForm(event) if event in offered else None,
    }  # fmt: skip
    return render(request, "reservations/checkin/index.html", context)


@require_safe
def party(request, pk):
    """One party, and how many of its evening are in: what a tap is answered with."""
    reservation = get_object_or_404(Reservation.objects.for_rows().select_related("event__type"), pk=pk)
    is_here = Reservation.objects.filter(pk=pk).on_the_door_list().exists()
    rows = [arrivals.Row(reservation)] if is_here else []
    return render(
        request, "reservations/checkin/party.html", _door(reservation.event, at=timezone.now()) | {"rows": rows}
    )


@require_POST
def arrive(request, pk):
    return act(request, pk, ArrivalForm, lifecycle.arrive, in_sentence)


@require_POST
def walk_in(request, pk):
    event = _event(pk)
    form = WalkInForm(event, request.POST)
    if form.is_valid():
        try:
            done = lifecycle.walk_in(form.party(), by=request.user, at=timezone.now(), **form.how())
        except Refusal as refusal:
            form.refuse(refusal, request.user)
        else:
            report(request, walked_in_sentence(done), done)
            return back(request, done.reservation)
    response = render(request, "reservations/checkin/walk_in.html", {"event": event, "walk_in": form}, status=422)
    # The form replaces itself where it stands, instead of the page.
    response["HX-Retarget"] = response["HX-Reselect"] = "#walk-in"
    return response


@require_safe
def closing(request, pk):
    return _closing(request, event := _event(pk), NoShowsForm(event))


@require_POST
def close(request, pk):
    """Who was on the list and did not come: oldest booking first, each judged for itself."""
    event, at = _event(pk), timezone.now()
    form = NoShowsForm(event, request.POST)
    if event.starts_at > at:
        form.add_error("absent", str(NotBegun(event)))
    if not form.is_valid():
        return _closing(request, event, form, status=422)
    batch, absent = form.cleaned_data["token"] or uuid4(), form.cleaned_data["absent"]
    results = bulk.go_on(lifecycle.mark_no_show, absent, batch=batch, by=request.user, at=at)
    report_batch(request, results, batch, no_show_sentence)
    return HttpResponseRedirect(reverse("check-in:index", query={"event": event.pk}))


def _event(pk):
    """With what is shown of it; an address that names none is not found."""
    if not str(pk).isdecimal():
        raise Http404
    return get_object_or_404(Event.objects.with_programme(), pk=pk)


def _door(event, *, at):
    """How an evening stands: it `opens` on its day, and `absent` are who is awaited still."""
    today, progress = timezone.localdate(at), Reservation.objects.filter(event=event).at_the_door().progress()
    return {
        "event": event, "at": at, "today": today, "opens": event.date <= today, "has_begun": event.starts_at <= at,
        "progress": progress, "absent": progress["count"] - progress["arrived"],
    }  # fmt: skip


def _closing(request, event, form, *, status=200):
    absent = [row.reservation for row in arrivals.rows(event) if row.reservation.status == Status.CONFIRMED]
    context = _door(event, at=timezone.now()) | {"form": form, "reservations": absent, "too_early": NotBegun(event)}
    return render(request, "reservations/checkin/closing.html", context, status=status)
