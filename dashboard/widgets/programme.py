"""The evenings to come: how full they are, and who waits for them."""

from typing import Any

from django.db.models import Count
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from dashboard.periods import days_to_come
from dashboard.widgets.base import ROWS, Moment, Size, Widget
from reservations import fill
from reservations.changes import Topic
from reservations.models import Event, WaitlistEntry


class UpcomingEvents(Widget):
    """Those of seven days, today first."""

    name, title, icon, colour = "upcoming-events", _("Upcoming events"), "calendar-days", "purple"
    size, topics = Size.WIDE, frozenset({Topic.BOOKINGS, Topic.EVENTS, Topic.WAITLIST})

    def context(self, moment: Moment) -> dict[str, Any]:
        week = days_to_come(moment.today)
        found = Event.objects.active().filter(**week.asked_of("date"))
        soonest = found.order_by("date", "start", "pk").values_list("pk", flat=True)
        events = Event.objects.rows(soonest[:ROWS])
        waiting = WaitlistEntry.objects.unserved().filter(event__in=events).order_by().values_list("event")
        parties = dict(waiting.annotate(Count("pk")))
        rows = [(each, parties.get(each.event.pk, 0)) for each in fill.of_all(events, at=moment.at)]
        count = found.count()
        url = reverse("events:list", query={**week.address("since", "until"), "state": "open"})
        return {"rows": rows, "count": count, "more": count - len(rows), "url": url}
