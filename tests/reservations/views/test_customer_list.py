"""The list of customers on screen, as contacts and as companies, and the page of one company."""

import pytest
from django.urls import reverse

from crm.models import Segment, Tag, Tagging
from reservations.models import Reservation
from reservations.status import Status
from tests.crm.rules.rules import rule
from tests.factories import NOON, TODAY, CompanyFactory, CustomerFactory
from tests.reading import page, words
from tests.reservations.customers.conftest import DAY, book

pytestmark = pytest.mark.django_db
LIST, NONE = reverse("customers:list"), "\N{EN DASH}"


def shown(desk, query="", status=200):
    response = desk.get(f"{LIST}?{query}")
    assert response.status_code == status
    return page(response)


def rows(found, kind="customer"):
    return [row for row in found.iter("tr") if f"data-{kind}" in row.attrib]


def regular(**columns):
    """Three evenings, the last one yet to come, € 50 of it not paid."""
    customer = CustomerFactory(first_name="Anna", last_name="Bos", **columns)
    book(customer, -30, -10, guests=4, total_cents=10000, paid_cents=10000)
    return book(customer, 5, guests=5, total_cents=15000, paid_cents=10000)


def test_a_row_says_who_how_often_how_much_and_when(desk):
    customer = regular(company=CompanyFactory(name="Özdemir & Zn"))
    tag = Tag.objects.get_or_create(name="VIP")[0]
    Tagging.objects.create(tag=tag, customer=customer, at=NOON)

    found = shown(desk)

    assert words(found.find(".//p[@class='page-head__sub']")) == "1 klant · samen € 350 omzet · € 50 openstaand"
    (row,) = rows(found)
    assert [words(cell) for cell in row.findall("td")[1:]] == [
        "3 gem. 4,3 gasten",
        "€ 350 € 50 openstaand",
        "vr 13 nov 2026",
        "za 28 nov 2026",
    ]
    assert words(row.find("th")) == "Özdemir & Zn VIP Terugkerend Anna Bos"
    assert row.find("th/a").attrib["href"] == customer.get_absolute_url()


def test_a_tag_by_rule_is_a_tag(desk):
    """In the list, and in its file (R11)."""
    Tag.objects.create(name="Trouw", rule=rule(("bookings", "gte", 3)).plain(), rule_at=NOON)
    customer = regular()

    assert words(rows(shown(desk))[0].find("th")) == f"Anna Bos Trouw Terugkerend {customer.email}"
    assert "Trouw" in b"".join(desk.get("/exports/customers.csv").streaming_content).decode()


def test_who_never_booked_is_shown_with_nothing(desk):
    CustomerFactory(first_name="Anna", last_name="Bos", email="anna@bos.nl")

    (row,) = rows(shown(desk))

    assert [words(cell) for cell in row.findall("td")[1:]] == ["0", "€ 0", NONE, NONE]
    assert words(row.find("th")) == "Anna Bos anna@bos.nl"


def test_who_is_tagged_as_returning_is_not_said_to_return_twice(desk):
    tag = Tag.objects.get_or_create(name="Terugkerende klant")[0]
    Tagging.objects.create(tag=tag, customer=regular(), at=NOON)

    assert words(rows(shown(desk))[0].find("th")).count("Terugkerend") == 1


def test_what_was_typed_as_a_name_is_shown_as_it_was_typed(desk):
    CustomerFactory(first_name="<script>", last_name="x")

    assert "<script> x" in words(rows(shown(desk))[0])


def test_the_order_and_the_page_stand_in_the_address(desk, monkeypatch):
    monkeypatch.setattr("reservations.views.customer_list.ROWS_ON_A_PAGE", 1)
    for euros in (1, 2):
        book(CustomerFactory(), -1, total_cents=euros * 100)

    first = shown(desk, "sort=omzet&bookings_min=1")

    head = next(th for th in first.iter("th") if th.attrib.get("aria-sort"))
    assert (words(head), head.attrib["aria-sort"]) == ("Omzet", "ascending")
    (next_page,) = [link.attrib["href"] for link in first.iter("a") if link.attrib.get("rel") == "next"]
    assert "€ 2" in words(rows(shown(desk, next_page[1:]))[0])


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("", "Nog geen klanten. Wie boekt, is vanaf dat moment klant."),
        ("q=niemand", "Hier staan geen klanten. Kies een ander filter, of wis ze allemaal."),
        ("show=companies", "Hier staan geen bedrijven. Een boeking met een bedrijfsnaam maakt er een."),
    ],
)
def test_an_empty_list_says_so(desk, query, sentence):
    assert words(shown(desk, query).find(".//div[@class='empty']")) == sentence


def test_what_was_typed_wrong_is_said_beside_its_field_and_kept(desk):
    found = shown(desk, "omzet_min=veel", status=422)

    assert "Vul een bedrag in als 1.200 of 47,50." in words(found.find(".//div[@class='filters__more']"))
    assert next(field for field in found.iter("input") if field.attrib["name"] == "omzet_min").attrib["value"] == "veel"
    shown(desk, "show=companies&sort=shoe", status=422)


def test_of_very_many_it_says_so(desk, monkeypatch):
    monkeypatch.setattr("reservations.counting.MOST", 1)
    for number in range(2):
        CustomerFactory(company=CompanyFactory(name=f"Firma {number}"))

    assert "Meer dan 1 klanten" in words(shown(desk).find(".//p[@class='page-head__sub']"))
    assert "Meer dan 1 bedrijven" in words(shown(desk, "show=companies").find(".//p[@class='page-head__sub']"))


def test_the_contacts_of_one_company_are_a_filter_that_can_be_taken_off(desk):
    company = CompanyFactory(name="ABC BV")
    CustomerFactory(company=company)
    CustomerFactory()

    found = shown(desk, f"company={company.pk}&sort=name")

    assert len(rows(found)) == 1
    assert found.find(".//p[@class='filters__chip']/a").attrib["href"] == "?sort=name"


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize(
    ("query", "queries"),
    [("", 18), ("sort=-omzet&bookings_min=1", 16), ("follow_up=no", 20), ("show=companies", 10)],
)
def test_a_list_costs_the_same_for_any_number_of_rows(desk, django_assert_num_queries, count, query, queries):
    for number in range(count):
        regular(company=CompanyFactory(name=f"Firma {number}"))

    with django_assert_num_queries(queries):
        shown(desk, query)


# Companies


def test_companies_are_listed_with_what_their_contacts_come_to(desk):
    company = CompanyFactory(name="ABC BV")
    regular(company=company)
    regular(company=company)

    found = shown(desk, "show=companies")

    (row,) = rows(found, "company")
    assert words(row.find("th")) == "ABC BV"
    assert [words(cell) for cell in row.findall("td")] == [
        "2", "6 gem. 4,3 gasten", "€ 700 € 100 openstaand", "vr 13 nov 2026", "za 28 nov 2026",
    ]  # fmt: skip
    assert words(found.find(".//p[@class='page-head__sub']")) == "1 bedrijf"


def test_a_company_shows_its_figures_its_contacts_and_what_they_booked(desk):
    company = CompanyFactory(name="ABC BV")
    regular(company=company)
    book(
        CustomerFactory(first_name="", last_name="", email="info@abc.nl", company=company), -1, status=Status.CANCELLED
    )

    found = page(desk.get(company.get_absolute_url()))

    text = words(found.find(".//section[@aria-labelledby='figures']"))
    for figure in ("Boekingen3", "Omzet€ 350", "Betaald€ 300", "Openstaand€ 50", "Eerste bezoekza 24 okt 2026"):
        assert figure in text
    assert "Geannuleerd1" in text
    assert "Gebruikelijk arrangementStandaard" in text
    assert [words(row.find("th/a")) for row in rows(found)] == ["info@abc.nl", "Anna Bos"]
    assert len(rows(found, "reservation")) == 4


def test_a_company_that_everybody_left_says_so(desk):
    found = page(desk.get(CompanyFactory(name="ABC BV").get_absolute_url()))

    assert [words(empty) for empty in found.findall(".//div[@class='empty']")] == [
        "Voor dit bedrijf boekt niemand meer.",
        "Nog geen reserveringen.",
    ]
    assert desk.get(reverse("companies:detail", args=[99999])).status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_a_company_costs_the_same_for_any_number_of_contacts(desk, django_assert_num_queries, count):
    company = CompanyFactory(name="ABC BV")
    for _number in range(count):
        regular(company=company)

    with django_assert_num_queries(19):
        desk.get(company.get_absolute_url())


def test_a_visit_of_today_has_been(desk):
    book(CustomerFactory(), 0, total_cents=100)

    (row,) = rows(shown(desk))

    assert [words(cell) for cell in row.findall("td")[3:]] == ["ma 23 nov 2026", NONE]
    assert Reservation.objects.filter(event__date__gt=TODAY - DAY).count() == 1


def test_a_segment_that_was_removed_is_said_beside_its_field(desk):
    gone = Segment.objects.create(name="Weg", rule={}, at=NOON, removed_at=NOON)

    found = shown(desk, f"segment={gone.pk}", status=422)

    assert "Dit segment is er niet meer." in words(found.find(".//form[@role='search']"))
