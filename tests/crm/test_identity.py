"""Who is this? An e-mail address, else a company, else somebody new (R9)."""

import pytest

from crm import identity
from crm.identity import Details
from crm.models import Company, Customer
from tests.factories import NOON, CompanyFactory, CustomerFactory

pytestmark = pytest.mark.django_db


def find(**details):
    return identity.find_or_make(Details(**details), at=NOON)


def test_a_new_address_makes_a_customer_with_what_the_booking_says():
    customer = find(first_name=" Anna ", last_name="Visser", email=" Anna@ABC.nl", phone="612345678", city="Ede")

    stored = Customer.objects.get()
    assert stored == customer
    assert (stored.full_name, stored.email, stored.phone, stored.city, stored.created_at) == (
        "Anna Visser", "anna@abc.nl", "+31612345678", "Ede", NOON,
    )  # fmt: skip


@pytest.mark.parametrize("address", ["özdemir@example.nl", "ÖZDEMIR@EXAMPLE.NL", " Özdemir@Example.nl "])
def test_an_address_in_any_case_finds_its_customer(address):
    known = CustomerFactory(email="özdemir@example.nl")
    CustomerFactory(email="ozdemir@example.nl")

    assert find(email=address) == known


def test_a_shared_address_is_one_customer_and_keeps_its_name():
    known = CustomerFactory(first_name="Anna", last_name="Visser", email="info@abc.nl", phone="")

    found = find(first_name="Bert", last_name="Bakker", email="info@abc.nl", phone="0612345678", company="ABC")

    assert found == known
    found.refresh_from_db()
    assert (found.full_name, found.phone, found.company) == ("Anna Visser", "", None)


def test_the_address_weighs_more_than_the_company():
    CustomerFactory(email="", company=CompanyFactory(name="ABC BV"))

    found = find(email="nieuw@abc.nl", company="ABC BV")

    assert found.email == "nieuw@abc.nl"
    assert found.company == Company.objects.get()


@pytest.mark.parametrize("name", ["ABC B.V.", "abc bv", "A.B.C. BV", "Abc"])
def test_without_an_address_a_company_in_any_spelling_finds_its_customer(name):
    known = CustomerFactory(company=CompanyFactory(name="ABC BV"))
    CustomerFactory(company=CompanyFactory(name="XYZ NV"))

    assert find(company=name, first_name="Nobody") == known


def test_of_a_company_the_contact_of_that_name_is_found_before_the_first():
    company = CompanyFactory(name="ABC BV")
    first = CustomerFactory(company=company)
    bert = CustomerFactory(company=company, first_name="Bert", last_name="Bakker")

    assert find(company="ABC", first_name="bert", last_name="BAKKER ") == bert
    assert find(company="ABC", first_name="Carla") == first


def test_a_new_company_gets_a_customer_of_its_own():
    customer = find(company=" ABC B.V. ")

    assert (customer.company.name, customer.company.key, customer.display_name) == ("ABC B.V.", "abc", "ABC B.V.")


def test_with_neither_address_nor_company_everybody_is_new():
    known = CustomerFactory(first_name="Jan", last_name="Jansen", email="", phone="+31612345678")

    found = find(first_name="Jan", last_name="Jansen", phone="0612345678")

    assert found != known
    assert found.phone == known.phone


@pytest.mark.parametrize("details", [{}, {"phone": "0612345678"}, {"first_name": "  ", "company": " "}])
def test_somebody_without_a_name_cannot_be_addressed(details):
    with pytest.raises(ValueError, match="needs a name"):
        find(**details)
    assert not Customer.objects.exists()


def test_a_customer_who_was_saved_between_look_and_save_is_the_customer():
    """What a race looks like from inside; tests/reservations/test_races.py runs real ones."""
    theirs = CustomerFactory(email="info@abc.nl")

    found = identity._made_with_email(Details(email="info@abc.nl"), "info@abc.nl", at=NOON)  # noqa: SLF001

    assert found == theirs


def test_no_name_is_no_company():
    assert identity.find_or_make_company("  ") is None
    assert not Company.objects.exists()
