"""What any seeded database must be: right to the cent, possible in time, and the same each time."""

from django.db import transaction
from django.utils import timezone

from crm.models import Customer
from reservations.models import Act, Payment, Reservation
from reservations.status import Status
from tests.naive import assert_books_are_right

RESERVATION = (
    "reference", "customer__email", "customer__phone", "event__date", "event__start", "status", "guests",
    "arrangement__code", "total_cents", "paid_cents", "due_on", "created_at", "option_expires_at", "checked_in_at",
)  # fmt: skip


def assert_believable(at):
    assert max(assert_books_are_right(at=at, today=timezone.localdate(at)).values()) <= 0
    for row in Reservation.objects.for_rows().select_related("event__type").prefetch_related("acts", "payments"):
        assert_history_is_in_order(row, at=at)
        assert_possible(row, at=at)


def assert_history_is_in_order(row, *, at):
    acts = sorted(row.acts.all(), key=lambda act: act.pk)
    moments = [act.at for act in acts]
    assert moments == sorted(moments)
    assert (row.updated_at, row.version) == (moments[-1], len(acts))
    assert moments[-1] <= at
    if acts[0].kind == Act.Kind.IMPORTED:
        assert (len(acts), row.source) == (1, Reservation.Source.IMPORT)
    else:
        assert (acts[0].kind, acts[0].at, acts[0].after["guests"]) == (Act.Kind.PLACED, row.created_at, row.guests)
        assert [act.after["status"] for act in acts if "status" in act.after][-1] == row.status
        assert {act.payment_id for act in acts} - {None} == {payment.pk for payment in row.payments.all()}


def assert_possible(row, *, at):
    assert row.customer.created_at <= row.created_at <= at
    assert not row.over_capacity
    if row.status == Status.OPTION:
        assert row.option_placed_at == row.created_at < row.option_expires_at <= row.event.starts_at
    if row.status in {Status.CHECKED_IN, Status.NO_SHOW}:
        assert row.event.date <= timezone.localdate(at)
    for payment in row.payments.all():
        assert row.created_at < payment.at <= at
        assert payment.received_on == timezone.localdate(payment.at)


def rows_of(make):
    """What `make` writes, but for ids; it is rolled back."""
    with transaction.atomic():
        make()
        rows = (
            list(Reservation.objects.order_by("reference").values_list(*RESERVATION)),
            sorted(Customer.objects.values_list("first_name", "last_name", "email", "company__name", "created_at")),
            sorted(Act.objects.values_list("reservation__reference", "at", "kind", "reason")),
            sorted(Payment.objects.values_list("reservation__reference", "at", "amount_cents", "method")),
        )
        transaction.set_rollback(True)
    return rows
