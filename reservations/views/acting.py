"""How a click becomes an act: one verb, one answer. The page that was clicked on is shown again as it now is."""

from functools import wraps
from urllib.parse import urlsplit

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404, render, resolve_url
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from reservations import labels, telling, undo
from reservations.models import Act, Event, Reservation, WaitlistEntry
from reservations.refusals import NotEnoughSeats, Refusal

ROWS_NAMED = 20  # of a long list; who wants to see them all opens the list


def at_its_address(view):
    """For a page that a form leads to: HTMX follows the redirect unseen, and would go on showing the form's address."""

    @wraps(view)
    def answer(request, *args, **kwargs):
        request.is_at_its_address = True
        response = view(request, *args, **kwargs)
        shown = request.headers.get("HX-Current-URL", "")
        if shown and urlsplit(shown).path != request.path:
            response["HX-Push-Url"] = request.get_full_path()
        return response

    return answer


def act(request, pk, form_class, verb, said):
    """Do `verb` to one reservation with what was typed, say `said` of it with its undo, go back to the page.

    `said` is a sentence with a place for who it is, or makes one of the act.
    What was typed wrong, or is refused beside a field, answers 422 with the form as it was typed.
    """
    reservation = get_object_or_404(Reservation.objects.for_rows(), pk=pk)
    form = form_class(request.POST)
    if not form.is_valid():
        if not form.template_name:
            raise BadRequest("None of our pages sends this")
        return form_again(request, reservation, form, form.template_name)
    try:
        done = verb(reservation, by=request.user, at=timezone.now(), **form.how())
    except Refusal as refusal:
        if may_go_over(refusal, request.user):
            form.add_error("overbook", str(refusal))
            return form_again(request, reservation, form, "reservations/forms/_over_capacity.html")
        if form.template_name and refusal.field in form.fields and not isinstance(refusal, NotEnoughSeats):
            form.add_error(refusal.field, str(refusal))
            return form_again(request, reservation, form, form.template_name)
        messages.error(request, str(refusal))
    else:
        sentence = said(done) if callable(said) else said % {"who": done.reservation.customer}
        report(request, f"{sentence} {telling.outcome(done)}".strip(), done)
    return back(request, reservation)


def report(request, sentence, done):
    """A message of what was committed; `extra_tags` holds the address that takes it back, if it can be."""
    address = reverse("reservations:undo", args=[done.pk]) if undo.can_take_back(done) else ""
    messages.success(request, sentence, extra_tags=address)


def report_batch(
    request, results, batch, many, tell=Act.get_kind_display, *, briefly=False, undo_by="reservations:undo-batch"
):
    """One message for a bulk act: a heading, a result per row as `tell` has it, one undo for the whole if there is.

    Of a long list it names what was refused, and the first of the rest; `briefly`, what was refused alone. What is
    counted is reservations, or events where it was about them alone. `undo_by` names the address that takes it back.
    """
    done = [result for result in results if result.act]
    refused = [result for result in results if result.refusal]
    named = refused if briefly else results
    shown = named if len(named) <= ROWS_NAMED else [*refused, *done][:ROWS_NAMED]
    count = len([result for result in done if result.reservation]) or len(done)
    lines = [many(count) if done else _("Nothing was done."), *(_sentence(result, tell) for result in shown)]
    if rest := len(named) - len(shown):
        lines.append(ngettext("and %(count)d more", "and %(count)d more", rest) % {"count": rest})
    level = messages.SUCCESS if len(done) == len(results) else messages.WARNING
    is_undoable = any(undo.can_take_back(result.act) for result in done)
    address = reverse(undo_by, args=[batch]) if is_undoable else ""
    messages.add_message(request, level, "\n".join(lines), extra_tags=address)


def may_go_over(refusal, user):
    return isinstance(refusal, NotEnoughSeats) and user.has_perm("reservations.overbook_event")


def form_again(request, reservation, form, template):
    """The form beside what is wrong: in place for HTMX, on a page of its own without it."""
    at = timezone.now()
    context = {
        "reservation": reservation, "form": form, "template": template, "verb": request.resolver_match.view_name,
        "at": at, "today": timezone.localdate(at), "page_url": page_of(request, reservation), "kept": _kept(request),
        "place": form.place,
    }  # fmt: skip
    response = render(request, "reservations/act_form.html", context, status=422)
    # The form replaces itself where it stands, instead of the page.
    response["HX-Retarget"] = response["HX-Reselect"] = f"#{form.place}-{reservation.pk}"
    return response


def back(request, reservation=None):
    """To the page that was clicked on, or to the reservation."""
    return HttpResponseRedirect(page_of(request, reservation))


def page_of(request, reservation):
    """The page that was clicked on, or the reservation's own."""
    page = request.POST.get("next") or request.GET.get("next", "")
    if url_has_allowed_host_and_scheme(page, allowed_hosts={request.get_host()}):
        return page
    return resolve_url(reservation or "reservations:list")


def _kept(request):
    """What was posted with the click, for a form that asks one thing more."""
    asked_anew = {"csrfmiddlewaretoken", "token", "next", "overbook", "over_capacity"}
    return [(name, value) for name, value in request.POST.items() if name not in asked_anew]


def confirmed_sentence(count):
    return ngettext("%(count)d reservation confirmed.", "%(count)d reservations confirmed.", count) % {"count": count}


def undone_sentence(count):
    return ngettext("%(count)d reservation put back.", "%(count)d reservations put back.", count) % {"count": count}


def customers_undone_sentence(count):
    return ngettext("%(count)d customer put back.", "%(count)d customers put back.", count) % {"count": count}


def events_undone_sentence(count):
    return ngettext("%(count)d event put back.", "%(count)d events put back.", count) % {"count": count}


def name_of(about):
    """What a message calls it: an event by its name, all else by whose it is."""
    if isinstance(about, Event):
        return labels.event_name(about)
    return about.customer if isinstance(about, Reservation | WaitlistEntry) else about


def in_sentence(done):
    """What is said of a party that is let in, whole or in part."""
    row = done.reservation
    if row.is_in_part:
        return _("%(who)s: %(arrived)d of %(guests)d are in.") % {
            "who": row.customer, "arrived": row.arrived, "guests": row.guests,
        }  # fmt: skip
    return _("%(who)s is checked in.") % {"who": row.customer}


def walked_in_sentence(done):
    return _("%(who)s walked in.") % {"who": done.reservation.customer}


def no_show_sentence(count):
    return ngettext("%(count)d party did not show up.", "%(count)d parties did not show up.", count) % {"count": count}


def _sentence(result, tell):
    who = name_of(result.who)
    if result.act:
        return _("%(who)s: %(kind)s") % {"who": who, "kind": tell(result.act)}
    return _("%(who)s: not done. %(why)s") % {"who": who, "why": result.refusal}
