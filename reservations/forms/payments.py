"""What staff may type about money that is due or goes back: to one reservation, or to many at once."""

import re
from typing import NamedTuple

from django import forms
from django.utils.translation import gettext_lazy as _

from reservations import placeholders
from reservations.forms.acts import ActForm, EurosField
from reservations.models import LetterTemplate, Payment, ReminderLevel, Reservation


class RemindForm(ActForm):
    """A reminder at the level that the button named."""

    level = forms.TypedChoiceField(choices=ReminderLevel, coerce=int, empty_value=None, required=False)


class PromiseForm(ActForm):
    template_name = "reservations/forms/_promise.html"
    on = forms.DateField(label=_("Promised by"))


class SettleForm(ActForm):
    """What is to become of a credit."""

    choice = forms.ChoiceField(choices=Reservation.Credit)


class RefundForm(ActForm):
    template_name = "reservations/forms/_refund.html"
    place = "refund"
    amount = EurosField(label=_("Amount"), max_length=20)
    method = forms.ChoiceField(label=_("Method"), choices=Payment.Method)
    received_on = forms.DateField(label=_("Paid out on"))
    note = forms.CharField(label=_("What for"), max_length=500)
    reference = forms.CharField(label=_("Bank reference"), max_length=100, required=False)

    def how(self) -> dict:
        values = super().how()
        return {"amount_cents": values.pop("amount"), **values}


# Many at once


class Seen(NamedTuple):
    """A row as the screen had it: what was owed, in cents, and the level of the next reminder (0: none is left)."""

    cents: int
    level: int


class ChosenRows(forms.Field):
    """The rows that were ticked, as {id of the reservation: Seen}: each `412:95000:2`."""

    widget = forms.MultipleHiddenInput
    default_error_messages = {"required": _("Choose one or more reservations first.")}
    ROW = re.compile(r"(\d{1,18}):(\d{1,18}):([0-3])")

    def to_python(self, value):
        found = [row for row in map(self.ROW.fullmatch, value) if row]
        if len(found) < len(value):
            raise forms.ValidationError(self.error_messages["required"])
        return {int(row[1]): Seen(int(row[2]), int(row[3])) for row in found}


class ManyForm(forms.Form):
    """An act on the chosen rows. `how()` is what its verb takes for each, besides `by` and `at`."""

    name = ""
    row = ChosenRows()
    token = forms.UUIDField(required=False)

    def has(self, reservation):
        """Whether it was ticked, as far as can be read."""
        return any(value.startswith(f"{reservation.pk}:") for value in self["row"].data)

    def how(self) -> dict:
        about_all = {"row", "token"}
        return {name: value for name, value in self.cleaned_data.items() if name not in about_all}


class PayManyForm(ManyForm):
    name = "payment"
    method = forms.ChoiceField(label=_("Method"), choices=Payment.Method)
    received_on = forms.DateField(label=_("Received on"))


class RemindManyForm(ManyForm):
    """At one level, or each at its next."""

    name = "reminder"
    level = forms.TypedChoiceField(choices=ReminderLevel, coerce=int, empty_value=None, required=False)


class PromiseManyForm(ManyForm):
    name = "promise"
    on = forms.DateField(label=_("Promised by"))


# Letters


class LetterForm(forms.Form):
    """The wording of a reminder: only with fields that can be filled in."""

    subject = forms.CharField(label=_("Subject"), max_length=LetterTemplate._meta.get_field("subject").max_length)
    body = forms.CharField(label=_("Text"), max_length=5000, widget=forms.Textarea(attrs={"rows": 18}), strip=False)
    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def clean_subject(self):
        return self._fillable(" ".join(self.cleaned_data["subject"].split()))

    def clean_body(self):
        return self._fillable(self.cleaned_data["body"].replace("\r\n", "\n").strip() + "\n")

    def _fillable(self, text):
        if not text.strip():
            raise forms.ValidationError(forms.Field.default_error_messages["required"])
        if unknown := placeholders.unknown_in(text):
            raise forms.ValidationError(
                _("There is no field %(unknown)s. Choose from those below the text."),
                params={"unknown": ", ".join(unknown)},
            )
        return text
