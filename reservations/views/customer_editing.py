"""The details of a customer, changed: theirs beside mine when a colleague was first."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from crm import identity
from crm.models import Customer
from reservations.customers import acts
from reservations.forms.customers import CustomerForm
from reservations.refusals import MergedMeanwhile, NothingChanged, Refusal, StaleVersion
from reservations.views.acting import report


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request, pk):
    customer = get_object_or_404(Customer.objects.filter(erased_at=None).select_related("company"), pk=pk)
    if customer.merged_into_id:
        return _on_to_survivor(request, customer)
    form = CustomerForm(request.POST if request.method == "POST" else None, customer=customer)
    if request.method != "POST":
        return _show(request, form)
    if not form.is_valid():
        return _show(request, form, status=422)
    how = {"seen_version": form.cleaned_data["version"], "token": form.cleaned_data["token"]}
    try:
        done = acts.edit(customer, form.changes(), by=request.user, at=timezone.now(), **how)
    except NothingChanged:
        return redirect(customer)
    except Refusal as refusal:
        return _refused(request, form, refusal)
    report(request, _("%(who)s is changed.") % {"who": done.customer}, done)
    return redirect(customer)


def _on_to_survivor(request, alias):
    """Who was merged meanwhile is changed no more; what was typed waits on the form of the other."""
    survivor = identity.survivor(alias)
    refusal = MergedMeanwhile(alias, survivor)
    if request.method != "POST":
        messages.info(request, str(refusal))
        return redirect("customers:edit", survivor.pk)
    typed = CustomerForm(request.POST, customer=survivor)
    typed.is_valid()
    form = typed.anew(survivor.version)
    form.add_error(None, str(refusal))
    return _show(request, form, status=422)


def _refused(request, form, refusal):
    theirs = []
    if isinstance(refusal, StaleVersion):
        theirs, form = form.theirs(), form.anew(form.customer.version)
    form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
    return _show(request, form, status=422, theirs=theirs)


def _show(request, form, status=200, theirs=()):
    context = {"form": form, "customer": form.customer, "theirs": theirs}
    return render(request, "customers/edit.html", context, status=status)
