"""The wording of payment reminders: read by everybody at the desk, changed by those who may."""

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from crm.models import Customer
from reservations import letters, placeholders, wordings
from reservations.forms.payments import LetterForm
from reservations.models import LetterTemplate, ReminderLevel, Reservation
from reservations.refusals import Refusal, StaleVersion
from reservations.worklists import OUTSTANDING, OVERDUE

MAY_EDIT = "reservations.edit_letters"
may_edit = permission_required(MAY_EDIT, raise_exception=True)


@require_safe
def index(request):
    return render(request, "reservations/payments/letters.html", {"wordings": wordings.all_in_force()})


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request, level, language):
    """The letter as it is, or (POST) as it was typed: shown as it would be sent, and kept unless only asked to show."""
    wording = _in_force(level, language)
    if request.method != "POST":
        return _page(request, wording, wording, LetterForm(initial={**wording._asdict(), "seen": wording.seen}))
    return _typed(request, wording)


@may_edit
def _typed(request, wording):
    form = LetterForm(request.POST)
    if not form.is_valid():
        return _page(request, wording, None, form, status=422)
    typed = wording._replace(subject=form.cleaned_data["subject"], body=form.cleaned_data["body"])
    if "preview" in request.POST:
        return _page(request, wording, typed, form)
    try:
        version = wordings.put(typed, seen=form.cleaned_data["seen"], by=request.user, at=timezone.now())
    except StaleVersion as refusal:
        form.add_error(None, str(refusal))
        return _page(request, wording, typed, form, status=422, theirs=wording)
    except Refusal as refusal:
        messages.info(request, str(refusal))
    else:
        _report(request, _("The letter is saved: from now on it is sent like this."), version)
    return HttpResponseRedirect(_address(wording))


@require_POST
@may_edit
def bring_back(request, level, language):
    """The house's own text in the place of what staff wrote."""
    wording = _in_force(level, language)
    try:
        empty = wording._replace(subject="", body="")
        version = wordings.put(empty, seen=wording.seen, by=request.user, at=timezone.now())
    except Refusal as refusal:
        messages.error(request, str(refusal))
    else:
        _report(request, _("The house's own text is sent again."), version)
    return HttpResponseRedirect(_address(wording))


@require_POST
@may_edit
def take_back(request, pk):
    version = get_object_or_404(LetterTemplate.objects.select_related("replaces"), pk=pk)
    try:
        undone = wordings.take_back(version, by=request.user, at=timezone.now())
    except Refusal as refusal:
        messages.error(request, str(refusal))
    else:
        _report(request, _("The letter reads as it did before."), undone)
    return HttpResponseRedirect(_address(version))


def _in_force(level, language):
    if level not in ReminderLevel.values or language not in Customer.Language.values:
        raise Http404
    return wordings.in_force(level, language)


def _page(request, wording, shown, form, *, theirs=None, status=200):
    """`shown` is the wording that the example is written by, `theirs` what a colleague kept meanwhile."""
    example = _example(timezone.now())
    context = {
        "wording": wording, "form": form, "theirs": theirs, "may_edit": request.user.has_perm(MAY_EDIT),
        "example": example, "letter": letters.written(shown, example) if shown and example else None,
        "fields": placeholders.MEANINGS,
    }  # fmt: skip
    return render(request, "reservations/payments/letter.html", context, status=status)


def _example(at):
    """A real reservation to write to: the one that is latest with its payment, or else any that owes, or the newest."""
    for rows in (OVERDUE.at(at), OUTSTANDING.at(at), Reservation.objects.order_by("-created_at", "-pk")):
        if found := Reservation.objects.rows(rows.values_list("pk", flat=True)[:1]):
            return found[0]
    return None


def _report(request, sentence, version):
    messages.success(request, sentence, extra_tags=reverse("payments:letter-undo", args=[version.pk]))


def _address(letter):
    return reverse("payments:letter", args=[letter.level, letter.language])
