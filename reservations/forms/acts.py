"""What staff may type, and nothing else: the engine judges what comes of it."""

import re

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from reservations.models import Arrangement, Payment
from reservations.terms import LONGEST_DAYS

# As reservations/terms.py says it: one sentence, whoever finds out.
BAD_TERM = format_lazy(_("Choose a term of 1 to {days} days."), days=LONGEST_DAYS)
DRAWN_AT = ["%Y-%m-%dT%H:%M:%S.%f%z", "%Y-%m-%dT%H:%M:%S%z"]  # what datetime.isoformat() writes
AMOUNT = re.compile(r"(\d{1,3}(?:\.\d{3})+|\d+)(?:[,.](\d{1,2}))?(?:,-)?")


class EurosField(forms.CharField):
    """Euros as people type them (1.200, 1200,50, € 47.50) to whole cents."""

    def clean(self, value):
        text = re.sub(r"[€\s]", "", super().clean(value))
        if not text and not self.required:
            return None
        match = AMOUNT.fullmatch(text)
        if not match:
            raise forms.ValidationError(_("Enter an amount like 1.200 or 47,50."))
        euros, cents = match[1].replace(".", ""), (match[2] or "").ljust(2, "0")
        return int(euros) * 100 + int(cents)


class ActForm(forms.Form):
    """What every act is posted with. `how()` is what its verb takes besides `by` and `at`.

    `template_name` is the form as a person sees it; an act that is a button alone has none. `place` begins the id of
    the element that holds it.
    """

    template_name = ""
    place = "acts"
    token = forms.UUIDField(required=False)
    # Going over capacity: a reason, and the tick that says so in so many words (R3).
    overbook = forms.CharField(max_length=500, required=False)
    over_capacity = forms.BooleanField(required=False)

    def how(self) -> dict:
        values = {name: value for name, value in self.cleaned_data.items() if value not in (None, "")}
        if not values.pop("over_capacity"):
            values.pop("overbook", None)
        return values


class ReasonForm(ActForm):
    template_name = "reservations/forms/_reason.html"
    reason = forms.CharField(label=_("Reason"), max_length=500, error_messages={"required": _("Say why.")})


class NoteForm(ActForm):
    reason = forms.CharField(label=_("What was said"), max_length=500, required=False)


class FollowUpForm(NoteForm):
    template_name = "reservations/forms/_follow_up.html"


class ConfirmForm(ActForm):
    """Confirming: the arrangement only where none is known yet."""

    template_name = "reservations/forms/_confirm.html"
    arrangement = forms.ModelChoiceField(Arrangement.objects.filter(active=True), required=False)


class ConfirmAllForm(ActForm):
    """What came in after the page was drawn was not seen, so it is not confirmed."""

    drawn_at = forms.DateTimeField(required=False, input_formats=DRAWN_AT)


class ExtendForm(ActForm):
    template_name = "reservations/forms/_extend.html"
    days = forms.IntegerField(
        label=_("Days"),
        min_value=1,
        max_value=LONGEST_DAYS,
        error_messages=dict.fromkeys(("required", "invalid", "min_value", "max_value"), BAD_TERM),
    )


class OptionForm(ExtendForm):
    template_name = "reservations/forms/_make_option.html"


class PaymentForm(ActForm):
    template_name = "reservations/forms/_payment.html"
    amount = EurosField(label=_("Amount"), max_length=20)
    method = forms.ChoiceField(label=_("Method"), choices=Payment.Method)
    received_on = forms.DateField(label=_("Received on"))
    seen_cents = forms.IntegerField(required=False)

    def how(self) -> dict:
        values = super().how()
        return {"amount_cents": values.pop("amount"), **values}
