"""What staff may type of a tag and of a segment; and of a tag that they give by hand."""

import re

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from crm.models import Segment, Tag, Tagging
from crm.rules import ALL, ANY, FIELDS, Rule
from crm.rules.fields import TAG
from reservations.customers.rulebook import GREY
from reservations.forms.conditions import Conditions
from reservations.vips import VIP

SHAPING = {"add", "drop", "shape"}  # other rows are asked for: nothing is judged yet
NAME = {"required": gettext_lazy("Give it a name.")}
COLOUR = re.compile(r"#[0-9A-Fa-f]{6}")


class RuleForm(forms.Form):
    """A name and a rule. `conditions` are its rows; see also Conditions.typed() for how they grow."""

    names: frozenset[str] = frozenset(FIELDS) - {TAG}
    needs_a_rule = False

    token = forms.UUIDField(required=False)
    seen = forms.IntegerField(required=False)
    match = forms.ChoiceField(
        label=gettext_lazy("Which conditions must hold"), initial=ALL, widget=forms.RadioSelect,
        choices=[(ALL, gettext_lazy("All of them")), (ANY, gettext_lazy("One of them at least"))],
    )  # fmt: skip

    def __init__(self, data=None, *, of=None, seen=0):
        """`of` is the tag or segment that is there; `seen` what rulebook.latest() says of it."""
        self.is_shaping = data is not None and not SHAPING.isdisjoint(data)
        rule = Rule.read(of.rule) if of and of.rule else None
        if data is None:
            initial = {**self.filled(of), "seen": seen, "match": rule.match if rule else ALL}
            self.asked = Conditions.of(rule, names=self.names)
            # Who makes something that can't do without a rule, begins with a row to fill in.
            begun = not self.asked.rows and self.needs_a_rule
            self.conditions = Conditions([{}], names=self.names, judged=False) if begun else self.asked
        else:
            initial = {name: data[name] for name in self.base_fields if name in data}
            self.asked = Conditions.typed(data, names=self.names, judged=True)
            self.conditions = Conditions.typed(data, names=self.names, judged=False) if self.is_shaping else self.asked
        super().__init__(None if self.is_shaping else data, initial=initial, use_required_attribute=False)

    @staticmethod
    def filled(of):
        return {"name": of.name} if of else {}

    def is_valid(self):
        return self.conditions.are_valid & super().is_valid()  # both: each says what is wrong

    @property
    def rule(self):
        """None without a condition."""
        return self.asked.rule(ANY if self["match"].value() == ANY else ALL)

    def refuse(self, refusal):
        """Beside the field it is about, if it is about one."""
        self.add_error(refusal.field if refusal.field in self.fields else None, str(refusal))


class TagForm(RuleForm):
    name = forms.CharField(
        label=gettext_lazy("Name"), max_length=Tag._meta.get_field("name").max_length, error_messages=NAME
    )
    colour = forms.CharField(
        label=gettext_lazy("Colour"), initial=GREY, widget=forms.TextInput({"type": "color"})
    )  # fmt: skip

    def __init__(self, data=None, *, of=None, seen=0):
        super().__init__(data, of=of, seen=seen)
        if of and of.name == VIP:
            self.fields["name"].help_text = _("By this name it stands with a crown on every booking.")

    @staticmethod
    def filled(of):
        return {"name": of.name, "colour": of.colour} if of else {}

    def clean_colour(self):
        colour = self.cleaned_data["colour"]
        if not COLOUR.fullmatch(colour):
            raise forms.ValidationError(_("Enter a colour as #RRGGBB."))
        return colour.upper()

    def values(self):
        said = self.cleaned_data
        return {name: said[name] for name in ("name", "colour", "token", "seen")} | {"rule": self.rule}


class SegmentForm(RuleForm):
    names = frozenset(FIELDS)
    needs_a_rule = True

    name = forms.CharField(
        label=gettext_lazy("Name"), max_length=Segment._meta.get_field("name").max_length, error_messages=NAME
    )

    def clean(self):
        if not self.conditions.rows:
            self.add_error(None, _("Add a condition: without one it is about everybody."))

    def values(self):
        said = self.cleaned_data
        return {name: said[name] for name in ("name", "token", "seen")} | {"rule": self.rule}


class GiveTagForm(forms.Form):
    token = forms.UUIDField(required=False)
    name = forms.CharField(
        label=gettext_lazy("Tag"), max_length=Tag._meta.get_field("name").max_length,
        error_messages={"required": gettext_lazy("Choose a tag, or type a new one.")},
        widget=forms.TextInput({"list": "tag-names", "autocomplete": "off"}),
    )  # fmt: skip
    reason = forms.CharField(
        label=gettext_lazy("Why"), max_length=Tagging._meta.get_field("reason").max_length, required=False
    )

    def __init__(self, data=None):
        super().__init__(data, auto_id="tag_%s", use_required_attribute=False)


class TakeTagForm(forms.Form):
    token = forms.UUIDField(required=False)
    tag = forms.ModelChoiceField(Tag.objects.all())
