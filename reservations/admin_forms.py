"""Forms of the admin that say beside the field what the engine would refuse."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from crm.models import Customer
from reservations import seats
from reservations.models import Event, Reservation
from reservations.refusals import StaleVersion


class SeenForm(forms.ModelForm):
    """Refuses what was typed on top of something older: the colleague's words stay, and so does what was typed."""

    seen_version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial["seen_version"] = self.instance.version

    def clean(self):
        """The engine judges again under the lock."""
        values = super().clean() or self.cleaned_data
        if values.get("seen_version") != self.instance.version:
            self.add_error(None, str(StaleVersion()))
        return values


class CustomerForm(SeenForm):
    class Meta:
        model = Customer
        fields = [
            "salutation", "first_name", "last_name", "company", "email", "phone", "street", "house_number",
            "postal_code", "city", "country", "vat_number", "language", "remarks",
        ]  # fmt: skip


class ReservationForm(SeenForm):
    class Meta:
        model = Reservation
        fields = [
            "contact_name", "contact_phone", "invoice_number", "invoice_address", "option_notes", "party_person",
            "occasion", "vegetarian", "vegan", "gluten_free", "lactose_free", "diet_other", "remarks", "staff_notes",
            "tags",
        ]  # fmt: skip


class EventForm(forms.ModelForm):
    class Meta:
        model = Event
        fields = [
            "show", "type", "date", "doors", "start", "end", "capacity", "active", "waitlist_open", "notes",
            "arrangements",
        ]  # fmt: skip

    def clean_capacity(self):
        """See also reservations/programme.py, which judges again under the lock."""
        capacity = self.cleaned_data["capacity"]
        held = seats.held(self.instance, at=timezone.now()) if self.instance.pk else 0
        if "capacity" in self.changed_data and capacity < held:
            raise forms.ValidationError(_("%(held)d seats are taken."), params={"held": held})
        return capacity

    def clean(self):
        values = super().clean() or self.cleaned_data
        doors, start = values.get("doors"), values.get("start")
        if doors and start and doors > start:
            self.add_error("doors", _("Doors open before the event starts."))
        return values
