"""What waits for somebody, counted in tiles and listed by row. No rules, only questions to work lists (R8)."""

from typing import Any

from django.conf import settings
from django.db.models import Count
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from dashboard.figures import Figure, list_of
from dashboard.widgets.base import Moment, Size, Widget, first_rows
from reservations.changes import Topic
from reservations.models import Event
from reservations.querysets import urgent
from reservations.status import Status
from reservations.worklists import ARRIVING, EXPIRING, LAPSED, OVERDUE, PENDING, URGENT, WorkList

OF_ROWS = frozenset({Topic.BOOKINGS, Topic.MONEY, Topic.CUSTOMERS, Topic.EVENTS, Topic.MAIL})


class OpenPayments(Widget):
    name, title, icon, colour = "open-payments", _("Overdue payments"), "credit-card", "red"
    topics = frozenset({Topic.BOOKINGS, Topic.MONEY})

    def context(self, moment: Moment) -> dict[str, Any]:
        found, url = OVERDUE.figures(moment.at), list_of(OVERDUE)
        about = _("Bookings that count as omzet, not wholly paid, whose due date is before today.")
        owed = _("What is still to be paid on those bookings.")
        return {
            "figure": Figure(found["count"], url, about), "cents": Figure(found["cents"], url, owed, "outstanding"),
        }  # fmt: skip


class Pending(Widget):
    name, title, icon, colour = "pending-approval", PENDING.title, "hourglass", "orange"
    topics = frozenset({Topic.BOOKINGS})

    def context(self, moment: Moment) -> dict[str, Any]:
        found, url = PENDING.figures(moment.at), list_of(PENDING)
        about = _("Bookings that wait for our yes. They hold their seats meanwhile.")
        worth = _("The totals of those bookings together.")
        return {"figure": Figure(found["count"], url, about), "cents": Figure(found["cents"], url, worth, "total")}


class Banner(Widget):
    """Above all others, and only while somebody waits for us."""

    name, title, icon, colour = "banner", PENDING.title, "hourglass", "orange"
    topics = frozenset({Topic.BOOKINGS})

    def context(self, moment: Moment) -> dict[str, Any]:
        return PENDING.figures(moment.at) | {"url": list_of(PENDING)}


class Options(Widget):
    name, title, icon, colour = "options", EXPIRING.title, "alarm-clock", "red"
    topics = frozenset({Topic.BOOKINGS})

    def context(self, moment: Moment) -> dict[str, Any]:
        at, url = moment.at, list_of(EXPIRING)
        counts = {"count": Count("pk"), "urgent": Count("pk", filter=urgent(at=at))}
        found = EXPIRING.at(at).order_by().aggregate(**counts)
        pressing = _("Live options with less than 24 hours left.")
        about = _("Live options that lapse today or within %(days)d days.") % {"days": settings.OPTION_SOON_DAYS}
        lapsed = _("Options that have lapsed: they hold no seats, and wait to be extended, confirmed or released.")
        return {
            "figure": Figure(found["count"], url, about),
            "urgent": Figure(found["urgent"], list_of(URGENT), pressing),
            "lapsed": Figure(LAPSED.at(at).count(), list_of(LAPSED), lapsed), "soon_days": settings.OPTION_SOON_DAYS,
        }  # fmt: skip


class CheckInToday(Widget):
    name, title, icon, colour = "check-in-today", ARRIVING.title, "user-check", "sky"
    topics = frozenset({Topic.BOOKINGS, Topic.EVENTS})

    def context(self, moment: Moment) -> dict[str, Any]:
        found, url = ARRIVING.at(moment.at).progress(), list_of(ARRIVING)
        about = _("Tonight's bookings that are confirmed or checked in.")
        persons = _("The guests of those bookings together.")
        inside = _("Those of them that are in, whole or in part.")
        evenings = _("Active events of today.")
        return {
            "figure": Figure(found["count"], url, about), "guests": Figure(found["guests"], url, persons, "guests"),
            "arrived": Figure(found["arrived"], list_of(ARRIVING, status=Status.CHECKED_IN), inside),
            "guests_arrived": found["guests_arrived"],
            "events": Figure(Event.objects.active().on(moment.today).count(), _tonight(moment), evenings, "events"),
        }  # fmt: skip


class WorkRows(Widget):
    """The first rows of a work list; the rest is behind its link."""

    work: WorkList
    size = Size.WIDE
    topics = OF_ROWS

    @property
    def name(self) -> str:  # type: ignore[override]
        return self.work.name

    @property
    def title(self) -> Any:  # type: ignore[override]
        return self.work.title

    def context(self, moment: Moment) -> dict[str, Any]:
        rows = first_rows(self.work.at(moment.at))
        count = self.work.at(moment.at).count()
        return {"rows": rows, "count": count, "more": count - len(rows), "url": list_of(self.work)}


class ExpiringOptions(WorkRows):
    """The options about to lapse; above them those that have, under a count of their own (R2)."""

    work, icon, colour = EXPIRING, "alarm-clock", "red"

    def context(self, moment: Moment) -> dict[str, Any]:
        lapsed, count = first_rows(LAPSED.at(moment.at)), LAPSED.at(moment.at).count()
        return super().context(moment) | {
            "lapsed": lapsed, "lapsed_title": LAPSED.title, "lapsed_count": count, "lapsed_more": count - len(lapsed),
            "lapsed_url": list_of(LAPSED),
        }  # fmt: skip


class OverduePayments(WorkRows):
    work, icon, colour = OVERDUE, "credit-card", "red"


class RecentPending(Widget):
    """Who asked for a booking last."""

    name, title, icon, colour = "recent-pending", _("Recently asked for"), "hourglass", "orange"
    size, topics = Size.WIDE, OF_ROWS
    order = ("-created_at", "-pk")

    def context(self, moment: Moment) -> dict[str, Any]:
        found = PENDING.at(moment.at)
        rows, count = first_rows(found.order_by(*self.order)), found.count()
        return {"rows": rows, "count": count, "more": count - len(rows), "url": list_of(PENDING, sort="-created")}


def _tonight(moment: Moment) -> str:
    day = moment.today.isoformat()
    return reverse("events:list", query={"since": day, "until": day, "state": "open"})
