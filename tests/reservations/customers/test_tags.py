"""Which tags a customer has, with a dated reason for each."""

from datetime import date, timedelta

import pytest

from crm.models import Tag, Tagging
from crm.rules import ANY
from reservations.customers import tags
from reservations.refusals import NothingChanged
from reservations.status import Status
from tests.crm.rules.rules import rule
from tests.factories import NOON, TODAY, ArrangementFactory, CustomerFactory, EventFactory, UserFactory
from tests.factories import ReservationFactory as Booking

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
MADE = NOON - 30 * DAY


def tag(name, *conditions, **how):
    made = {"rule": rule(*conditions, **how).plain(), "rule_at": MADE} if conditions else {}
    return Tag.objects.create(name=name, **made)


def booked(customer, *days, **columns):
    for number in days:
        Booking(customer=customer, event=EventFactory(date=TODAY + number * DAY), **columns)


def said(customer, *, today=TODAY):
    return [(each.tag.name, each.reason, each.on, each.dated) for each in tags.on(customer, today=today)]


def test_a_tag_by_hand_says_who_gave_it_when_and_why():
    customer, given = CustomerFactory(), tag("Vaste gast")
    anna = UserFactory(username="anna", first_name="Anna")
    tagging = Tagging.objects.create(tag=given, customer=customer, by=anna, at=NOON, reason="Komt elk jaar")
    Tagging.objects.create(tag=tag("Buur"), customer=customer, at=NOON)
    Tagging.objects.create(tag=tag("Pers"), customer=customer, by=UserFactory(username="bert"), at=NOON)

    assert said(customer) == [
        ("Buur", "", TODAY, "Foyer · ma 23 nov 2026"),
        ("Pers", "", TODAY, "bert · ma 23 nov 2026"),
        ("Vaste gast", "Komt elk jaar", TODAY, "Anna · ma 23 nov 2026"),
    ]
    assert tags.on(customer, today=TODAY)[2].tagging == tagging


@pytest.mark.parametrize(
    ("condition", "reason", "dated"),
    [
        (("bookings", "gte", 2), "Boekingen: 3 (minstens 2)", "bereikt met de boeking voor zo 22 nov 2026"),
        (("bookings", "gte", 3), "Boekingen: 3 (minstens 3)", "bereikt met de boeking voor do 3 dec 2026"),
        (("bookings", "gte", 0), "Boekingen: 3 (minstens 0)", "door de regel van za 24 okt 2026"),
        (("bookings", "lte", 3), "Boekingen: 3 (hoogstens 3)", "door de regel van za 24 okt 2026"),
        (("omzet", "gte", 30000), "Omzet: € 450 (minstens € 300)", "bereikt met de boeking voor zo 22 nov 2026"),
        (("guests", "gte", 5), "Personen in totaal: 6 (minstens 5)", "bereikt met de boeking voor do 3 dec 2026"),
        (("cancellations", "gte", 1), "Annuleringen: 1 (minstens 1)", "bereikt met de boeking voor di 24 nov 2026"),
        (("average", "gte", 2), "Gemiddelde groepsgrootte: 2,0 (minstens 2)", "door de regel van za 24 okt 2026"),
        (
            ("last_visit", "within", 7),
            "Laatste bezoek: zo 22 nov 2026 (in de laatste 7 dagen)",
            "Laatste bezoek: zo 22 nov 2026",
        ),
        (("first_visit", "some", None), "Eerste bezoek: vr 13 nov 2026", "Eerste bezoek: vr 13 nov 2026"),
        (
            ("next_visit", "until", "2026-12-03"),
            "Volgend bezoek: do 3 dec 2026 (op of voor do 3 dec 2026)",
            "Volgend bezoek: do 3 dec 2026",
        ),
        (
            ("since", "within", 1),
            "Klant sinds: zo 22 nov 2026 (vandaag of gisteren)",
            "Klant sinds: zo 22 nov 2026",
        ),
        (("newsletter", "yes", None), "Nieuwsbrief: ja", "toestemming gegeven op ma 23 nov 2026"),
        (("company", "no", None), "Hoort bij een bedrijf: nee", "door de regel van za 24 okt 2026"),
        (("language", "is", "en"), "Taal: is “Engels”", "door de regel van za 24 okt 2026"),
        (("city", "begins", "utr"), "Plaats: Utrecht (begint met “utr”)", "door de regel van za 24 okt 2026"),
    ],
)
def test_a_tag_by_rule_says_what_met_it_and_when(condition, reason, dated):
    tag("Regel", condition)
    customer = CustomerFactory(newsletter_at=NOON, language="en", city="Utrecht")
    booked(customer, -10, -1, 10)
    booked(customer, 1, status=Status.CANCELLED)

    [(_name, why, _on, when)] = said(customer)

    assert (why, when) == (reason, dated)


def test_what_there_is_not_is_said_as_well():
    tag("Vreemd", ("next_visit", "none", None))

    assert said(CustomerFactory()) == [
        ("Vreemd", "Volgend bezoek: is er niet", date(2026, 10, 24), "door de regel van za 24 okt 2026")
    ]


def test_of_conditions_that_must_all_hold_the_last_one_dates_it_of_any_the_first():
    conditions = [("bookings", "gte", 1), ("newsletter", "yes"), ("company", "no"), ("no_shows", "gte", 5)]
    tag("Alle", *conditions[:3])
    tag("Een", *conditions, match=ANY)
    customer = CustomerFactory(newsletter_at=NOON - 40 * DAY)
    booked(customer, -10)

    dates = {name: on for name, _reason, on, _dated in said(customer)}
    reasons = {name: reason for name, reason, _on, _dated in said(customer)}

    assert dates == {"Alle": TODAY - 10 * DAY, "Een": TODAY - 40 * DAY}
    assert (
        reasons["Alle"] == reasons["Een"] == "Boekingen: 1 (minstens 1) · Nieuwsbrief: ja · Hoort bij een bedrijf: nee"
    )


def test_a_tag_by_hand_and_by_rule_is_said_twice_for_both_are_reasons():
    customer, both = CustomerFactory(), tag("Particulier", ("company", "no"))
    Tagging.objects.create(tag=both, customer=customer, at=NOON)

    assert [bool(each.tagging) for each in tags.on(customer, today=TODAY)] == [True, False]


@pytest.mark.parametrize("count", [1, 3])
def test_the_tags_of_a_page_cost_the_same_for_any_number_of_customers_and_rules(count, django_assert_num_queries):
    by_hand = tag("Hand")
    for number in range(count):
        tag(f"Regel {number}", ("bookings", "gte", number), ("arrangement", "is", ArrangementFactory().pk), match=ANY)
    customers = [CustomerFactory() for _ in range(count)]
    booked(customers[0], -1, status=Status.CANCELLED)
    booked(customers[0], -1)
    Tagging.objects.create(tag=by_hand, customer=customers[-1], at=NOON)

    with django_assert_num_queries(3):  # tags, taggings, figures
        found = tags.of_all(customers, today=TODAY)

    names = [[each.name for each in found[customer.pk]] for customer in customers]
    # By the arrangement they prefer, all of them fit the one who came; of the others the rule of 0 bookings alone.
    assert names[0][-count:] == [f"Regel {number}" for number in range(count)]
    assert names[-1][:2] == ["Hand", "Regel 0"]
    with django_assert_num_queries(4 + 1):  # tags, taggings, figures, bookings; arrangements for the words
        tags.on(customers[0], today=TODAY)


def test_all_tags_of_nobody_are_none():
    assert tags.of_all([], today=TODAY) == {}


def test_a_tag_is_given_by_its_name_and_made_when_there_is_none(staff):
    customer, stored = CustomerFactory(), tag("Vaste gast")

    tags.give(customer, name="vaste GAST", reason="Elk jaar", by=staff, at=NOON)
    tags.give(customer, name="Buur", by=staff, at=NOON)

    assert [each.tag.name for each in tags.on(customer, today=TODAY)] == ["Buur", "Vaste gast"]
    assert customer.taggings.get(tag=stored).reason == "Elk jaar"
    with pytest.raises(NothingChanged):
        tags.give(customer, name="Buur", by=staff, at=NOON)
