"""Segments: which there are, whom they are about, and the form they are made in."""

from django.contrib import messages
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from crm.models import Customer, Segment, Tag
from crm.rules import Rule
from reservations.customers import rule_preview, rulebook
from reservations.customers.rule_telling import Words
from reservations.forms.rules import SegmentForm
from reservations.refusals import Refusal
from reservations.views import ruling
from reservations.views.acting import at_its_address


@require_safe
@at_its_address
def index(request):
    today, words, tags = timezone.localdate(), Words(), Tag.objects.in_bulk()
    every = list(Segment.objects.kept().select_related("by").order_by("name", "pk"))
    sets = {row.pk: Customer.objects.in_segment(row, today=today, tags=tags) for row in every}
    counts = rule_preview.counts(sets)
    rows = [(row, counts[row.pk], words.rule(Rule.read(row.rule))) for row in every]
    return render(request, "customers/segments/list.html", {"rows": rows})


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request, pk=None):
    """A new segment, or one that there is: its form, with how many it is about and the first of them."""
    segment = get_object_or_404(Segment.objects.kept(), pk=pk) if pk else None
    form = SegmentForm(request.POST if request.method == "POST" else None, of=segment, seen=rulebook.latest(segment))
    if ruling.asks_to_save(request, form):
        if done := ruling.kept(request, rulebook.put_segment, segment, form):
            ruling.report(request, ruling.saved_sentence(segment), done)
        if not form.errors:
            return ruling.to_list("segments:list")
    preview, today = None, timezone.localdate()
    if form.asked.are_valid and (rule := form.rule):
        preview = rule_preview.some(Customer.objects.fitting(rule, today=today), rule, today=today)
    return ruling.page(request, "customers/segments/edit.html", segment, form, preview)


@require_safe
def customers(request, pk):
    """Whom it is about: the list of customers, filtered by it."""
    segment = get_object_or_404(Segment.objects.kept(), pk=pk)
    return HttpResponseRedirect(reverse("customers:list", query={"segment": segment.pk}))


@require_POST
def remove(request, pk):
    segment = get_object_or_404(Segment.objects.kept(), pk=pk)
    try:
        done = rulebook.remove_segment(segment, by=request.user, at=timezone.now())
    except Refusal as refusal:
        messages.error(request, str(refusal))
    else:
        ruling.report(request, _("“%(name)s” is removed."), done)
    return ruling.to_list("segments:list")
