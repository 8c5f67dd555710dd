"""What staff may type of an event: the engine judges what comes of it. More of them at once: series.py."""

from typing import cast

from django import forms
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from reservations import event_values, programme, programme_telling
from reservations.forms.acts import EurosField
from reservations.labels import amount
from reservations.models import LARGEST_CAPACITY, Arrangement, Event, EventType, Show
from reservations.months import require_near
from reservations.refusals import BadCapacity, DoorsAfterStart, NotAllowedToOverbook, NotEnoughSeats, StaleVersion

HOURS = ("doors", "start", "end")
DEAREST = 1_000_000  # cents a person: more is a slip of the finger
# Of programme.EDITABLE, what has another name here.
_FIELDS = {"show_id": "show", "type_id": "type"}


class DayField(forms.DateField):
    widget = forms.DateInput({"type": "date"}, "%Y-%m-%d")
    default_validators = [require_near]


class HourField(forms.TimeField):
    widget = forms.TimeInput({"type": "time"}, "%H:%M")


class OwnPriceField(EurosField):
    """Cents, or None for what the type asks."""

    def clean(self, value):
        cents = super().clean(value) if (value or "").strip() else None
        if cents is not None and cents > DEAREST:
            raise forms.ValidationError(_("Enter an amount up to € 10.000."))
        return cents


class EventForm(forms.Form):
    """An event as a person sees it, with a field for the own price of each arrangement that is sold."""

    token = forms.UUIDField(required=False)
    show = forms.ModelChoiceField(
        Show.objects.all(), label=gettext_lazy("Show"), empty_label=gettext_lazy("Choose a show")
    )
    type = forms.ModelChoiceField(
        EventType.objects.order_by("name", "pk"), label=gettext_lazy("Type"), empty_label=gettext_lazy("Choose a type")
    )
    date = DayField(label=gettext_lazy("Date"))
    doors = HourField(label=gettext_lazy("Doors open"), required=False)
    start = HourField(label=gettext_lazy("Starts"), required=False)
    end = HourField(label=gettext_lazy("Ends"), required=False)
    capacity = forms.IntegerField(label=gettext_lazy("Capacity"), widget=forms.NumberInput({"min": 1, "max": 500}))
    waitlist_open = forms.BooleanField(label=gettext_lazy("Waitlist open"), required=False)
    notes = forms.CharField(
        label=gettext_lazy("Notes"), required=False, max_length=5000, widget=forms.Textarea({"rows": 3})
    )
    arrangements = forms.ModelMultipleChoiceField(
        Arrangement.objects.all(),
        label=gettext_lazy("Arrangements offered"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, data=None, *, of: Event | None = None, **options):
        """`of` is the event that is edited or copied: what it fills in, and what it alone still uses, is offered."""
        super().__init__(data, **options)
        self.of = of
        own_show = Q(pk=of.show_id) if of else Q()
        _choice(self, "show").queryset = Show.objects.filter(Q(active=True) | own_show).order_by("name", "pk")
        used = Q(pk__in=of.arrangements.values("pk")) | Q(pk__in=of.prices.values("arrangement")) if of else Q()
        offered = Arrangement.objects.filter(Q(active=True) | used).order_by("code")
        _choice(self, "arrangements").queryset = offered
        self.sold = list(offered)
        for row in self.sold:
            self.fields[price_field(row.pk)] = OwnPriceField(
                label=row.name, max_length=20, required=False, widget=forms.TextInput({"inputmode": "decimal"})
            )

    @property
    def own_prices(self):
        return [self[price_field(row.pk)] for row in self.sold]

    def clean_capacity(self):
        capacity = self.cleaned_data["capacity"]
        if not 1 <= capacity <= LARGEST_CAPACITY:
            raise forms.ValidationError(str(BadCapacity(LARGEST_CAPACITY)))
        return capacity

    def clean(self):
        values = super().clean() or self.cleaned_data
        for name in HOURS:
            if name in values and values[name] is None and values.get("type"):
                values[name] = getattr(values["type"], name)
            if name in values and values[name] is None and "type" in values:
                self.add_error(name, _("This type has no hours of its own: type them."))
        doors, start = values.get("doors"), values.get("start")
        if doors and start and doors > start:
            self.add_error("doors", str(DoorsAfterStart()))
        return values

    def values(self):
        """What was typed, as programme.create() and programme.edit() take it."""
        typed = self.cleaned_data
        prices = {row.pk: cents for row in self.sold if (cents := typed[price_field(row.pk)]) is not None}
        return {
            **{name: typed[name] for name in ("date", *HOURS, "capacity", "waitlist_open", "notes")},
            "show_id": typed["show"].pk, "type_id": typed["type"].pk,
            "arrangements": [row.pk for row in typed["arrangements"]], "prices": prices,
        }  # fmt: skip

    def refuse(self, refusal):
        """Beside the field it is about, if it is about one."""
        self.add_error(refusal.field if refusal.field in self.fields else None, str(refusal))


class EditEventForm(EventForm):
    """`seen_act` says how old the screen is; more seats sold than there are takes a tick and a reason (R3)."""

    active = forms.BooleanField(label=gettext_lazy("Open for booking"), required=False)
    reason = forms.CharField(label=gettext_lazy("Why (kept in the history)"), required=False, max_length=500)
    seen_act = forms.IntegerField(required=False)
    overbook = forms.CharField(max_length=500, required=False)
    over_capacity = forms.BooleanField(required=False)
    seen_now: int | None = None  # what stands instead of `seen_act` once theirs was shown beside ours

    def values(self):
        return super().values() | {"active": self.cleaned_data["active"]}

    @property
    def asks_to_go_over(self):
        """Whether the tick and the reason are asked for: they were refused, or given."""
        return bool(self.is_bound and (self.has_error("overbook") or self.data.get("overbook")))

    def how(self):
        """What programme.edit() takes besides."""
        typed = self.cleaned_data
        overbook = typed["overbook"] if typed["over_capacity"] else ""
        return {"overbook": overbook} | {name: typed[name] for name in ("token", "reason", "seen_act")}

    def refuse(self, refusal, *, may_go_over=False):
        """Too few seats stand beside the capacity, or ask those who may for a tick and a reason.

        What a colleague changed meanwhile is said as well.
        """
        if isinstance(refusal, NotEnoughSeats | NotAllowedToOverbook):
            self.add_error("overbook" if may_go_over else "capacity", str(refusal))
        else:
            super().refuse(refusal)
        if isinstance(refusal, StaleVersion) and self.of:
            self._say_what_it_is_now(Event.objects.get(pk=self.of.pk))

    def _say_what_it_is_now(self, event):
        """Of each field that a colleague has left otherwise than was typed here: theirs beside ours.

        Who then saves all the same, knows what they do.
        """
        self.seen_now = programme.latest_act(event)
        typed = {name: event_values.plain(value) for name, value in self.values().items()}
        now = event_values.stored(event, typed)
        names = event_values.names_of(now)
        for name, ours in typed.items():
            if ours != now[name]:
                theirs = programme_telling.word(name, now[name], names)
                field = "arrangements" if name == "prices" else _FIELDS.get(name, name)
                self.add_error(field, _("It says now: %(value)s") % {"value": theirs})


class CallOffForm(forms.Form):
    token = forms.UUIDField(required=False)
    reason = forms.CharField(
        label=gettext_lazy("Reason"), max_length=500, error_messages={"required": gettext_lazy("Say why.")}
    )


def price_field(arrangement: int) -> str:
    return f"price_{arrangement}"


def filled_with(event: Event) -> dict:
    """What the form says of an event that is there."""
    prices = dict(event.prices.values_list("arrangement_id", "cents"))
    columns = ("show", "type", "date", *HOURS, "capacity", "waitlist_open", "notes", "active")
    return {
        **{name: getattr(event, name) for name in columns},
        "arrangements": list(event.arrangements.values_list("pk", flat=True)),
        **{price_field(pk): amount(cents) for pk, cents in prices.items()},
    }


def _choice(form: forms.Form, name: str) -> forms.ModelChoiceField:
    return cast("forms.ModelChoiceField", form.fields[name])
