"""What is asked of somebody who acts on many reservations, or customers, at once."""

from datetime import date
from typing import cast

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from crm.models import Tag
from reservations import ledger
from reservations.forms.acts import DRAWN_AT
from reservations.forms.evening import EventField
from reservations.models import Event, Payment, ReservationTag
from reservations.refusals import BadDate


class ManyForm(forms.Form):
    """The verb's own questions. `sentence` says of how many it was done."""

    title = _("Confirm")
    button = _("Confirm them all")
    danger = False
    token = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def __init__(self, data=None, *, at):
        super().__init__(data)
        self.begin(at)

    def begin(self, at):
        """What there is to choose from, and what is filled in."""

    def how(self) -> dict:
        """As the verb takes it, as JSON can keep it."""
        return {name: _plain(value) for name, value in self.cleaned_data.items() if name != "token"}

    @staticmethod
    def sentence(count: int) -> str:
        return ngettext("%(count)d reservation confirmed.", "%(count)d reservations confirmed.", count) % {
            "count": count
        }


class CancelForm(ManyForm):
    title = _("Cancel reservations")
    button = _("Cancel them all")
    danger = True
    reason = forms.CharField(label=_("Reason"), max_length=500, error_messages={"required": _("Say why.")})

    @staticmethod
    def sentence(count: int) -> str:
        return ngettext("%(count)d reservation cancelled.", "%(count)d reservations cancelled.", count) % {
            "count": count
        }


class RemindForm(ManyForm):
    title = _("Send reminders")
    button = _("Send them all")

    @staticmethod
    def sentence(count: int) -> str:
        return ngettext("%(count)d reminder leaves in a moment.", "%(count)d reminders leave in a moment.", count) % {
            "count": count
        }


class PayForm(ManyForm):
    title = _("Record what is outstanding as paid")
    button = _("All paid")
    method = forms.ChoiceField(label=_("Method"), choices=Payment.Method)
    received_on = forms.DateField(
        label=_("Received on"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )

    def begin(self, at):
        self.at = at
        self.fields["received_on"].initial = timezone.localdate(at)

    def clean_received_on(self):
        """What the ledger would refuse of every row is said beside the field, before the first."""
        day = self.cleaned_data["received_on"]
        try:
            ledger.require_likely(day, at=self.at)
        except BadDate as refusal:
            raise forms.ValidationError(str(refusal)) from refusal
        return day

    @staticmethod
    def sentence(count: int) -> str:
        return ngettext("%(count)d payment recorded.", "%(count)d payments recorded.", count) % {"count": count}


class TagForm(ManyForm):
    title = _("Add a tag")
    button = _("Tag them all")
    tag = forms.ModelChoiceField(label=_("Tag"), queryset=ReservationTag.objects.order_by("name"))

    @staticmethod
    def sentence(count: int) -> str:
        return ngettext("%(count)d reservation tagged.", "%(count)d reservations tagged.", count) % {"count": count}


class MoveForm(ManyForm):
    title = _("Move to another event")
    button = _("Move them all")
    event = EventField(label=_("Event"), empty_label=_("Choose an event"))

    def begin(self, at):
        upcoming = Event.objects.bookable().filter(date__gte=timezone.localdate(at)).with_programme()
        field = cast("EventField", self.fields["event"])
        field.queryset = upcoming
        field.offer(upcoming.order_by("date", "start", "pk"), at=at)

    @staticmethod
    def sentence(count: int) -> str:
        return ngettext("%(count)d reservation moved.", "%(count)d reservations moved.", count) % {"count": count}


class GiveTagForm(ManyForm):
    title = _("Give a tag")
    button = _("Give them all")
    tag = forms.ModelChoiceField(label=_("Tag"), queryset=Tag.objects.order_by("name"), empty_label=_("Choose a tag"))
    reason = forms.CharField(label=_("Reason"), max_length=200, required=False)

    @staticmethod
    def sentence(count: int) -> str:
        return ngettext("%(count)d customer tagged.", "%(count)d customers tagged.", count) % {"count": count}


class TakeTagForm(ManyForm):
    title = _("Take a tag away")
    button = _("Take away from all")
    tag = forms.ModelChoiceField(label=_("Tag"), queryset=Tag.objects.order_by("name"), empty_label=_("Choose a tag"))

    @staticmethod
    def sentence(count: int) -> str:
        return ngettext(
            "Tag taken away from %(count)d customer.", "Tag taken away from %(count)d customers.", count
        ) % {"count": count}  # fmt: skip


LARGEST_KEY = 2**63 - 1
ON_RESERVATIONS = {
    "confirm": ManyForm, "cancel": CancelForm, "remind": RemindForm, "pay": PayForm, "tag": TagForm, "move": MoveForm,
}  # fmt: skip
ON_CUSTOMERS = {"tag-customers": GiveTagForm, "untag-customers": TakeTagForm}
FORMS: dict[str, type[ManyForm]] = ON_RESERVATIONS | ON_CUSTOMERS


class Keys(forms.Field):
    """Ids of rows, as many as were ticked."""

    widget = forms.SelectMultiple

    def clean(self, value):
        try:
            keys = [int(text) for text in value or []]
        except ValueError as error:
            raise forms.ValidationError("not a key") from error
        return [key for key in keys if 0 < key <= LARGEST_KEY]


class SelectionForm(forms.Form):
    """Which rows, and what to do with them: ticked one by one, or `everything` that an address (`query`) finds.

    `go` says that the verb's questions were answered. `verbs` are those that there are for such rows.
    """

    verb = forms.ChoiceField()
    pk = Keys(required=False)
    everything = forms.BooleanField(required=False)
    query = forms.CharField(required=False, max_length=2000)
    go = forms.BooleanField(required=False)
    drawn_at = forms.DateTimeField(required=False, input_formats=DRAWN_AT)

    def __init__(self, data, *, verbs):
        super().__init__(data)
        cast("forms.ChoiceField", self.fields["verb"]).choices = [(verb, verb) for verb in verbs]


def _plain(value):
    if isinstance(value, date):
        return value.isoformat()
    return getattr(value, "pk", value)
