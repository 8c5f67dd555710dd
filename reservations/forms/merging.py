"""What is asked before two customers are merged: of each field in which they differ, whose value stays."""

from typing import Any

from django import forms

from crm import merging
from crm.models import Customer


class MergeForm(forms.Form):
    """`seen` is what the page showed of the two (crm.merging.seen)."""

    seen = forms.CharField(required=False, widget=forms.HiddenInput)
    token = forms.UUIDField(required=False)

    def __init__(self, kept: Customer, other: Customer, data: Any = None):
        super().__init__(data, initial={"seen": merging.seen(kept, other)})
        for field in merging.FIELDS:
            if offered := field.choices(kept, other):
                self.fields[field.name] = forms.ChoiceField(
                    label=str(field.label), choices=[(choice, choice) for choice in offered], required=False,
                    initial=field.default(kept, other),
                )  # fmt: skip

    def choices(self) -> dict[str, str]:
        """What was chosen; a field of which nothing was said goes by default."""
        names = {field.name for field in merging.FIELDS}
        return {name: choice for name, choice in self.cleaned_data.items() if name in names and choice}


class PairForm(forms.Form):
    """Two customers who are not the same."""

    customer = forms.ModelChoiceField(Customer.objects.select_related("company"))
    other = forms.ModelChoiceField(Customer.objects.select_related("company"))
    token = forms.UUIDField(required=False)
