"""The vocabulary of customers."""

import pytest

from crm.models import Customer
from tests.factories import CompanyFactory, CustomerFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def ozdemir():
    return CustomerFactory(
        first_name="Elif", last_name="Özdemir", email="elif@abc.nl", phone="+31612345678",
        company=CompanyFactory(name="ABC BV"),
    )  # fmt: skip


def test_an_address_is_found_in_any_case(ozdemir):
    CustomerFactory(email="elif@xyz.nl")

    assert list(Customer.objects.with_email(" ELIF@ABC.nl")) == [ozdemir]


@pytest.mark.parametrize(
    "text",
    [
        *("elif", "Özdem", "özdem", "OZDEM", "ELIF@abc", "bv", "abc bv"),
        *("0612345678", "06-12345678", "0612", "45678", "elif abc"),
    ],
)
def test_every_word_of_a_search_is_found_somewhere_in_the_row(ozdemir, text):
    CustomerFactory(first_name="Bert", email="bert@xyz.nl", phone="+31687654321", company=CompanyFactory(name="XYZ"))

    assert list(Customer.objects.search(text)) == [ozdemir]


def test_a_word_that_is_nowhere_in_the_row_excludes_it(ozdemir):
    assert list(Customer.objects.search("elif xyz")) == []


def test_an_empty_search_is_everybody(ozdemir):
    assert list(Customer.objects.search("  ")) == [ozdemir]
