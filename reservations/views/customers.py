"""One customer: who they are, what they are worth, what was promised; and everything that happened with them."""

from django.contrib import messages
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from crm.models import Customer, Note
from reservations.customers import acts, agenda, figures, timeline
from reservations.forms.customers import ConsentForm, NoteForm, SpokenForm
from reservations.models import Reservation
from reservations.refusals import Refusal
from reservations.views.acting import at_its_address, report

ROWS_SHOWN = 10


@require_safe
@at_its_address
def detail(request, pk):
    return _show(request, _found(pk))


@require_safe
def journey(request, pk):
    """A further page of the timeline, for who scrolls on."""
    customer = _found(pk)
    return render(request, "customers/journey.html", {"customer": customer, **_journey(request, customer)})


@require_POST
def note(request, pk):
    return _act(request, _found(pk), "note", NoteForm, acts.write_note, _("The note is kept."))


@require_POST
def change_note(request, pk):
    kept = get_object_or_404(Note.objects.select_related("customer__company"), pk=pk)
    return _act(request, kept.customer, f"note-{pk}", NoteForm, acts.edit_note, _("The note is changed."), about=kept)


@require_POST
def remove_note(request, pk):
    kept = get_object_or_404(Note.objects.select_related("customer__company"), pk=pk)
    try:
        report(request, _("The note is removed."), acts.remove_note(kept, by=request.user, at=timezone.now()))
    except Refusal as refusal:
        messages.error(request, str(refusal))
    return redirect(kept.customer)


@require_POST
def spoken(request, pk):
    return _act(request, _found(pk), "spoken", SpokenForm, acts.speak, _("What was said is kept."))


@require_POST
def consent(request, pk):
    return _act(request, _found(pk), "consent", ConsentForm, acts.subscribe, _("The newsletter consent is changed."))


def _found(pk):
    return get_object_or_404(Customer.objects.select_related("company", "merged_into"), pk=pk)


def _act(request, customer, name, form_class, verb, said, about=None):
    """Do `verb` to the customer or to a thing of theirs; what was typed wrong stays typed, on the same page: 422."""
    form = form_class(request.POST)
    if not form.is_valid():
        return _show(request, customer, {name: form})
    try:
        done = verb(about or customer, by=request.user, at=timezone.now(), **form.how())
    except Refusal as refusal:
        form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
        return _show(request, customer, {name: form})
    report(request, said, done)
    return HttpResponseRedirect(customer.get_absolute_url())


def _show(request, customer, typed=None):
    at = timezone.now()
    theirs = Reservation.objects.filter(customer=customer).order_by("-event__date", "-event__start", "-pk")
    typed = typed or {}
    context = {
        "customer": customer, "figures": figures.of(customer, at=at), "at": at, "today": timezone.localdate(at),
        "rows": Reservation.objects.rows(theirs.values_list("pk", flat=True)[:ROWS_SHOWN]),
        "notes": _notes(customer, typed), "note_form": typed.get("note"), "spoken_form": typed.get("spoken"),
        "consent_form": typed.get("consent"), "tasks": agenda.of_customer(customer, at=at),
        **_journey(request, customer, at=at),
    }  # fmt: skip
    return render(request, "customers/detail.html", context, status=422 if typed else 200)


def _notes(customer, typed):
    """(note, its form as it was typed or None), newest first."""
    kept = customer.notes.filter(removed_at__isnull=True).select_related("by").order_by("-at", "-pk")
    return [(note, typed.get(f"note-{note.pk}")) for note in kept]


def _journey(request, customer, at=None):
    subject = request.GET.get("about", "")
    subject = subject if subject in timeline.SUBJECTS else ""
    page = timeline.page_of(customer, at=at or timezone.now(), subject=subject, before=request.GET.get("before", ""))
    return {
        "journey": page,
        "about": subject,
        "subjects": [(key, label) for key, (label, _kinds) in timeline.SUBJECTS.items()],
    }
