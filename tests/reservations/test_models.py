"""What the database refuses, by the name of each constraint, and what objects answer."""

from datetime import time, timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.models import ProtectedError

from reservations import models
from reservations.models import Act, Event, EventSummary, Line, Mail, Payment, Reservation
from reservations.status import Status
from tests.factories import (
    NOON,
    TODAY,
    ArrangementFactory,
    EventFactory,
    ExtraFactory,
    PriceFactory,
    ReservationFactory,
    WaitlistEntryFactory,
    local,
)

pytestmark = pytest.mark.django_db


def refused(name, column=""):
    """A constraint refuses; a unique one is known to SQLite by its column alone."""
    return pytest.raises(IntegrityError, match=column if column and connection.vendor == "sqlite" else name)


@pytest.mark.parametrize(
    ("name", "status", "columns"),
    [
        ("reservation_expires_exactly_while_an_option", Status.OPTION, {"option_expires_at": None}),
        ("reservation_expires_exactly_while_an_option", Status.CONFIRMED, {"option_expires_at": NOON}),
        ("reservation_arrived_exactly_while_checked_in", Status.CHECKED_IN, {"checked_in_at": None}),
        ("reservation_arrived_exactly_while_checked_in", Status.CONFIRMED, {"checked_in_at": NOON}),
        ("reservation_of_at_least_one_guest", Status.CONFIRMED, {"guests": 0}),
        ("reservation_status_is_known", Status.CONFIRMED, {"status": "paid"}),
        ("reservation_that_counts_has_an_arrangement", Status.CONFIRMED, {"arrangement": None}),
        ("reservation_that_counts_has_an_arrangement", Status.NO_SHOW, {"arrangement": None}),
        ("reservations_reservation_total_cents", Status.CONFIRMED, {"total_cents": -1}),
        ("reservations_reservation_paid_cents", Status.CONFIRMED, {"paid_cents": -1}),
        ("reservations_reservation_discount_cents", Status.CONFIRMED, {"discount_cents": -1}),
    ],
)
def test_the_database_refuses_a_reservation_that_makes_no_sense(name, status, columns):
    row = ReservationFactory(status=status)

    # SQLite names a check on one column by its text.
    name = f"{name}|{name.removeprefix('reservations_reservation_')}"
    with refused(name), transaction.atomic():
        Reservation.objects.filter(pk=row.pk).update(**columns)


def test_the_database_refuses_one_reference_twice():
    ReservationFactory(reference="R-1")

    with refused("reference", "reservation.reference"), transaction.atomic():
        ReservationFactory(reference="R-1")


@pytest.mark.parametrize(
    ("name", "columns"),
    [
        ("payment_sign_follows_its_kind", {"kind": "payment", "amount_cents": -1}),
        ("payment_sign_follows_its_kind", {"kind": "payment", "amount_cents": 0}),
        ("payment_sign_follows_its_kind", {"kind": "refund", "amount_cents": 1, "note": "Ziek"}),
        ("payment_sign_follows_its_kind", {"kind": "gift", "amount_cents": 1, "note": "Ziek"}),
        ("payment_back_has_a_note", {"kind": "refund", "amount_cents": -1}),
    ],
)
def test_the_database_refuses_a_payment_that_makes_no_sense(name, columns):
    row = ReservationFactory()

    with refused(name), transaction.atomic():
        Payment.objects.create(reservation=row, method="bank", received_on=TODAY, at=NOON, **columns)


def test_the_database_refuses_a_second_counter_entry():
    row = ReservationFactory(paid_cents=100)
    entry = {"kind": "refund", "amount_cents": -1, "note": "Ziek", "method": "bank", "received_on": TODAY, "at": NOON}
    Payment.objects.create(reservation=row, counters=row.payments.get(), **entry)

    with refused("counters", "payment.counters"), transaction.atomic():
        Payment.objects.create(reservation=row, counters=row.payments.get(kind="payment"), **entry)


@pytest.mark.parametrize(
    ("name", "columns"),
    [
        ("line_of_at_least_one", {"quantity": 0}),
        ("line_is_for_one_thing", {"arrangement": ArrangementFactory, "extra": ExtraFactory}),
    ],
)
def test_the_database_refuses_a_line_that_makes_no_sense(name, columns):
    columns = {key: value() if callable(value) else value for key, value in columns.items()}

    with refused(name), transaction.atomic():
        Line.objects.create(**{"reservation": ReservationFactory(), "quantity": 1, "unit_cents": 1} | columns)


@pytest.mark.parametrize(
    ("name", "columns"),
    [
        ("event_capacity_from_1_to_500", {"capacity": 0}),
        ("event_capacity_from_1_to_500", {"capacity": 501}),
        ("event_doors_open_before_it_starts", {"doors": time(20, 0, 1)}),
    ],
)
def test_the_database_refuses_an_event_that_makes_no_sense(name, columns):
    with refused(name), transaction.atomic():
        EventFactory(**columns)


@pytest.mark.parametrize("capacity", [1, 500])
def test_an_event_has_1_to_500_seats(capacity):
    assert EventFactory(capacity=capacity).capacity == capacity


@pytest.mark.parametrize(
    ("name", "columns"),
    [
        ("waitlist_of_at_least_one_guest", {"guests": 0}),
        ("waitlist_contacted_has_a_moment", {"status": "contacted"}),
    ],
)
def test_the_database_refuses_a_waitlist_entry_that_makes_no_sense(name, columns):
    with refused(name), transaction.atomic():
        WaitlistEntryFactory(**columns)


def test_what_was_imported_once_is_not_imported_again():
    EventFactory(source_id="event-1")
    WaitlistEntryFactory(source_id="res-1")

    with refused("event_imported_once_per_source", "event.source_id"), transaction.atomic():
        EventFactory(source_id="event-1")
    with refused("waitlist_imported_once_per_source", "waitlistentry.source_id"), transaction.atomic():
        WaitlistEntryFactory(source_id="res-1")


def test_what_was_made_here_has_no_source():
    EventFactory.create_batch(2)

    assert Event.objects.filter(source_id="").count() == 2


def test_a_price_starts_once_on_a_day():
    price = PriceFactory()

    with refused("price_one_per_day_it_starts", "price.type_id"), transaction.atomic():
        models.Price.objects.create(
            type=price.type, arrangement=price.arrangement, valid_from=price.valid_from, cents=1
        )


def test_an_event_has_one_price_and_one_sum_per_arrangement():
    pair = {"event": ReservationFactory().event, "arrangement": ArrangementFactory()}
    models.EventPrice.objects.create(**pair, cents=1)

    with refused("event_price_one_per_arrangement", "eventprice.event_id"), transaction.atomic():
        models.EventPrice.objects.create(**pair, cents=2)
    with refused("event_summary_one_per_pair", "eventsummary.event_id"), transaction.atomic():
        EventSummary.objects.create(**pair)


def test_an_act_is_about_something():
    with refused("act_is_about_something"), transaction.atomic():
        Act.objects.create(kind=Act.Kind.LOGGED, at=NOON)


def test_a_click_is_one_act():
    act = {"reservation": ReservationFactory(), "kind": Act.Kind.LOGGED, "at": NOON}
    token = "c0ffee00-0000-4000-8000-000000000000"
    Act.objects.create(**act, token=token)

    with refused("act_once_per_token", "act.token"), transaction.atomic():
        Act.objects.create(**act, token=token)


def test_an_act_is_undone_once():
    act = {"reservation": ReservationFactory(), "kind": Act.Kind.UNDONE, "at": NOON}
    undone = Act.objects.create(**act)
    Act.objects.create(**act, undoes=undone)

    with refused("undoes", "act.undoes_id"), transaction.atomic():
        Act.objects.create(**act, undoes=undone)


@pytest.mark.parametrize(
    "ends",
    [("sent_at", "withdrawn_at"), ("sent_at", "skipped_at"), ("withdrawn_at", "skipped_at")],
)
def test_a_mail_ends_in_one_way(ends):
    row = ReservationFactory()
    act = Act.objects.create(kind=Act.Kind.REMINDED, reservation=row, at=NOON)
    mail = Mail.objects.create(kind="payment_reminder", reservation=row, act=act, to="a@b.nl", send_at=NOON)

    with refused("mail_ends_once"), transaction.atomic():
        Mail.objects.update(**dict.fromkeys(ends, NOON))
    Mail.objects.update(**{ends[0]: NOON})
    assert not Mail.objects.on_its_way().filter(pk=mail.pk).exists()


@pytest.mark.parametrize("what", ["event", "customer", "arrangement"])
def test_nothing_disappears_under_a_booking(what):
    row = ReservationFactory()

    with pytest.raises(ProtectedError):
        getattr(row, what).delete()


def test_a_booking_does_not_disappear_under_its_money_and_history():
    with pytest.raises(ProtectedError):
        ReservationFactory(paid_cents=1).delete()


def test_an_event_starts_at_the_wall_time_of_the_venue():
    event = EventFactory(date=TODAY, start=time(20))

    assert event.starts_at == NOON + timedelta(hours=8)


def test_a_line_costs_its_number_times_its_price():
    assert Line(quantity=3, unit_cents=1550).cents == 4650


def test_who_comes_is_the_contact_of_the_booking_else_the_customer():
    row = ReservationFactory(customer__first_name="Anna", customer__last_name="Visser")
    assert row.contact == "Anna Visser"

    row.contact_name = "Bert Bakker"
    assert row.contact == "Bert Bakker"


def test_diets_are_named_with_their_number():
    assert [count for _name, count in Reservation(vegan=2, lactose_free=1).diet] == [2, 1]
    assert Reservation().diet == []


@pytest.mark.parametrize(
    ("reminded_at", "was"),
    [(local(2026, 11, 23), True), (local(2026, 11, 22, 23, 59, 59), False), (None, False)],
)
def test_a_reminder_was_today_from_midnight(reminded_at, was):
    assert Reservation(reminded_at=reminded_at).was_reminded_today(at=NOON) is was


@pytest.mark.parametrize(
    ("columns", "outcome"),
    [({"sent_at": NOON}, "sent"), ({"skipped_at": NOON}, "not sent: settled"), ({"error": "Stil"}, "failed: Stil")],
)
def test_a_log_says_what_became_of_a_mail(columns, outcome):
    assert Mail(**columns).outcome == outcome


def test_history_is_read_from_its_end():
    row = ReservationFactory()
    acts = [Act.objects.create(kind="logged", reservation=row, at=NOON + timedelta(hours=n % 2)) for n in range(3)]

    assert list(Act.objects.newest_first()) == [acts[1], acts[2], acts[0]]
