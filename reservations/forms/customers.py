"""What staff may type about a customer."""

from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from crm.fields import PhoneField
from crm.models import Customer
from reservations.forms.seen import SeenForm, one_kind

TEXTS = {
    "salutation": (_("Salutation"), 40), "first_name": (_("First name"), 200), "last_name": (_("Last name"), 200),
    "company": (_("Company"), 200), "street": (_("Street"), 200), "house_number": (_("House number"), 20),
    "postal_code": (_("Postal code"), 20), "city": (_("City"), 200), "country": (_("Country"), 100),
    "vat_number": (_("VAT number"), 40),
}  # fmt: skip
SAY_SOMETHING = {"required": _("Write something first.")}


class CustomerForm(SeenForm):
    """The details of one customer. Somebody who can't be addressed any more is no customer: a name, a company or an
    address stays."""

    email = forms.EmailField(label=_("E-mail"), max_length=254, required=False)
    phone = PhoneField(label=_("Telephone"), max_length=40, required=False)
    language = forms.ChoiceField(label=_("Language"), choices=Customer.Language)
    remarks = forms.CharField(
        label=_("Customer notes"), max_length=5000, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(self, data=None, *, customer: Customer):
        super().__init__(data)
        self.customer = customer
        for name, (label, longest) in TEXTS.items():
            self.fields[name] = forms.CharField(label=label, max_length=longest, required=False)
        self.fill(customer.version)

    def with_data(self, data: QueryDict) -> "CustomerForm":
        return CustomerForm(data, customer=self.customer)

    def now(self) -> dict[str, Any]:
        row = self.customer
        texts = {name: str(getattr(row, name) or "") for name in (*TEXTS, "email", "phone", "language", "remarks")}
        return {name: one_kind(text) for name, text in texts.items()}

    def clean(self):
        said = super().clean() or self.cleaned_data
        if not self.errors and not any(said.get(name) for name in ("first_name", "last_name", "company", "email")):
            self.add_error("last_name", _("Who is it? A name, a company or an e-mail address will do."))
        return said

    def changes(self) -> dict[str, Any]:
        """What was typed here, in the form that customers.acts.edit() takes."""
        mine = self.mine().keys() & self.cleaned_data.keys()
        return {name: one_kind(self.cleaned_data[name]) for name in sorted(mine)}


class ConsentForm(forms.Form):
    """Consent to the newsletter: in which way it was given; with `stop` it is taken away."""

    token = forms.UUIDField(required=False)
    how_given = forms.CharField(label=_("Given how"), max_length=200, required=False)
    stop = forms.BooleanField(required=False)

    def clean(self):
        said = super().clean() or self.cleaned_data
        if not said.get("stop") and not said.get("how_given"):
            self.add_error("how_given", _("Say how consent was given: by telephone, on a form, …"))
        return said

    def how(self) -> dict[str, Any]:
        said = self.cleaned_data
        return {"token": said["token"], "how_given": "" if said["stop"] else said["how_given"]}


class NoteForm(forms.Form):
    token = forms.UUIDField(required=False)
    text = forms.CharField(
        label=_("Note"), max_length=5000, error_messages=SAY_SOMETHING, widget=forms.Textarea(attrs={"rows": 3})
    )
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def how(self) -> dict[str, Any]:
        said = self.cleaned_data
        seen = {"seen_version": said["version"]} if said["version"] is not None else {}
        return {"token": said["token"], "text": one_kind(said["text"])} | seen


class SpokenForm(forms.Form):
    token = forms.UUIDField(required=False)
    channel = forms.ChoiceField(
        label=_("How"), choices=[("phone", _("Call")), ("email", _("Mail")), ("note", _("Visit"))]
    )
    text = forms.CharField(label=_("What was said"), max_length=500, error_messages=SAY_SOMETHING)

    def how(self) -> dict[str, Any]:
        return dict(self.cleaned_data)
