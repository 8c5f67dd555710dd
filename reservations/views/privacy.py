"""What is known of one customer: seen in figures, handed over, erased."""

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import BadRequest
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from crm.models import Customer
from reservations.customers.privacy import erasing, handing_over, knowing, obstacles
from reservations.customers.privacy.choices import Form
from reservations.forms.privacy import ErasureForm, HandOverForm
from reservations.models import Act
from reservations.refusals import Refusal
from reservations.views.acting import at_its_address

TYPES = {"html": "text/html; charset=utf-8", "json": "application/json"}
ASKED_SHOWN = 10


@require_safe
@at_its_address
def index(request, pk):
    customer = _found(pk)
    if customer.merged_into:
        return redirect("privacy:index", customer.merged_into_id)
    return _show(request, customer)


@require_POST
def download(request, pk):
    """A POST, for it is kept in the history who asked for it."""
    customer, at, asked = _found(pk), timezone.now(), HandOverForm(request.POST)
    if not asked.is_valid():
        raise BadRequest("None of our pages sends this")
    form = Form(asked.cleaned_data["form"])
    try:
        handing_over.record(customer, form=form, by=request.user, at=at)
    except Refusal as refusal:
        messages.error(request, str(refusal))
        return redirect("privacy:index", pk)
    return _file(customer, form, at)


@require_POST
def erase(request, pk):
    customer = _found(pk)
    form = ErasureForm(request.POST, customer=customer)
    if customer.erased_at:  # a second click
        return redirect("privacy:index", pk)
    if not form.is_valid():
        return _show(request, customer, form)
    _leave_unsaid(request)
    try:
        erasing.erase(customer, by=request.user, at=timezone.now(), **form.how())
    except Refusal as refusal:
        form.add_error(None, str(refusal))
        return _show(request, _found(pk), form)
    messages.success(request, _("The customer is erased. The books are as they were."))
    return redirect("privacy:index", pk)


def _leave_unsaid(request):
    """What was said of them and not read yet: kept with the request it would outlast them."""
    list(messages.get_messages(request))


def _found(pk):
    return get_object_or_404(Customer.objects.select_related("company", "merged_into"), pk=pk)


def _show(request, customer, form=None):
    if customer.erased_at:
        erased = customer.acts.filter(kind=Act.Kind.ERASED).select_related("by").first()
        return render(request, "customers/privacy/erased.html", {"customer": customer, "act": erased})
    at = timezone.now()
    context = {
        "customer": customer, "counts": knowing.counts(customer, at=at), "consents": knowing.consents(customer),
        "asked": knowing.handed_over(customer)[:ASKED_SHOWN],
        "obstacles": obstacles.of(Customer.objects.people_of(customer.pk), customer.pk, at=at),
        "may_erase": request.user.has_perm("crm.erase_customer"), "form": form or ErasureForm(customer=customer),
    }  # fmt: skip
    return render(request, "customers/privacy/index.html", context, status=422 if form else 200)


def _file(customer, form, at):
    """In the language of whom it is about."""
    with translation.override(customer.language):
        if form == Form.DATA:
            content = handing_over.as_json(customer, at=at)
        else:
            known = {"customer": customer, "parts": knowing.everything(customer, at=at), "at": at}
            content = render_to_string("customers/privacy/known.html", known | {"VENUE_NAME": settings.VENUE_NAME})
    name = f"{customer.pk}-{timezone.localdate(at).isoformat()}.{form}"
    disposition = f'attachment; filename="foyer-{name}"'
    return HttpResponse(content, content_type=TYPES[form], headers={"Content-Disposition": disposition})
