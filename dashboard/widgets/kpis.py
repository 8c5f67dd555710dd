"""The four figures of a period, each beside the period before it (R7)."""

from typing import Any, NamedTuple

from django.db.models import Count, Max, Min
from django.urls import reverse
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from crm.models import Customer
from dashboard import kpis
from dashboard.figures import Figure, list_of
from dashboard.kpis import Booked, Growth
from dashboard.periods import Period, week_of, week_to_come
from dashboard.widgets.base import Moment, Widget
from reservations.changes import Topic
from reservations.models import Event
from reservations.worklists import BOOKED


class Compared(NamedTuple):
    """How much a figure grew, and where what it is compared with leads."""

    growth: Growth
    base: Figure


class OfBookings(Widget):
    topics = frozenset({Topic.BOOKINGS, Topic.EVENTS})
    is_of_period = True

    def compared(self, moment: Moment, period: Period, column: str, counted: str) -> Compared:
        now, base = kpis.compared(period, today=moment.today)
        found = {period: getattr(moment.booked(period), column) for period in (now, base)}
        about = _("The same, of %(period)s.") % {"period": base.words}
        return Compared(
            Growth(found[now], found[base], now, base), Figure(found[base], _booked_in(base), about, counted)
        )


class Omzet(OfBookings):
    name, title, icon, colour = "omzet", gettext_lazy("Omzet"), "euro", "green"

    def context(self, moment: Moment) -> dict[str, Any]:
        about = _(
            "Totals of bookings that are confirmed, checked in or no-show, by the date of their event: %(period)s."
        )
        cents = moment.booked(moment.period).omzet_cents
        return {
            "figure": Figure(cents, _booked_in(moment.period), about % {"period": moment.period.words}, "total"),
            "compared": self.compared(moment, moment.period, "omzet_cents", "total"),
        }  # fmt: skip


class Bookings(OfBookings):
    name, title, icon, colour = "bookings", gettext_lazy("Reservations"), "chart-column", "blue"

    def context(self, moment: Moment) -> dict[str, Any]:
        about = _("Bookings that are confirmed, checked in or no-show, by the date of their event: %(period)s.")
        found = moment.booked(moment.period)
        return {
            "figure": Figure(found.bookings, _booked_in(moment.period), about % {"period": moment.period.words}),
            "compared": self.compared(moment, moment.period, "bookings", "rows"), "group": _average(found),
        }  # fmt: skip


class Events(Widget):
    name, title, icon, colour = "events", gettext_lazy("Events"), "calendar-days", "purple"
    topics = frozenset({Topic.EVENTS})
    is_of_period = True

    def context(self, moment: Moment) -> dict[str, Any]:
        active, week = Event.objects.active(), week_to_come(moment.today)
        found = active.filter(**moment.period.asked_of("date")).aggregate(
            count=Count("pk"), first=Min("date"), last=Max("date")
        )
        to_come = active.filter(**week.asked_of("date")).count()
        period = moment.period if moment.period.first else Period(found["first"], found["last"])
        about = _("Active events: %(period)s.") % {"period": moment.period.words}
        soon = _("Active events from today up to and including Sunday.")
        return {
            "figure": Figure(found["count"], _events_in(period), about, "events"),
            "week": Figure(to_come, _events_in(week), soon, "events"),
        }


class Popular(OfBookings):
    name, title, icon, colour = "popular", gettext_lazy("Most popular"), "star", "gold"

    def context(self, moment: Moment) -> dict[str, Any]:
        most = moment.booked(moment.period).most_popular
        if most is None:
            return {"most": None}
        about = _("Bookings of this arrangement that count as omzet, by the date of their event: %(period)s.")
        url = list_of(BOOKED, arrangement=str(most.arrangement), **moment.period.address())
        return {"most": most, "figure": Figure(most.bookings, url, about % {"period": moment.period.words})}


class ThisWeek(OfBookings):
    """Omzet of this week, beside the last one."""

    name, title, icon, colour = "this-week", gettext_lazy("Omzet this week"), "euro", "green"
    is_of_period = False

    def context(self, moment: Moment) -> dict[str, Any]:
        week = week_of(moment.today)
        about = _(
            "Totals of bookings that are confirmed, checked in or no-show, by the date of their event: %(period)s."
        )
        cents = Figure(moment.booked(week).omzet_cents, _booked_in(week), about % {"period": week.words}, "total")
        return {"figure": cents, "compared": self.compared(moment, week, "omzet_cents", "total")}


class NewCustomers(Widget):
    name, title, icon, colour = "new-customers", gettext_lazy("New customers this month"), "user-plus", "blue"
    topics = frozenset({Topic.BOOKINGS, Topic.CUSTOMERS})

    def context(self, moment: Moment) -> dict[str, Any]:
        month, last = kpis.compared(Period(), today=moment.today)
        now, before = (Customer.objects.standing().since(each.first, each.last).count() for each in (month, last))
        about = _("Customers since %(period)s, whom nobody merged or erased.")
        return {
            "figure": Figure(now, _since(month), about % {"period": month.words}, "customers"),
            "compared": Compared(
                Growth(now, before, month, last),
                Figure(before, _since(last), about % {"period": last.words}, "customers"),
            ),
        }


def _since(period: Period) -> str:
    return reverse("customers:list", query=period.address("created_from", "created_to"))


def _booked_in(period: Period) -> str:
    return list_of(BOOKED, **period.address())


def _events_in(period: Period) -> str:
    return reverse("events:list", query={**period.address("since", "until"), "state": "open"})


def _average(found: Booked) -> str:
    """4,2; "" without bookings."""
    return number_format(found.average_group, 1) if found.average_group else ""
