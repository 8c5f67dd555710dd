"""A new reservation, with somebody on the telephone: one screen that knows the customer, the seats and the price."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from django.views.decorators.http import require_http_methods

from crm.models import Customer
from reservations import lifecycle, quoting, seats, waitlist
from reservations.forms.new import KINDS, NewForm
from reservations.refusals import BadTerm, NotEnoughSeats, Refusal, TooFew
from reservations.views.acting import report

VERBS: dict[str, Callable[..., Any]] = {
    "booking": lifecycle.book, "option": lifecycle.place_option, "guest": lifecycle.invite,
    "request": lifecycle.request, "waitlist": waitlist.add,
}  # fmt: skip
SAID = {
    "booking": gettext_noop("%(who)s is placed."), "option": gettext_noop("There is an option for %(who)s."),
    "guest": gettext_noop("%(who)s is invited."), "request": gettext_noop("The request of %(who)s is noted."),
    "waitlist": gettext_noop("%(who)s is on the waitlist."),
}  # fmt: skip
SHORTEST = 2  # letters that are worth a search
MATCHES = 5


@require_http_methods(["GET", "HEAD", "POST"])
def new(request):
    """The form; with `quote` posted the same page as it would be, and nothing placed."""
    form = _form(request)
    if request.method != "POST" or "quote" in request.POST:
        return _show(request, form)
    if not form.is_valid():
        return _show(request, form, status=422)
    try:
        placed = VERBS[form.cleaned_data["kind"]](form.party(), by=request.user, at=timezone.now(), **form.how())
    except Refusal as refusal:
        return _refused(request, form, refusal)
    report(request, _(SAID[form.cleaned_data["kind"]]) % {"who": placed.about.customer}, placed)
    return redirect(placed.about)


def _form(request):
    today = timezone.localdate()
    if request.method == "POST":
        return NewForm(request.POST.dict(), today=today)
    initial = {name: request.GET[name] for name in ("kind", "event", "customer", "guests") if name in request.GET}
    return NewForm(initial={"kind": "booking", "days": 7} | initial, today=today)


def _refused(request, form, refusal):
    said = dict(form.cleaned_data)  # what stands in a field that is wrong is forgotten by the form
    if isinstance(refusal, NotEnoughSeats):
        form.say_it_is_short(refusal)
    elif field := _field_of(refusal, form):
        form.add_error(field, str(refusal))
    else:
        messages.error(request, str(refusal))
    return _show(request, form, status=422, said=said)


def _field_of(refusal, form):
    """Beside which field it is said."""
    if isinstance(refusal, TooFew):
        return f"extra_{refusal.extra.pk}"
    if isinstance(refusal, BadTerm) and form.cleaned_data["until"]:
        return "until"
    return refusal.field if refusal.field in form.fields else ""


def _show(request, form, status=200, said=None):
    at = timezone.now()
    if said is None:
        said = form.cleaned_data if form.is_bound and (form.is_valid() or form.cleaned_data) else {}
    event, customer = said.get("event"), said.get("customer")
    left = seats.held_by_event([each.pk for each in form.events], at=at)
    context = {
        "form": form, "kinds": KINDS, "customer": customer, "matches": _matches(form, customer),
        "events": [(each, each.capacity - left[each.pk]) for each in form.events],
        "quote": quoting.quote(
            event, said.get("guests"), said.get("arrangement"), form.wishes if said else [],
            discount_cents=said.get("discount_cents") or 0, free=said.get("kind") == "guest", at=at,
        ),
        "others": quoting.others_of(customer, said.get("email", ""), event),
        "is_half_typed": "quote" in request.POST,
        "may_overbook": request.user.has_perm("reservations.overbook_event"),
    }  # fmt: skip
    return render(request, "reservations/new.html", context, status=status)


def _matches(form, chosen):
    """Customers we know by what was typed: by the address before the number, the company, the name.

    Who was chosen of them stays among them: the others can still be chosen instead.
    """
    if not form.is_bound:
        return [chosen] if chosen else []
    typed = next(
        (
            form.data.get(name, "").strip()
            for name in ("email", "phone", "company", "name")
            if len(form.data.get(name, "").strip()) >= SHORTEST
        ),
        "",
    )
    found = Customer.objects.standing().search(typed) if typed else Customer.objects.none()
    known = list(found.select_related("company", "summary").order_by("last_name", "first_name", "pk")[:MATCHES])
    return known if chosen is None or chosen in known else [chosen, *known]
