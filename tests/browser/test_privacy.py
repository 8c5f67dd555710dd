"""Privacy in a real browser: what is known downloaded, a person erased, many that were kept too long; open to all."""

from datetime import timedelta

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from playwright.sync_api import expect

from crm.models import Customer
from reservations.customers import acts
from reservations.customers.privacy import erasing
from tests.browser.axe import shown
from tests.browser.desk import log_in
from tests.browser.door import forget
from tests.factories import NOON, TODAY, CustomerFactory, EventFactory, ReservationFactory, local

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def bos(db):
    """Somebody who came yesterday, paid, and wants to be forgotten."""
    customer = CustomerFactory(first_name="Anna", last_name="Bos")
    ReservationFactory(customer=customer, event=EventFactory(date=TODAY - timedelta(days=1)), paid_cents=15000)
    acts.subscribe(customer, how_given="per telefoon", by=None, at=NOON)
    return customer


def may_erase():
    get_user_model().objects.get(username="balie").user_permissions.add(
        Permission.objects.get(codename="erase_customer")
    )


def test_what_is_known_is_downloaded_and_then_the_person_is_erased(anna, console, bos):
    may_erase()
    anna.open(f"/customers/{bos.pk}/privacy/")

    with anna.page.expect_download() as download:
        anna.click("Download om te lezen")
    assert download.value.suggested_filename == f"foyer-{bos.pk}-2026-11-23.html"
    assert "Anna Bos" in download.value.path().read_text()
    # The page stays, and is ready for the other file.
    expect(anna.page.locator("form[data-file]")).not_to_have_attribute("aria-busy", "true")
    with anna.page.expect_download() as download:
        anna.click("Download als gegevens")
    assert download.value.suggested_filename == f"foyer-{bos.pk}-2026-11-23.json"

    anna.page.get_by_label("Naam van de klant").fill("Anna Vos")
    anna.page.get_by_label("Reden").select_option("asked")
    anna.click("Voorgoed wissen")
    expect(anna.page.locator("#id_name_error")).to_contain_text("Zo heet deze klant niet")
    expect(anna.page.get_by_label("Reden")).to_have_value("asked")
    forget(console, "422")

    anna.page.get_by_label("Naam van de klant").fill("anna bos")
    anna.click("Voorgoed wissen")
    expect(anna.page.locator("#messages")).to_contain_text("De klant is gewist.")
    expect(anna.page.locator("#main")).to_contain_text("Gewist op ma 23 nov 2026")
    expect(anna.page.locator("body")).not_to_contain_text("Bos")
    assert anna.stayed()


def test_those_who_were_kept_too_long_are_erased_together(anna, console, settings):
    settings.RETENTION_MONTHS = 12
    may_erase()
    CustomerFactory.create_batch(3, created_at=local(2020, 1, 1))
    anna.open("/customers/retention/?visited=never-came")

    anna.page.get_by_label("Alle", exact=True).check()
    expect(anna.page.locator("[data-ticked] data")).to_have_text("3")
    anna.click("Voorgoed wissen")
    expect(anna.page.locator("#many .errorlist")).to_contain_text("Vink aan dat je het zeker weet.")
    expect(anna.page.locator("tbody :checked")).to_have_count(3)
    forget(console, "422")
    anna.page.get_by_label("Ik weet dat dit").check()
    anna.click("Voorgoed wissen")

    expect(anna.page.locator("#messages")).to_contain_text("3 klanten gewist.")
    expect(anna.page.locator("#retention")).to_contain_text("Niemand is te lang bewaard.")
    assert Customer.objects.filter(erased_at=None).count() == 0


def test_the_pages_are_open_to_everybody(page, console, context, live_server, bos, settings):
    settings.RETENTION_MONTHS = 12
    log_in(context, live_server)
    CustomerFactory.create_batch(2, created_at=local(2020, 1, 1))
    waits = ReservationFactory().customer

    page.goto(f"/customers/{bos.pk}/privacy/")
    assert shown(page, console, "privacy-not-allowed") == []
    may_erase()
    page.goto(f"/customers/{waits.pk}/privacy/")
    assert shown(page, console, "privacy-not-yet") == []
    page.goto(f"/customers/{bos.pk}/privacy/")
    page.locator("#erase button").click()
    page.locator(".errorlist").first.wait_for()
    forget(console, "422")
    assert shown(page, console, "privacy") == []
    page.goto("/customers/retention/?visited=never-came")
    page.locator("#many button").click()
    page.locator(".errorlist").first.wait_for()
    forget(console, "422")
    assert shown(page, console, "retention-list") == []
    erasing.erase(bos, because="asked", by=None, at=NOON)
    page.goto(f"/customers/{bos.pk}/privacy/")
    assert shown(page, console, "privacy-erased") == []
