"""What each condition of a rule says, at its edges."""

from datetime import timedelta

import pytest

from crm.models import Customer, Segment, Tag, Tagging
from crm.rules import ANY, FIELDS
from reservations.status import Status
from tests.crm.rules.rules import rule, who
from tests.factories import NOON, TODAY, ArrangementFactory, CompanyFactory, CustomerFactory, EventFactory, local
from tests.factories import ReservationFactory as Booking

pytestmark = pytest.mark.django_db


@pytest.fixture
def never():
    return CustomerFactory(last_name="Nooit")


@pytest.fixture
def thrice():
    """Three bookings of 2, 2 and 6 guests, € 150, € 150 and € 450: 10 days ago, today and in 10 days."""
    customer = CustomerFactory(last_name="Drie")
    for days, guests in [(-10, 2), (0, 2), (10, 6)]:
        Booking(customer=customer, event=EventFactory(date=TODAY + timedelta(days)), guests=guests)
    return customer


@pytest.mark.parametrize(
    ("conditions", "is_hers", "is_nobodys"),
    [
        (("bookings", "gte", 3), True, False),
        (("bookings", "gte", 4), False, False),
        (("bookings", "gte", 0), True, True),
        (("bookings", "lte", 3), True, True),
        (("bookings", "lte", 2), False, True),
        (("bookings", "eq", 3), True, False),
        (("bookings", "eq", 0), False, True),
        (("omzet", "gte", 75000), True, False),
        (("omzet", "gte", 75001), False, False),
        (("outstanding", "eq", 75000), True, False),
        (("paid", "lte", 0), True, True),
        (("guests", "gte", 10), True, False),
        (("average", "gte", 3), True, False),  # 10 guests in 3 bookings
        (("average", "gte", 4), False, False),
        (("average", "lte", 4), True, False),
        (("average", "lte", 3), False, False),
        (("cancellations", "eq", 0), True, True),
        (("no_shows", "gte", 1), False, False),
        (("first_visit", "within", 10), True, False),
        (("first_visit", "within", 9), False, False),
        (("first_visit", "beyond", 9), True, False),
        (("first_visit", "beyond", 10), False, False),
        (("last_visit", "within", 1), True, False),
        (("last_visit", "beyond", 1), False, False),
        (("last_visit", "since", "2026-11-23"), True, False),
        (("last_visit", "since", "2026-11-24"), False, False),
        (("last_visit", "until", "2026-11-23"), True, False),
        (("last_visit", "until", "2026-11-22"), False, False),
        (("last_visit", "some"), True, False),
        (("last_visit", "none"), False, True),
        (("next_visit", "within", 10), True, False),
        (("next_visit", "within", 9), False, False),
        (("next_visit", "beyond", 9), True, False),
        (("next_visit", "beyond", 10), False, False),
        (("next_visit", "none"), False, True),
    ],
)
def test_figures_are_compared_to_the_day_and_the_cent(never, thrice, conditions, is_hers, is_nobodys):
    expected = {customer for customer, fits in [(thrice, is_hers), (never, is_nobodys)] if fits}

    assert who(rule(conditions)) == expected


def test_midnight_makes_the_next_visit_the_last_without_anything_having_run(thrice):
    in_ten_days = TODAY + timedelta(10)

    assert who(rule(("last_visit", "since", in_ten_days.isoformat())), today=in_ten_days) == {thrice}
    assert who(rule(("last_visit", "since", in_ten_days.isoformat())), today=in_ten_days - timedelta(1)) == set()
    assert who(rule(("next_visit", "none")), today=in_ten_days) == {thrice}
    assert who(rule(("next_visit", "none")), today=in_ten_days - timedelta(1)) == set()


def test_what_does_not_count_as_omzet_is_no_visit(never):
    Booking(customer=never, status=Status.CANCELLED, event=EventFactory(date=TODAY))

    assert who(rule(("last_visit", "none"), ("cancellations", "eq", 1))) == {never}


def test_customer_since_is_a_date_at_the_venue_also_on_the_night_of_25_hours():
    late = CustomerFactory(created_at=local(2026, 10, 25, 23, 59, 59))
    early = CustomerFactory(created_at=local(2026, 10, 25))
    before = CustomerFactory(created_at=local(2026, 10, 24, 23, 59, 59))

    assert who(rule(("since", "since", "2026-10-25"))) == {early, late}
    assert who(rule(("since", "until", "2026-10-24"))) == {before}
    assert who(rule(("since", "until", "2026-10-25"), ("since", "since", "2026-10-25"))) == {early, late}


def test_what_is_known_of_a_customer_is_asked_as_it_stands():
    firm = CustomerFactory(company=CompanyFactory(name="ABC BV"), newsletter_at=NOON)
    english = CustomerFactory(language="en")

    assert who(rule(("company", "yes"))) == who(rule(("newsletter", "yes"))) == {firm}
    assert who(rule(("company", "no"))) == who(rule(("newsletter", "no"))) == {english}
    assert who(rule(("language", "is", "en"))) == who(rule(("language", "isnt", "nl"))) == {english}


def test_a_place_is_found_by_how_it_begins_in_small_letters_or_capitals():
    utrecht = CustomerFactory(city="Utrecht", postal_code="3511 AB")
    other = CustomerFactory(city="Zeist", postal_code="3700AB")

    assert who(rule(("city", "begins", "uTR"))) == who(rule(("postal_code", "begins", "3511a"))) == {utrecht}
    assert who(rule(("postal_code", "begins", "37 00"))) == {other}
    assert who(rule(("city", "begins", "%"))) == who(rule(("city", "begins", "trecht"))) == set()


def test_another_arrangement_than_the_preferred_one_includes_none(never, thrice):
    bwf, premium = ArrangementFactory(), ArrangementFactory(code="BWFM", name="Premium")

    assert who(rule(("arrangement", "is", bwf.pk))) == {thrice}
    assert who(rule(("arrangement", "isnt", bwf.pk))) == {never}
    assert who(rule(("arrangement", "isnt", premium.pk))) == {never, thrice}


def test_all_conditions_must_hold_or_any(never, thrice):
    of = [("bookings", "gte", 3), ("last_visit", "none")]

    assert who(rule(*of)) == set()
    assert who(rule(*of, match=ANY)) == {never, thrice}


def test_a_tag_is_had_by_hand_or_by_its_rule(never, thrice):
    other = CustomerFactory()
    tag = Tag.objects.create(name="Vast", rule=rule(("bookings", "gte", 3)).plain(), rule_at=NOON)
    Tagging.objects.create(tag=tag, customer=never, at=NOON)

    assert set(Customer.objects.tagged(tag, today=TODAY)) == {never, thrice}
    has, has_not = (Segment(name="Vast", rule=rule(("tag", how, tag.pk)).plain()) for how in ("has", "hasnt"))
    assert set(Customer.objects.in_segment(has, today=TODAY)) == {never, thrice}
    assert set(Customer.objects.in_segment(has_not, today=TODAY)) == {other}


def test_a_tag_that_is_gone_is_had_by_nobody(never):
    assert set(Customer.objects.fitting(rule(("tag", "has", 0)), today=TODAY)) == set()
    assert set(Customer.objects.fitting(rule(("tag", "hasnt", 0)), today=TODAY, tags={})) == {never}


def test_a_set_is_in_no_column():
    condition = rule(("tag", "has", 1)).conditions[0]

    with pytest.raises(NotImplementedError):
        condition.question(today=TODAY).q("tags")


def test_what_can_be_chosen_is_named():
    ArrangementFactory(code="BWFM", name="Premium")
    tag = Tag.objects.get_or_create(name="VIP")[0]

    assert FIELDS["language"].choices() == [("nl", "Nederlands"), ("en", "Engels")]
    assert "Premium" in dict(FIELDS["arrangement"].choices()).values()
    assert (tag.pk, "VIP") in FIELDS["tag"].choices()
    assert FIELDS["bookings"].choices() == []


def test_an_operator_is_named_with_a_place_for_its_value():
    within = FIELDS["last_visit"].operator("within")

    assert within.label == "in de laatste … dagen"
    assert (within.told(1, "1"), within.told(30, "30")) == ("vandaag of gisteren", "in de laatste 30 dagen")
