"""Tags of customers: which there are, by which rule; and giving one by hand."""

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from crm.models import Customer, Revision, Tag
from crm.rules import Rule
from reservations.customers import acts, rule_preview, rulebook, tags
from reservations.customers.rule_telling import Words
from reservations.forms.acts import ActForm
from reservations.forms.rules import GiveTagForm, TagForm, TakeTagForm
from reservations.refusals import NothingChanged, Refusal
from reservations.views import acting, ruling
from reservations.views.acting import at_its_address


@require_safe
@at_its_address
def index(request):
    today, words = timezone.localdate(), Words()
    every = list(Tag.objects.order_by("name", "pk"))
    counts = rule_preview.counts({tag.pk: Customer.objects.tagged(tag, today=today) for tag in every})
    rows = [(tag, counts[tag.pk], words.rule(Rule.read(tag.rule)) if tag.rule else "") for tag in every]
    return render(request, "customers/tags/list.html", {"rows": rows})


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request, pk=None):
    """A new tag, or one that there is: its form, with whom its rule would give it to and take it from."""
    tag = get_object_or_404(Tag, pk=pk) if pk else None
    form = TagForm(request.POST if request.method == "POST" else None, of=tag, seen=rulebook.latest(tag))
    if ruling.asks_to_save(request, form):
        if done := ruling.kept(request, rulebook.put_tag, tag, form):
            ruling.report(request, ruling.saved_sentence(tag), done)
        if not form.errors:
            return ruling.to_list("tags:list")
    preview = None
    if form.asked.are_valid:
        preview = rule_preview.tag_changes(tag, form.rule, today=timezone.localdate())
    return ruling.page(request, "customers/tags/edit.html", tag, form, preview)


@require_POST
def take_back(request, pk):
    """Undo a change of a tag or a segment."""
    revision = get_object_or_404(Revision.objects.select_related("tag", "segment"), pk=pk)
    form = ActForm(request.POST)
    token = form.cleaned_data["token"] if form.is_valid() else None
    try:
        undone = rulebook.take_back(revision, by=request.user, at=timezone.now(), token=token)
    except Refusal as refusal:
        messages.error(request, str(refusal))
    else:
        ruling.report(request, _("“%(name)s” is as it was before."), undone)
    return HttpResponseRedirect(acting.page_of(request, "tags:list" if revision.tag else "segments:list"))


@require_POST
def give(request, pk):
    customer, form = _standing(pk), GiveTagForm(request.POST)
    if form.is_valid():
        try:
            done = tags.give(customer, **form.cleaned_data, by=request.user, at=timezone.now())
        except NothingChanged:
            form.add_error("name", _("%(who)s has this tag already.") % {"who": customer})
        except Refusal as refusal:
            form.add_error("name", str(refusal))
        else:
            acting.report(
                request, _("%(who)s has the tag “%(tag)s”.") % {"who": customer, "tag": done.data["name"]}, done
            )
            return _back(request, customer)
    return _again(request, customer, form)


@require_POST
def take_away(request, pk):
    """A tag that was given by hand. By its rule they may have it all the same."""
    customer, form = _standing(pk), TakeTagForm(request.POST)
    if not form.is_valid():
        raise BadRequest("None of our pages sends this")
    words = {"who": customer, "tag": form.cleaned_data["tag"]}
    try:
        done = acts.untag(customer, **form.cleaned_data, by=request.user, at=timezone.now())
    except Refusal as refusal:
        messages.info(request, str(refusal))
    else:
        acting.report(request, _("The tag “%(tag)s” is taken from %(who)s.") % words, done)
    return _back(request, customer)


def _again(request, customer, form):
    """The form beside what is wrong: in place for HTMX, on a page of its own without it."""
    context = {
        "customer": customer,
        "form": form,
        "today": timezone.localdate(),
        "page_url": _page_of(request, customer),
    }
    response = render(request, "customers/tags/again.html", context, status=422)
    response["HX-Retarget"] = response["HX-Reselect"] = "#customer-tags"
    return response


def _standing(pk):
    return get_object_or_404(Customer.objects.standing().select_related("company"), pk=pk)


def _back(request, customer):
    return HttpResponseRedirect(_page_of(request, customer))


def _page_of(request, customer):
    return acting.page_of(request, f"/customers/{customer.pk}/")
