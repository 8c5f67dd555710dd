"""What staff may type about who waits for seats."""

from django import forms
from django.utils.translation import gettext_lazy as _

from reservations.forms.new import AT_LEAST_ONE
from reservations.models import Arrangement


class EntryForm(forms.Form):
    """What every act on an entry is posted with. `how()` is what its verb takes besides `by` and `at`."""

    token = forms.UUIDField(required=False)

    def how(self) -> dict:
        return {name: value for name, value in self.cleaned_data.items() if value not in (None, "")}


class BookForm(EntryForm):
    """With an arrangement it becomes a booking, without one an option. Whether it is offered yet, the engine knows."""

    arrangement = forms.ModelChoiceField(Arrangement.objects.all(), required=False)


class ContactForm(EntryForm):
    reason = forms.CharField(label=_("What was said"), max_length=500, required=False)


class CloseForm(EntryForm):
    reason = forms.CharField(label=_("Why they wait no longer"), max_length=500, required=False)


class ChangeForm(EntryForm):
    guests = forms.IntegerField(label=_("Guests"), min_value=1, max_value=500, error_messages=AT_LEAST_ONE)
    notes = forms.CharField(label=_("Notes"), max_length=5000, required=False, widget=forms.Textarea(attrs={"rows": 4}))
    version = forms.IntegerField(widget=forms.HiddenInput)

    def how(self) -> dict:
        said = self.cleaned_data
        changes = {"guests": said["guests"], "notes": said["notes"]}
        return {"changes": changes, "seen_version": said["version"], "token": said["token"]}
