"""The conditions of a rule as they are typed: rows of what, how and with which value."""

from collections.abc import Collection, Mapping
from datetime import date
from typing import Any

from django import forms
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from crm.rules import FIELDS, MOST_CONDITIONS, Condition, Rule
from crm.rules.operators import Asks
from reservations.forms.acts import EurosField
from reservations.forms.events import DayField
from reservations.labels import amount

# What can be typed further on in a row depends on these: HTMX asks for the rows anew when another is chosen.
SHAPES = {
    "hx-post": "", "hx-trigger": "change", "hx-vals": '{"shape": "1"}', "hx-target": "#conditions",
    "hx-select": "#conditions",
}  # fmt: skip
LARGEST = 1_000_000  # of a number that is counted
MOST_CENTS = 100_000_000_000
LONGEST_DAYS = 3650
BAD_NUMBER = dict.fromkeys(
    ("required", "invalid", "min_value", "max_value"), gettext_lazy("Enter a whole number, 0 or more.")
)
BAD_DAYS = dict.fromkeys(
    ("required", "invalid", "min_value", "max_value"), gettext_lazy("Enter a number of days from 1 to 3650.")
)
GROUPS = [
    (gettext_lazy("Bookings"), ["bookings", "guests", "average", "arrangement", "cancellations", "no_shows"]),
    (gettext_lazy("Money"), ["omzet", "paid", "outstanding"]),
    (gettext_lazy("Visits"), ["first_visit", "last_visit", "next_visit"]),
    (gettext_lazy("Customer"), ["since", "company", "newsletter", "language", "city", "postal_code", "tag"]),
]


class AmountField(EurosField):
    def clean(self, value):
        cents = super().clean(value)
        if cents > MOST_CENTS:
            raise forms.ValidationError(_("Enter an amount like 1.200 or 47,50."))
        return cents


class ConditionForm(forms.Form):
    """One row. What it is about decides how it can be compared, and that what has to be filled in."""

    field = forms.ChoiceField(
        label=gettext_lazy("What"),
        widget=forms.Select(SHAPES),
        error_messages=dict.fromkeys(("required", "invalid_choice"), gettext_lazy("Choose what it is about.")),
    )

    def __init__(self, raw: Mapping[str, Any], number: int, *, names: Collection[str], judged: bool):
        """`raw` is as it was typed. Only when it is `judged` does it say what is wrong."""
        prefix = f"c{number}"
        typed = {f"{prefix}-{name}": value for name, value in raw.items()} if judged else None
        super().__init__(typed, prefix=prefix, initial=None if judged else dict(raw), use_required_attribute=False)
        self.number = number
        self.about = FIELDS[raw["field"]] if raw.get("field", "") in names else None
        self.fields["field"].choices = [("", _("Choose…")), *_grouped(names)]  # type: ignore[attr-defined]
        if self.about:
            self._compare(self.about, raw.get("operator", ""))

    def _compare(self, about, chosen):
        choices = [(each.name, each.label) for each in about.operators]
        self.fields["operator"] = forms.ChoiceField(
            label=_("How"), choices=choices, widget=forms.Select(SHAPES),
            error_messages=dict.fromkeys(("required", "invalid_choice"), _("Choose how to compare it.")),
        )  # fmt: skip
        operator = about.operator(chosen) if chosen in dict(choices) else about.operators[0]
        asks = about.asks(operator)
        if asks is not Asks.NOTHING:
            self.fields["value"] = _VALUES[asks](about)

    def condition(self):
        said = self.cleaned_data
        value: Any = said.get("value")
        return Condition(said["field"], said["operator"], value.isoformat() if isinstance(value, date) else value)


class Conditions:
    """All rows of a form."""

    def __init__(self, raws, *, names, judged):
        self.rows = [
            ConditionForm(raw, number, names=names, judged=judged)
            for number, raw in enumerate(raws[:MOST_CONDITIONS])
        ]  # fmt: skip

    @classmethod
    def typed(cls, data, *, names, judged):
        """Of a POST: `add` gives one row more, `drop` takes the row of that number away, or "all"."""
        raws = [_typed(data, number) for number in data.getlist("row")]
        if "add" in data:
            raws.append({})
        if "drop" in data:
            dropped = data["drop"]
            raws = [
                raw for number, raw in zip(data.getlist("row"), raws, strict=True) if dropped not in {number, "all"}
            ]
        return cls(raws, names=names, judged=judged)

    @classmethod
    def of(cls, rule, *, names):
        return cls([_stored(each) for each in rule.conditions] if rule else [], names=names, judged=True)

    @property
    def may_grow(self):
        return len(self.rows) < MOST_CONDITIONS

    @cached_property
    def are_valid(self):
        """Of rows that are judged."""
        return all([row.is_valid() for row in self.rows])  # noqa: C419 each is to say what is wrong with it

    def rule(self, match):
        """None without a row. Of rows that are valid."""
        conditions = tuple(row.condition() for row in self.rows)
        return Rule(conditions, match) if conditions else None


def _typed(data, number):
    names = ("field", "operator", "value")
    return {name: data[f"c{number}-{name}"] for name in names if f"c{number}-{name}" in data}


def _stored(condition):
    is_cents = condition.field.asks(condition.operator) is Asks.CENTS
    value = amount(condition.value) if is_cents else condition.value
    return {"field": condition.field_name, "operator": condition.operator_name, "value": value}


def _grouped(names):
    for group, members in GROUPS:
        yield group, [(name, FIELDS[name].label) for name in members if name in names]


def _chosen(about):
    choices = about.choices()
    kind: Any = type(choices[0][0]) if choices else str
    return forms.TypedChoiceField(
        label=_("Value"), choices=choices, coerce=kind,
        error_messages=dict.fromkeys(("required", "invalid_choice"), _("Choose one.")),
    )  # fmt: skip


_VALUES = {
    Asks.NUMBER: lambda _about: forms.IntegerField(
        label=_("Value"), min_value=0, max_value=LARGEST, error_messages=BAD_NUMBER
    ),
    Asks.CENTS: lambda _about: AmountField(
        label=_("Euros"), max_length=20, widget=forms.TextInput({"inputmode": "decimal"}),
        error_messages={"required": _("Enter an amount like 1.200 or 47,50.")},
    ),
    Asks.DAYS: lambda _about: forms.IntegerField(
        label=_("Days"), min_value=1, max_value=LONGEST_DAYS, error_messages=BAD_DAYS
    ),
    Asks.DATE: lambda _about: DayField(
        label=_("Date"), error_messages=dict.fromkeys(("required", "invalid"), _("Enter a date."))
    ),
    Asks.TEXT: lambda _about: forms.CharField(
        label=_("Text"), max_length=100, error_messages={"required": _("Enter how it begins.")}
    ),
    Asks.CHOICE: _chosen,
}  # fmt: skip
