"""Two who look alike and are not the same: said once, kept, taken back."""

import pytest

from reservations import telling
from reservations.customers import acts
from reservations.refusals import NothingChanged
from tests.factories import NOON, CustomerFactory

pytestmark = pytest.mark.django_db
HOW = {"by": None, "at": NOON}


def test_two_are_said_not_to_be_the_same_once_and_that_can_be_taken_back(take_back):
    kept = CustomerFactory()
    other = CustomerFactory(first_name="Bert", last_name="Bakker")
    act = acts.distinguish(other, kept, **HOW)

    assert (act.kind, act.customer, telling.told(act)) == ("distinguished", kept, ["Niet dezelfde", "Bert Bakker"])
    assert list(kept.distinct_from_later.values_list("second", flat=True)) == [other.pk]
    with pytest.raises(NothingChanged):
        acts.distinguish(kept, other, **HOW)
    undone = take_back(act)
    assert not kept.distinct_from_later.exists()
    take_back(undone)
    assert kept.distinct_from_later.exists()
