"""What is typed at the door: how many are in, who walks in, who did not come."""

from typing import cast

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from crm.fields import PhoneField
from crm.identity import Details
from reservations import pricing
from reservations.forms.acts import ActForm
from reservations.labels import money
from reservations.lifecycle import Party
from reservations.models import LARGEST_CAPACITY, Arrangement, Reservation
from reservations.refusals import NotEnoughSeats

NO_NUMBER = _("Enter how many are in, as a number.")
BAD_PARTY = format_lazy(_("Enter a number from 1 to {most}."), most=LARGEST_CAPACITY)


class CheckInForm(ActForm):
    """Letting a party in: how many of it only where it is not all."""

    template_name = "reservations/checkin/_arrival.html"
    arrived = forms.IntegerField(required=False, error_messages={"invalid": NO_NUMBER})

    def clean_arrived(self):
        """A field that was emptied is not all of them."""
        if "arrived" in self.data and self.cleaned_data["arrived"] is None:
            raise forms.ValidationError(NO_NUMBER)
        return self.cleaned_data["arrived"]


class ArrivalForm(ActForm):
    """How many of a party are in by now."""

    template_name = "reservations/checkin/_arrival.html"
    arrived = forms.IntegerField(error_messages={"invalid": NO_NUMBER, "required": NO_NUMBER})
    seen_arrived = forms.IntegerField(required=False)


class WalkInForm(ActForm):
    """Who stands at the door of an event without a booking."""

    name = forms.CharField(label=_("Name"), max_length=200, error_messages={"required": _("Enter a name.")})
    guests = forms.IntegerField(
        label=_("Persons"),
        min_value=1,
        max_value=LARGEST_CAPACITY,
        error_messages=dict.fromkeys(("required", "invalid", "min_value", "max_value"), BAD_PARTY),
    )
    arrangement = forms.ModelChoiceField(
        Arrangement.objects.filter(active=True),
        label=_("Arrangement"),
        empty_label=None,
        error_messages={"required": _("Choose the arrangement first.")},
    )
    phone = PhoneField(label=_("Telephone"), max_length=40, required=False)
    email = forms.EmailField(label=_("E-mail"), max_length=254, required=False)

    def __init__(self, event, data=None):
        super().__init__(data, initial={"guests": 2})
        self.event = event
        offered = [(arrangement.pk, f"{arrangement} · {money(cents)}") for arrangement, cents in pricing.listed(event)]
        cast("forms.ModelChoiceField", self.fields["arrangement"]).choices = offered
        for name in ("name", "phone", "email"):
            self.fields[name].widget.attrs["autocomplete"] = "off"  # these are guests, not who sits at the desk

    def party(self) -> Party:
        said = self.cleaned_data
        first_name, _space, last_name = said["name"].partition(" ")
        who = Details(
            first_name=first_name if last_name else "", last_name=last_name or first_name, phone=said["phone"],
            email=said["email"],
        )  # fmt: skip
        return Party(event=self.event, customer=who, guests=said["guests"], arrangement=said["arrangement"])

    def how(self) -> dict:
        return {name: value for name, value in super().how().items() if name in {"token", "overbook"}}

    def refuse(self, refusal, user):
        """Put the sentence beside the field it is about; going over capacity is asked of who may (R3)."""
        field = refusal.field if refusal.field in self.fields else None
        if isinstance(refusal, NotEnoughSeats) and not user.has_perm("reservations.overbook_event"):
            field = "guests"
        self.add_error(field, str(refusal))


class NoShowsForm(ActForm):
    """Which parties of an event did not come: reservations, as they were ticked."""

    absent = forms.Field(required=False, widget=forms.CheckboxSelectMultiple)

    def __init__(self, event, data=None):
        super().__init__(data)
        self.event = event

    def clean_absent(self):
        rows = Reservation.objects.filter(event=self.event).with_customer()
        here, ticked = {str(row.pk): row for row in rows}, self.cleaned_data["absent"]
        if not ticked or not here.keys() >= set(ticked):
            raise forms.ValidationError(_("Choose who did not come."))
        return [here[pk] for pk in dict.fromkeys(ticked)]
