"""The widgets: one small class each, in one list. No business rules, only questions to the work lists (R8)."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.db.models import Count, Sum
from django.urls import reverse
from django.utils import timezone

from reservations.models import Event, Reservation
from reservations.querysets import OUTSTANDING_CENTS, ReservationQuerySet, urgent
from reservations.worklists import ARRIVING, EXPIRING, LAPSED, OVERDUE, PENDING, WorkList

ROWS = 5


class Widget:
    """A tile, and below it the list that is due.

    `work` says which reservations are its rows; figures() what its tile counts of them, in one query.
    """

    work: WorkList
    icon: str
    colour: str
    shows_rows = True

    @property
    def name(self) -> str:
        return self.work.name

    @property
    def template_name(self) -> str:
        return f"dashboard/widgets/_{self.name.replace('-', '_')}.html"

    def context(self, *, at: datetime) -> dict[str, Any]:
        """What its template shows. `more` counts the rows that are left for the list itself."""
        figures = self.figures(self.work.at(at), at=at)
        rows = first_rows(self.work, at=at) if self.shows_rows else []
        return {
            "widget": self, "title": self.work.title, "url": url_of(self.work), "at": at,
            "today": timezone.localdate(at), "figures": figures, "rows": rows, "more": figures["count"] - len(rows),
        }  # fmt: skip

    def figures(self, rows: ReservationQuerySet, *, at: datetime) -> dict[str, Any]:
        """At least their `count`."""
        raise NotImplementedError


class ExpiringOptions(Widget):
    """The options about to lapse; above them those that have, under a count of their own (R2)."""

    work = EXPIRING
    icon = "alarm-clock"
    colour = "red"

    def context(self, *, at: datetime) -> dict[str, Any]:
        context = super().context(at=at)
        lapsed = first_rows(LAPSED, at=at)
        return context | {
            "soon_days": settings.OPTION_SOON_DAYS, "lapsed": lapsed, "lapsed_title": LAPSED.title,
            "lapsed_more": context["figures"]["lapsed"] - len(lapsed), "lapsed_url": url_of(LAPSED),
        }  # fmt: skip

    def figures(self, rows: ReservationQuerySet, *, at: datetime) -> dict[str, Any]:
        soon = rows.order_by().aggregate(count=Count("pk"), urgent=Count("pk", filter=urgent(at=at)))
        return soon | {"lapsed": LAPSED.at(at).count()}


class OverduePayments(Widget):
    work = OVERDUE
    icon = "credit-card"
    colour = "red"

    def figures(self, rows: ReservationQuerySet, *, at: datetime) -> dict[str, Any]:
        return rows.order_by().aggregate(count=Count("pk"), cents=OUTSTANDING_CENTS)


class PendingApproval(Widget):
    work = PENDING
    icon = "hourglass"
    colour = "orange"
    shows_rows = False

    def figures(self, rows: ReservationQuerySet, *, at: datetime) -> dict[str, Any]:
        return rows.order_by().aggregate(count=Count("pk"), cents=Sum("total_cents", default=0))


class CheckInToday(Widget):
    work = ARRIVING
    icon = "user-check"
    colour = "sky"
    shows_rows = False

    def figures(self, rows: ReservationQuerySet, *, at: datetime) -> dict[str, Any]:
        return rows.progress() | {"events": Event.objects.active().on(timezone.localdate(at)).count()}


def first_rows(work: WorkList, *, at: datetime) -> list[Reservation]:
    return Reservation.objects.rows(work.at(at).values_list("pk", flat=True)[:ROWS])


def url_of(work: WorkList) -> str:
    """The list that is exactly these rows."""
    return reverse("reservations:list", query={"work": work.name})


WIDGETS: list[Widget] = [ExpiringOptions(), OverduePayments(), PendingApproval(), CheckInToday()]
