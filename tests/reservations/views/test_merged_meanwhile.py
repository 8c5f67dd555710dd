"""A customer was merged while somebody had a page of theirs open: led to the survivor, with what was typed."""

from uuid import uuid4

import pytest
from django.urls import reverse

from crm.models import Customer
from reservations.customers import merging
from reservations.models import FollowUp
from tests.factories import NOON, CompanyFactory, CustomerFactory
from tests.naive import now
from tests.reading import by_id, fields, page, said, words

pytestmark = pytest.mark.django_db


@pytest.fixture
def anna():
    return CustomerFactory(first_name="Anna", last_name="Bos", company=CompanyFactory(name="ABC"), city="Eersel")


@pytest.fixture
def alias(anna):
    return CustomerFactory(first_name="A.", last_name="Bosch", company=anna.company)


@pytest.fixture
def merged(anna, alias):
    return lambda: merging.merge(anna, alias, by=None, at=NOON)


SENTENCE = "A. Bosch (ABC) is intussen samengevoegd met Anna Bos (ABC): kijk daar."


def test_their_form_is_that_of_the_survivor(desk, anna, alias, merged):
    merged()

    response = desk.get(reverse("customers:edit", args=[alias.pk]), follow=True)

    assert response.redirect_chain == [(reverse("customers:edit", args=[anna.pk]), 302)]
    assert said(response) == [SENTENCE]


def test_what_was_typed_stays_typed_and_is_saved_with_the_survivor(desk, anna, alias, merged):
    form = fields(by_id(page(desk.get(reverse("customers:edit", args=[alias.pk]))), "edit"))
    merged()

    response = desk.post(reverse("customers:edit", args=[alias.pk]), form | {"city": "Bladel", "language": "nl"})

    shown = by_id(page(response), "edit")
    assert response.status_code == 422
    assert SENTENCE in words(shown)
    assert by_id(shown, "id_city").attrib["value"] == "Bladel"
    desk.post(shown.attrib["action"], fields(shown) | {"language": "nl"})
    assert (now(anna).city, now(anna).last_name, now(alias).city) == ("Bladel", "Bos", "")


def test_a_follow_up_for_them_is_refused_with_what_was_typed(desk, alias, merged):
    merged()
    address = reverse("follow-ups:make", args=[alias.pk])

    response = desk.post(address, {"text": "Bellen", "due_on": "2026-11-30", "token": uuid4()})

    assert response.status_code == 422
    assert SENTENCE in words(page(response))
    assert not FollowUp.objects.exists()
    assert desk.get(reverse("follow-ups:new", args=[alias.pk])).status_code == 200


def test_of_who_was_erased_there_is_no_form(desk, anna):
    Customer.objects.update(erased_at=NOON)

    for name in ("customers:edit", "follow-ups:new"):
        assert desk.get(reverse(name, args=[anna.pk])).status_code == 404
