"""Customers as a file: the list on screen, in the columns of the previous system first."""

import pytest
from django.http import QueryDict

from crm.models import Tag, Tagging
from reservations.customers.company_list import CompanyFilter
from reservations.customers.filters import CustomerFilter
from reservations.exports import LISTS
from tests.factories import NOON, TODAY, CompanyFactory, CustomerFactory, EventFactory, ReservationFactory
from tests.reservations.customers.conftest import DAY, book
from tests.sheets import read_csv

pytestmark = pytest.mark.django_db


def asked(name, query=""):
    return LISTS[name](QueryDict(query), at=NOON)


def listed(name, query=""):
    return read_csv("".join(asked(name, query).csv()))


@pytest.fixture
def people(db):
    firm = CustomerFactory(
        company=CompanyFactory(name="=ABC BV"), first_name="Anna", last_name="Bos", email="anna@abc.nl",
        phone="+31612345678", city="Eindhoven", newsletter_at=NOON,
    )  # fmt: skip
    book(firm, -10, 5, guests=4, total_cents=10050, paid_cents=50)
    for name in ("VIP", "Pers"):
        Tagging.objects.create(customer=firm, tag=Tag.objects.get_or_create(name=name)[0], at=NOON)
    CustomerFactory(first_name="Jan", last_name="Nieuw", email="")
    CustomerFactory(erased_at=NOON)


def test_the_first_columns_are_those_of_the_previous_system(people):
    head = list(listed("customers")[0])

    assert ",".join(head[:6]) == "Bedrijf,Contactpersoon,Email,Aantal Boekingen,Totaal Uitgegeven,Laatste Boeking"


def test_a_row_says_what_is_known_of_a_customer(people):
    firm, new = listed("customers")

    assert (firm["Bedrijf"], firm["Contactpersoon"], firm["Email"]) == ("'=ABC BV", "Anna Bos", "anna@abc.nl")
    assert (firm["Aantal Boekingen"], firm["Totaal Uitgegeven"], firm["Openstaand"]) == ("2", "201,00", "200,00")
    assert (firm["Tags"], firm["Stad"]) == ("Pers, VIP", "Eindhoven")
    assert (new["Contactpersoon"], new["Aantal Boekingen"], new["Laatste Boeking"]) == ("Jan Nieuw", "0", "")


@pytest.mark.parametrize("query", ["", "sort=-omzet", "sort=name", "bookings_min=1", "q=niemand", "omzet_min=veel"])
def test_the_file_has_the_rows_of_the_page_in_their_order(people, query):
    found = CustomerFilter(QueryDict(query), at=NOON)

    assert list(asked("customers", query).all_keys()) == found.keys()
    assert asked("customers", query).is_valid == found.form.is_valid()
    assert asked("customers", query).page.startswith("/customers/")


def test_who_has_something_to_be_done_is_in_the_file_that_asks_for_it(people):
    large = ReservationFactory(guests=25, event=EventFactory(date=TODAY + 9 * DAY))

    assert list(asked("customers", "follow_up=yes").all_keys()) == [large.customer_id]
    assert large.customer_id not in list(asked("customers", "follow_up=no").all_keys())


def test_companies_are_a_file_of_their_own(people):
    CustomerFactory(company=CompanyFactory(name="Zwart NV"))

    first, second = listed("companies", "show=companies")

    assert (first["Bedrijf"], first["Contactpersonen"], first["Totaal Uitgegeven"]) == ("'=ABC BV", "1", "201,00")
    assert (second["Bedrijf"], second["Aantal Boekingen"], second["Laatste Boeking"]) == ("Zwart NV", "0", "")
    assert list(asked("companies", "sort=name").all_keys()) == CompanyFilter(QueryDict("sort=name")).keys()


def test_companies_lead_back_to_their_list(people):
    file = asked("companies", "show=companies&sort=shoe")

    assert (file.page, file.is_valid) == ("/customers/?show=companies&sort=shoe", False)
    assert asked("companies").is_valid


@pytest.mark.parametrize("name", ["customers", "companies"])
def test_the_file_is_behind_the_button(desk, people, name):
    response = desk.get(f"/exports/{name}.csv")

    assert "Bedrijf" in b"".join(response.streaming_content).decode()


@pytest.mark.parametrize("count", [1, 3])
def test_rows_cost_the_same_for_any_number(django_assert_num_queries, count):
    pks = [book(CustomerFactory(), -1).pk for _number in range(count)]

    with django_assert_num_queries(5):
        asked("customers").cells(pks)
