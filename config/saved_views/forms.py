"""What a saved view is called, and whom it is for."""

from django import forms
from django.utils.translation import gettext_lazy as _

from config.models import SavedView

LONGEST = SavedView._meta.get_field("name").max_length


class SavedViewForm(forms.Form):
    name = forms.CharField(
        label=_("Name"), max_length=LONGEST, error_messages={"required": _("Give it a name.")},
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )  # fmt: skip
    shared = forms.BooleanField(label=_("For everyone"), required=False)

    def __init__(self, data=None, *, initial=None, prefix=None):
        super().__init__(data, auto_id="view_%s", initial=initial, prefix=prefix)
