"""What the address of the list of events means, and which events that are."""

from collections.abc import Sequence
from contextlib import suppress
from datetime import date, datetime, timedelta
from typing import cast

from django import forms
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from reservations import seats
from reservations.models import LARGEST_CAPACITY, Event, EventType, Show
from reservations.months import Month, require_near
from reservations.querysets import EventQuerySet

MONTHS_OFFERED = 18
LONGEST = timedelta(days=366)  # for a question that sums the seats of every event in the period
SOONEST, LATEST = ("date", "start", "pk"), ("-date", "-start", "-pk")
MOST_FITTING = 100
WAITLISTS_SHOWN = 10
STATES = [("", gettext_lazy("Every state")), ("open", gettext_lazy("Open")), ("closed", gettext_lazy("Closed"))]


class MonthField(forms.ChoiceField):
    """Any month may stand in an address; those that are near are offered."""

    def valid_value(self, value):
        return True

    def clean(self, value):
        text = super().clean(value)
        month = _month(text)
        if text and not month:
            raise forms.ValidationError(_("Choose a month."))
        return month


def _month(text: str) -> Month | None:
    with suppress(ValueError):
        return Month.parse(text)
    return None


def _day(label):
    return forms.DateField(
        label=label, required=False, widget=forms.DateInput({"type": "date"}, "%Y-%m-%d"), validators=[require_near]
    )


class EventFilter(forms.Form):
    """`at` is the moment that "today" and seats are judged by.

    Without a period it is what is still to come; asked for room, at most a year of it and bookable evenings alone.
    """

    month = MonthField(label=gettext_lazy("Month"), required=False)
    since = _day(gettext_lazy("From"))
    until = _day(gettext_lazy("Up to and including"))
    show = forms.ModelChoiceField(
        Show.objects.order_by("name", "pk"), label=gettext_lazy("Show"), required=False,
        empty_label=gettext_lazy("Every show"),
    )  # fmt: skip
    type = forms.ModelChoiceField(
        EventType.objects.order_by("name", "pk"), label=gettext_lazy("Type"), required=False,
        empty_label=gettext_lazy("Every type"),
    )  # fmt: skip
    state = forms.ChoiceField(
        label=gettext_lazy("State"), required=False, choices=STATES,
    )  # fmt: skip
    guests = forms.IntegerField(
        label=gettext_lazy("Room for"), required=False, min_value=1, max_value=LARGEST_CAPACITY,
        error_messages=dict.fromkeys(
            ("invalid", "min_value", "max_value"), gettext_lazy("Type a number of persons from 1 to 500.")
        ),
        widget=forms.NumberInput({"placeholder": gettext_lazy("persons")}),
    )  # fmt: skip
    past = forms.BooleanField(required=False)
    most = MOST_FITTING

    def __init__(self, data, *, at: datetime):
        super().__init__(data)
        self.at, self.today = at, timezone.localdate(at)
        this = Month.of(self.today)
        months = {str(month): month for month in (this.later(number) for number in range(MONTHS_OFFERED))}
        if asked := _month(self.data.get("month", "")):
            months[str(asked)] = asked
        offered = [(text, month.name) for text, month in sorted(months.items())]
        cast("MonthField", self.fields["month"]).choices = [("", _("Every month")), *offered]

    def clean(self):
        values = super().clean() or self.cleaned_data
        since, until = values.get("since"), values.get("until")
        if since and until and since > until:
            self.add_error("until", _("The end of the period comes before its beginning."))
        elif values.get("guests") and self._is_long(*self._period()):
            self.add_error("until", _("Choose a period of at most a year to look for room in."))
        return values

    @property
    def party(self) -> int | None:
        """How many seats are looked for; None when nobody asks, or what was asked makes no sense."""
        return self.cleaned_data.get("guests") if self.is_valid() else None

    def pks(self) -> Sequence[int] | QuerySet:
        """The ids of the events to show, in their order; none for an address that means nothing.

        Asked for room, the first MOST_FITTING at which it is: seats are summed for no more events than that takes.
        """
        events = self._wanted().order_by(*(LATEST if self.is_valid() and self.cleaned_data["past"] else SOONEST))
        if not self.party:
            return events.values_list("pk", flat=True)
        fitting = seats.with_room(events, guests=self.party, at=self.at)
        return list(fitting.values_list("pk", flat=True)[:MOST_FITTING])

    def waitlists(self) -> list[int]:
        """Of a period in which room is asked for, the first events without it of which the waitlist is open."""
        if not self.party:
            return []
        events = self._wanted().filter(waitlist_open=True).order_by(*SOONEST)
        full = seats.without_room(events, guests=self.party, at=self.at)
        return list(full.values_list("pk", flat=True)[:WAITLISTS_SHOWN])

    def _wanted(self) -> EventQuerySet:
        if not self.is_valid():
            return Event.objects.none()
        chosen = {name: value for name in ("show", "type") if (value := self.cleaned_data[name])}
        if state := self.cleaned_data["state"]:
            chosen["active"] = state == "open"
        events = Event.objects.filter(**chosen).in_period(*self._period())
        return events.bookable().to_begin(at=self.at) if self.party else events

    @staticmethod
    def _is_long(since: date | None, until: date | None) -> bool:
        return since is not None and until is not None and until - since > LONGEST

    def _period(self) -> tuple[date | None, date | None]:
        """What month, dates and today leave; both ends included, None is open."""
        month, past = self.cleaned_data.get("month"), self.cleaned_data.get("past")
        since = [day for day in (self.cleaned_data.get("since"), month and month.first) if day]
        until = [day for day in (self.cleaned_data.get("until"), month and month.last) if day]
        if past:
            until.append(self.today - timedelta(days=1))
        elif not (since or until):
            since.append(self.today)
        if self.cleaned_data.get("guests"):
            since.append(self.today)
            until = until or [max(since) + LONGEST]
        return max(since, default=None), min(until, default=None)
