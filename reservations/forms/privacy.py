"""What is asked before a person is erased, and in which form they get what is known of them."""

import re
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from crm.models import Customer
from reservations.customers.privacy.choices import Because, Form
from reservations.refusals.privacy import NotThem


class HandOverForm(forms.Form):
    form = forms.ChoiceField(choices=Form)


class ErasureForm(forms.Form):
    """Asked twice: why, and once more who it is, in the words that stand above it."""

    token = forms.UUIDField(required=False)
    because = forms.ChoiceField(
        label=_("Why"), choices=[("", _("Choose a reason")), *Because.choices],
        error_messages={"required": _("Choose why: it is kept in the history.")},
    )  # fmt: skip
    name = forms.CharField(
        label=_("Name of the customer"), max_length=400, error_messages={"required": _("Type the name to be sure.")},
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )  # fmt: skip

    def __init__(self, data=None, *, customer: Customer):
        super().__init__(data)
        self.customer = customer
        self.fields["name"].help_text = _("To be sure: type “%(name)s”.") % {"name": customer.display_name}

    def clean_name(self) -> str:
        typed, name = (" ".join(text.split()) for text in (self.cleaned_data["name"], self.customer.display_name))
        if typed.casefold() != name.casefold():
            raise forms.ValidationError(str(NotThem(name)))
        return typed

    def how(self) -> dict[str, Any]:
        return {"because": self.cleaned_data["because"], "token": self.cleaned_data["token"]}


class ChosenCustomers(forms.Field):
    """The customers that were ticked, as ids: no more than a page has."""

    widget = forms.MultipleHiddenInput
    default_error_messages = {"required": _("Choose one or more customers first.")}
    KEY = re.compile(r"\d{1,18}", re.ASCII)

    def to_python(self, value):
        if not all(map(self.KEY.fullmatch, value)):
            raise forms.ValidationError(self.error_messages["required"])
        return [int(pk) for pk in value]


class RetentionForm(forms.Form):
    """Asked twice: whom, and once more whether one is sure."""

    token = forms.UUIDField(required=False)
    pk = ChosenCustomers()
    sure = forms.BooleanField(
        label=_("I know that this can't be undone"), error_messages={"required": _("Say that you are sure.")}
    )
