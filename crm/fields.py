"""Form fields for what can be impossible in its own way: a telephone number."""

import re

from django import forms
from django.utils.translation import gettext_lazy as _

from crm.normalise import is_impossible

FEWEST_DIGITS = 6  # a short local number
MOST_DIGITS = 17  # the 15 of E.164, and 00 before them


class PhoneField(forms.CharField):
    """As people write it, with words beside it if they like ("06 1234 5678, after six"); it has the digits of one,
    and a number alone can be dialled."""

    widget = forms.TelInput
    default_error_messages = {
        "impossible": _("This is no telephone number: it has too few digits."),
        "too_long": _("No telephone number has so many digits. One number fits here."),
        "undiallable": _("This number can't be dialled: look at its digits."),
    }

    def validate(self, value):
        super().validate(value)
        digits = len(re.findall(r"\d", value))
        if value and digits < FEWEST_DIGITS:
            raise forms.ValidationError(self.error_messages["impossible"], code="impossible")
        if digits > MOST_DIGITS:
            raise forms.ValidationError(self.error_messages["too_long"], code="too_long")
        if is_impossible(value):
            raise forms.ValidationError(self.error_messages["undiallable"], code="undiallable")
