"""Going over capacity: the tick that says so in so many words, and why (R3)."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from reservations.refusals import NotEnoughSeats


class OverbookForm(forms.Form):
    """Of a party: its form has a field `guests`."""

    overbook = forms.CharField(label=gettext_lazy("Reason for going over capacity"), max_length=500, required=False)
    over_capacity = forms.BooleanField(label=gettext_lazy("Sell these seats all the same"), required=False)

    @property
    def going_over(self) -> str:
        """The reason, where it is ticked: for the `overbook` of a verb."""
        return self.cleaned_data["overbook"] if self.cleaned_data["over_capacity"] else ""

    def say_it_is_short(self, refusal: NotEnoughSeats) -> None:
        """Beside the number of guests; or beside the reason, where that alone is missing."""
        if self.cleaned_data["over_capacity"]:
            self.add_error("overbook", _("Say why."))
        else:
            self.add_error("guests", str(refusal))
