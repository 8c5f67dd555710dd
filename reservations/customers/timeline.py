"""The journey of a customer: everything that happened with them in one stream, newest first.

What was done is in the acts: on their bookings, on the waitlist, on themselves. That they came is in the bookings. Both
are read a page at a time, each from its own index, and joined by the moment.
"""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime
from heapq import merge
from itertools import islice

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext_lazy as _

from crm.models import Customer
from reservations.models import Act, Reservation, WaitlistEntry

Kind = Act.Kind
ITEMS_ON_A_PAGE = 20
VISITS = "visits"
CURSOR = re.compile(r"(\S+) ([01]) (\d{1,18})")
# What one may want to see of it, by the name in the address. Of an undo it is what was undone.
SUBJECTS: dict[str, tuple] = {
    "bookings": (_("Bookings"), {
        Kind.PLACED, Kind.IMPORTED, Kind.CONFIRMED, Kind.OPTIONED, Kind.ACCEPTED, Kind.EXTENDED, Kind.RELEASED,
        Kind.REJECTED, Kind.CANCELLED, Kind.REACTIVATED, Kind.REOPENED, Kind.EDITED, Kind.MOVED, Kind.WAITLISTED,
        Kind.WAITLIST_EDITED, Kind.WAITLIST_CLOSED, Kind.REPAIRED,
    }),
    "payments": (_("Payments"), {Kind.PAID, Kind.REFUNDED, Kind.COUNTERED, Kind.PROMISED, Kind.CREDIT_SETTLED}),
    "mail": (_("Mails"), {Kind.REMINDED, Kind.MAILED, Kind.MAIL_SKIPPED}),
    "talks": (_("Talks and tasks"), {
        Kind.LOGGED, Kind.SPOKEN, Kind.FOLLOWED_UP, Kind.WAITLIST_CONTACTED, Kind.TASK_MADE, Kind.TASK_EDITED,
        Kind.TASK_DONE, Kind.TASK_REMOVED,
    }),
    "notes": (_("Notes and details"), {
        Kind.NOTED, Kind.NOTE_EDITED, Kind.NOTE_REMOVED, Kind.CUSTOMER_EDITED, Kind.TAGGED, Kind.UNTAGGED, Kind.MERGED,
        Kind.DISTINGUISHED, Kind.ERASED, Kind.DISCLOSED,
    }),
    VISITS: (_("Visits"), {
        Kind.CHECKED_IN, Kind.CHECK_IN_UNDONE, Kind.NO_SHOW, Kind.ARRIVED_AFTER_ALL,
    }),
}  # fmt: skip


@dataclass(frozen=True)
class Item:
    """One thing that happened: an act, or else a visit to the evening of a reservation."""

    at: datetime
    act: Act | None = None
    visit: Reservation | None = None

    @property
    def key(self) -> tuple[datetime, int, int]:
        """By which they are ordered, newest first; at one moment an evening stands behind what was done."""
        return (self.at, 1, self.act.pk) if self.act else (self.at, 0, self.visit.pk if self.visit else 0)

    @property
    def cursor(self) -> str:
        """What leads to whatever is older."""
        moment, what, pk = self.key
        return f"{moment.isoformat()} {what} {pk}"


@dataclass(frozen=True)
class Page:
    items: list[Item]
    older: str  # the cursor of the next page, "" at the end


def page_of(customer: Customer, *, at: datetime, subject: str = "", before: str = "") -> Page:
    """The newest items until `at`, or those older than a cursor of another page; of one of SUBJECTS, or of all."""
    end = _read(before) or (at, 2, 0)
    sources = [_acts(customer, subject, end)]
    if subject in {"", VISITS}:
        sources.append(_visits(customer, end))
    found = list(islice(merge(*sources, key=lambda item: item.key, reverse=True), ITEMS_ON_A_PAGE + 1))
    items = found[:ITEMS_ON_A_PAGE]
    return Page(items, items[-1].cursor if len(found) > ITEMS_ON_A_PAGE else "")


def _acts(customer: Customer, subject: str, end: tuple[datetime, int, int]) -> Iterator[Item]:
    """From three indexes, each asked for no more than a page: together they would be one long search."""
    moment, what, pk = end
    until = Q(at__lt=moment) | Q(at=moment, pk__lt=pk) if what == 1 else Q(at__lte=moment)
    if what == 0:
        until = Q(at__lt=moment)
    if subject:
        kinds = SUBJECTS[subject][1]
        until &= Q(kind__in=kinds) | Q(kind=Kind.UNDONE, undoes__kind__in=kinds)
    whose = Customer.objects.people_of(customer.pk)
    sets = [
        _newest(Act.objects.filter(until, reservation__in=_ids(Reservation.objects.filter(customer__in=whose)))),
        _newest(Act.objects.filter(until, customer__in=whose)),
        _newest(Act.objects.filter(until, waitlist_entry__in=_ids(WaitlistEntry.objects.filter(customer__in=whose)))),
    ]
    pks = sorted({key for keys in sets for key in keys}, reverse=True)[: ITEMS_ON_A_PAGE + 1]
    acts = Act.objects.with_people().select_related("reservation__event__show", "event__show", "customer__company")
    loaded = acts.in_bulk([pk for _moment, pk in pks])
    return (Item(loaded[pk].at, act=loaded[pk]) for _moment, pk in pks)


def _ids(rows: QuerySet) -> Collection[int]:
    """As numbers: with the question itself in their place, a database may walk all acts by date instead."""
    return list(rows.values_list("pk", flat=True))


def _newest(acts: QuerySet) -> list[tuple[datetime, int]]:
    return list(acts.order_by("-at", "-pk").values_list("at", "pk")[: ITEMS_ON_A_PAGE + 1])


def _visits(customer: Customer, end: tuple[datetime, int, int]) -> Iterator[Item]:
    """Evenings that they came to, at the hour at which those began (R7, R9)."""
    until = timezone.localdate(end[0])
    rows = Reservation.objects.counting_as_omzet().filter(customer=customer, event__date__lte=until)
    rows = rows.select_related("event__show", "event__type", "customer").order_by(
        "-event__date", "-event__start", "-pk"
    )
    items = (Item(row.event.starts_at, visit=row) for row in rows[: 2 * ITEMS_ON_A_PAGE + 1])
    return (item for item in sorted(items, key=lambda item: item.key, reverse=True) if item.key < end)


def _read(cursor: str) -> tuple[datetime, int, int] | None:
    """A cursor that means nothing is none."""
    parts = CURSOR.fullmatch(cursor)
    try:
        moment = parse_datetime(parts[1]) if parts else None
    except ValueError:
        return None
    return (moment, int(parts[2]), int(parts[3])) if parts and moment and timezone.is_aware(moment) else None
