"""What staff type to put one evening on the programme, or a series: shown to them before it is made."""

from django import forms
from django.db.models import TextChoices
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from reservations import labels, series
from reservations.forms.events import DayField, EventForm
from reservations.series import BadDates


class Repeat(TextChoices):
    ONCE = "once", gettext_lazy("One evening")
    WEEKLY = "weekly", gettext_lazy("Every week")
    PICKED = "picked", gettext_lazy("Dates of my own")


class AnyOf(forms.MultipleChoiceField):
    """Whatever was ticked: what is no date of the series makes none."""

    def valid_value(self, value):
        return True


class NewEventForm(EventForm):
    """`today` is the venue's local date: nothing is planned before it. `dates_meant` are the evenings it asks for."""

    date = DayField(label=gettext_lazy("Date"), required=False)
    repeat = forms.ChoiceField(
        label=gettext_lazy("How often"), choices=Repeat, initial=Repeat.ONCE, widget=forms.RadioSelect
    )
    until = DayField(label=gettext_lazy("Every week up to and including"), required=False)
    dates = forms.CharField(
        label=gettext_lazy("Dates"), required=False, max_length=2000, widget=forms.Textarea({"rows": 4}),
        help_text=gettext_lazy("Dates like 12-3-2027, one per line or with commas between them."),
    )  # fmt: skip
    # The dates that were shown, and those of them that were ticked.
    shown = forms.CharField(required=False, max_length=2000)
    make = AnyOf(required=False)

    def __init__(self, data=None, *, today, **options):
        super().__init__(data, **options)
        self.today = today
        self.dates_meant = []

    def clean(self):
        values = super().clean()
        is_picked = values.get("repeat") == Repeat.PICKED
        try:
            self.dates_meant = self._dates(values)
        except BadDates as refusal:
            self.add_error("dates" if is_picked else "until", str(refusal))
        field = "dates" if is_picked else "date"
        if self.dates_meant and self.dates_meant[0] < self.today:
            self.add_error(field, _("%(day)s has been.") % {"day": labels.day(self.dates_meant[0])})
        return values

    def agreed(self, taken):
        """The evenings to make; none while they are yet to be shown: all but a single one on a free date are."""
        if len(self.dates_meant) == 1 and not taken:
            return self.dates_meant
        if self.cleaned_data["shown"] != self.shown_now:
            return []
        ticked = [day for day in self.dates_meant if day.isoformat() in self.cleaned_data["make"]]
        if not ticked:
            self.add_error("make", _("Tick at least one evening."))
        return ticked

    @property
    def shown_now(self):
        """What is shown, for the next click to say that it was seen."""
        return " ".join(day.isoformat() for day in self.dates_meant)

    def _dates(self, values):
        first, until = values.get("date"), values.get("until")
        if values.get("repeat") == Repeat.PICKED:
            return [] if self.has_error("dates") else series.picked(values.get("dates", ""))
        if not first:
            self._require("date")
            return []
        if values.get("repeat") != Repeat.WEEKLY:
            return [first]
        if not until:
            self._require("until")
            return []
        if until < first:
            self.add_error("until", _("The end of the period comes before its beginning."))
            return []
        return series.weekly(first, until)

    def _require(self, name):
        if not self.has_error(name):
            self.add_error(name, _("Choose a date."))
