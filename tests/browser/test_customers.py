"""One customer in a real browser: who is on the telephone, what they are worth, what was promised, and by keyboard."""

from datetime import timedelta

import pytest
from playwright.sync_api import expect

from crm.models import Customer
from reservations import lifecycle
from reservations.customers import acts
from reservations.models import FollowUp
from reservations.status import Status
from tests.browser.axe import violations
from tests.factories import NOON, TODAY, CompanyFactory, CustomerFactory, EventFactory, ReservationFactory, UserFactory

pytestmark = pytest.mark.django_db(transaction=True)
DAY = timedelta(days=1)


@pytest.fixture
def ozdemir(db):
    customer = CustomerFactory(
        first_name="Elif", last_name="Özdemir", email="elif@abc.nl", phone="+31612345678",
        company=CompanyFactory(name="ABC BV"),
    )  # fmt: skip
    event = EventFactory(date=TODAY - 21 * DAY)
    ReservationFactory(customer=customer, event=event, status=Status.CHECKED_IN, total_cents=50000, paid_cents=50000)
    return customer


def test_who_is_on_the_telephone_is_known_in_a_few_keys(anna, ozdemir, console):
    anna.open("/")
    anna.page.keyboard.press("Control+k")
    anna.page.keyboard.type("0612345678")
    anna.page.get_by_role("link", name="ABC BV").last.click()

    expect(anna.page.locator("h1")).to_have_text("ABC BV")
    expect(anna.page.locator("dl.sums").first).to_contain_text("€ 500")
    expect(anna.page.get_by_role("link", name="Bel", exact=True)).to_have_attribute("href", "tel:+31612345678")
    assert violations(anna.page, console) == []


def test_a_note_is_written_edited_and_taken_back_where_it_stands(anna, ozdemir, console):
    anna.open(ozdemir.get_absolute_url())
    anna.page.get_by_text("Schrijf een notitie").click()
    anna.page.locator("#note-text").fill("Zit graag <b>vooraan</b>")
    anna.click("Bewaar", within="details[open]")
    expect(anna.page.locator("#messages")).to_contain_text("De notitie is bewaard.")
    expect(anna.page.locator(".note-card")).to_contain_text("Zit graag <b>vooraan</b>")

    anna.page.locator(".note-card").get_by_text("Wijzig").click()
    anna.page.locator(".note-card textarea").fill("Zit graag achteraan")
    assert violations(anna.page, console) == []
    anna.click("Bewaar", within=".note-card")
    expect(anna.page.locator(".note-card")).to_contain_text("Zit graag achteraan")

    anna.click("Ongedaan maken", within="#messages")
    expect(anna.page.locator(".note-card")).to_contain_text("vooraan")


def test_the_journey_goes_on_as_one_scrolls(anna, ozdemir):
    staff = UserFactory()
    for number in range(45):
        acts.speak(ozdemir, channel="phone", text=f"Gesprek {number}", by=staff, at=NOON - number * DAY)
    anna.open(ozdemir.get_absolute_url())
    expect(anna.page.locator("#timeline > .timeline__item")).to_have_count(20)

    anna.page.locator("#older").scroll_into_view_if_needed()
    expect(anna.page.locator("#timeline > .timeline__item")).to_have_count(40)
    anna.page.locator("#older").scroll_into_view_if_needed()
    expect(anna.page.locator("#timeline > .timeline__item")).to_have_count(46)
    expect(anna.page.locator("#older")).to_have_count(0)

    anna.page.get_by_role("link", name="Bezoeken").click()
    expect(anna.page.locator("#timeline > .timeline__item")).to_have_count(1)


def test_details_are_changed_and_a_colleagues_change_is_shown(anna, ozdemir, console):
    anna.open(f"{ozdemir.get_absolute_url()}edit/")
    acts.edit(ozdemir, {"city": "Bladel"}, by=UserFactory(), at=NOON)
    anna.page.get_by_label("Achternaam").fill("Yildiz")
    anna.click("Opslaan")

    expect(anna.page.get_by_role("alert")).to_contain_text("Bladel")
    expect(anna.page.get_by_label("Achternaam")).to_have_value("Yildiz")
    assert violations(anna.page, console) == []
    anna.click("Opslaan")
    expect(anna.page.locator("#messages")).to_contain_text("is gewijzigd")
    row = Customer.objects.get(pk=ozdemir.pk)
    assert (row.last_name, row.city) == ("Yildiz", "Bladel")
    console[:] = [line for line in console if "422" not in line]


def test_a_follow_up_is_made_and_done_and_a_rule_asks_for_another(anna, ozdemir, console):
    option = ReservationFactory(customer=ozdemir, status=Status.OPTION, option_expires_at=NOON + 2 * DAY)
    anna.open(ozdemir.get_absolute_url())
    anna.page.get_by_role("link", name="Nieuwe taak").click()
    anna.page.get_by_label("Wat te doen").fill("Bel over de muziek")
    anna.click("Opslaan")
    expect(anna.page.locator("#messages")).to_contain_text("De taak is gemaakt.")

    anna.open("/follow-ups/")
    assert violations(anna.page, console) == []
    asked = anna.page.locator(".row", has_text="Bel over de optie")
    expect(asked).to_contain_text("loopt af op wo 25 nov 2026")
    asked.get_by_placeholder("Wat ervan kwam").fill("Beslist morgen")
    asked.get_by_role("button", name="Klaar").click()
    expect(anna.page.locator("#messages")).to_contain_text("Klaar: “Bel over de optie”.")
    expect(asked).to_have_count(0)
    assert FollowUp.objects.get(rule="option_lapses").outcome == "Beslist morgen"

    anna.click("Ongedaan maken", within="#messages")
    expect(asked).to_have_count(1)
    lifecycle.follow_up(option, by=UserFactory(username="bram"), at=NOON)
    anna.page.reload()
    expect(asked).to_have_count(0)
    expect(anna.page.locator(".row", has_text="Bel over de muziek")).to_have_count(1)


def test_the_journey_is_narrowed_where_it_stands(anna, ozdemir):
    """On a telephone it is far down the page, and the page stays there."""
    for number in range(20):
        acts.speak(ozdemir, channel="phone", text=f"Gesprek {number}", by=None, at=NOON - number * DAY)
    anna.page.set_viewport_size({"width": 390, "height": 844})
    anna.open(f"/customers/{ozdemir.pk}/")
    choice = anna.page.locator("#journey-panel").get_by_role("link", name="Bezoeken")
    choice.scroll_into_view_if_needed()
    before = anna.page.evaluate("scrollY")

    choice.click()

    expect(anna.page.locator("#timeline > li")).to_have_count(1)
    expect(choice).to_have_attribute("aria-current", "true")
    assert anna.page.evaluate("scrollY") > before / 2 > 0
    assert "about=visits" in anna.page.url
    assert anna.stayed()
