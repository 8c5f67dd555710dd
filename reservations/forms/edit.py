"""Changing a reservation: everything that may be typed anew, beside what it says now."""

from typing import Any, cast

from django import forms
from django.db.models import Q
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from crm.fields import PhoneField
from reservations.forms.acts import EurosField
from reservations.forms.diets import DIETS, DietsForm
from reservations.forms.new import AT_LEAST_ONE
from reservations.forms.overbook import OverbookForm
from reservations.forms.seen import SeenForm, one_kind
from reservations.labels import amount, day
from reservations.models import LARGEST_CAPACITY, Arrangement, Extra, Reservation, ReservationTag
from reservations.months import require_near
from reservations.pricing import ExtraWish, agreed_lines

TEXTS = {
    "contact_name": (_("Contact"), 400),
    "party_person": (_("Who is celebrating"), 200), "occasion": (_("Occasion"), 200),
    "diet_other": (_("Other diet"), 500), "invoice_number": (_("Invoice number"), 60),
}  # fmt: skip
PLAIN = ("contact_phone", "guests")  # filled as they are, each with a field of its own
LONG = {
    "invoice_address": _("Invoice address"), "option_notes": _("Notes on the option"),
    "remarks": _("Customer's remarks"), "staff_notes": _("Staff notes"),
}  # fmt: skip


class EditForm(SeenForm, DietsForm, OverbookForm):
    """Of one reservation."""

    guests = forms.IntegerField(label=_("Guests"), min_value=1, max_value=LARGEST_CAPACITY, error_messages=AT_LEAST_ONE)
    arrangement = forms.ModelChoiceField(Arrangement.objects.none(), label=_("Arrangement"), required=False)
    discount_cents = EurosField(label=_("Discount in euros"), max_length=20, required=False)
    due_on = forms.DateField(
        label=_("Due date"), required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        validators=[require_near],
    )  # fmt: skip
    tags = forms.ModelMultipleChoiceField(
        ReservationTag.objects.order_by("name"), label=_("Tags"), required=False, widget=forms.CheckboxSelectMultiple
    )
    contact_phone = PhoneField(label=_("Contact's telephone"), max_length=40, required=False)

    def __init__(self, data=None, *, reservation: Reservation):
        super().__init__(data)
        self.reservation = reservation
        self.agreed = agreed_lines(reservation)
        # What it has stays on offer, also when it is sold no more.
        offered = Arrangement.objects.filter(Q(active=True) | Q(pk=reservation.arrangement_id)).order_by("code")
        cast("forms.ModelChoiceField", self.fields["arrangement"]).queryset = offered
        self.extras = list(Extra.objects.filter(Q(active=True) | Q(pk__in=self._wished_now())).order_by("kind", "pk"))
        for name, (label, longest) in TEXTS.items():
            self.fields[name] = forms.CharField(label=label, max_length=longest, required=False)
        for name, label in LONG.items():
            rows = forms.Textarea(attrs={"rows": 2})
            self.fields[name] = forms.CharField(label=label, max_length=5000, required=False, widget=rows)
        for extra in self.extras:
            self.fields[f"extra_{extra.pk}"] = forms.IntegerField(
                label=extra.name, min_value=0, max_value=LARGEST_CAPACITY, required=False
            )
        self.fill(reservation.version)

    def with_data(self, data: QueryDict) -> "EditForm":
        return EditForm(data, reservation=self.reservation)

    def clean(self):
        """What was not typed here is not judged here: an old slip in one field keeps nobody from mending another."""
        said = super().clean()
        mine = self.mine().keys()
        judged = mine | (DIETS.keys() if "guests" in mine else set())
        for name in self.errors.keys() & self.now().keys() - judged:
            del self.errors[name]
        return said

    def now(self) -> dict[str, Any]:
        """What the reservation says now, as its fields are filled: texts, and a list of texts for the tags."""
        row = self.reservation
        plain = {name: one_kind(str(getattr(row, name))) for name in (*TEXTS, *LONG, *PLAIN)}
        counts = {name: getattr(row, name) or "" for name in DIETS}
        counts |= {f"extra_{extra.pk}": self._wished_now().get(extra.pk, "") for extra in self.extras}
        return plain | {name: str(count) for name, count in counts.items()} | {
            "arrangement": str(row.arrangement_id or ""),
            "discount_cents": amount(row.discount_cents) if row.discount_cents else "",
            "due_on": row.due_on.isoformat() if row.due_on else "",
            "tags": sorted(str(tag.pk) for tag in row.tags.all()),
        }  # fmt: skip

    def changes(self) -> dict[str, Any]:
        """The same, in the form that lifecycle.edit() takes."""
        mine, said = self.mine().keys() & self.cleaned_data.keys(), self.cleaned_data
        changed: dict[str, Any] = {name: said[name] for name in mine & {*TEXTS, *LONG, *PLAIN, "due_on", "arrangement"}}
        changed |= {name: one_kind(changed[name]) for name in changed.keys() & LONG.keys()}
        changed |= {name: said[name] or 0 for name in mine & {*DIETS, "discount_cents"}}
        if "tags" in mine:
            changed["tags"] = sorted(tag.pk for tag in said["tags"])
        if any(name.startswith("extra_") for name in mine):
            wanted = {extra: said.get(f"extra_{extra.pk}") for extra in self.extras}
            changed["extras"] = [ExtraWish(extra, count) for extra, count in wanted.items() if count]
        return changed

    def how(self) -> dict[str, Any]:
        return {"token": self.cleaned_data["token"], "overbook": self.going_over}

    def shown(self, name: str) -> str:
        row = self.reservation
        if name == "tags":
            return ", ".join(tag.name for tag in row.tags.all())
        if name == "due_on":
            return day(row.due_on) if row.due_on else ""
        return str(row.arrangement or "") if name == "arrangement" else str(self.now()[name])

    def _wished_now(self) -> dict[int, int]:
        return {line.extra: line.quantity for line in self.agreed if line.extra is not None}
