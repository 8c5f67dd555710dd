"""Money by one click on many reservations: a result per row, one undo for all."""

from uuid import uuid4

from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from reservations import bulk, ledger, promises, reminders, telling
from reservations.forms.payments import PayManyForm, PromiseManyForm, RemindManyForm
from reservations.models import Reservation
from reservations.views.acting import back, report_batch
from reservations.views.payments import listed


@require_http_methods(["GET", "HEAD", "POST"])
def pay(request):
    """All that was outstanding on each, as the screen had it, came in on one date by one method."""

    def verb(row, seen, **how):
        return ledger.pay_off(row, seen_cents=seen.cents, **how)

    return _many(request, PayManyForm, verb, paid_sentence)


@require_http_methods(["GET", "HEAD", "POST"])
def remind(request):
    """At the level that was chosen, or each at the one that its row named."""

    def verb(row, seen, *, level, **how):
        return reminders.remind(row, level=level or seen.level or None, **how)

    return _many(request, RemindManyForm, verb, reminded_sentence)


@require_http_methods(["GET", "HEAD", "POST"])
def promise(request):
    def verb(row, _seen, **how):
        return promises.promise(row, **how)

    return _many(request, PromiseManyForm, verb, promised_sentence)


def _many(request, form_class, verb, many):
    if request.method != "POST":
        # Somebody came back to where a click was answered.
        return HttpResponseRedirect(f"{reverse('payments:list')}?{request.GET.urlencode()}")
    form = form_class(request.POST)
    if form.is_valid():
        batch = form.cleaned_data["token"] or uuid4()
        results = _run(form, verb, batch, by=request.user)
        if not _asks_again(form, results):
            report_batch(request, results, batch, many, _told)
            return back(request)
    return listed(request, many=form)


def _run(form, verb, batch, *, by):
    seen = form.cleaned_data["row"]
    rows = Reservation.objects.with_customer().filter(pk__in=seen)
    return bulk.run(
        lambda row, **how: verb(row, seen[row.pk], **how), rows, batch=batch, by=by, at=timezone.now(), **form.how()
    )


def _asks_again(form, results):
    """What is refused of all for what was typed is wrong with the form, and said beside its field."""
    if not results:
        form.add_error("row", form.fields["row"].error_messages["required"])
    elif all(result.refusal and result.refusal.field in form.fields for result in results):
        form.add_error(results[0].refusal.field, str(results[0].refusal))
    return not form.is_valid()


def _told(done):
    return " · ".join(telling.told(done))


def paid_sentence(count):
    return ngettext("%(count)d payment recorded.", "%(count)d payments recorded.", count) % {"count": count}


def reminded_sentence(count):
    return ngettext(
        "%(count)d reminder leaves in a moment.", "%(count)d reminders leave in a moment.", count
    ) % {"count": count}  # fmt: skip


def promised_sentence(count):
    return ngettext("%(count)d promise noted.", "%(count)d promises noted.", count) % {"count": count}
