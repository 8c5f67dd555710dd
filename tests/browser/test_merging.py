"""Merging in a real browser: compared, chosen field by field, merged and taken back, on a desk and with one thumb."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from crm.models import Customer, Note
from reservations.customers import acts
from tests.browser.axe import shown, violations
from tests.browser.desk import log_in
from tests.factories import NOON, CompanyFactory, CustomerFactory, ReservationFactory

pytestmark = pytest.mark.django_db(transaction=True)
PHONE = "+31612345678"
START = "/customers/merging/"


def two_who_look_alike():
    anna = CustomerFactory(
        first_name="Anna", last_name="Özdemir", email="anna@abc.nl", phone=PHONE, remarks="Allergisch voor noten",
        company=CompanyFactory(name="Accountants- en Belastingadvieskantoor Van der Heijden"), street="Dorpsstraat",
        house_number="1", postal_code="6711 AB", city="Ede",
    )  # fmt: skip
    twin = CustomerFactory(
        first_name="A.", last_name="Ozdemir", phone=PHONE, remarks="Zit graag <b>vooraan</b>",
        email="een.heel.lang.adres.zonder.einde.van.iemand@een-heel-lang-bedrijf-in-de-buurt.example",
    )  # fmt: skip
    ReservationFactory(customer=anna, total_cents=123456789)
    ReservationFactory(customer=twin)
    Note.objects.create(customer=twin, text="Belt graag", at=NOON)
    return anna, twin


def test_two_are_compared_merged_and_parted(anna, console):
    kept, twin = two_who_look_alike()
    anna.open(START)
    assert violations(anna.page, console) == []

    anna.click("Vergelijken", role="link")
    expect(anna.page.locator("[data-list=moving]")).to_contain_text("1 reservering")
    assert violations(anna.page, console) == []
    anna.page.locator("[data-field=last_name]").get_by_label("Ozdemir", exact=True).check()
    anna.page.evaluate("window.stayed = true")
    anna.click("Samenvoegen", within="#merge")

    expect(anna.page.locator("#messages")).to_contain_text("A. Ozdemir is samengevoegd met")
    assert anna.page.url.endswith(START)
    assert Customer.objects.get(pk=kept.pk).full_name == "Anna Ozdemir"
    expect(anna.page.get_by_text("Niemand lijkt dubbel te staan.")).to_be_visible()

    anna.click("Ongedaan maken", within="#messages")
    expect(anna.page.locator("[data-list=suggestions]")).to_contain_text("Özdemir")
    assert Customer.objects.get(pk=twin.pk).merged_into is None
    assert anna.stayed()


def test_who_stays_is_swapped_and_not_the_same_is_said(anna):
    kept, twin = two_who_look_alike()
    anna.open(reverse("merging:merge", args=[kept.pk, twin.pk]))

    anna.click("Omwisselen wie blijft", role="link")
    expect(anna.page.get_by_role("heading", level=1)).to_contain_text("samenvoegen met A. Ozdemir")

    anna.open(START)
    anna.click("Niet dezelfde", within="[data-list=suggestions]")
    expect(anna.page.locator("[data-list=distinct]")).to_contain_text("A. Ozdemir")
    anna.click("Sluiten", within="#messages")
    anna.click("Weer voorstellen")
    expect(anna.page.locator("[data-list=suggestions]")).to_contain_text("A. Ozdemir")
    assert anna.stayed()


def test_a_screen_that_is_stale_is_refused_and_shows_how_it_is_now(anna, console):
    kept, twin = two_who_look_alike()
    anna.open(reverse("merging:merge", args=[kept.pk, twin.pk]))
    acts.edit(twin, {"city": "Bennekom"}, by=None, at=NOON)

    anna.click("Samenvoegen", within="#merge")

    expect(anna.page.get_by_role("alert")).to_contain_text("Zo staat het er nu voor")
    expect(anna.page.locator("[data-field=address]")).to_contain_text("Bennekom")
    console[:] = [line for line in console if "422" not in line]
    anna.click("Samenvoegen", within="#merge")
    expect(anna.page.locator("#messages")).to_contain_text("is samengevoegd met")


def test_somebody_else_is_searched_for(anna):
    kept, _twin = two_who_look_alike()
    CustomerFactory(first_name="Jan", last_name="Bakker")
    anna.open(reverse("merging:with", args=[kept.pk]))

    anna.page.get_by_label("Naam, bedrijf, e-mail of telefoon").fill("bakker")
    anna.page.keyboard.press("Enter")
    anna.click("Vergelijken Jan Bakker", role="link")

    expect(anna.page.get_by_role("heading", level=1)).to_contain_text("Jan Bakker samenvoegen met")


@pytest.mark.parametrize("name", ["suggestions", "preview", "with"])
def test_the_pages_of_merging_are_open_to_everybody(page, console, context, live_server, name):
    kept, twin = two_who_look_alike()
    acts.distinguish(kept, CustomerFactory(), by=log_in(context, live_server), at=NOON)
    addresses = {
        "suggestions": START,
        "preview": reverse("merging:merge", args=[kept.pk, twin.pk]),
        "with": f"{reverse('merging:with', args=[kept.pk])}?q=anna",
    }

    page.goto(addresses[name])

    assert shown(page, console, f"merging-{name}") == []
