"""What the address of the list of reservations means."""

from datetime import timedelta

import django_filters
from django import forms
from django.db.models import Q
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from crm.models import Company, Customer
from reservations.calendar import start_of
from reservations.customers import companies
from reservations.filter_fields import DayFilter, EurosFilter, Folded, Heading, IntegerFilter
from reservations.forms.evening import EventField
from reservations.labels import PAYMENT_STATES
from reservations.list_order import OF_A_DATE, OF_THE_EVENT, InOrder
from reservations.models import Arrangement, Event, EventType, Reservation, ReservationTag, Show
from reservations.status import Status
from reservations.worklists import WORK_LISTS

# Filters that are asked together: name → lookup. See also OF_THE_EVENT.
OF_THE_PARTY = {"guests_min": "guests__gte", "guests_max": "guests__lte"}
OF_THE_AMOUNT = {"total_min": "total_cents__gte", "total_max": "total_cents__lte"}


RANGES = [
    ("date_from", "date_to"), ("guests_min", "guests_max"), ("total_min", "total_max"), ("expires_from", "expires_to"),
]  # fmt: skip
EVENTS_OFFERED, A_WEEK = 20, timedelta(days=7)
SORT_CHOICES = [
    ("-created", _("Newest first")), ("created", _("Oldest first")), ("event", _("Soonest event first")),
    ("-event", _("Latest event first")), ("-guests", _("Largest party first")), ("guests", _("Smallest party first")),
    ("-total", _("Highest amount first")), ("total", _("Lowest amount first")),
]  # fmt: skip


class EventFilter(django_filters.Filter):
    field_class = EventField


class RangesForm(forms.Form):
    """What begins after it ends is said beside its end, instead of finding nothing."""

    def clean(self):
        super().clean()
        said = self.cleaned_data
        for first, last in RANGES:
            if said.get(first) is not None and said.get(last) is not None and said[first] > said[last]:
                self.add_error(last, _("This is less than where it begins."))


class ReservationFilter(InOrder, Folded, django_filters.FilterSet):
    """`at` is the moment that the work lists judge by. Dates are local to the venue, amounts in euros."""

    FOLDED = (
        "event", "date_from", "date_to", "show", "type", "arrangement", "tag", "guests_min", "guests_max", "total_min",
        "total_max", "expires_from", "expires_to",
    )  # fmt: skip

    q = django_filters.CharFilter(label=_("Search"), method="search")
    work = django_filters.ChoiceFilter(
        label=_("Work"),
        method="in_work_list",
        empty_label=_("All work"),
        choices=lambda: [(work.name, work.title) for work in WORK_LISTS.values()],
    )
    status = django_filters.ChoiceFilter(label=_("Status"), method="later", choices=Status)
    payment = django_filters.ChoiceFilter(
        label=_("Payment"), method="in_payment_state", empty_label=_("Every payment"), choices=PAYMENT_STATES.items
    )
    date_from = DayFilter(label=_("Event from"), method="later")
    date_to = DayFilter(label=_("Event up to"), method="later")
    show = django_filters.ModelChoiceFilter(
        label=_("Show"), method="later", queryset=Show.objects.order_by("name"), empty_label=_("Every show")
    )
    type = django_filters.ModelChoiceFilter(
        label=_("Type"), method="later", queryset=EventType.objects.order_by("pk"), empty_label=_("Every type")
    )
    arrangement = django_filters.ModelChoiceFilter(
        label=_("Arrangement"),
        method="equal_to",
        queryset=Arrangement.objects.order_by("code"),
        empty_label=_("Every arrangement"),
    )
    tag = django_filters.ModelChoiceFilter(
        label=_("Tag"), method="with_tag", queryset=ReservationTag.objects.order_by("name"), empty_label=_("Every tag")
    )
    guests_min = IntegerFilter(label=_("Guests from"), method="later")
    guests_max = IntegerFilter(label=_("Guests up to"), method="later")
    total_min = EurosFilter(label=_("Amount from"), method="later")
    total_max = EurosFilter(label=_("Amount up to"), method="later")
    expires_from = DayFilter(label=_("Option ends from"), method="expires_on_or_after")
    expires_to = DayFilter(label=_("Option ends up to"), method="expires_on_or_before")
    sort = django_filters.ChoiceFilter(
        label=_("Order"), method="later", empty_label=_("As usual"), choices=SORT_CHOICES
    )
    event = EventFilter(label=_("Event"), method="equal_to", empty_label=_("Every event"))

    customer = django_filters.ModelChoiceFilter(
        queryset=Customer.objects.all(), widget=forms.HiddenInput, label=_("Customer"), method="equal_to"
    )
    company = django_filters.ModelChoiceFilter(
        queryset=Company.objects.all(), widget=forms.HiddenInput, label=_("Company"), method="of_company"
    )

    class Meta:
        form = RangesForm
        model = Reservation
        fields = ["q", "work", "status"]

    def __init__(self, data, *, at):
        self.at = at
        super().__init__(data, Reservation.objects.all())

    @cached_property
    def in_any_state(self):
        """What is asked for, whatever its status, without an order: nothing for an address that means nothing."""
        return self.qs if self.form.is_valid() else Reservation.objects.none()

    @cached_property
    def folded(self):
        """As every list has it; of events, those near are offered."""
        if self.unfolded or self.data.get("event"):
            self.form.fields["event"].offer(self._events_near())
        return super().folded

    @property
    def kept(self):
        """(name, value) of what the address says besides the fields of the form."""
        return [(name, self.data[name]) for name in ("status", "customer", "company") if self.data.get(name)]

    @property
    def the_event(self):
        """The one whose reservations are asked for, if it is one."""
        return self.form.cleaned_data.get("event") if self.form.is_valid() else None

    @property
    def whose(self):
        """The customer or the company whose reservations are asked for, if it is one."""
        said = self.form.cleaned_data if self.form.is_valid() else {}
        return said.get("customer") or said.get("company")

    @property
    def headings(self):
        """The columns of the list; those that sort begin with the end that people look for first."""
        sort = self.data.get("sort", "")
        return [
            Heading(_("Who")),
            Heading.sorting(_("Event"), "event", sort),
            Heading.sorting(_("Guests"), "-guests", sort, is_number=True),
            Heading.sorting(_("Total"), "-total", sort, is_number=True),
            Heading(_("Status")),
            Heading(_("Payment")),
        ]

    def filter_queryset(self, queryset):
        rows = super().filter_queryset(queryset)
        if of_the_event := self.asked_of(OF_THE_EVENT):
            rows = self._at_events(rows, of_the_event)
        for lookups in (OF_THE_PARTY, OF_THE_AMOUNT):
            if asked := self.asked_of(lookups):
                rows = rows.filter(**asked) if self.sorts_by(*asked) else rows.narrowed(Q(**asked))
        return rows

    def _at_events(self, rows, asked):
        if self.sorts_by("event__"):
            return rows.filter(**{f"event__{lookup}": value for lookup, value in asked.items()})
        events = Event.objects.filter(**asked)
        if self.is_far:
            return rows.filter(event__in=events)
        is_of_a_time = not OF_A_DATE.isdisjoint(asked)
        return rows.among(Reservation.objects.filter(event__in=events)) if is_of_a_time else rows.at_events(events)

    def _events_near(self):
        """Of this week and to come, and the one that is asked for; others are found by their date, or lead here."""
        events = Event.objects.select_related("show").only("date", "start", "show__name")
        events = events.order_by("date", "start", "pk")
        near = list(events.filter(date__gte=timezone.localdate(self.at) - A_WEEK)[:EVENTS_OFFERED])
        chosen = self.form["event"].value() or ""
        if not chosen.isdecimal() or int(chosen) in {event.pk for event in near}:
            return near
        return [*events.filter(pk=chosen), *near]

    def asked_of(self, lookups):
        values = self.form.cleaned_data
        return {lookup: values[name] for name, lookup in lookups.items() if values[name] is not None}

    def later(self, reservations, _name, _value):
        """What filter_queryset() asks together, and the status, which is what the tabs are for."""
        return reservations

    def search(self, reservations, _name, value):
        return reservations.search(value)

    def in_work_list(self, reservations, _name, value):
        rows = WORK_LISTS[value].at(self.at)
        return reservations & rows.order_by() if self.is_work_in_its_own_order else reservations.among(rows)

    def of_company(self, reservations, _name, value):
        return reservations.among(companies.bookings(value))

    def equal_to(self, reservations, name, value):
        return reservations.narrowed(Q(**{name: value}))

    def with_tag(self, reservations, _name, value):
        return reservations.tagged(value)

    def in_payment_state(self, reservations, _name, value):
        return reservations.among(Reservation.objects.in_payment_state(value, at=self.at))

    def expires_on_or_after(self, reservations, _name, value):
        return reservations.among(Reservation.objects.options().filter(option_expires_at__gte=start_of(value)))

    def expires_on_or_before(self, reservations, _name, value):
        day_after = start_of(value + timedelta(days=1))
        return reservations.among(Reservation.objects.options().filter(option_expires_at__lt=day_after))
