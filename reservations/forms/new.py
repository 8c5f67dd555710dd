"""A reservation as it is told on the telephone: who, to what, with how many, and with what."""

from datetime import date
from typing import Any, cast

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from crm import identity
from crm.fields import PhoneField
from crm.identity import Details
from crm.models import Customer
from reservations import evenings
from reservations.forms.acts import EurosField
from reservations.forms.diets import DietsForm
from reservations.forms.overbook import OverbookForm
from reservations.lifecycle import PLAIN, Party
from reservations.models import LARGEST_CAPACITY, Arrangement, Event, Extra
from reservations.pricing import ExtraWish
from reservations.terms import PRESET_DAYS

EVENTS_SHOWN = 60
KINDS = [
    ("booking", _("Booking")), ("option", _("Option")), ("guest", _("Guest of the house")), ("waitlist", _("Waitlist")),
]  # fmt: skip
AT_LEAST_ONE = {"required": _("At least one person comes."), "min_value": _("At least one person comes.")}


class NewForm(DietsForm, OverbookForm):
    """`today` is a local date: events are offered from then on, soonest first; with `find`, those that it means."""

    kind = forms.ChoiceField(choices=[*KINDS, ("request", _("Request over capacity"))], initial="booking")
    customer = forms.ModelChoiceField(Customer.objects.select_related("company"), required=False)
    name = forms.CharField(label=_("Name"), max_length=200, required=False)
    company = forms.CharField(label=_("Company"), max_length=200, required=False)
    email = forms.EmailField(label=_("E-mail"), max_length=254, required=False)
    phone = PhoneField(label=_("Telephone"), max_length=40, required=False)
    find = forms.CharField(label=_("Find by date or show"), max_length=100, required=False)
    event = forms.ModelChoiceField(
        Event.objects.none(), label=_("Event"), empty_label=None, error_messages={"required": _("Choose an event.")}
    )
    guests = forms.IntegerField(label=_("Guests"), min_value=1, max_value=LARGEST_CAPACITY, error_messages=AT_LEAST_ONE)
    arrangement = forms.ModelChoiceField(
        Arrangement.objects.filter(active=True).order_by("code"), label=_("Arrangement"), required=False,
        empty_label=_("None yet"),
    )  # fmt: skip
    discount_cents = EurosField(label=_("Discount in euros"), max_length=20, required=False)
    days = forms.TypedChoiceField(
        label=_("Kept for"),
        choices=[(days, days) for days in PRESET_DAYS],
        coerce=int,
        required=False,
        empty_value=None,
    )
    until = forms.DateField(
        label=_("Or until"), required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )  # fmt: skip
    party_person = forms.CharField(label=_("Who is celebrating"), max_length=200, required=False)
    occasion = forms.CharField(label=_("Occasion"), max_length=200, required=False)
    diet_other = forms.CharField(label=_("Other diet"), max_length=500, required=False)
    remarks = forms.CharField(
        label=_("Customer's remarks"), max_length=5000, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    staff_notes = forms.CharField(
        label=_("Staff notes"), max_length=5000, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    token = forms.UUIDField(required=False)

    def __init__(self, data=None, *, initial=None, today: date):
        super().__init__(data, initial=initial)
        self.sought = str(self["find"].value() or "").strip()
        upcoming = Event.objects.bookable().filter(date__gte=today).with_programme()
        meant = upcoming.filter(evenings.meant(self.sought, today=today)) if self.sought else upcoming
        self.events = list(meant.order_by("date", "start", "pk")[:EVENTS_SHOWN])
        cast("forms.ModelChoiceField", self.fields["event"]).queryset = Event.objects.active().with_programme()
        # What was chosen is placed, whatever is found by now; while it is typed, the words choose.
        is_sought = self.sought and ("quote" in self.data or not self["event"].value())
        (self._choose_what_is_meant if is_sought else self._offer_what_is_chosen)()
        self.extras = list(Extra.objects.filter(active=True).order_by("kind", "pk"))
        for extra in self.extras:
            self.fields[f"extra_{extra.pk}"] = forms.IntegerField(
                label=extra.name, min_value=0, max_value=LARGEST_CAPACITY, required=False
            )

    def _choose_what_is_meant(self):
        """The one event that the words mean is chosen, and no other than they mean stays so."""
        meant = {str(event.pk) for event in self.events}
        chosen = meant if len(meant) == 1 else meant & {str(self["event"].value())}
        self.data = {**self.data, "event": "".join(chosen)}
        self.fields["event"].error_messages["required"] = self.found

    def _offer_what_is_chosen(self):
        """An event that is chosen can be seen, also when it is not among the first."""
        chosen = str(self["event"].value() or "")
        if chosen.isdecimal() and int(chosen) not in {event.pk for event in self.events}:
            self.events = [*Event.objects.active().with_programme().filter(pk=chosen), *self.events]

    @property
    def found(self) -> str:
        """What became of the search for an event; "" without one."""
        if not self.sought:
            return ""
        if not self.events:
            return gettext("No event to come that can be booked matches “%(words)s”.") % {"words": self.sought}
        if len(self.events) == 1:
            return gettext("One event matches: it is chosen.")
        if len(self.events) == EVENTS_SHOWN:
            return gettext("Many events match: type more, or choose one.")
        return gettext("%(count)d events match: choose one.") % {"count": len(self.events)}

    def clean_customer(self):
        """Who was merged since the page was drawn is who survived."""
        chosen = self.cleaned_data["customer"]
        return identity.survivor(chosen) if chosen else None

    def clean(self):
        said = super().clean()
        if not any(said.get(name) for name in ("customer", "name", "company", "email")) and not self.errors:
            self.add_error("name", _("Who is it? A name, a company or an e-mail address will do."))
        return said

    @property
    def wishes(self) -> list[ExtraWish]:
        """The extras that were asked for, as far as the form is right."""
        wanted = ((extra, self.cleaned_data.get(f"extra_{extra.pk}")) for extra in self.extras)
        return [ExtraWish(extra, quantity) for extra, quantity in wanted if quantity]

    def party(self) -> Party:
        said = self.cleaned_data
        details = {name: said[name] for name in PLAIN & said.keys() if said[name]}
        return Party(
            event=said["event"], customer=said["customer"] or self._who(), email=said["email"], guests=said["guests"],
            arrangement=said["arrangement"], extras=self.wishes, discount_cents=said["discount_cents"] or 0,
            details=details,
        )  # fmt: skip

    def _who(self) -> Details:
        said = self.cleaned_data
        first, _space, last = said["name"].partition(" ")
        names = {"first_name": first, "last_name": last.strip()} if last else {"last_name": first}
        return Details(**names, company=said["company"], email=said["email"], phone=said["phone"])

    def how(self) -> dict[str, Any]:
        """What the verb takes besides the party."""
        said = self.cleaned_data
        how = {"token": said["token"]}
        if said["kind"] != "waitlist":
            how["overbook"] = self.going_over
        if said["kind"] == "option":
            how |= {"until": said["until"]} if said["until"] else {"days": said["days"]}
        return how
