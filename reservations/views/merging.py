"""Merging customers: who may be the same, two of them side by side, and the click that makes them one."""

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from crm import identity
from crm.models import Customer
from reservations.customers import acts, merging, preview, suggesting
from reservations.forms.merging import MergeForm, PairForm
from reservations.refusals import ChangedSinceSeen, NobodyLeft, Refusal
from reservations.views.acting import at_its_address, back, page_of, report

START = "merging:suggestions"
FOUND = 20  # customers of a search


@require_safe
@at_its_address
def suggestions(request):
    found = suggesting.suggestions(most=suggesting.SHOWN + 1)
    context = {
        "found": found[: suggesting.SHOWN], "are_more": len(found) > suggesting.SHOWN,
        "acts": suggesting.said_distinct(),
    }  # fmt: skip
    return render(request, "customers/merging/suggestions.html", context)


@require_POST
def dismiss(request):
    """These two are not the same: they are suggested no more."""
    form = PairForm(request.POST)
    if not form.is_valid():
        raise BadRequest("None of our pages sends this")
    said = form.cleaned_data
    try:
        done = acts.distinguish(**said, by=request.user, at=timezone.now())
    except Refusal as refusal:
        messages.error(request, str(refusal))
    else:
        two = {"one": said["customer"], "two": said["other"]}
        report(request, _("%(one)s and %(two)s are not suggested any more.") % two, done)
    return back(request, START)


@require_safe
@at_its_address
def choose(request, pk):
    """With whom to merge this customer: who looks alike, and who is found by what was typed."""
    customer = _found(pk)
    if customer.merged_into_id:
        return redirect("merging:with", identity.survivor(customer).pk)
    text = request.GET.get("q", "").strip()
    known = Customer.objects.standing().exclude(pk=pk).select_related("company", "summary")
    matches = known.search(text).order_by("last_name", "first_name", "pk") if text else known.none()
    context = {
        "customer": customer, "text": text, "matches": matches[:FOUND], "alike": suggesting.like(customer),
        "next": page_of(request, START),
    }  # fmt: skip
    return render(request, "customers/merging/with.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@at_its_address
def merge(request, pk, other):
    """Both side by side; posted, they are one."""
    kept, leaving = _found(pk), _found(other)
    if request.method == "POST":
        return _merged(request, kept, leaving, MergeForm(kept, leaving, request.POST))
    if pk == other:
        return redirect("merging:with", pk)
    if kept.merged_into_id or leaving.merged_into_id:
        return _on_to_survivors(request, kept, leaving)
    return _show(request, kept, leaving, MergeForm(kept, leaving))


def _merged(request, kept, leaving, form):
    if not form.is_valid():
        return _show(request, kept, leaving, form, status=422)
    how = {"seen": form.cleaned_data["seen"], "token": form.cleaned_data["token"]}
    try:
        done = merging.merge(kept, leaving, form.choices(), by=request.user, at=timezone.now(), **how)
    except ChangedSinceSeen as refusal:
        return _show(request, kept, leaving, MergeForm(kept, leaving), status=422, refusal=refusal)
    except NobodyLeft as refusal:
        return _show(request, kept, leaving, form, status=422, refusal=refusal)
    except Refusal as refusal:
        messages.error(request, str(refusal))
        return redirect("merging:merge", kept.pk, leaving.pk)
    report(request, _("%(other)s is merged with %(who)s.") % {"other": leaving, "who": kept}, done)
    return back(request, START)


def _on_to_survivors(request, *two):
    """Whom they were merged into, side by side; if that is one customer, there is nothing left to do."""
    kept, leaving = (identity.survivor(customer) for customer in two)
    if kept == leaving:
        messages.info(request, _("They are one customer already: %(who)s.") % {"who": kept})
        return redirect(START)
    return redirect("merging:merge", kept.pk, leaving.pk)


def _show(request, kept, leaving, form, *, status=200, refusal=None):
    context = {
        "kept": kept, "other": leaving, "form": form, "refusal": refusal, "next": page_of(request, START),
        "rows": preview.rows(kept, leaving, form), "moving": preview.moving(kept, leaving),
        "figures": preview.figures(kept, leaving, today=timezone.localdate()),
    }  # fmt: skip
    return render(request, "customers/merging/preview.html", context, status=status)


def _found(pk):
    return get_object_or_404(Customer.objects.select_related("company").filter(erased_at__isnull=True), pk=pk)
