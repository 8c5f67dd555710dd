"""The stored sums per event and per customer, and their only writer.

Always recomputed from the rows, in the transaction that changed them; never incremented. The event's rows are safe
under the event's lock that the caller holds; the customers are locked here.
"""

from collections.abc import Collection, Iterable, Iterator
from datetime import date
from itertools import islice

from django.db.models import Count, F, Max, Min, Q, QuerySet, Sum
from django.db.models.functions import Greatest

from crm.models import Customer
from reservations.models import CustomerSummary, EventSummary, Reservation
from reservations.status import COUNTS_AS_OMZET, Status

CHUNK = 500
FIGURES = ("bookings", "guests", "omzet_cents", "paid_cents", "outstanding_cents")
_COUNTS = Q(status__in=sorted(COUNTS_AS_OMZET))


def refresh(*, events: Collection[int], customers: Collection[int], today: date) -> None:
    """Recompute the rows of these events and customers (ids). `today` is the venue's local date."""
    for ids in _chunks(sorted(events)):
        _write_events(ids)
    for ids in _chunks(sorted(customers)):
        _write_customers(ids, today=today)


def event_figures(event_ids: Collection[int]) -> list[EventSummary]:
    """What the rows say, one unsaved summary per event and arrangement that has bookings."""
    rows = Reservation.objects.counting_as_omzet().filter(event_id__in=event_ids)
    sums = rows.order_by().values("event_id", "arrangement_id").annotate(**_figures(Q()))
    return [EventSummary(**row) for row in sums]


def customer_figures(customer_ids: Collection[int], *, today: date) -> list[CustomerSummary]:
    """What the rows say, one unsaved summary per customer that has reservations."""
    rows = Reservation.objects.filter(customer_id__in=customer_ids).order_by()
    past, to_come = Q(event__date__lte=today), Q(event__date__gt=today)
    sums = rows.values("customer_id").annotate(
        **_figures(_COUNTS),
        first_visit_on=Min("event__date", filter=_COUNTS & past),
        last_visit_on=Max("event__date", filter=_COUNTS & past),
        next_visit_on=Min("event__date", filter=_COUNTS & to_come),
        cancellations=Count("pk", filter=Q(status=Status.CANCELLED)),
        no_shows=Count("pk", filter=Q(status=Status.NO_SHOW)),
    )
    preferred = _preferred_arrangements(rows)
    companies = dict(Customer.objects.standing().filter(pk__in=customer_ids).values_list("pk", "company"))
    return [
        CustomerSummary(
            **row, arrangement_id=preferred.get(row["customer_id"]), company_id=companies.get(row["customer_id"])
        )
        for row in sums
    ]


def _figures(counts: Q) -> dict:
    """The aggregates of FIGURES over the rows that `counts` names."""
    return {
        # First: from the next line on, `paid_cents` is the name of a sum.
        "outstanding_cents": Sum(Greatest(F("total_cents") - F("paid_cents"), 0), filter=counts or None, default=0),
        "bookings": Count("pk", filter=counts or None),
        "guests": Sum("guests", filter=counts or None, default=0),
        "omzet_cents": Sum("total_cents", filter=counts or None, default=0),
        "paid_cents": Sum("paid_cents", filter=counts or None, default=0),
    }


def _preferred_arrangements(rows: QuerySet) -> dict[int, int]:
    """Customer id → arrangement id: most bookings; ties by guests, then most recent, then the first made (R9)."""
    ranked = (
        rows.filter(_COUNTS)
        .values_list("customer_id", "arrangement_id")
        .annotate(n=Count("pk"), heads=Sum("guests"), latest=Max("event__date"))
        .order_by("n", "heads", "latest", "-arrangement_id")
    )
    return {customer: arrangement for customer, arrangement, *_ in ranked}


def _write_events(event_ids: list[int]) -> None:
    fresh = event_figures(event_ids)
    pairs = {(row.event_id, row.arrangement_id) for row in fresh}
    stored = EventSummary.objects.filter(event_id__in=event_ids).values_list("pk", "event_id", "arrangement_id")
    gone = [pk for pk, *pair in stored if tuple(pair) not in pairs]
    if gone:
        EventSummary.objects.filter(pk__in=gone).delete()
    EventSummary.objects.bulk_create(
        fresh, update_conflicts=True, unique_fields=["event", "arrangement"], update_fields=FIGURES
    )


def _write_customers(customer_ids: list[int], *, today: date) -> None:
    # Two acts on two evenings of one customer: the second waits here, then sees what the first wrote.
    list(Customer.objects.select_for_update(no_key=True).filter(pk__in=customer_ids).order_by("pk").values_list("pk"))
    fresh = customer_figures(customer_ids, today=today)
    written = {row.customer_id for row in fresh}
    if len(written) < len(customer_ids):
        CustomerSummary.objects.filter(pk__in=set(customer_ids) - written).delete()
    columns = [f.attname for f in CustomerSummary._meta.concrete_fields if not f.primary_key]
    CustomerSummary.objects.bulk_create(fresh, update_conflicts=True, unique_fields=["customer"], update_fields=columns)


def _chunks(ids: Iterable[int]) -> Iterator[list[int]]:
    remaining = iter(ids)
    while chunk := list(islice(remaining, CHUNK)):
        yield chunk
