"""The mission's own morning, counted by the methods that the screen counts with, at every awkward moment."""

from collections import Counter
from datetime import timedelta
from functools import partial
from random import Random

import pytest
from django.contrib.auth import get_user_model
from django.db.models import Count, Q, Sum
from django.utils import timezone

from crm.models import Customer
from reservations import undo
from reservations.calendar import days_until
from reservations.models import Event, Payment, Reservation
from reservations.seeding import demo
from reservations.status import Status
from reservations.worklists import EXPIRING, LAPSED, OVERDUE
from tests.factories import NOON, local
from tests.naive import assert_books_are_right
from tests.reservations.seeding.believing import assert_believable, rows_of

pytestmark = pytest.mark.django_db
MOMENTS = [
    local(2026, 11, 23, 9),
    local(2026, 11, 23, 14, 30),
    local(2026, 12, 31, 23, 50),
    local(2027, 1, 1, 0, 8),
    local(2026, 3, 28, 23, 50),
    local(2026, 3, 29, 0, 8),
    local(2026, 3, 29, 9),
    local(2026, 10, 24, 23, 50),
    local(2026, 10, 25, 1, 8),
    local(2026, 10, 25, 14, 30),
    local(2028, 2, 28, 0, 1),
]


def omzet(reservations):
    return sum(row.total_cents for row in reservations)


def make_demo(at, random_seed=1):
    demo.seed(Random(random_seed), at=at, say=str)  # noqa: S311


def assert_the_picture(at):
    counting = Reservation.objects.counting_as_omzet()
    assert (omzet(counting), counting.count()) == (4_523_000, 142)
    assert Event.objects.active().count() == 28
    popular = Counter(counting.values_list("arrangement__code", flat=True)).most_common()
    assert popular[0][0] == "BWFM"
    assert popular[0][1] > popular[1][1]
    assert_the_options(at)
    assert_the_payments(at)
    assert Reservation.objects.pending().count() == 5
    assert_the_door(at)


def assert_the_options(at):
    abc, xyz, third = EXPIRING.at(at)
    assert [(row.customer.company.name, row.guests, row.total_cents) for row in (abc, xyz)] == [
        ("ABC BV", 20, 120_000),
        ("XYZ NV", 15, 95_000),
    ]
    assert [days_until(timezone.localdate(row.option_expires_at), at=at) for row in (abc, xyz, third)] == [1, 2, 3]
    assert [row.is_urgent(at=at) for row in (abc, xyz, third)] == [True, False, False]
    assert not LAPSED.at(at).exists()


def assert_the_payments(at):
    assert sum(row.outstanding_cents for row in OVERDUE.at(at)) == 215_000
    assert [(r.customer.email, r.outstanding_cents, r.days_late(at=at)) for r in OVERDUE.at(at)] == [
        ("info@abc.nl", 120_000, 5),
        ("contact@xyz.nl", 95_000, 2),
    ]
    assert Reservation.objects.outstanding().count() == 3
    assert not Reservation.objects.without_due_date().exists()


def assert_the_door(at):
    today = timezone.localdate(at)
    arriving = Count("reservations", filter=Q(reservations__status=Status.CONFIRMED))
    arrived = Count("reservations", filter=Q(reservations__status=Status.CHECKED_IN))
    tonight = Event.objects.active().on(today).annotate(arriving=arriving, arrived=arrived)
    assert tonight.count() == 3
    assert all(event.arriving and event.arrived for event in tonight)


@pytest.mark.parametrize("at", MOMENTS, ids="{:%Y-%m-%d %H:%M}".format)
def test_the_picture_holds_at_any_hour_and_its_history_is_believable(at):
    make_demo(at)

    assert_the_picture(at)
    assert_believable(at)


@pytest.mark.parametrize("random_seed", [2, 3, 10, 77])
def test_the_picture_holds_with_other_people(random_seed):
    make_demo(NOON, random_seed)

    assert_the_picture(NOON)


@pytest.mark.parametrize("hour_of_25", [local(2026, 10, 25), local(2026, 10, 25, 0, 30), local(2026, 7, 1)])
def test_where_tomorrow_is_a_day_away_the_option_is_urgent_and_ends_today(hour_of_25):
    make_demo(hour_of_25)

    first = EXPIRING.at(hour_of_25).first()
    assert first.is_urgent(at=hour_of_25)
    assert timezone.localdate(first.option_expires_at) == timezone.localdate(hour_of_25)


def test_the_same_seed_and_moment_make_the_same_rows():
    again, others = (rows_of(partial(make_demo, NOON, random_seed)) for random_seed in (1, 2))

    assert rows_of(partial(make_demo, NOON, 1)) == again
    assert again != others


def test_there_is_one_of_everything_that_a_desk_meets():
    make_demo(NOON)
    rows = Reservation.objects.all()

    assert set(rows.values_list("status", flat=True)) == set(Status.values)
    assert rows.filter(status=Status.NO_SHOW).count() == 3
    free = rows.filter(tags__code="GENODIGDE")
    assert (free.count(), omzet(free)) == (4, 0)
    assert set(Payment.objects.values_list("method", flat=True)) >= {"bank", "ideal", "pin", "cash", "voucher"}
    assert Payment.objects.filter(kind="refund").exists()
    assert Customer.objects.filter(last_name="Özdemir").exists()
    assert Customer.objects.filter(summary__bookings__gte=3).count() > 10
    full = Event.objects.get(waitlist_open=True)
    assert full.reservations.holding_seats(at=NOON).seats() == full.capacity
    assert full.waitlist.count() == 3
    assert sorted(rows.values_list("reference", flat=True)) == sorted(f"res-{n}" for n in range(1, rows.count() + 1))


def test_nobody_books_one_evening_twice():
    make_demo(NOON)

    counting = Reservation.objects.counting_as_omzet().values("event", "customer").annotate(n=Count("pk"))
    assert not counting.filter(n__gt=1).exists()


def test_the_amounts_follow_the_price_list():
    make_demo(NOON)

    for row in (
        Reservation.objects.counting_as_omzet()
        .select_related("event__type", "arrangement")
        .prefetch_related("lines__extra")
    ):
        first, *extras = row.lines.order_by("pk")
        each = row.event.type.prices.get(arrangement=row.arrangement).cents
        assert (first.quantity, first.unit_cents) == (row.guests, each if row.total_cents else 0)
        assert all(line.quantity >= line.extra.minimum for line in extras)


def test_what_was_done_last_can_be_taken_back():
    make_demo(NOON)
    anna = get_user_model().objects.get(username="balie")
    paid = Reservation.objects.aggregate(cents=Sum("paid_cents"))["cents"]

    for row in Reservation.objects.all():
        last = row.acts.newest_first().first()
        if undo.can_take_back(last):
            undone = undo.take_back(last, by=anna, at=NOON)
            assert last.before.get("status") in {None, undone.reservation.status}
            paid -= last.payment.amount_cents if last.payment else 0
    assert Reservation.objects.aggregate(cents=Sum("paid_cents"))["cents"] == paid
    assert_books_are_right(at=NOON, today=NOON.date())


def test_an_option_lives_for_the_usual_term():
    make_demo(NOON)

    assert [row.option_expires_at - row.option_placed_at for row in EXPIRING.at(NOON)] == [timedelta(days=7)] * 3


def test_a_login_that_is_there_keeps_its_password():
    users = get_user_model().objects
    users.create_user("balie", password="changed")

    make_demo(NOON)

    assert users.get(username="balie").check_password("changed")


def test_paid_counts_what_came_in():
    make_demo(NOON)

    paid = Reservation.objects.aggregate(paid=Sum("paid_cents"))["paid"]
    assert paid == Payment.objects.aggregate(entered=Sum("amount_cents"))["entered"]
