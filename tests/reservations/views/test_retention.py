"""The page of whom is kept too long: who they are, and those that are chosen erased, once somebody is sure."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Permission
from django.urls import reverse

from crm.models import Customer
from reservations.customers.privacy import retention
from reservations.models import Act
from tests.factories import (
    CompanyFactory,
    CustomerFactory,
    EventFactory,
    ReservationFactory,
    WaitlistEntryFactory,
    local,
)
from tests.reading import by_id, links, page, said, words

ADDRESS = "/customers/retention/"
NEVER = {"visited": "never-came"}
TOKEN = "c0ffee00-0000-4000-8000-000000000000"
LONG_AGO = local(2020, 1, 1)


@pytest.fixture(autouse=True)
def _a_year(settings):
    settings.RETENTION_MONTHS = 12


@pytest.fixture
def eraser(desk, staff):
    """Somebody at the desk who may erase."""
    staff.user_permissions.add(Permission.objects.get(codename="erase_customer"))
    return desk


def forgotten(**columns):
    return CustomerFactory(created_at=LONG_AGO, **columns)


def forget(browser, *customers, **typed):
    typed = {"sure": "on", "token": TOKEN, "pk": [customer.pk for customer in customers]} | typed
    return browser.post(f"{ADDRESS}?visited=never-came", typed)


def test_who_came_is_listed_longest_ago_first_with_what_they_were_worth(look, db):
    for year, last_name in [(2022, "Vos"), (2021, "Bos")]:
        anna = forgotten(last_name=last_name, company=CompanyFactory(name=f"Firma {last_name}"))
        ReservationFactory(customer=anna, event=EventFactory(date=LONG_AGO.date().replace(year=year)), total_cents=0,
                           created_at=LONG_AGO)  # fmt: skip

    shown = look(ADDRESS)

    assert [words(row) for row in shown.findall(".//tbody/tr")] == [
        "Firma Bos Anna Bos wo 1 jan 2020 vr 1 jan 2021 1 € 0", "Firma Vos Anna Vos wo 1 jan 2020 za 1 jan 2022 1 € 0",
    ]  # fmt: skip
    assert links(shown.find(".//tbody"))["Firma Bos"] == reverse("privacy:index", args=[anna.pk])
    assert "al 12 maanden niets" in words(shown)


def test_who_never_came_is_listed_apart(look, db):
    forgotten(first_name="Bram", last_name="Vos")

    assert words(look(ADDRESS, **NEVER).find(".//tbody/tr")).startswith("Bram Vos wo 1 jan 2020")
    assert "Niemand is te lang bewaard." in words(look(ADDRESS))


def test_without_a_term_the_page_says_so(look, db, settings):
    settings.RETENTION_MONTHS = 0
    forgotten()

    shown = words(look(ADDRESS, **NEVER))

    assert "Er is geen bewaartermijn ingesteld." in shown


def test_who_may_not_erase_chooses_nobody(look, desk, db):
    anna = forgotten()

    assert by_id(look(ADDRESS, **NEVER), "many") is None
    assert forget(desk, anna).status_code == 403


def test_those_that_are_chosen_are_erased_together(eraser):
    anna, bram, stays = forgotten(), forgotten(), forgotten()

    response = forget(eraser, anna, bram)

    assert response["Location"] == f"{ADDRESS}?visited=never-came"
    assert said(response) == ["2 klanten gewist."]
    assert list(Customer.objects.standing()) == [stays]
    assert {act.data["because"] for act in Act.objects.filter(kind="erased")} == {"kept_long_enough"}
    assert said(forget(eraser, anna, bram))[-1] == "2 klanten gewist."
    assert Act.objects.count() == 2


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"sure": ""}, "Vink aan dat je het zeker weet."),
        ({"pk": []}, "Kies eerst een of meer klanten."),
        ({"pk": ["veel"]}, "Kies eerst een of meer klanten."),
    ],
)
def test_what_is_wrong_is_said_and_what_was_ticked_stays_ticked(eraser, typed, sentence):
    anna = forgotten()

    response = forget(eraser, anna, **typed)

    assert response.status_code == 422
    shown = page(response)
    assert sentence in words(by_id(shown, "many"))
    ticked = shown.findall(".//tbody//input[@checked]")
    assert len(ticked) == ("pk" not in typed)
    assert Customer.objects.get().erased_at is None


def test_who_was_heard_of_since_stays(eraser):
    anna = forgotten(last_name="Bos")
    WaitlistEntryFactory(customer=anna)

    assert said(forget(eraser, anna)) == ["Er is niets gedaan."]


def test_of_who_is_refused_it_is_said_why(eraser, monkeypatch):
    anna, bram = forgotten(last_name="Bos"), forgotten()
    monkeypatch.setattr(retention, "_heard", lambda *_: ())
    WaitlistEntryFactory(customer=anna)

    lines = said(forget(eraser, anna, bram))[0].splitlines()

    assert lines[0] == "1 klant gewist."
    assert lines[1].startswith("Anna Bos: niet gedaan. Deze klant kan nog niet worden gewist.")


def test_a_long_list_has_pages(look, db):
    CustomerFactory.create_batch(51, created_at=LONG_AGO)

    first = look(ADDRESS, **NEVER)
    assert len(first.findall(".//tbody/tr")) == 50
    rest = look(ADDRESS + links(first)["Volgende"])
    assert len(rest.findall(".//tbody/tr")) == 1


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_takes_as_many_queries_whatever_its_length(django_assert_num_queries, eraser, rows):
    for _row in range(rows):
        ReservationFactory(
            customer=forgotten(company=CompanyFactory()), created_at=LONG_AGO, total_cents=0,
            event=EventFactory(date=LONG_AGO.date() + timedelta(days=1)),
        )  # fmt: skip

    with django_assert_num_queries(7):
        eraser.get(ADDRESS)
