"""Whom to merge: who looks alike, who is not the same after all, and who is found by what is typed."""

from urllib.parse import urlsplit

import pytest
from django.urls import reverse

from crm.models import Distinct
from reservations.customers import acts, merging
from reservations.models import Act
from tests.factories import NOON, CompanyFactory, CustomerFactory, ReservationFactory
from tests.reading import by_list, fields, links, page, said, undo_of, words

pytestmark = pytest.mark.django_db
START = reverse("merging:suggestions")
PHONE = "+31612345678"
HOW = {"by": None, "at": NOON}


@pytest.fixture
def kept():
    return CustomerFactory(first_name="Anna", last_name="Özdemir", email="anna@abc.nl", phone=PHONE)


@pytest.fixture
def other():
    return CustomerFactory(
        first_name="A.", last_name="Ozdemir", email="bert@abc.nl", phone=PHONE, city="Ede", remarks="<script>x</script>"
    )


def address(kept, other):
    return reverse("merging:merge", args=[kept.pk, other.pk])


# Suggestions


def test_who_looks_alike_stands_there_with_the_reasons(desk, kept, other):
    ReservationFactory(customer=kept)

    shown = by_list(page(desk.get(START)), "suggestions")

    assert [row.attrib["data-pair"] for row in shown.iter("li")] == [f"{kept.pk}-{other.pk}"]
    assert "zelfde telefoonnummer" in words(shown)
    assert "1 boeking" in words(shown)
    assert address(kept, other) in links(shown)["Vergelijken Anna Özdemir, A. Ozdemir"]


def test_a_house_without_twins_says_so(desk):
    CustomerFactory()

    assert "Niemand lijkt dubbel te staan." in words(page(desk.get(START)))


def test_more_than_a_page_is_told(desk, monkeypatch):
    monkeypatch.setattr("reservations.customers.suggesting.SHOWN", 1)
    for n in range(2):
        CustomerFactory.create_batch(2, phone=f"+3161234567{n}", last_name="Bos")

    shown = page(desk.get(START))

    assert len(list(by_list(shown, "suggestions").iter("li"))) == 1
    assert "Er zijn er meer" in words(shown)


def test_not_the_same_is_said_with_one_click_and_taken_back_with_another(desk, kept, other, take_back):
    row = fields(by_list(page(desk.get(START)), "suggestions"))

    response = desk.post(reverse("merging:dismiss"), row)

    assert said(response) == ["Anna Özdemir en A. Ozdemir worden niet meer voorgesteld."]
    assert response.url == START
    shown = page(desk.get(START))
    assert by_list(shown, "suggestions") is None
    assert "Anna Özdemir ≠ A. Ozdemir" in words(by_list(shown, "distinct"))
    take_back(undo_of(response), next=START)
    assert not Distinct.objects.exists()
    assert by_list(page(desk.get(START)), "suggestions") is not None


def test_not_the_same_can_be_taken_back_later_also_when_it_was_said_again(desk, kept, other, take_back):
    acts.distinguish(kept, other, **HOW)
    first = Act.objects.get()
    take_back(first, next=START)
    take_back(Act.objects.order_by("-pk")[0], next=START)

    shown = by_list(page(desk.get(START)), "distinct")
    again = shown.find(".//form").attrib["action"]
    desk.post(again, {"next": START})

    assert not Distinct.objects.exists()
    assert by_list(page(desk.get(START)), "distinct") is None


def test_not_the_same_twice_says_that_nothing_was_changed(desk, kept, other):
    acts.distinguish(kept, other, **HOW)

    response = desk.post(reverse("merging:dismiss"), {"customer": kept.pk, "other": other.pk})

    assert said(response) == ["Er is niets gewijzigd."]


def test_what_none_of_our_pages_sends_is_no_request(desk, kept):
    assert desk.post(reverse("merging:dismiss"), {"customer": kept.pk, "other": "x"}).status_code == 400


@pytest.mark.parametrize("rows", [1, 3])
def test_suggestions_cost_the_same_queries_for_any_number(desk, rows, django_assert_num_queries):
    for n in range(rows):
        twins = CustomerFactory.create_batch(2, phone=f"+3161234567{n}", company=CompanyFactory())
        ReservationFactory(customer=twins[0])
        acts.distinguish(*CustomerFactory.create_batch(2), **HOW)
    desk.get(START)

    with django_assert_num_queries(19):
        desk.get(START)


# Choosing whom


def test_whom_to_merge_with_is_found_by_what_is_typed(desk, kept):
    found = CustomerFactory(first_name="Jan", last_name="Bakker", company=CompanyFactory(name="ABC BV"))
    CustomerFactory(last_name="Bakker", merged_into=found)

    shown = page(desk.get(reverse("merging:with", args=[kept.pk]), {"q": "bakker"}))

    assert links(by_list(shown, "matches")) == {
        "ABC BV": found.get_absolute_url(), "Vergelijken ABC BV": f"{address(kept, found)}?next={START}",
    }  # fmt: skip


def test_who_looks_like_them_is_offered_at_once(desk, kept, other):
    ReservationFactory(customer=other)

    for one, two in [(kept, other), (other, kept)]:
        shown = by_list(page(desk.get(reverse("merging:with", args=[one.pk]))), "alike")
        assert [urlsplit(link).path for link in links(shown).values()] == [two.get_absolute_url(), address(one, two)]


@pytest.mark.parametrize(
    ("typed", "told"), [("", "Niemand lijkt op deze klant."), ("xyz", "geen andere klant gevonden")]
)
def test_nobody_found_says_so(desk, typed, told):
    customer = CustomerFactory()

    assert told in words(page(desk.get(reverse("merging:with", args=[customer.pk]), {"q": typed})))


def test_who_was_merged_leads_to_who_survived(desk, kept, other):
    merging.merge(kept, other, **HOW)

    assert desk.get(reverse("merging:with", args=[other.pk])).url == reverse("merging:with", args=[kept.pk])


@pytest.mark.parametrize("rows", [1, 3])
def test_choosing_costs_the_same_queries_for_any_number(desk, kept, rows, django_assert_num_queries):
    CustomerFactory.create_batch(rows, last_name="Bakker", company=CompanyFactory())
    CustomerFactory.create_batch(rows, phone=PHONE)

    with django_assert_num_queries(10):
        desk.get(reverse("merging:with", args=[kept.pk]), {"q": "bakker"})
