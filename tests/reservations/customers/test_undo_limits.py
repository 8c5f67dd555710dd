"""Acts on customers that can't be taken back any more: each is refused with its reason, and one row alone of many."""

from datetime import timedelta

import pytest

from crm.models import Customer, Tag
from reservations import undo
from reservations.customers import acts, follow_ups, tasks
from reservations.models import Act, FollowUp
from reservations.refusals import CannotUndo
from reservations.status import Status
from tests.factories import NOON, TODAY, CustomerFactory, EventFactory, ReservationFactory
from tests.naive import now

pytestmark = pytest.mark.django_db
LATER = NOON + timedelta(hours=1)


@pytest.fixture
def anna():
    return CustomerFactory(first_name="", last_name="Bos", email="anna@bos.nl")


@pytest.fixture
def refused(staff):
    def refused(act):
        before = list(Customer.objects.order_by("pk").values()), Act.objects.count()
        with pytest.raises(CannotUndo) as refusal:
            undo.take_back(act, by=staff, at=LATER)
        assert (list(Customer.objects.order_by("pk").values()), Act.objects.count()) == before
        return str(refusal.value)

    return refused


def test_an_address_that_somebody_else_has_by_now(staff, anna, refused):
    edited = acts.edit(anna, {"email": "anna@nieuw.nl"}, by=staff, at=NOON)
    CustomerFactory(first_name="Bram", last_name="Vos", email="anna@bos.nl")

    assert refused(edited).endswith("anna@bos.nl is intussen het adres van Bram Vos.")


def test_a_name_without_which_they_would_be_nobody(staff, refused):
    address = CustomerFactory(first_name="", last_name="", email="info@bos.nl")
    named = acts.edit(address, {"last_name": "Bos"}, by=staff, at=NOON)
    acts.edit(now(address), {"email": ""}, by=staff, at=NOON)

    assert "zonder naam of adres" in refused(named)


def test_a_tag_that_they_have_again(staff, anna, refused):
    vip = Tag.objects.get_or_create(name="VIP")[0]
    acts.tag(anna, tag=vip, by=staff, at=NOON)
    taken_away = acts.untag(anna, tag=vip, by=staff, at=NOON)
    acts.tag(anna, tag=vip, by=staff, at=NOON)

    assert "sindsdien gewijzigd" in refused(taken_away)


def test_a_task_of_a_rule_that_was_done_again(staff, refused):
    evening = EventFactory(date=TODAY - timedelta(days=3))
    ReservationFactory(guests=10, status=Status.CHECKED_IN, checked_in_at=NOON - timedelta(days=3), event=evening)
    (task,) = tasks.wanted(at=NOON)
    undone = undo.take_back(follow_ups.finish(task, by=staff, at=NOON), by=staff, at=NOON)
    follow_ups.finish(task, by=staff, at=NOON)

    assert "sindsdien gewijzigd" in refused(undone)
    assert FollowUp.objects.count() == 1


def test_the_undo_of_a_detail_is_offered_as_long_as_it_holds(staff, anna):
    first = acts.edit(anna, {"city": "Eersel"}, by=staff, at=NOON)
    second = acts.edit(now(anna), {"city": "Bladel"}, by=staff, at=NOON)

    assert [undo.can_take_back(now(act)) for act in (first, second)] == [False, True]
