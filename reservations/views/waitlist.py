"""The waitlist: who waits for which evening and whose turn it is; one entry; a click on one of them."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from reservations import telling, waiting, waitlist
from reservations.forms.waitlist import BookForm, ChangeForm, CloseForm, ContactForm
from reservations.models import Event, WaitlistEntry
from reservations.refusals import Refusal
from reservations.status import Status
from reservations.views.acting import at_its_address, back, report

EVENTS_ON_A_PAGE = 20
ACTS_SHOWN = 50


@require_safe
def index(request):
    """Every evening that somebody waits for, soonest first."""
    at = timezone.now()
    entries = WaitlistEntry.objects.waiting(today=timezone.localdate(at))
    events = Event.objects.filter(pk__in=entries.values("event")).with_programme().order_by("date", "start", "pk")
    page = Paginator(events, EVENTS_ON_A_PAGE).get_page(request.GET.get("page"))
    lines = waiting.queues(page, at=at)
    context = {"page": page, "lines": lines, "fitting": sum(line.fitting for line in lines), "at": at}
    return render(request, "reservations/waitlist/index.html", context)


@require_safe
@at_its_address
def entry(request, pk):
    return _show(request, _found(pk))


@require_POST
def change(request, pk):
    return _act(request, pk, "change", waitlist.edit, _("%(who)s is changed."))


@require_POST
def contact(request, pk):
    return _act(request, pk, "contact", waitlist.contact, _("%(who)s is contacted."))


@require_POST
def close(request, pk):
    return _act(request, pk, "close", waitlist.close, _("%(who)s waits no longer."))


@require_POST
def book(request, pk):
    """One click: an option, or a booking with the arrangement that the button names."""
    return _act(request, pk, "book", waitlist.book, _booked_sentence)


def _booked_sentence(done):
    is_option = done.reservation.status == Status.OPTION
    return _("There is an option for %(who)s.") if is_option else _("%(who)s is booked from the waitlist.")


FORMS = {"change": ChangeForm, "contact": ContactForm, "close": CloseForm, "book": BookForm}


def _found(pk):
    rows = WaitlistEntry.objects.select_related("customer__company", "event__show", "event__type", "contacted_by")
    return get_object_or_404(rows.select_related("reservation"), pk=pk)


def _act(request, pk, name, verb, said):
    """Do it and go back to the page; what was typed wrong stays typed, on the page of the entry."""
    found, form = _found(pk), FORMS[name](request.POST, auto_id=f"{name}_%s")
    if not form.is_valid():
        return _show(request, found, name, form)
    try:
        done = verb(found, by=request.user, at=timezone.now(), **form.how())
    except Refusal as refusal:
        messages.error(request, str(refusal))
    else:
        sentence = (said(done) if callable(said) else said) % {"who": found.customer}
        report(request, f"{sentence} {telling.outcome(done)}".strip(), done)
    return back(request, found)


def _show(request, found, name="", typed=None):
    """The entry's page; with `typed`, the form of that name as it was typed: 422."""
    at = timezone.now()
    today = timezone.localdate(at)
    line = waiting.queues([found.event], at=at)[0]
    known = {"guests": found.guests, "notes": found.notes, "version": found.version}
    forms = {each: form(initial=known, auto_id=f"{each}_%s") for each, form in FORMS.items()}
    acts = list(found.acts.newest_first().with_people()[:ACTS_SHOWN])
    context = {
        "entry": found, "forms": forms | {name: typed} if typed else forms, "line": line, "at": at, "today": today,
        "turn": next((turn for turn in line.turns if turn.entry.pk == found.pk), None),
        "state": found.state(today=today), "acts": acts,
    }  # fmt: skip
    return render(request, "reservations/waitlist/entry.html", context, status=422 if typed else 200)
