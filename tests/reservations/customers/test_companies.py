"""Companies: the figures of their standing contacts together, and the list that is sorted by them."""

import pytest
from django.http import QueryDict

from crm.models import Company, Customer
from reservations import counting
from reservations.customers import acts, companies
from reservations.customers.company_list import CompanyFilter
from reservations.customers.engine import perform
from reservations.models import Act, CustomerSummary
from reservations.status import Status
from tests.factories import NOON, TODAY, ArrangementFactory, CompanyFactory, CustomerFactory
from tests.reservations.customers.conftest import DAY, book

pytestmark = pytest.mark.django_db


@pytest.fixture
def firms(db):
    """Two contacts of one firm, one of another, a firm whose contact never booked, and one that everybody left."""
    abc = CompanyFactory(name="ABC BV")
    book(CustomerFactory(company=abc, last_name="Bos"), -10, 5, guests=4, total_cents=10000, paid_cents=5000)
    book(CustomerFactory(company=abc, last_name="Smit"), -30, guests=3, total_cents=8000)
    book(CustomerFactory(company=CompanyFactory(name="Zwart NV")), -1, -2, total_cents=20000)
    CustomerFactory(company=CompanyFactory(name="Mooi VOF"))
    gone = CustomerFactory(company=CompanyFactory(name="Weg BV"), erased_at=NOON)
    book(gone, -1)
    return abc


def asked(query=""):
    return CompanyFilter(QueryDict(query))


def listed(query=""):
    found = Company.objects.in_bulk()
    return [found[pk].name for pk in asked(query).keys()]  # noqa: SIM118 a list, by another name


def figures(company, today=TODAY):
    return companies.figures([company.pk], today=today)[0]


# Figures


def test_the_figures_of_all_contacts_are_summed(firms):
    found = figures(firms)

    assert (found.contacts, found.bookings, found.guests, found.average_guests) == (2, 3, 11, 3.7)
    assert (found.omzet_cents, found.paid_cents, found.outstanding_cents) == (28000, 10000, 18000)
    assert (found.first_visit, found.last_visit) == (TODAY - 30 * DAY, TODAY - 10 * DAY)
    assert found.next_visit == TODAY + 5 * DAY


def test_cancellations_and_no_shows_are_counted(firms):
    contact = firms.customers.first()
    book(contact, -3, status=Status.CANCELLED)
    book(contact, -4, status=Status.NO_SHOW)

    assert (figures(firms).cancellations, figures(firms).no_shows) == (1, 1)


def test_who_never_booked_is_worth_nothing_yet(firms):
    found = figures(Company.objects.get(name="Mooi VOF"))

    assert (found.contacts, found.bookings, found.average_guests, found.last_visit) == (1, 0, None, None)


def test_tomorrow_a_visit_of_today_has_been_without_anything_having_run(firms):
    found = figures(firms, today=TODAY + 6 * DAY)

    assert (found.last_visit, found.next_visit) == (TODAY + 5 * DAY, None)


def test_the_arrangement_that_most_bookings_have_is_the_usual_one(firms):
    premium = ArrangementFactory(code="BWFM", name="Premium")
    book(firms.customers.first(), -1, -2, -3, -4, arrangement=premium)

    assert companies.preferred_arrangement(firms) == premium
    assert companies.preferred_arrangement(Company.objects.get(name="Mooi VOF")) is None


# The list


@pytest.mark.parametrize(
    ("sort", "expected"),
    [
        ("", ["Zwart NV", "ABC BV", "Mooi VOF"]),
        ("-omzet", ["Zwart NV", "ABC BV", "Mooi VOF"]),
        ("omzet", ["Mooi VOF", "ABC BV", "Zwart NV"]),
        ("-bookings", ["ABC BV", "Zwart NV", "Mooi VOF"]),
        ("bookings", ["Mooi VOF", "Zwart NV", "ABC BV"]),
        ("name", ["ABC BV", "Mooi VOF", "Zwart NV"]),
        ("-name", ["Zwart NV", "Mooi VOF", "ABC BV"]),
    ],
)
def test_each_order_begins_where_it_says(firms, sort, expected):
    found = asked(f"sort={sort}")
    first = found.page(size=2)

    assert listed(f"sort={sort}") == expected
    assert first.pks + found.page(size=2, after=first.after).pks == found.keys()


@pytest.mark.parametrize(("text", "expected"), [("abc", ["ABC BV"]), ("smit", ["ABC BV"]), ("mooi", ["Mooi VOF"])])
def test_a_company_is_found_by_its_name_and_by_its_contacts(firms, text, expected):
    assert listed(f"q={text}") == expected
    assert asked(f"q={text}").count == counting.Count(1)
    assert [company.name for company in asked(f"q={text}").qs] == expected


def test_companies_without_contacts_are_not_listed(firms):
    assert asked().count == counting.Count(3)
    assert listed("q=weg") == []


@pytest.mark.parametrize("sort", ["", "name"])
def test_an_order_that_means_nothing_finds_nothing(firms, sort):
    assert listed("sort=shoe") == []
    assert asked("sort=shoe").count == counting.Count(0)


# What moves a contact moves their figures


def stored(company):
    return CustomerSummary.objects.filter(company=company).count()


def test_a_contact_of_another_company_takes_their_figures_along_and_back(firms, staff):
    contact = firms.customers.get(last_name="Bos")

    done = acts.edit(contact, {"company": "Zwart"}, by=staff, at=NOON)
    assert (figures(firms).omzet_cents, listed("sort=-omzet")[0]) == (8000, "Zwart NV")
    acts.edit(contact, {"company": ""}, by=staff, at=NOON)
    assert stored(Company.objects.get(name="Zwart NV")) == 1

    assert done.after[f"customer {contact.pk}"]["company_id"] == Company.objects.get(name="Zwart NV").pk


@pytest.mark.parametrize("column", ["erased_at", "merged_into_id"])
def test_a_contact_who_is_gone_takes_their_figures_away(firms, staff, column):
    contact, other = firms.customers.get(last_name="Bos"), CustomerFactory()
    value = NOON if column == "erased_at" else other.pk

    perform(Act.Kind.MERGED, contact, lambda work: work.set(work.customer, **{column: value}), by=staff, at=NOON)

    assert (figures(firms).omzet_cents, figures(firms).contacts, stored(firms)) == (8000, 1, 1)


def test_a_change_of_a_name_leaves_the_figures_alone(firms, staff):
    contact = firms.customers.get(last_name="Bos")

    acts.edit(contact, {"last_name": "Bosch"}, by=staff, at=NOON)

    assert Customer.objects.get(pk=contact.pk).last_name == "Bosch"
    assert figures(firms).omzet_cents == 28000
