"""Whom a rule is about before it is saved: counted, and named with what fits them."""

from datetime import timedelta

import pytest

from crm.models import Customer, Tag, Tagging
from reservations.counting import MOST, Count
from reservations.customers import rule_preview
from reservations.customers.rule_telling import Words
from tests.crm.rules.rules import rule
from tests.factories import NOON, TODAY, ArrangementFactory, CustomerFactory, EventFactory
from tests.factories import ReservationFactory as Booking

pytestmark = pytest.mark.django_db
ONCE, TWICE = rule(("bookings", "gte", 1)), rule(("bookings", "gte", 2))


def guest(bookings):
    customer = CustomerFactory()
    for _ in range(bookings):
        Booking(customer=customer, event=EventFactory(date=TODAY - timedelta(days=3)))
    return customer


def changes(tag, rule):
    return [some.count.value for some in rule_preview.tag_changes(tag, rule, today=TODAY)]


def test_a_new_rule_gives_the_tag_to_whom_it_fits_but_not_to_who_has_it_by_hand():
    by_hand, guests = guest(2), [guest(2) for _ in range(6)]
    guest(1)
    tag = Tag.objects.create(name="Vast")
    Tagging.objects.create(tag=tag, customer=by_hand, at=NOON)

    gain, lose = rule_preview.tag_changes(tag, TWICE, today=TODAY)

    assert (gain.count, lose.count, lose.first) == (Count(6), Count(0), [])
    assert gain.first == [(customer, "Boekingen: 2 (minstens 2)") for customer in reversed(guests[1:])]
    assert gain.rest == 1
    assert changes(None, TWICE) == [7, 0]


def test_a_stricter_rule_takes_it_from_whom_it_fits_no_more_but_not_from_who_has_it_by_hand():
    loser, by_hand = guest(1), guest(1)
    guest(2)
    tag = Tag.objects.create(name="Vast", rule=ONCE.plain(), rule_at=NOON)
    Tagging.objects.create(tag=tag, customer=by_hand, at=NOON)

    gain, lose = rule_preview.tag_changes(tag, TWICE, today=TODAY)

    assert (gain.count.value, lose.first) == (0, [(loser, "Boekingen: 1 (minstens 1)")])
    assert changes(tag, ONCE) == [0, 0]
    assert changes(tag, None) == [0, 2]
    assert changes(None, None) == [0, 0]


def test_who_was_merged_or_erased_is_nobody():
    standing = guest(1)
    for gone in ({"merged_into": standing}, {"erased_at": NOON}):
        Customer.objects.filter(pk=guest(1).pk).update(**gone)

    assert changes(None, ONCE) == [1, 0]
    assert rule_preview.counts({1: Customer.objects.fitting(ONCE, today=TODAY)}) == {1: Count(1)}


@pytest.mark.parametrize("sets", [0, 1, 3])
def test_any_number_of_sets_is_counted_at_once(sets, django_assert_num_queries):
    guest(1)
    guest(2)
    asked = {
        key: Customer.objects.fitting([ONCE, TWICE, rule(("bookings", "gte", 3))][key], today=TODAY)
        for key in range(sets)
    }

    with django_assert_num_queries(min(sets, 1)):
        found = rule_preview.counts(asked)

    assert found == {key: Count(2 - key) for key in range(sets)}


def test_what_would_take_long_to_count_is_more_than_that():
    Customer.objects.bulk_create(
        Customer(first_name="Gast", created_at=NOON, email=f"gast{number}@example.nl") for number in range(MOST + 1)
    )
    everybody = Customer.objects.fitting(rule(("bookings", "lte", 0)), today=TODAY)

    assert rule_preview.counts({1: everybody, 2: everybody}) == dict.fromkeys([1, 2], Count(MOST, more=True))
    assert changes(None, rule(("bookings", "lte", 0))) == [MOST, 0]


def test_a_rule_in_words():
    bwf, tag = ArrangementFactory(), Tag.objects.get_or_create(name="VIP")[0]
    words = Words()

    assert words.rule(rule(("bookings", "gte", 5), ("last_visit", "within", 365))) == (
        "Boekingen minstens 5 en laatste bezoek in de laatste 365 dagen"
    )
    assert words.rule(rule(("omzet", "lte", 4750), ("since", "since", "2026-11-28"), match="any")) == (
        "Omzet hoogstens € 47,50 of klant sinds op of na za 28 nov 2026"
    )
    assert words.rule(rule(("tag", "has", tag.pk), ("arrangement", "is", bwf.pk), ("tag", "hasnt", 0))) == (
        f"Tag heeft “VIP” en voorkeursarrangement is “{bwf}” en tag heeft niet “onbekend”"
    )
    assert words.rule(rule(("newsletter", "yes"), ("city", "begins", "Utr"))) == (
        "Nieuwsbrief: ja en plaats begint met “Utr”"
    )
