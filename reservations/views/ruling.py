"""What the pages of tags by rule and of segments share: a form that grows, its preview, the report of a change."""

from django.contrib import messages
from django.http import HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from reservations.customers import rulebook
from reservations.refusals import NothingChanged, Refusal, StaleVersion


def asks_to_save(request, form):
    """Whether a POST is neither for other rows nor for a preview, and all that was typed can be kept."""
    return request.method == "POST" and "preview" not in request.POST and not form.is_shaping and form.is_valid()


def kept(request, put, row, form):
    """Keep what was typed: the change, or None when it was refused; then the form says why."""
    try:
        return put(row, **form.values(), by=request.user, at=timezone.now())
    except NothingChanged as nothing:
        messages.info(request, str(nothing))
    except Refusal as refusal:
        form.refuse(refusal)
        form.theirs = row if isinstance(refusal, StaleVersion) else None
    return None


def page(request, template, row, form, preview):
    """The form beside its preview. What was typed wrong is answered 422, but not while somebody is still typing."""
    theirs = getattr(form, "theirs", None)
    seen = rulebook.latest(row) if theirs or not form.is_bound else form["seen"].value()
    is_wrong = form.is_bound and request.POST.get("preview") != "live" and not form.is_valid()
    context = {"row": row, "form": form, "preview": preview, "theirs": theirs, "seen": seen}
    return render(request, template, context, status=422 if is_wrong else 200)


def report(request, sentence, revision):
    """A message of what was committed; `extra_tags` holds the address that takes it back, if it can be."""
    address = reverse("tags:undo", args=[revision.pk]) if rulebook.can_take_back(revision) else ""
    messages.success(request, sentence % {"name": revision.about}, extra_tags=address)


def to_list(name):
    return HttpResponseRedirect(reverse(name))


def saved_sentence(row):
    """`row` is what there was before, if there was."""
    return _("“%(name)s” is saved.") if row else _("“%(name)s” is made.")
