"""Follow-ups: what is promised to customers, mine and everyone's; one of them; and what is done with it."""

import re

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from crm.models import Customer
from reservations.customers import agenda, follow_ups, tasks
from reservations.forms.follow_ups import DoneForm, DropForm, NewTaskForm, TaskForm
from reservations.models import FollowUp
from reservations.refusals import Refusal
from reservations.views.acting import at_its_address, back, report

KEY = re.compile(r"[0-9]{1,18}|[a-z_]+-[0-9.-]{1,80}")  # of a stored one, or of what a rule asks for


@require_safe
def index(request):
    at = timezone.now()
    whose = request.GET.get("whose", "")
    whose = whose if whose in agenda.WHOSE else "mine"
    shown = agenda.of(request.user, at=at, whose=whose, when=request.GET.get("when", ""))
    context = {"agenda": shown, "whose": agenda.WHOSE, "at": at, "today": timezone.localdate(at)}
    return render(request, "follow_ups/list.html", context)


@require_safe
@at_its_address
def one(request, key):
    return _show(request, _found(key))


@require_POST
def make(request, pk):
    """A new one for a customer, from their page."""
    customer = get_object_or_404(Customer, pk=pk, erased_at=None)
    form = NewTaskForm(request.POST, customer=customer, today=timezone.localdate())
    if not form.is_valid():
        return _show_new(request, customer, form)
    try:
        done = follow_ups.make(customer, by=request.user, at=timezone.now(), **form.made())
    except Refusal as refusal:
        form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
        return _show_new(request, customer, form)
    report(request, _("The follow-up is made."), done)
    return redirect(customer)


@require_safe
def new(request, pk):
    customer = get_object_or_404(Customer, pk=pk, erased_at=None)
    initial = {"assignee": request.user.pk, "reservation": request.GET.get("reservation")}
    form = NewTaskForm(customer=customer, today=timezone.localdate(), initial=initial)
    return _show_new(request, customer, form)


@require_POST
def change(request, key):
    task = _found(key)
    form = TaskForm(request.POST, today=timezone.localdate(), initial={"due_on": task.due_on})
    if not form.is_valid():
        return _show(request, task, form)
    return _act(request, task, follow_ups.edit, _("The follow-up is changed."), form.changed())


@require_POST
def done(request, key):
    form = DoneForm(request.POST)
    task = _found(key)
    if not form.is_valid():
        return _show(request, task, done=form)
    return _act(request, task, follow_ups.finish, _("Done: “%(text)s”."), form.how())


@require_POST
def drop(request, key):
    form = DropForm(request.POST)
    return _act(request, _found(key), follow_ups.drop, _("Dropped: “%(text)s”."), form.how() if form.is_valid() else {})


def _found(key):
    """A stored one by its id; what a rule asks for by its name, also when somebody has just taken it up."""
    if KEY.fullmatch(key) is None:
        raise Http404
    rows = FollowUp.objects.with_people()
    if key.isdecimal():
        return get_object_or_404(rows, pk=key)
    task = tasks.find(key, at=timezone.now())
    rule, _dash, cause = key.partition("-")
    stored = None if task else rows.filter(rule=rule, cause=cause).exclude(rule="").first()
    if task is None and stored is None:
        raise Http404
    return task or stored


def _act(request, task, verb, said, how):
    try:
        act = verb(task, by=request.user, at=timezone.now(), **how)
    except Refusal as refusal:
        messages.error(request, str(refusal))
    else:
        report(request, said % {"text": task.text}, act)
    return back(request, task.customer)


def _show_new(request, customer, form):
    status = 422 if form.is_bound else 200
    return render(request, "follow_ups/new.html", {"form": form, "customer": customer}, status=status)


def _show(request, task, form=None, done=None):
    today = timezone.localdate()
    initial = {"text": task.text, "due_on": task.due_on, "assignee": task.assignee, "version": task.version}
    fresh = TaskForm(today=today, initial=initial)
    context = {"task": task, "form": form or fresh, "done": done or DoneForm(), "today": today}
    return render(request, "follow_ups/one.html", context, status=422 if form or done else 200)
