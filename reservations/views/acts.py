"""One address for each act; each answers a POST with the page it was clicked on."""

from uuid import uuid4

from django.contrib import messages
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from reservations import bulk, ledger, lifecycle, reminders, telling, undo
from reservations.forms.acts import (
    ActForm,
    ConfirmAllForm,
    ConfirmForm,
    ExtendForm,
    FollowUpForm,
    NoteForm,
    OptionForm,
    PaymentForm,
    ReasonForm,
)
from reservations.forms.checkin import CheckInForm
from reservations.forms.payments import RemindForm
from reservations.models import Act
from reservations.refusals import Refusal
from reservations.views.acting import (
    act,
    back,
    confirmed_sentence,
    events_undone_sentence,
    in_sentence,
    name_of,
    report,
    report_batch,
    undone_sentence,
)
from reservations.worklists import PENDING


@require_POST
def confirm(request, pk):
    return act(request, pk, ConfirmForm, lifecycle.confirm, _("%(who)s is confirmed."))


@require_POST
def confirm_all(request):
    """Confirm what waited for approval, as it is, when the page was drawn: oldest first, each judged for itself."""
    form = ConfirmAllForm(request.POST)
    seen = form.cleaned_data if form.is_valid() else {}
    batch, at = seen.get("token") or uuid4(), timezone.now()
    drawn_at = seen.get("drawn_at") or at
    waiting = PENDING.at(at).filter(created_at__lte=drawn_at, updated_at__lte=drawn_at).with_customer()
    results = bulk.go_on(lifecycle.confirm, waiting, batch=batch, by=request.user, at=at)
    if results:
        report_batch(request, results, batch, confirmed_sentence)
    else:
        messages.info(request, _("Nothing waits for approval any more."))
    return back(request)


@require_POST
def accept(request, pk):
    return act(request, pk, ActForm, lifecycle.accept, _("%(who)s waits for approval."))


@require_POST
def reopen(request, pk):
    return act(request, pk, ActForm, lifecycle.reopen, _("%(who)s waits for approval."))


@require_POST
def make_option(request, pk):
    return act(request, pk, OptionForm, lifecycle.make_option, _("%(who)s has an option now."))


@require_POST
def extend(request, pk):
    return act(request, pk, ExtendForm, lifecycle.extend, _("The option of %(who)s is extended."))


@require_POST
def follow_up(request, pk):
    return act(request, pk, FollowUpForm, lifecycle.follow_up, _("%(who)s is marked as followed up."))


@require_POST
def release(request, pk):
    return act(request, pk, NoteForm, lifecycle.release, _("The option of %(who)s is released."))


@require_POST
def reject(request, pk):
    return act(request, pk, ReasonForm, lifecycle.reject, _("%(who)s is rejected."))


@require_POST
def cancel(request, pk):
    return act(request, pk, ReasonForm, lifecycle.cancel, _("%(who)s is cancelled."))


@require_POST
def reactivate(request, pk):
    return act(request, pk, ConfirmForm, lifecycle.reactivate, _("%(who)s is confirmed again."))


@require_POST
def check_in(request, pk):
    return act(request, pk, CheckInForm, lifecycle.check_in, in_sentence)


@require_POST
def undo_check_in(request, pk):
    return act(request, pk, ActForm, lifecycle.undo_check_in, _("The check-in of %(who)s is undone."))


@require_POST
def no_show(request, pk):
    return act(request, pk, ActForm, lifecycle.mark_no_show, _("%(who)s did not show up."))


@require_POST
def take_back_no_show(request, pk):
    return act(request, pk, ActForm, lifecycle.take_back_no_show, _("%(who)s is expected again."))


@require_POST
def remind(request, pk):
    return act(request, pk, RemindForm, reminders.remind, _("The reminder to %(who)s leaves in a moment."))


@require_POST
def pay(request, pk):
    return act(request, pk, PaymentForm, ledger.record_payment, _("The payment of %(who)s is recorded."))


@require_POST
def take_back(request, pk):
    """Undo one act; the message offers to do it again."""
    whose = ("reservation__customer__company", "waitlist_entry__customer__company", "event__show")
    acts = Act.objects.select_related(*whose, "payment")
    done = get_object_or_404(acts, pk=pk)
    form = ActForm(request.POST)
    token = form.cleaned_data["token"] if form.is_valid() else None
    try:
        undone = undo.take_back(done, by=request.user, at=timezone.now(), token=token)
    except Refusal as refusal:
        messages.error(request, str(refusal))
    else:
        who = name_of(done.about)
        report(request, _("%(what)s (%(who)s).") % {"what": telling.name_of(undone), "who": who}, undone)
    return back(request, done.about)


@require_POST
def take_back_batch(request, batch):
    results = bulk.take_back(batch, by=request.user, at=timezone.now())
    many = undone_sentence if any(result.reservation for result in results) else events_undone_sentence
    report_batch(request, results, bulk.undo_of(batch), many)
    return back(request)
