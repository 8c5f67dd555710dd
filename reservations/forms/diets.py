"""How many of a party eat otherwise."""

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

DIETS = {
    "vegetarian": _("Vegetarian"), "vegan": _("Vegan"), "gluten_free": _("Gluten-free"),
    "lactose_free": _("Lactose-free"),
}  # fmt: skip


class DietsForm(forms.Form):
    """With the fields of DIETS, and `guests` of its own: nobody can be counted who does not come."""

    vegetarian = forms.IntegerField(label=DIETS["vegetarian"], min_value=0, required=False)
    vegan = forms.IntegerField(label=DIETS["vegan"], min_value=0, required=False)
    gluten_free = forms.IntegerField(label=DIETS["gluten_free"], min_value=0, required=False)
    lactose_free = forms.IntegerField(label=DIETS["lactose_free"], min_value=0, required=False)

    def clean(self):
        said = super().clean() or self.cleaned_data
        guests = said.get("guests")
        for name in DIETS:
            if guests and (said.get(name) or 0) > guests:
                self.add_error(name, _too_many(guests))
        return said


def _too_many(guests: int) -> str:
    return ngettext("Only %(guests)d person comes.", "Only %(guests)d persons come.", guests) % {"guests": guests}
