"""What the address of the list of reservations means."""

import django_filters
from django.forms import Select
from django.utils.translation import gettext_lazy as _

from reservations.models import Event, Reservation
from reservations.status import Status
from reservations.worklists import WORK_LISTS

NEWEST_FIRST = ("-created_at", "-pk")


class ReservationFilter(django_filters.FilterSet):
    """`at` is the moment that the work lists judge by."""

    q = django_filters.CharFilter(label=_("Search"), method="search")
    work = django_filters.ChoiceFilter(
        label=_("Work"),
        method="in_work_list",
        empty_label=_("All work"),
        choices=[(work.name, work.title) for work in WORK_LISTS.values()],
    )
    status = django_filters.ChoiceFilter(label=_("Status"), empty_label=_("Every status"), choices=Status)
    event = django_filters.ModelChoiceFilter(queryset=Event.objects.all(), widget=Select, label=_("Event"))

    class Meta:
        model = Reservation
        fields = ["q", "work", "status", "event"]

    def __init__(self, data, *, at):
        super().__init__(data, Reservation.objects.all())
        self.at = at

    @property
    def qs(self):
        """The rows in their order: none for an address that means nothing."""
        if not self.form.is_valid():
            return Reservation.objects.none()
        work = WORK_LISTS.get(self.form.cleaned_data["work"])
        return super().qs.order_by(*(work.order if work else NEWEST_FIRST))

    def in_work_list(self, reservations, _name, value):
        return WORK_LISTS[value].rows(reservations, self.at)

    def search(self, reservations, _name, value):
        return reservations.search(value)
