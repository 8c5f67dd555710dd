"""Customers who were kept long enough: who they are, and erasing those that are chosen."""

from uuid import uuid4, uuid5

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from crm.models import Customer
from reservations import paging
from reservations.customers.privacy import retention
from reservations.forms.privacy import RetentionForm
from reservations.models import Act
from reservations.views.acting import at_its_address

ROWS_ON_A_PAGE = 50


@require_http_methods(["GET", "HEAD", "POST"])
@at_its_address
def index(request):
    if request.method != "POST":
        return _show(request)
    if not request.user.has_perm("crm.erase_customer"):
        raise PermissionDenied
    form = RetentionForm(request.POST)
    if not form.is_valid():
        return _show(request, form)
    _forget(request, **form.cleaned_data)
    return HttpResponseRedirect(f"{reverse('privacy:retention')}?visited={_asked(request).name}")


def _forget(request, pk, token, sure):
    """Each in a transaction of its own; who was heard of since the page was drawn is not due any more."""
    batch, at = token or uuid4(), timezone.now()
    due = [row.pk for silence in retention.SILENCES for row in silence.due(at=at).filter(pk__in=pk[:ROWS_ON_A_PAGE])]
    lines = []
    for customer in Customer.objects.select_related("company").filter(pk__in=due).order_by("pk"):
        how = {"by": request.user, "at": at, "batch": batch, "token": uuid5(batch, str(customer.pk))}
        if why := retention.refused(customer, **how):
            lines.append(_("%(who)s: not done. %(why)s") % {"who": customer, "why": why})
    erased = Act.objects.filter(batch=batch, kind=Act.Kind.ERASED).count()
    said = ngettext("%(count)d customer erased.", "%(count)d customers erased.", erased) % {"count": erased}
    level = messages.WARNING if lines or not erased else messages.SUCCESS
    messages.add_message(request, level, "\n".join([said if erased else _("Nothing was done."), *lines]))


def _asked(request):
    asked = request.GET.get("visited")
    return next((silence for silence in retention.SILENCES if silence.name == asked), retention.CAME)


def _show(request, form=None):
    at, silence = timezone.now(), _asked(request)
    cursor = {name: request.GET.get(name, "") for name in ("after", "before")}
    page = paging.page_of(silence.due(at=at), silence.order, size=ROWS_ON_A_PAGE, **cursor)
    found = Customer.objects.select_related("company", "summary").in_bulk(page.pks)
    context = {
        "silences": retention.SILENCES, "asked": silence, "page": page, "form": form or RetentionForm(),
        "rows": [(found[pk], getattr(found[pk], "summary", None)) for pk in page.pks],
        "months": settings.RETENTION_MONTHS, "ticked": form["pk"].data if form else [],
        "may_erase": request.user.has_perm("crm.erase_customer"),
    }  # fmt: skip
    return render(request, "customers/privacy/retention.html", context, status=422 if form else 200)
