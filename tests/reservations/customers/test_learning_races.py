"""Two who have no address give the same one at the same moment: it is of one of them."""

from functools import partial

import pytest

from crm.models import Customer
from reservations import lifecycle
from reservations.models import Reservation
from tests.factories import NOON, CustomerFactory, EventFactory, party
from tests.naive import assert_books_are_right
from tests.together import outcomes, together

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.postgres]


def test_one_address_is_learned_of_one_customer():
    evenings = EventFactory.create_batch(4)
    people = CustomerFactory.create_batch(4, email="")

    results = together(
        *(
            partial(lifecycle.place_option, party(event=evening, customer=who, email="info@abc.nl"), by=None, at=NOON)
            for evening, who in zip(evenings, people, strict=True)
        )
    )

    assert outcomes(results) == {"Act": 1, "AddressTaken": 3}
    assert Customer.objects.with_email("info@abc.nl").count() == 1
    assert Reservation.objects.count() == 1
    assert_books_are_right()
