"""A matinee, and somebody at its door."""

import re
from datetime import time

from playwright.sync_api import expect

from reservations.models import Reservation
from tests.browser.desk import Person
from tests.factories import TODAY, CompanyFactory, CustomerFactory, EventFactory, ReservationFactory


def a_matinee(capacity=30):
    """Three parties, 14 guests; it began an hour ago."""
    event = EventFactory(date=TODAY, doors=time(10), start=time(11), end=time(14), capacity=capacity)
    firm = CustomerFactory(company=CompanyFactory(name="ABC BV"), email="info@abc.nl", phone="+31612345678")
    ReservationFactory(event=event, customer=firm, guests=10, vegetarian=2, occasion="Jubileum", paid_cents=100)
    ReservationFactory(event=event, customer=CustomerFactory(first_name="Selin", last_name="Özdemir"), guests=1)
    ReservationFactory(event=event, customer=CustomerFactory(first_name="Piet", last_name="Jansen"), guests=3)
    return event


class Door(Person):
    """Somebody who lets people in."""

    def row(self, who):
        return self.page.locator(f".door__party:has-text('{who}')")

    def let_in(self, who):
        self.click(re.compile(f"Check in .*{who}"), within=".rows")

    def open_sheet(self, who):
        self.page.get_by_role("link", name=re.compile(f"meer voor .*{who}")).click()
        return self.page.locator("#sheet")

    def expect_in(self, who):
        expect(self.row(who)).to_have_attribute("data-status", "checked_in")

    def expect_progress(self, guests, parties):
        progress = self.page.locator(".door__progress")
        expect(progress).to_contain_text(f"{guests} van 14 personen binnen")
        expect(progress).to_contain_text(f"{parties} van 3 groepen")


def status(who):
    return Reservation.objects.get(customer__last_name=who).status


def forget(console, *words):
    """Chromium notes every answer that is no success, and every one that fails to come: these were provoked."""
    console[:] = [said for said in console if not any(word in said for word in words)]
