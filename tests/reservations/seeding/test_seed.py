"""`manage.py seed`: where it goes ahead, where it refuses, and what it says then."""

from io import StringIO

import pytest
from django.contrib.auth import get_user_model
from django.core.management import CommandError, call_command

from crm.models import Customer
from reservations.models import Reservation
from reservations.seeding import bulk
from reservations.seeding.sizes import SIZES, Plan
from tests.factories import CustomerFactory, EventFactory, ReservationFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _small_venue(monkeypatch):
    monkeypatch.setitem(SIZES, "venue", Plan(events=6, reservations=60, customers=20))


def seed(**options):
    out = StringIO()
    call_command("seed", stdout=out, **options)
    return out.getvalue()


def test_the_demo_brings_its_login(settings):
    settings.DEBUG = True

    assert "162 reservations" in seed(size="demo")

    [anna] = get_user_model().objects.all()
    assert (anna.username, anna.first_name, anna.is_superuser) == ("balie", "Anna", True)
    assert anna.check_password("balie")


def test_the_demo_needs_debug(settings):
    settings.DEBUG = False

    with pytest.raises(CommandError, match="needs DEBUG=1"):
        seed(size="demo")

    assert not get_user_model().objects.exists()
    assert not Reservation.objects.exists()


def test_a_venue_may_be_seeded_anywhere_and_brings_no_login(settings):
    settings.DEBUG = False

    assert "60 reservations of 20 customers for 6 events" in seed(size="venue", random_seed=7)

    assert not get_user_model().objects.exists()


@pytest.mark.parametrize("factory", [ReservationFactory, EventFactory, CustomerFactory])
@pytest.mark.parametrize("size", ["demo", "venue"])
def test_a_database_that_is_in_use_is_left_alone(size, factory, settings):
    settings.DEBUG = True
    factory()
    before = Reservation.objects.count(), Customer.objects.count()

    with pytest.raises(CommandError, match=r"start afresh: `manage\.py migrate crm zero`"):
        seed(size=size)

    assert (Reservation.objects.count(), Customer.objects.count()) == before


def test_an_interrupt_says_how_to_start_afresh(monkeypatch):
    def interrupted(*_args, **_options):
        raise KeyboardInterrupt

    monkeypatch.setattr(bulk, "seed", interrupted)

    with pytest.raises(CommandError, match=r"Interrupted.*start afresh") as caught:
        seed(size="venue")
    assert caught.value.returncode == 130
