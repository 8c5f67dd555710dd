"""A form on a thing that a colleague may change meanwhile: it knows what stood in its fields when it was drawn."""

import json
from typing import Any, Self, cast

from django import forms
from django.http import QueryDict


class SeenForm(forms.Form):
    """`version` is that of the screen, and `seen` what stood in its fields when it was drawn: what differs from that
    was typed here, and nothing else is changed by saving.

    A form of this kind says with now() what its thing says now, as its fields are filled: a text each, or a list of
    texts in order.
    """

    version = forms.IntegerField(widget=forms.HiddenInput)
    seen = forms.JSONField(widget=forms.HiddenInput)
    token = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def now(self) -> dict[str, Any]:
        raise NotImplementedError

    def with_data(self, data: QueryDict) -> Self:
        """The same form about the same thing, with other data."""
        raise NotImplementedError

    def fill(self, version: int) -> None:
        """What the form is drawn with."""
        now = self.now()
        self.initial = now | {"seen": now, "version": version}

    def mine(self) -> dict[str, Any]:
        """What was typed on this screen: the fields that are otherwise than when it was drawn."""
        seen = self.cleaned_data.get("seen") or {}
        return {name: value for name in self.now() if (value := self._posted(name)) != seen.get(name)}

    def theirs(self) -> list[tuple[str, str]]:
        """(field, what it says now) of what a colleague changed since the screen was drawn."""
        seen = self.cleaned_data.get("seen") or {}
        return [
            (str(self.fields[name].label), self.shown(name)) for name, value in self.now().items()
            if value != seen.get(name)
        ]  # fmt: skip

    def anew(self, version: int) -> Self:
        """The form on top of what its thing says now: what was typed here stays typed, the rest is theirs."""
        data = QueryDict(mutable=True)
        for name, value in (self.now() | self.mine()).items():
            data.setlist(name, value if isinstance(value, list) else [value])
        data["seen"], data["version"] = json.dumps(self.now()), str(version)
        form = self.with_data(data)
        form.is_valid()
        return form

    def shown(self, name: str) -> str:
        """What a field says now, for a person."""
        return str(self.now()[name])

    def _posted(self, name: str) -> Any:
        data = cast("QueryDict", self.data)
        if isinstance(self.now()[name], list):
            return sorted(data.getlist(name))
        return one_kind(data.get(name, ""))


def one_kind(text: str) -> str:
    """With the line ends that we keep: a browser sends others."""
    return text.replace("\r\n", "\n")
