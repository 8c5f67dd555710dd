"""Form fields for what can be impossible in its own way: a telephone number."""

import re

from django import forms
from django.utils.translation import gettext_lazy as _

FEWEST_DIGITS = 6  # a short local number


class PhoneField(forms.CharField):
    """As people write it, with words beside it if they like ("06 1234 5678, after six"); it has the digits of one."""

    widget = forms.TelInput
    default_error_messages = {"impossible": _("This is no telephone number: it has too few digits.")}

    def validate(self, value):
        super().validate(value)
        if value and len(re.findall(r"\d", value)) < FEWEST_DIGITS:
            raise forms.ValidationError(self.error_messages["impossible"], code="impossible")
