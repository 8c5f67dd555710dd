"""Whatever the rule and whoever the customers: the database and Python name the same people (R11).

`HYPOTHESIS_PROFILE=deep pytest tests/crm/rules/test_agreement.py` looks for longer.
"""

from datetime import timedelta

import pytest
from django.db import transaction
from hypothesis import given
from hypothesis import strategies as st

from crm.models import Customer, Tag, Tagging
from crm.rules import FIELDS, Rule, known_of
from reservations.status import Status
from tests.crm.rules.rules import DAYS, PLACES, rules
from tests.factories import NOON, TODAY, ArrangementFactory, CompanyFactory, CustomerFactory, EventFactory
from tests.factories import ReservationFactory as Booking

pytestmark = pytest.mark.django_db
STATES = [Status.CONFIRMED, Status.CHECKED_IN, Status.NO_SHOW, Status.CANCELLED, Status.OPTION]
bookings = st.fixed_dictionaries(
    {
        "day": st.sampled_from(DAYS), "status": st.sampled_from(STATES), "guests": st.integers(1, 3),
        "code": st.sampled_from(["BWF", "BWFM"]), "paid_cents": st.sampled_from([0, 1, 15000]),
    }
)  # fmt: skip
people = st.fixed_dictionaries(
    {
        "city": st.sampled_from(PLACES), "postal_code": st.sampled_from(PLACES),
        "language": st.sampled_from(["nl", "en"]), "since": st.sampled_from(DAYS), "from_company": st.booleans(),
        "newsletter_at": st.sampled_from([None, NOON]), "bookings": st.lists(bookings, max_size=3),
        "tags": st.sets(st.sampled_from([0, 1, 2])),
    }
)  # fmt: skip
# No tag leads to itself: segments alone are about tags.
OWN = set(FIELDS) - {"tag"}


def introduce(person, tags, events):
    customer = CustomerFactory(
        **{name: person[name] for name in ("city", "postal_code", "language", "newsletter_at")},
        company=CompanyFactory(name="ABC") if person["from_company"] else None,
        created_at=NOON + timedelta(days=person["since"]),
    )
    for booking in person["bookings"]:
        Booking(
            customer=customer, event=events[booking["day"]], status=booking["status"], guests=booking["guests"],
            arrangement=ArrangementFactory(code=booking["code"]), paid_cents=booking["paid_cents"],
        )  # fmt: skip
    Tagging.objects.bulk_create(Tagging(customer=customer, tag=tags[number], at=NOON) for number in person["tags"])


@pytest.fixture
def tags():
    return [Tag.objects.create(name=f"Tag {number}") for number in range(3)]


@pytest.fixture
def events():
    return {day: EventFactory(date=TODAY + timedelta(days=day)) for day in DAYS}


def test_the_database_and_python_name_the_same_people(tags, events):
    codes = [ArrangementFactory(code=code, name=code).pk for code in ("BWF", "BWFM")]
    choices = {"arrangement": codes, "language": ["nl", "en"], "tag": [tag.pk for tag in tags] + [0]}

    @given(
        st.lists(people, min_size=1, max_size=3),
        st.lists(rules(OWN, choices), min_size=1, max_size=3),
        st.lists(rules(set(FIELDS), choices), min_size=1, max_size=6),
        st.sampled_from([0, 1, 8, 40]),
    )
    def agree(cast, of_tags, of_segments, days):
        with transaction.atomic():
            for person in cast:
                introduce(person, tags, events)
            for tag, rule in zip(tags, of_tags, strict=False):
                tag.rule, tag.rule_at = rule.plain(), NOON
                tag.save()
            _require_agreement(of_segments, today=TODAY + timedelta(days=days))
            transaction.set_rollback(True)

    agree()


def _require_agreement(of_segments, *, today):
    customers, tags = Customer.objects.all(), Tag.objects.in_bulk()
    has = {
        pk: {row for row in customers if _is_tagged(row, tag, today=today)}
        for pk, tag in tags.items()
    }  # fmt: skip
    for pk, tag in tags.items():
        assert set(customers.tagged(tag, today=today)) == has[pk]
    theirs = {row.pk: frozenset(pk for pk, rows in has.items() if row in rows) for row in customers}
    for known_tags in (None, tags):
        for rule in of_segments:
            asked = set(customers.fitting(rule, today=today, tags=known_tags))
            known = known_of(customers, today=today, tags=theirs)
            assert {each.customer for each in known if rule.fits(each, today=today)} == asked
            assert Rule.read(rule.plain()) == rule


def _is_tagged(customer, tag, *, today):
    [known] = known_of([customer], today=today)
    by_rule = tag.rule and Rule.read(tag.rule).fits(known, today=today)
    return by_rule or tag.taggings.filter(customer=customer).exists()
