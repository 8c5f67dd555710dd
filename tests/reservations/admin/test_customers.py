"""Data fixes on customers are acts: recorded, undoable, and never on top of what a colleague changed."""

import pytest
from django.urls import reverse

from reservations import undo
from reservations.customers import acts
from reservations.models import Act, CustomerSummary
from reservations.refusals import StaleVersion
from tests.factories import NOON, CompanyFactory, CustomerFactory, ReservationFactory
from tests.naive import now
from tests.reading import fields, page

pytestmark = pytest.mark.django_db


@pytest.fixture
def save(office):
    """Open a customer's form, and a function that fills some of it in otherwise and saves."""

    def opened(customer):
        address = reverse("admin:crm_customer_change", args=[customer.pk])
        shown = fields(page(office.get(address)).find(".//form[@id='customer_form']"))
        return lambda **typed: office.post(address, shown | typed)

    return opened


def test_a_customer_of_another_company_takes_the_figures_along(save):
    customer, company = ReservationFactory().customer, CompanyFactory()

    response = save(customer)(company=company.pk, language="nl")

    assert response.status_code == 302
    assert CustomerSummary.objects.get().company == company


def test_what_is_changed_is_an_act_and_taken_back_as_one(save, boss):
    customer = CustomerFactory(last_name="Bos", company=CompanyFactory(name="ABC"))

    save(customer)(last_name="Özdemir", company="", language="nl")

    act = Act.objects.get()
    assert (act.kind, act.customer, act.by) == (Act.Kind.CUSTOMER_EDITED, customer, boss)
    assert (now(customer).last_name, now(customer).company) == ("Özdemir", None)
    undo.take_back(act, by=boss, at=NOON)
    assert (now(customer).last_name, str(now(customer).company)) == ("Bos", "ABC")


def test_nothing_is_saved_on_top_of_what_a_colleague_changed_meanwhile(save, staff):
    customer = CustomerFactory(city="Eersel")
    send = save(customer)
    acts.edit(customer, {"city": "Bladel"}, by=staff, at=NOON)

    response = send(city="Hapert", language="nl")

    assert response.context["adminform"].form.non_field_errors() == [str(StaleVersion())]
    assert now(customer).city == "Bladel"


def test_a_form_that_was_not_changed_is_no_act(save):
    save(CustomerFactory())(language="nl")

    assert not Act.objects.exists()
