"""Money by one click on one reservation: a GET asks for what has to be typed, a POST does it."""

from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from reservations import credit, ledger, promises
from reservations.forms.acts import PaymentForm
from reservations.forms.payments import PromiseForm, RefundForm, SettleForm
from reservations.models import Reservation
from reservations.views.acting import act, page_of

SETTLED = {
    Reservation.Credit.REFUND: gettext_lazy("The credit of %(who)s is to be paid out."),
    Reservation.Credit.KEEP: gettext_lazy("The credit of %(who)s is kept."),
}


@require_safe
def payment(request, pk):
    """The form that reservations:pay answers."""
    return ask(request, pk, PaymentForm)


@require_http_methods(["GET", "HEAD", "POST"])
def promise(request, pk):
    if request.method != "POST":
        return ask(request, pk, PromiseForm)
    return act(request, pk, PromiseForm, promises.promise, _("The promise of %(who)s is noted."))


@require_POST
def settle(request, pk):
    said = SETTLED.get(request.POST.get("choice"), "")
    return act(request, pk, SettleForm, credit.settle_credit, said)


@require_http_methods(["GET", "HEAD", "POST"])
def refund(request, pk):
    if request.method != "POST":
        return ask(request, pk, RefundForm)
    return act(request, pk, RefundForm, ledger.refund, _("The refund to %(who)s is recorded."))


def ask(request, pk, form_class):
    """A form on a page of its own, or (HTMX) in the place of the row's buttons."""
    at = timezone.now()
    reservation = get_object_or_404(Reservation.objects.for_rows(), pk=pk)
    context = {
        "reservation": reservation, "template": form_class.template_name, "place": form_class.place, "asked": True,
        "at": at, "today": timezone.localdate(at), "page_url": page_of(request, reservation),
        "why": credit.reasons([reservation])[pk] if reservation.credit_cents else "",
    }  # fmt: skip
    return render(request, "reservations/act_form.html", context)
