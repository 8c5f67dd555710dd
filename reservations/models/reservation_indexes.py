"""What the list of reservations and the work lists are read from; see also reservations/querysets/walking.py."""

from django.db.models import F, Index, Q

from reservations.status import COUNTS_AS_OMZET, OFF, Status

# With what a list is narrowed by, a million entries are looked through without a look at their rows.
WITH = ("status", "event", "customer", "guests", "arrangement", "total_cents", "paid_cents", "due_on", "created_at")
COUNTS = Q(status__in=sorted(COUNTS_AS_OMZET))
OWING = Q(total_cents__gt=F("paid_cents"))


def _walk(name: str, *order: str, condition: Q | None = None) -> Index:
    fields = [*order, *(field for field in WITH if field not in {column.lstrip("-") for column in order})]
    return Index(fields=fields, name=name, condition=condition)


INDEXES = [
    # One for each column that a list is walked by.
    _walk("reservation_newest_first", "-created_at", "-id"),
    _walk("reservation_by_event", "event", "id"),
    _walk("reservation_by_guests", "guests", "id"),
    _walk("reservation_by_total", "total_cents", "id"),
    # With what it may be sorted by, and not with what was paid: SQLite would look through it for who owes.
    Index(
        fields=["status", "-created_at", "-id", "event", "guests", "total_cents"], name="reservation_newest_by_status"
    ),
    # One for each work list and each state of payment that is rare; conditions as in the QuerySet method of that name.
    Index(fields=["option_expires_at", "id"], name="options_by_expiry", condition=Q(status="option")),
    Index(fields=["created_at", "id"], name="pending_by_age", condition=Q(status="pending")),
    _walk("outstanding_by_due_date", "due_on", "id", condition=COUNTS & OWING),
    Index(
        fields=["promised_on", "id"], name="promised_by_date", condition=COUNTS & OWING & Q(promised_on__isnull=False)
    ),
    # Without those that are off, which are most of what nobody paid. Not "= 0", or SQLite would conclude that the total
    # is above 0, and begin at its index.
    _walk(
        "open_by_due_date", "due_on", "id",
        condition=Q(status__in=sorted(frozenset(Status) - OFF), paid_cents__lte=0) & OWING,
    ),
    Index(fields=["due_on", "id"], name="partly_paid_by_due_date", condition=OWING & Q(paid_cents__gt=0)),
    Index(fields=["credit_as", "id"], name="paid_too_much", condition=Q(paid_cents__gt=F("total_cents"))),
    Index(
        fields=["credit_as", "created_at", "id"],
        name="credit_by_what_becomes_of_it",
        condition=Q(COUNTS, paid_cents__gt=F("total_cents")) | Q(Q(status__in=sorted(OFF)), paid_cents__gt=0),
    ),
    Index(fields=["event", "status"], name="reservation_by_event_status", include=["guests"]),
    Index(fields=["invoice_number"], name="reservation_by_invoice"),
]  # fmt: skip
