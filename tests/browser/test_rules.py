"""A rule is built with its preview beside it, saved and taken back: at a desk, on a telephone, without script."""

from datetime import timedelta

import pytest
from playwright.sync_api import expect

from crm.models import Customer, Segment, Tag, Tagging
from tests.browser.axe import violations
from tests.browser.desk import Person, log_in
from tests.factories import NOON, TODAY, CustomerFactory, EventFactory, ReservationFactory

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def guests():
    """Özdemir came twice, Bos once; Visser never, and writes for the paper."""
    ozdemir, bos = CustomerFactory(last_name="Özdemir"), CustomerFactory(last_name="Bos")
    for customer, times in [(ozdemir, 2), (bos, 1)]:
        for number in range(times):
            ReservationFactory(customer=customer, event=EventFactory(date=TODAY - timedelta(days=30 + number)))
    CustomerFactory(last_name="Visser", newsletter_at=NOON)
    return ozdemir, bos


@pytest.fixture
def anna(anna, guests):
    return anna


def choose(anna, number, **chosen):
    """Fill in one row: what, how, value. The rows are asked for anew after each choice."""
    for name, value in chosen.items():
        field = anna.page.locator(f"[name=c{number}-{name}]")
        expect(field).to_be_visible()
        if name == "value":
            field.fill(value)
        else:
            field.select_option(value)


def preview(anna):
    return anna.page.locator("#preview")


def test_a_rule_is_built_row_by_row_with_whom_it_gives_the_tag_to(anna, console):
    anna.open("/tags/new/")
    anna.page.get_by_label("Naam").fill("Trouwe gast")
    anna.click("Voorwaarde toevoegen")
    choose(anna, 0, field="bookings", value="1")
    expect(preview(anna)).to_contain_text("2 krijgen hem erbij")
    expect(preview(anna)).to_contain_text("Boekingen: 2 (minstens 1)")

    anna.click("Voorwaarde toevoegen")
    expect(preview(anna)).to_contain_text("Vul elke voorwaarde in")
    choose(anna, 1, field="last_visit", operator="beyond", value="29")
    expect(preview(anna)).to_contain_text("2 krijgen hem erbij")
    choose(anna, 0, value="2")
    expect(preview(anna)).to_contain_text("1 krijgt hem erbij")
    expect(preview(anna)).to_contain_text("Anna Özdemir")
    assert violations(anna.page, console) == []
    assert not Tag.objects.filter(name="Trouwe gast").exists()

    anna.click("Opslaan")

    expect(anna.page.locator("#messages")).to_contain_text("“Trouwe gast” is gemaakt.")
    row = anna.page.locator("tr[data-tag]", has_text="Trouwe gast")
    expect(row).to_contain_text("Boekingen minstens 2 en laatste bezoek langer dan 29 dagen geleden")
    assert anna.stayed()


def test_a_bad_value_is_said_beside_its_field_and_mended_there(anna, console):
    anna.open("/tags/new/")
    anna.page.get_by_label("Naam").fill("Trouwe gast")
    anna.click("Voorwaarde toevoegen")
    choose(anna, 0, field="bookings", value="-1")
    anna.click("Opslaan")

    expect(anna.page.locator("[name=c0-value]")).to_be_focused()
    expect(anna.page.locator(".condition .errorlist")).to_have_text("Vul een heel getal in, 0 of meer.")
    expect(anna.page.get_by_label("Naam")).to_have_value("Trouwe gast")
    console[:] = [line for line in console if "422" not in line]
    assert violations(anna.page, console) == []

    choose(anna, 0, value="2")
    anna.click("Opslaan")
    expect(anna.page.locator("#messages")).to_contain_text("“Trouwe gast” is gemaakt.")


def test_a_stricter_rule_says_who_loses_the_tag_and_is_taken_back(anna):
    tag = Tag.objects.create(name="Gast", rule={"match": "all", "conditions": [["bookings", "gte", 1]]}, rule_at=NOON)
    anna.open(f"/tags/{tag.pk}/")
    choose(anna, 0, value="2")

    expect(preview(anna)).to_contain_text("1 raakt hem kwijt")
    expect(preview(anna)).to_contain_text("Anna Bos")
    anna.click("Opslaan")
    row = anna.page.locator("tr[data-tag]", has_text="Gast")
    expect(row).to_contain_text("Boekingen minstens 2")

    anna.click("Ongedaan maken", within="#messages")
    expect(row).to_contain_text("Boekingen minstens 1")
    assert anna.stayed()


def test_a_segment_counts_along_while_it_is_made_and_comes_back_after_removal(anna, console):
    anna.open("/segments/new/")
    anna.page.get_by_label("Naam").fill("Lezers")
    choose(anna, 0, field="newsletter", operator="yes")
    expect(preview(anna)).to_contain_text("1 klant")
    expect(preview(anna)).to_contain_text("Anna Visser")
    choose(anna, 0, operator="no")
    expect(preview(anna)).to_contain_text("2 klanten")
    anna.click("Opslaan")
    row = anna.page.locator("tr[data-segment]", has_text="Lezers")
    expect(row.locator("data")).to_have_text("2")
    assert violations(anna.page, console) == []

    anna.click("Verwijderen Lezers")
    expect(row).to_have_count(0)
    anna.click("Ongedaan maken", within="#messages")
    expect(row).to_have_count(1)
    assert anna.stayed()


def test_the_tags_of_a_customer_are_given_and_taken_where_they_stand(anna, guests, console):
    ozdemir = guests[0]
    Tagging.objects.create(customer=ozdemir, tag=Tag.objects.create(name="Buur"), at=NOON)
    anna.open("/tags/")
    # The page of a customer shows this panel; here it is the one that says what was typed wrong.
    anna.page.evaluate(
        """address => {
          const form = Object.assign(document.createElement("form"), { method: "post", action: address });
          const token = JSON.parse(document.body.getAttribute("hx-headers"))["X-CSRFToken"];
          form.append(Object.assign(document.createElement("input"), { name: "csrfmiddlewaretoken", value: token }));
          document.body.append(form);
          form.submit();
        }""",
        f"/tags/of/{ozdemir.pk}/",
    )
    anna.page.wait_for_load_state()
    panel = anna.page.locator("#customer-tags")
    expect(panel.locator(".errorlist")).to_have_text("Kies een tag, of typ een nieuwe.")
    console[:] = [line for line in console if "422" not in line]
    assert violations(anna.page, console) == []

    panel.get_by_label("Tag").fill("buur")
    panel.get_by_role("button", name="Geven").click()
    expect(panel.locator(".errorlist")).to_have_text("Anna Özdemir heeft deze tag al.")
    console[:] = [line for line in console if "422" not in line]


def test_without_script_a_rule_is_built_with_buttons(browser, live_server, guests):
    with browser.new_context(base_url=live_server.url, java_script_enabled=False) as context:
        log_in(context, live_server)
        anna = Person(context.new_page())
        anna.page.goto("/segments/new/")
        anna.page.get_by_label("Naam").fill("Vaak")
        choose(anna, 0, field="bookings")
        anna.click("Verder invullen")
        choose(anna, 0, operator="gte", value="1")
        anna.click("Voorbeeld")
        expect(preview(anna)).to_contain_text("2 klanten")
        anna.click("Voorwaarde toevoegen")
        anna.click("Verwijder voorwaarde 2")
        anna.page.locator("[name=c0-value]").press("Enter")

        expect(anna.page.locator("tr[data-segment]")).to_contain_text("Boekingen minstens 1")
    assert Segment.objects.get().name == "Vaak"


def test_the_reason_of_one_tag_is_not_that_of_the_next(anna, guests):
    """Sent with Enter, the field that has the focus kept its words."""
    ozdemir = Customer.objects.get(last_name="Özdemir")
    anna.open(f"/customers/{ozdemir.pk}/")
    panel = anna.page.locator("#customer-tags")
    panel.locator("summary").click()
    panel.get_by_label("Tag").fill("Buur")
    panel.get_by_label("Reden").fill("Woont om de hoek")
    panel.get_by_label("Reden").press("Enter")

    expect(panel).to_contain_text("Woont om de hoek")
    expect(panel.get_by_label("Reden")).to_have_value("")
    expect(panel.get_by_label("Tag")).to_have_value("")
