"""A filter that looked for somebody who is erased looks for nobody; one that finds others as well is theirs."""

import pytest

from config.models import SavedView
from config.saved_views import keeping
from reservations.customers.privacy import erasing
from tests.factories import NOON, CustomerFactory, ReservationFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def keep(staff):
    how = {"shared": False, "by": staff, "at": NOON}
    return lambda query, name="Weergave": keeping.keep("reservations:list", query=query, name=name, **how)


@pytest.fixture
def anna():
    return CustomerFactory(first_name="Anna", last_name="Özdemir", email="anna@bos.nl", phone="+31612345678")


def after_erasing(anna):
    erasing.erase(anna, because="asked", by=None, at=NOON)
    return SavedView.objects.get()


@pytest.mark.parametrize("text", ["ozdem", "Anna Özdemir", "ANNA@BOS.NL", "06-1234"])
def test_what_looked_for_them_alone_is_removed_under_another_name(keep, anna, text):
    kept = keep(f"q={text}", "Özdemir c.s.")

    view = after_erasing(anna)

    assert (view.query, view.name, view.removed_at) == ("", f"… {kept.pk}", NOON)


def test_what_asked_more_asks_that_still(keep, anna):
    kept = keep("q=ozdemir&status=confirmed", "Betaald")

    view = after_erasing(anna)

    assert (view.query, view.name, view.removed_at) == ("status=confirmed", f"… {kept.pk}", None)


@pytest.mark.parametrize("query", ["q=anna", "q=R-12", "status=confirmed", "q=%20"])
def test_what_finds_others_or_asks_something_else_stays_as_it_is(keep, anna, query):
    CustomerFactory(first_name="Anna")
    keep(query, "Alle Anna's")

    assert after_erasing(anna).name == "Alle Anna's"


def test_a_name_goes_out_of_what_a_view_is_called_and_out_of_other_questions(keep, anna):
    kept = keep("show=anna%20%C3%B6zdemir&status=confirmed", "Van Anna Özdemir")
    assert after_erasing(anna).query == "status=confirmed"
    assert SavedView.objects.get().name == f"… {kept.pk}"


def test_a_name_goes_out_of_what_a_view_is_called(keep, anna):
    kept = keep("status=confirmed", "Van Anna Özdemir")

    view = after_erasing(anna)

    assert (view.name, view.key, view.query) == (f"Van … {kept.pk}", f"van … {kept.pk}", "status=confirmed")


def test_what_finds_the_booking_of_somebody_else_stays(keep, anna):
    ReservationFactory(contact_name="Bram Özdemir")
    keep("q=ozdemir")

    assert after_erasing(anna).query == "q=ozdemir"
