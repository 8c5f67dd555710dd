"""An address that a customer without one gives when they book: learned by an act of its own, and nobody else's."""

import pytest

from crm.models import Customer
from reservations import lifecycle, undo
from reservations.customers import acts
from reservations.models import Act
from reservations.refusals import AddressTaken
from tests.factories import NOON, CustomerFactory, party
from tests.naive import now

pytestmark = pytest.mark.django_db


@pytest.fixture
def nameless():
    return CustomerFactory(email="")


def test_it_is_kept_with_who_when_and_its_undo(staff, nameless):
    booked = lifecycle.place_option(party(customer=nameless, email=" Elif@ABC.nl "), by=staff, at=NOON)

    learned = Act.objects.get(customer=nameless)
    assert (learned.kind, learned.by, learned.at) == (Act.Kind.CUSTOMER_EDITED, staff, NOON)
    assert (now(nameless).email, now(nameless).version) == ("elif@abc.nl", 2)
    assert booked.reservation.customer.email == "elif@abc.nl"
    assert list(Customer.objects.search("elif@abc")) == [nameless]
    undo.take_back(learned, by=staff, at=NOON)
    assert now(nameless).email == ""


@pytest.mark.parametrize("email", ["other@abc.nl", "", " "])
def test_who_has_an_address_keeps_it_and_none_is_no_act(staff, email):
    customer = CustomerFactory(email="elif@abc.nl")

    assert acts.learn_address(customer, email, by=staff, at=NOON) is None
    assert now(customer).email == "elif@abc.nl"


def test_that_of_another_customer_or_of_their_alias_is_refused_and_nothing_is_booked(staff, nameless):
    theirs = CustomerFactory(first_name="Anna", last_name="Visser", email="info@abc.nl")
    CustomerFactory(email="bert@abc.nl", merged_into=theirs)

    for email in ("INFO@abc.nl", "bert@abc.nl"):
        with pytest.raises(AddressTaken, match="Anna Visser"):
            lifecycle.place_option(party(customer=nameless, email=email), by=staff, at=NOON)

    assert now(nameless).email == ""
    assert not Act.objects.exists()


def test_that_of_their_own_alias_is_theirs_to_have(staff, nameless):
    alias = CustomerFactory(email="bert@abc.nl", merged_into=nameless)

    learned = acts.learn_address(nameless, "bert@abc.nl", by=staff, at=NOON)

    assert (now(nameless).email, now(alias).email) == ("bert@abc.nl", "")
    undo.take_back(learned, by=staff, at=NOON)
    assert (now(nameless).email, now(alias).email) == ("", "bert@abc.nl")
