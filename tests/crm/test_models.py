"""What the database refuses of customers, and what they are called."""

import pytest
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError

from crm.models import Company, Customer, Note, Tag, Tagging
from tests.factories import NOON, CompanyFactory, CustomerFactory, ReservationFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("name", "columns"),
    [
        ("customer_can_be_addressed", {"first_name": "", "last_name": "", "email": "", "phone": "+31612345678"}),
        ("customer_consent_has_a_moment", {"newsletter_how": "at the desk"}),
    ],
)
def test_the_database_refuses_a_customer_that_makes_no_sense(name, columns):
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        CustomerFactory(**columns)


@pytest.mark.parametrize("columns", [{"name": "", "key": "abc"}, {"name": "ABC", "key": ""}])
def test_the_database_refuses_a_company_without_a_name(columns):
    with pytest.raises(IntegrityError, match="company_has_a_name"), transaction.atomic():
        Company.objects.bulk_create([Company(**columns)])


def test_the_database_refuses_one_address_twice():
    CustomerFactory(email="info@abc.nl")

    with pytest.raises(IntegrityError, match=r"customer_one_per_email|crm_customer\.email"), transaction.atomic():
        CustomerFactory(email="info@abc.nl")


def test_any_number_of_customers_may_have_no_address():
    CustomerFactory.create_batch(2, email="")

    assert Customer.objects.filter(email="").count() == 2


def test_the_database_refuses_one_company_twice():
    Company.objects.create(name="ABC BV", key="abc")

    with pytest.raises(IntegrityError, match=r"company_one_per_key|crm_company\.key"), transaction.atomic():
        Company.objects.create(name="ABC B.V.", key="abc")


def test_the_database_refuses_one_tag_twice_on_a_customer():
    customer, tag = CustomerFactory(), Tag.objects.create(name="Vaste gast")
    Tagging.objects.create(customer=customer, tag=tag, at=NOON)

    with pytest.raises(IntegrityError, match=r"tagging_once_per_customer|crm_tagging\."), transaction.atomic():
        Tagging.objects.create(customer=customer, tag=tag, at=NOON)


def test_neither_a_customer_nor_a_company_disappears_under_bookings():
    customer = CustomerFactory(company=CompanyFactory())
    ReservationFactory(customer=customer)

    with pytest.raises(ProtectedError):
        customer.delete()
    with pytest.raises(ProtectedError):
        customer.company.delete()


def test_cleaning_writes_names_as_they_are_compared():
    company, customer = Company(name="ABC B.V."), Customer(email=" Info@ABC.nl", phone="612345678")

    company.clean()
    customer.clean()

    assert (company.key, customer.email, customer.phone) == ("abc", "info@abc.nl", "+31612345678")


@pytest.mark.parametrize(
    ("columns", "shown"),
    [
        ({"company": "ABC BV", "first_name": "Anna", "last_name": "Visser"}, "ABC BV"),
        ({"first_name": "Anna", "last_name": "Visser"}, "Anna Visser"),
        ({"last_name": "Visser"}, "Visser"),
        ({"email": "info@abc.nl"}, "info@abc.nl"),
    ],
)
def test_a_customer_is_called_by_company_else_name_else_address(columns, shown):
    blank = {"first_name": "", "last_name": "", "email": "info@abc.nl"}
    company = CompanyFactory(name=columns["company"]) if "company" in columns else None

    assert str(CustomerFactory(**blank | columns | {"company": company})) == shown


def test_tags_and_notes_are_called_by_what_they_say():
    customer, tag = CustomerFactory(first_name="Anna", last_name="Visser"), Tag(name="VIP")

    assert str(tag) == "VIP"
    assert str(Tagging(customer=customer, tag=tag, at=NOON)) == "VIP · Anna Visser"
    assert str(Note(customer=customer, text="x" * 100, at=NOON)) == "x" * 80
