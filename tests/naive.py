"""The books, computed the slow and obvious way from rows alone: what the engine's own sums are held against."""

from collections import defaultdict

from django.apps import apps

from reservations.models import CustomerSummary, Event, EventPrice, EventSummary, Line, Reservation
from tests.factories import NOON, TODAY

COUNTS = {"confirmed", "checked_in", "no_show"}
HOLDS = COUNTS | {"pending"}
FIGURES = ("bookings", "guests", "omzet_cents", "paid_cents", "outstanding_cents")
REST = ("arrangement_id", "cancellations", "no_shows")


def everything():
    """Every row of every table of ours: equal before and after means that nothing was changed."""
    models = [
        m for app in ("crm", "reservations") for m in apps.get_app_config(app).get_models(include_auto_created=True)
    ]
    return {model.__name__: sorted(model.objects.values_list(), key=str) for model in models}


def now(row):
    """A row as the database has it now."""
    return type(row).objects.get(pk=row.pk)


def statuses():
    """Of all reservations, in the order in which they came."""
    return list(Reservation.objects.order_by("pk").values_list("status", flat=True))


def restorable(today):
    """All that an undo puts back: rows but for their version, lines and tags by what they say, and the sums."""
    hidden = ("version", "updated_at")
    rows = [{k: v for k, v in row.items() if k not in hidden} for row in Reservation.objects.order_by("pk").values()]
    columns = ("reservation", "description", "quantity", "unit_cents", "arrangement", "extra")
    lines = list(Line.objects.order_by("reservation", "pk").values_list(*columns))
    tags = set(Reservation.tags.through.objects.values_list("reservation", "reservationtag"))
    events = list(Event.objects.order_by("pk").values())
    offers = set(Event.arrangements.through.objects.values_list("event", "arrangement"))
    prices = set(EventPrice.objects.values_list("event", "arrangement", "cents"))
    return rows, lines, tags, events, offers, prices, stored_event_sums(), stored_customer_sums(today)


def seats_held(event, *, at):
    rows = Reservation.objects.filter(event=event)
    return sum(r.guests for r in rows if r.status in HOLDS or (r.status == "option" and r.option_expires_at > at))


def event_sums():
    """{(event, arrangement): figures} of the bookings that count."""
    sums = defaultdict(lambda: [0, 0, 0, 0, 0])
    for row in Reservation.objects.all():
        if row.status in COUNTS:
            _add(sums[row.event_id, row.arrangement_id], row)
    return {key: tuple(figures) for key, figures in sums.items()}


def stored_event_sums():
    return {(row.event_id, row.arrangement_id): _figures(row) for row in EventSummary.objects.all()}


def customer_sums(today):
    """{customer: figures, first and last visit, arrangement, cancellations, no-shows} of all with reservations."""
    rows = defaultdict(list)
    for row in Reservation.objects.select_related("event").order_by("pk"):
        rows[row.customer_id].append(row)
    return {customer: _customer(theirs, today) for customer, theirs in rows.items()}


def stored_customer_sums(today):
    rows = CustomerSummary.objects.as_of(today)
    return {
        row.customer_id: (*_figures(row), *(getattr(row, name) for name in ("first_visit", "last_visit", *REST)))
        for row in rows
    }


def assert_books_are_right(*, at=NOON, today=TODAY):
    """Ledgers, totals and both summaries equal their rows; returns {event: seats over its capacity}."""
    for row in Reservation.objects.prefetch_related("payments", "lines"):
        assert row.paid_cents == sum(payment.amount_cents for payment in row.payments.all())
        lines = sum(line.quantity * line.unit_cents for line in row.lines.all())
        assert row.total_cents == max(0, lines - row.discount_cents)
    assert stored_event_sums() == event_sums()
    assert stored_customer_sums(today) == customer_sums(today)
    return {event.pk: seats_held(event, at=at) - event.capacity for event in Event.objects.all()}


def _customer(rows, today):
    counting = [row for row in rows if row.status in COUNTS]
    figures = [0, 0, 0, 0, 0]
    for row in counting:
        _add(figures, row)
    visits = sorted(row.event.date for row in counting if row.event.date <= today)
    return (
        *figures, visits[0] if visits else None, visits[-1] if visits else None, _preferred(counting),
        sum(row.status == "cancelled" for row in rows), sum(row.status == "no_show" for row in rows),
    )  # fmt: skip


def _preferred(rows):
    """Most bookings; ties by guests, then most recent, then the one that was made first."""
    by_arrangement = defaultdict(list)
    for row in rows:
        by_arrangement[row.arrangement_id].append(row)
    ranking = [
        (len(theirs), sum(row.guests for row in theirs), max(row.event.date for row in theirs), -arrangement)
        for arrangement, theirs in by_arrangement.items()
    ]
    return -max(ranking)[-1] if ranking else None


def _add(figures, row):
    outstanding = max(0, row.total_cents - row.paid_cents)
    for position, amount in enumerate((1, row.guests, row.total_cents, row.paid_cents, outstanding)):
        figures[position] += amount


def _figures(row):
    return tuple(getattr(row, name) for name in FIGURES)
