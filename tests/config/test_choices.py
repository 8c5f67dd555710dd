"""Selects: drawn as Django draws them."""

import pytest
from django import forms
from django.forms.renderers import DjangoTemplates
from django.test import SimpleTestCase

CHOICES = [
    ("", "---------"),
    ("<b>", "<script>alert(1)</script>"),
    ("Dranken & meer", [(1234, "Özdemir's wijn"), (False, "Water")]),
    (None, "Niets"),
]


class Form(forms.Form):
    one = forms.ChoiceField(choices=CHOICES, label="Eén")
    several = forms.MultipleChoiceField(choices=CHOICES, initial=["<b>", 1234])


@pytest.mark.parametrize("name", ["one", "several"])
@pytest.mark.parametrize("chosen", ["", "<b>", 1234])
def test_a_select_is_what_django_makes_of_it(name, chosen):
    field = Form(initial={"one": chosen})[name]
    ours = str(field)
    field.form.renderer = DjangoTemplates()
    SimpleTestCase().assertHTMLEqual(ours, str(field))
