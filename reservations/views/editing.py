"""One reservation, changed: with its price before it is saved, and theirs beside mine when a colleague was first."""

from copy import copy

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from reservations import ics, lifecycle, quoting
from reservations.forms.edit import EditForm
from reservations.models import Reservation
from reservations.refusals import NotEnoughSeats, NothingChanged, Refusal, StaleVersion, TooFew
from reservations.views.acting import report


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request, pk):
    """The form; with `quote` posted the same page with the price as it would be, and nothing changed."""
    reservation = get_object_or_404(Reservation.objects.for_rows(), pk=pk)
    form = EditForm(request.POST if request.method == "POST" else None, reservation=reservation)
    if request.method != "POST" or "quote" in request.POST:
        return _show(request, form)
    if not form.is_valid():
        return _show(request, form, status=422)
    at = timezone.now()
    try:
        done = lifecycle.edit(
            reservation, form.changes(), by=request.user, at=at,
            seen_version=form.cleaned_data["version"], **form.how(),
        )  # fmt: skip
    except NothingChanged:
        return redirect(reservation)
    except Refusal as refusal:
        return _refused(request, form, refusal)
    if done.at != at and (again := _typed_since(request, pk)):
        return _refused(request, again, StaleVersion())
    report(request, _("%(who)s is changed.") % {"who": reservation.customer}, done)
    return redirect(reservation)


@require_safe
def calendar_file(request, pk):
    """The evening, for the customer's own calendar."""
    reservation = get_object_or_404(Reservation.objects.for_rows(), pk=pk)
    response = HttpResponse(ics.entry(reservation, at=timezone.now()), content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{reservation.reference}.ics"'
    return response


def _typed_since(request, pk):
    """The form, when it says something else than what its earlier click saved: the answer to that one was lost."""
    form = EditForm(request.POST, reservation=Reservation.objects.for_rows().get(pk=pk))
    now = form.now()
    typed = form.is_valid() and any(value != now[name] for name, value in form.mine().items())
    return form if typed else None


def _refused(request, form, refusal):
    if isinstance(refusal, StaleVersion):
        theirs, form = form.theirs(), form.anew(form.reservation.version)
        form.add_error(None, str(refusal))
        return _show(request, form, status=422, theirs=theirs)
    changes = form.changes()
    field = f"extra_{refusal.extra.pk}" if isinstance(refusal, TooFew) else refusal.field
    if isinstance(refusal, NotEnoughSeats):
        form.say_it_is_short(refusal)
    else:
        form.add_error(field if field in form.fields else None, str(refusal))
    return _show(request, form, changes, status=422)


def _show(request, form, changes=None, status=200, **more):
    reservation = form.reservation
    if changes is None:
        changes = form.changes() if form.is_bound and (form.is_valid() or form.cleaned_data) else {}
    before, why_not, at = reservation.total_cents, "", timezone.now()
    lines, after = form.agreed, before
    try:
        lines, after = lifecycle.preview(copy(reservation), changes, at=at)
    except Refusal as refusal:
        why_not = str(refusal)
    context = {
        "form": form, "reservation": reservation, "lines": lines, "before": before, "after": after,
        "difference": after - before, "too_much": reservation.paid_cents - after, "why_not": why_not,
        "short": quoting.short_of(reservation, changes.get("guests") or 0, at=at),
        "may_overbook": request.user.has_perm("reservations.overbook_event"), **more,
    }  # fmt: skip
    return render(request, "reservations/edit.html", context, status=status)
