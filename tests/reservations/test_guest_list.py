"""Who comes to one event, and what the house counts on."""

import pytest

from reservations.guest_list import GuestList
from reservations.models import Line
from reservations.status import Status
from tests.factories import (
    NOON,
    ArrangementFactory,
    CompanyFactory,
    CustomerFactory,
    EventFactory,
    ExtraFactory,
    ReservationFactory,
)  # fmt: skip

pytestmark = pytest.mark.django_db


@pytest.fixture
def event():
    return EventFactory()


@pytest.fixture
def listed(event):
    return lambda: GuestList(event, at=NOON)


def named(last_name, event, **columns):
    return ReservationFactory(customer=CustomerFactory(first_name="", last_name=last_name), event=event, **columns)


def test_they_stand_by_the_name_they_are_called_by_accents_and_capitals_aside(event, listed):
    firm = CustomerFactory(company=CompanyFactory(name="pannenkoeken bv"), last_name="Aa")
    for name in ("Özdemir", "Zwart", "de Wit", "Oomen"):
        named(name, event)
    ReservationFactory(customer=firm, event=event)

    assert [str(row.customer) for row in listed().parties] == ["de Wit", "Oomen", "Özdemir", "pannenkoeken bv", "Zwart"]


def test_only_whom_the_door_awaits_or_has_let_in(event, listed):
    for status in Status:
        ReservationFactory(event=event, status=status)
    ReservationFactory()

    assert sorted(row.status for row in listed().parties) == ["checked_in", "confirmed"]
    assert listed().arrived == 1


def test_who_may_yet_come_is_counted_apart(event, listed):
    for status, guests in [(Status.PENDING, 3), (Status.PENDING, 4), (Status.OPTION, 5), (Status.REQUEST, 6)]:
        ReservationFactory(event=event, status=status, guests=guests)
    ReservationFactory(event=event, status=Status.OPTION, option_expires_at=NOON)

    unsure = [(group.status.value, group.parties, group.guests) for group in listed().unsure]

    assert unsure == [("option", 1, 5), ("pending", 2, 7)]


def test_the_house_knows_what_to_count_on(event, listed):
    premium, drinks = ArrangementFactory(code="BWFM", name="Premium"), ExtraFactory()
    one = ReservationFactory(event=event, guests=10, vegetarian=2, vegan=1, diet_other="Geen noten", paid_cents=80000)
    two = ReservationFactory(event=event, guests=4, vegetarian=3, arrangement=premium, paid_cents=10000)
    for row, quantity in [(one, 10), (two, 25)]:
        Line.objects.create(reservation=row, description="Voorborrel", quantity=quantity, unit_cents=0, extra=drinks)

    found = listed()

    assert (found.guests, len(found.parties)) == (14, 2)
    assert found.diets == [("vegetarisch", 5), ("veganistisch", 1)]
    assert found.other_diets == 1
    assert found.add_ons == [("Voorborrel", 35)]
    assert found.arrangements == [("Standaard", 10), ("Premium", 4)]
    # One has paid € 50 too much, which settles nothing of what the other owes.
    assert found.unpaid_cents == 20000


@pytest.mark.parametrize("rows", [1, 3])
def test_it_asks_the_same_for_any_number_of_parties(event, listed, rows, django_assert_num_queries):
    for _ in range(rows):
        row = ReservationFactory(event=event)
        Line.objects.create(reservation=row, description="Voorborrel", quantity=1, unit_cents=0, extra=ExtraFactory())

    with django_assert_num_queries(4):
        found = listed()
        assert [(line.extra, party.tags.all()) for party in found.parties for line in party.lines.all()]
        assert [str(party.customer) for party in found.parties]

    assert len(found.parties) == rows
