"""Are the stored sums what the rows say? Recomputes all of them, in chunks, and mends what differs, locked as ever.

A stored sum is never wrong by design (reservations/engine.py): this finds what came past the engine.
"""

from collections import Counter
from collections.abc import Callable, Collection, Iterator
from datetime import date, datetime
from typing import Any, NamedTuple

from django.db.models import F, Model, QuerySet, Sum
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from crm.models import Customer
from reservations import engine, seats, summaries
from reservations.engine import Work
from reservations.models import (
    Act,
    CustomerSummary,
    Event,
    EventSummary,
    Line,
    Payment,
    Reservation,
)
from reservations.refusals import NothingChanged

CHUNK = 1000
Progress = Callable[[str, int, int], None]
VISITS = ("first_visit_on", "last_visit_on", "next_visit_on")
CUSTOMER_COLUMNS = (*summaries.FIGURES, *VISITS, "arrangement_id", "company_id", "cancellations", "no_shows")


class Difference(NamedTuple):
    """`pk` is of the row that the book is about, `right` what its rows come to. Money in cents."""

    book: str
    pk: int
    name: str
    field: str
    stored: Any
    right: Any
    mendable: bool = True

    def __str__(self) -> str:
        told = _("%(name)s: %(field)s is %(stored)s, its rows say %(right)s") % self._asdict()
        return told if self.mendable else _("%(what)s. Only a person can mend this.") % {"what": told}


class Book:
    """One kind of stored sum: over which rows it runs, what differs among some of them, and how that is mended."""

    name = ""
    doing: Promise | str
    rows: QuerySet

    def __init__(self, *, at: datetime):
        self.at, self.today = at, timezone.localdate(at)

    def differences(self, ids: Collection[int]) -> list[Difference]:
        raise NotImplementedError

    def mend(self, ids: Collection[int]) -> None:
        raise NotImplementedError


class Reservations(Book):
    """Total = lines − discount; paid = ledger."""

    name = "reservation"
    doing = gettext_lazy("Totals and ledgers")
    rows = Reservation.objects.all()

    def differences(self, ids):
        rows = Reservation.objects.filter(pk__in=ids).order_by("pk")
        lines = _sums(Line.objects.all(), ids, F("quantity") * F("unit_cents"))
        ledgers = _sums(Payment.objects.all(), ids, F("amount_cents"))
        found = []
        for pk, reference, discount, total, paid in rows.values_list(
            "pk", "reference", "discount_cents", "total_cents", "paid_cents"
        ):
            agreed, ledger = max(0, lines.get(pk, 0) - discount), ledgers.get(pk, 0)
            if total != agreed:
                found.append(Difference(self.name, pk, reference, "total_cents", total, agreed))
            if paid != ledger:
                found.append(Difference(self.name, pk, reference, "paid_cents", paid, ledger, mendable=ledger >= 0))
        return found

    def mend(self, ids):
        for row in Reservation.objects.filter(pk__in=ids).order_by("pk"):
            self._mend(row)

    @engine.one_transaction()
    def _mend(self, row: Reservation) -> None:
        touched: set[int] = set()

        def change(work: Work) -> None:
            touched.add(work.event.pk)
            # The engine computes the total of its lines anew whatever an act does; the ledger's sum it leaves alone.
            paid = sum(work.reservation.payments.values_list("amount_cents", flat=True))
            if paid != work.reservation.paid_cents and paid >= 0:
                work.data = {"paid_cents": [work.reservation.paid_cents, paid]}
                Reservation.objects.filter(pk=row.pk).update(paid_cents=paid)

        try:
            engine.perform(Act.Kind.REPAIRED, row, change, by=None, at=self.at)
        except NothingChanged:
            return  # somebody else's act has mended it since we looked
        summaries.refresh(events=touched, customers=[row.customer_id], today=self.today)


class Events(Book):
    """The summary of each event and arrangement."""

    name = "event"
    doing = gettext_lazy("Sums per event")
    rows = Event.objects.all()

    def differences(self, ids):
        stored = {(row.event_id, row.arrangement_id): row for row in EventSummary.objects.filter(event_id__in=ids)}
        right = {(row.event_id, row.arrangement_id): row for row in summaries.event_figures(ids)}
        found = []
        for pk, arrangement in sorted(stored.keys() | right.keys()):
            pair = stored.get((pk, arrangement)), right.get((pk, arrangement))
            name = _("event %(event)d, arrangement %(arrangement)d") % {"event": pk, "arrangement": arrangement}
            found += _compare(self.name, pk, name, summaries.FIGURES, *pair)
        return found

    def mend(self, ids):
        with engine.one_transaction():
            seats.lock(ids)
            summaries.refresh(events=ids, customers=[], today=self.today)


class Customers(Book):
    """The summary of each customer, as it was on the day of its last write."""

    name = "customer"
    doing = gettext_lazy("Sums per customer")
    rows = Customer.objects.all()

    def differences(self, ids):
        stored = {row.pk: row for row in CustomerSummary.objects.filter(pk__in=ids)}
        right = {row.pk: row for row in summaries.customer_figures(ids, today=self.today)}
        self._turn_back(stored, right)
        found = []
        for pk in sorted(stored.keys() | right.keys()):
            name = _("customer %(customer)d") % {"customer": pk}
            found += _compare(self.name, pk, name, CUSTOMER_COLUMNS, stored.get(pk), right.get(pk))
        return found

    def mend(self, ids):
        with engine.one_transaction():
            summaries.refresh(events=[], customers=ids, today=self.today)

    def _turn_back(self, stored: dict[int, CustomerSummary], right: dict[int, CustomerSummary]) -> None:
        """Where the next visit has come since the row was written, compare with the day before that visit (R11).

        Between the last write and the next visit no date changes its side of today, so any day in between does.
        """
        lapsed = {
            pk: row.next_visit_on
            for pk, row in stored.items()
            if pk in right and row.next_visit_on and row.next_visit_on <= self.today
        }
        visits = Reservation.objects.counting_as_omzet().filter(customer_id__in=lapsed).order_by("event__date")
        by_customer: dict[int, list[date]] = {pk: [] for pk in lapsed}
        for pk, day in visits.values_list("customer_id", "event__date"):
            by_customer[pk].append(day)
        for pk, days in by_customer.items():
            before = [day for day in days if day < lapsed[pk]]
            to_come = [day for day in days if day >= lapsed[pk]]
            row = right[pk]
            row.first_visit_on, row.last_visit_on = (before[0], before[-1]) if before else (None, None)
            row.next_visit_on = to_come[0] if to_come else None


class Seats(Book):
    """No event has sold more than it has, but for what somebody answered for: so many guests, or so low a capacity."""

    name = "seats"
    doing = gettext_lazy("Seats")
    rows = Event.objects.all()

    def differences(self, ids):
        held = seats.held_by_event(ids, at=self.at)
        events = Event.objects.with_programme().filter(pk__in=ids).order_by("pk")
        over = [event for event in events if held[event.pk] > event.capacity]
        lawful = self._lawful(over)
        return [
            Difference(self.name, event.pk, str(event), "capacity", event.capacity, held[event.pk], mendable=False)
            for event in over
            if held[event.pk] - event.capacity > lawful[event.pk]
        ]

    def _lawful(self, events: Collection[Event]) -> Counter[int]:
        """Seats over capacity by event: those of flagged reservations, and what its capacity was set short by."""
        ids = [event.pk for event in events]
        flagged = Reservation.objects.filter(event_id__in=ids, over_capacity=True).holding_seats(at=self.at).order_by()
        lawful = Counter(dict(flagged.values_list("event_id").annotate(Sum("guests"))))
        resized = Act.objects.filter(event_id__in=ids, reservation__isnull=True, after__has_key="capacity")
        sold: Counter[int] = Counter()  # when somebody answered for the hall being too small; 0 once it was not
        for event, before, after, data in resized.order_by("at", "pk").values_list("event", "before", "after", "data"):
            short = data.get("over_capacity_by", 0)
            # An event that was created has no capacity before; nobody had answered for more then.
            grew_a_little = before.get("capacity", 0) < after["capacity"] < sold[event]
            sold[event] = after["capacity"] + short if short else sold[event] * grew_a_little
        lawful.update({event.pk: max(0, sold[event.pk] - event.capacity) for event in events})
        return lawful

    def mend(self, ids):
        """Who has to go is for people to say."""


BOOKS: list[type[Book]] = [Reservations, Events, Customers, Seats]


def check(*, at: datetime, mend: bool, progress: Progress) -> Iterator[Difference]:
    """Every difference; with `mend` it is mended by the time it is yielded, where it can be."""
    for book in (kind(at=at) for kind in BOOKS):
        for ids in _chunks(book, progress):
            suspects = {found.pk for found in book.differences(ids)}
            # A second look: rows that were read before and sums that were read after a colleague's act differ.
            found = book.differences(sorted(suspects)) if suspects else []
            mendable = {difference.pk for difference in found if difference.mendable}
            if mend and mendable:
                book.mend(sorted(mendable))
            yield from found


def _chunks(book: Book, progress: Progress) -> Iterator[list[int]]:
    """The ids of all rows, ascending."""
    rows = book.rows.order_by("pk")
    total, done, last = rows.count(), 0, 0
    while ids := list(rows.filter(pk__gt=last).values_list("pk", flat=True)[:CHUNK]):
        progress(str(book.doing), done, total)
        yield ids
        done, last = done + len(ids), ids[-1]


def _sums(rows: QuerySet, reservation_ids: Collection[int], what: Any) -> dict[int, int]:
    rows = rows.filter(reservation_id__in=reservation_ids).order_by()
    return dict(rows.values_list("reservation_id").annotate(cents=Sum(what)))


def _compare(
    book: str, pk: int, name: str, columns: Collection[str], stored: Model | None, right: Model | None
) -> list[Difference]:
    """One difference per column; one for a row that is missing or too many."""
    if stored is None or right is None:
        was, should_be = (_("missing") if row is None else _("there") for row in (stored, right))
        return [Difference(book, pk, name, "summary", was, should_be)]
    pairs = [(column, getattr(stored, column), getattr(right, column)) for column in columns]
    return [Difference(book, pk, name, column, was, should_be) for column, was, should_be in pairs if was != should_be]
