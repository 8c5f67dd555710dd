"""The figures of a customer and of a company: each opens the rows that it is made of (R8)."""

from urllib.parse import urlsplit

import pytest
from django.http import QueryDict

from reservations.filters import ReservationFilter
from reservations.status import COUNTS_AS_OMZET, Status
from tests.factories import NOON, CompanyFactory, CustomerFactory, ReservationFactory
from tests.reading import page

pytestmark = pytest.mark.django_db
SUMS = {"Omzet": "total_cents", "Openstaand": "outstanding_cents"}


@pytest.fixture
def anna():
    """Of a firm, with a colleague who booked as much; and a stranger."""
    anna, bram = CustomerFactory.create_batch(2, company=CompanyFactory())
    for customer in (anna, bram, CustomerFactory()):
        for paid in (0, 4000, 12000):
            ReservationFactory(customer=customer, total_cents=10000, paid_cents=paid)
        for status in (Status.CANCELLED, Status.NO_SHOW, Status.OPTION, Status.CHECKED_IN):
            ReservationFactory(customer=customer, status=status, total_cents=5000)
    return anna


@pytest.mark.parametrize(("whose", "people"), [("customer", 1), ("company", 2)])
def test_each_figure_opens_its_rows(desk, anna, whose, people):
    shown = anna if whose == "customer" else anna.company
    figures = page(desk.get(shown.get_absolute_url())).find(".//section[@aria-labelledby='figures']")

    opened = {}
    for figure in figures.iter("div"):
        link = figure.find("./dd/a")
        if link is not None:
            address = urlsplit(link.attrib["href"])
            rows = list(ReservationFilter(QueryDict(address.query), at=NOON).rows)
            assert {row.customer.company for row in rows} == {anna.company}
            opened[figure.findtext("dt")] = (link, rows)

    assert opened.keys() == {"Boekingen", "Omzet", "Openstaand", "Geannuleerd", "Niet verschenen"}
    assert len(opened["Boekingen"][1]) == 5 * people
    assert {row.status for row in opened["Boekingen"][1]} <= COUNTS_AS_OMZET
    for name, (link, rows) in opened.items():
        said = link.find("data").attrib["value"] if link.find("data") is not None else link.text
        assert int(said) == (sum(getattr(row, SUMS[name]) for row in rows) if name in SUMS else len(rows)), name


@pytest.mark.parametrize("whose", ["customer", "company"])
def test_the_list_says_whose_rows_they_are_and_lets_go_of_them(desk, anna, whose):
    shown = anna if whose == "customer" else anna.company

    found = page(desk.get(f"/reservations/?{whose}={shown.pk}&status=cancelled"))

    name, away = found.findall(".//p[@class='filters__chip']/a")
    assert (name.text, name.attrib["href"]) == (str(shown), shown.get_absolute_url())
    assert away.attrib["href"] == "?status=cancelled"
