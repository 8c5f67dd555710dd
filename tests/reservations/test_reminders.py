"""Asking for a payment reminder: to whom, how often, and that it is queued with its act."""

from datetime import timedelta
from uuid import UUID

import pytest

from reservations.models import Act, Mail
from reservations.refusals import AlreadyReminded, NoAddress, NotOutstanding
from reservations.status import Status
from tests.factories import NOON, ReservationFactory, local
from tests.naive import everything

pytestmark = pytest.mark.django_db
TOKEN = UUID("c0ffee00-0000-4000-8000-000000000000")
LEAVES = NOON + timedelta(seconds=15)


def test_a_reminder_is_queued_with_its_act(remind):
    row = ReservationFactory(paid_cents=5000, customer__email="info@abc.nl")

    done = remind(row)

    data = {"to": "info@abc.nl", "outstanding_cents": 10000, "level": 1}
    assert (done.kind, done.data) == (Act.Kind.REMINDED, data)
    assert (done.reservation.reminded_at, done.reservation.reminder_level) == (NOON, 1)
    queued = Mail.objects.get()
    assert (queued.act, queued.reservation, queued.to, queued.send_at) == (done, row, "info@abc.nl", LEAVES)
    assert queued.level == 1


@pytest.mark.parametrize(
    ("columns", "refusal"),
    [
        ({"paid_cents": 15000}, NotOutstanding),
        ({"paid_cents": 15001}, NotOutstanding),
        ({"total_cents": 0}, NotOutstanding),
        ({"status": Status.PENDING}, NotOutstanding),
        ({"status": Status.CANCELLED}, NotOutstanding),
        ({"customer__email": ""}, NoAddress),
    ],
)
def test_who_owes_nothing_or_has_no_address_is_not_reminded(remind, columns, refusal):
    row = ReservationFactory(**columns)
    before = everything()

    with pytest.raises(refusal):
        remind(row)
    assert everything() == before


def test_a_cent_is_worth_a_reminder(remind):
    assert remind(ReservationFactory(paid_cents=14999)).data["outstanding_cents"] == 1


def test_nobody_is_reminded_twice_on_one_local_day(remind):
    row = ReservationFactory()
    remind(row, at=local(2026, 11, 23))

    with pytest.raises(AlreadyReminded):
        remind(row, at=local(2026, 11, 23, 23, 59, 59))
    assert remind(row, at=local(2026, 11, 24)).kind == Act.Kind.REMINDED
    assert Mail.objects.count() == 2


def test_a_double_click_is_one_mail(remind):
    row = ReservationFactory()

    assert remind(row, token=TOKEN) == remind(row, token=TOKEN)
    assert Mail.objects.count() == 1
