"""What staff may type about a follow-up."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.contrib.auth import get_user_model
from django.utils.translation import gettext_lazy as _

from crm.models import Customer
from reservations import labels
from reservations.models import Reservation

LATEST = timedelta(days=3 * 366)
ASK_WHAT = {"required": _("Say what is to be done.")}
ASK_WHEN = {"required": _("Say by when."), "invalid": _("Enter a date.")}


class PersonField(forms.ModelChoiceField):
    """Somebody of the staff, by the name they are called."""

    def __init__(self, **options):
        staff = get_user_model().objects.filter(is_active=True).order_by("first_name", "username")
        super().__init__(staff, required=False, empty_label=_("Whoever is first"), **options)

    def label_from_instance(self, obj):
        return obj.get_short_name() or obj.get_username()


class BookingField(forms.ModelChoiceField):
    """One of a customer's reservations, the latest evenings first."""

    def label_from_instance(self, obj):
        return f"{obj.reference} · {labels.event_name(obj.event)}"


class TaskForm(forms.Form):
    """What, by when, and for whom. `today` is a local date: what is to be done is not in the past."""

    text = forms.CharField(label=_("What to do"), max_length=300, error_messages=ASK_WHAT)
    due_on = forms.DateField(
        label=_("By"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), error_messages=ASK_WHEN
    )
    assignee = PersonField(label=_("For"))
    token = forms.UUIDField(required=False)
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, data=None, *, today: date, initial=None, prefix=None):
        super().__init__(data, initial={"due_on": today} | (initial or {}), prefix=prefix)
        self.today = today

    def clean_due_on(self):
        """A date that stands there already may have passed; a new one lies before us."""
        due_on = self.cleaned_data["due_on"]
        if due_on < self.today and due_on != self.initial.get("due_on"):
            raise forms.ValidationError(_("This day has passed."))
        if due_on > self.today + LATEST:
            raise forms.ValidationError(_("This is too far away."))
        return due_on

    def changed(self) -> dict[str, Any]:
        """For follow_ups.edit()."""
        said = self.cleaned_data
        person = said["assignee"].pk if said["assignee"] else None
        changes = {"text": said["text"], "due_on": said["due_on"], "assignee_id": person}
        return {"changes": changes, "seen_version": said["version"] or None, "token": said["token"]}


class NewTaskForm(TaskForm):
    """For a `customer`, and about one of their bookings or none."""

    def __init__(self, data=None, *, customer: Customer, today: date, initial=None):
        super().__init__(data, today=today, initial=initial)
        theirs = Reservation.objects.filter(customer=customer).select_related("event__show")
        self.fields["reservation"] = BookingField(
            theirs.order_by("-event__date", "-pk"),
            label=_("About"),
            required=False,
            empty_label=_("No booking in particular"),
        )

    def made(self) -> dict[str, Any]:
        """For follow_ups.make()."""
        return {name: self.cleaned_data[name] for name in ("text", "due_on", "assignee", "reservation", "token")}


class DoneForm(forms.Form):
    outcome = forms.CharField(label=_("What came of it"), max_length=500, required=False)
    token = forms.UUIDField(required=False)

    def how(self) -> dict[str, Any]:
        return dict(self.cleaned_data)


class DropForm(forms.Form):
    token = forms.UUIDField(required=False)

    def how(self) -> dict[str, Any]:
        return dict(self.cleaned_data)
