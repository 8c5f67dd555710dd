"""What filters of several lists are made of: fields as people type them, and the heads of columns that sort."""

from typing import Any, NamedTuple, Self

import django_filters
from django import forms
from django.utils.functional import Promise, cached_property

from reservations.forms.acts import EurosField
from reservations.months import require_near


class Heading(NamedTuple):
    """A column of the list: where its head leads to, and which way it is sorted now ("" if it is not)."""

    label: Promise
    is_number: bool = False
    leads_to: str = ""
    direction: str = ""

    @classmethod
    def sorting(cls, label: Promise, first: str, sort: str, *, is_number: bool = False) -> Self:
        """Of a list that is sorted by `sort`: a click on the head begins with `first`, and turns it round after."""
        direction = ("descending" if sort.startswith("-") else "ascending") if sort in {first, turned(first)} else ""
        return cls(label, is_number, turned(first) if sort == first else first, direction)


def turned(sort: str) -> str:
    """The same order the other way round."""
    return sort[1:] if sort.startswith("-") else f"-{sort}"


class Folded:
    """A list with filters that are asked less often: those in use are shown, all of them by `?more=1`.

    Drawing them all costs as much as ten rows of the list.
    """

    FOLDED: tuple[str, ...] = ()
    data: Any  # as a FilterSet has them
    form: Any

    @property
    def unfolded(self):
        return bool(self.data.get("more"))

    @cached_property
    def folded(self):
        """The fields of those that are shown."""
        return [self.form[name] for name in self.FOLDED if self.unfolded or self.data.get(name)]


class EurosFilter(django_filters.Filter):
    field_class = EurosField

    def __init__(self, **options):
        super().__init__(widget=forms.TextInput(attrs={"inputmode": "decimal"}), **options)


class IntegerFilter(django_filters.Filter):
    field_class = forms.IntegerField

    def __init__(self, **options):
        super().__init__(min_value=0, **options)


class DayFilter(django_filters.Filter):
    field_class = forms.DateField

    def __init__(self, **options):
        day = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
        super().__init__(widget=day, validators=[require_near], **options)
