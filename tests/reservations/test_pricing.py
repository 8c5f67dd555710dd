"""What a party costs: whole cents, from a price list with a history (R5)."""

from datetime import timedelta

import pytest

from reservations import pricing
from reservations.models import EventPrice, Price
from reservations.pricing import AgreedLine, ExtraWish
from reservations.refusals import NoPrice, NotOffered, TooFew
from reservations.status import Status
from tests.factories import (
    ArrangementFactory,
    EventFactory,
    EventTypeFactory,
    ExtraFactory,
    PriceFactory,
    ReservationFactory,
)

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def bwf():
    return ArrangementFactory()


@pytest.fixture
def premium():
    return ArrangementFactory(code="BWFM", name="Premium")


@pytest.mark.parametrize(
    ("key", "standard", "premium_cents"),
    [("REGULAR", 7500, 9000), ("MATINEE", 7000, 8500), ("CARE_HEROES", 6500, 8000), ("REQUEST", 7500, 9000)],
)
def test_each_type_of_event_has_the_prices_of_the_venue(bwf, premium, key, standard, premium_cents):
    event = EventFactory(type__key=key)

    assert pricing.price_per_guest(event, bwf) == standard
    assert pricing.price_per_guest(event, premium) == premium_cents


@pytest.mark.parametrize(
    ("event_is", "cents"),
    [pytest.param(-DAY, 7500, id="the day before"), pytest.param(0 * DAY, 8000, id="on the day"), (DAY, 8000)],
)
def test_a_price_holds_from_its_day_on(bwf, event_is, cents):
    event = EventFactory()
    starts = event.date - event_is
    Price.objects.create(type=event.type, arrangement=bwf, valid_from=starts, cents=8000)
    Price.objects.create(type=event.type, arrangement=bwf, valid_from=event.date + 9 * DAY, cents=9900)

    assert pricing.price_per_guest(event, bwf) == cents


def test_an_event_may_have_a_price_of_its_own_even_nothing(bwf, premium):
    event, other = EventFactory.create_batch(2)
    EventPrice.objects.create(event=event, arrangement=bwf, cents=0)

    assert pricing.price_per_guest(event, bwf) == 0
    assert pricing.price_per_guest(event, premium) == 9000
    assert pricing.price_per_guest(other, bwf) == 7500


def test_what_has_no_price_is_not_sold(bwf):
    event = EventFactory(type=EventTypeFactory(key="UNAVAILABLE", bookable=False))

    with pytest.raises(NoPrice):
        pricing.price_per_guest(event, bwf)


def test_a_price_that_has_yet_to_start_is_no_price(bwf):
    event = EventFactory(type=EventTypeFactory(key="PRIVATE", bookable=False))
    PriceFactory(type=event.type, arrangement=bwf, valid_from=event.date + DAY)

    with pytest.raises(NoPrice):
        pricing.price_per_guest(event, bwf)


def test_lines_say_what_was_agreed(bwf):
    extra = ExtraFactory()

    lines = pricing.lines_for(EventFactory(), bwf, 30, [ExtraWish(extra, 25)])

    assert lines == [
        AgreedLine("Standaard", 30, 7500, arrangement=bwf.pk),
        AgreedLine("Voorborrel", 25, 1500, extra=extra.pk),
    ]
    assert pricing.total(lines) == 30 * 7500 + 25 * 1500


@pytest.mark.parametrize(("persons", "is_offered"), [(24, False), (25, True)])
@pytest.mark.parametrize("code", ["PREDRINK", "AFTERPARTY"])
def test_an_add_on_is_for_25_persons_or_more(bwf, code, persons, is_offered):
    wish = [ExtraWish(ExtraFactory(code=code), persons)]

    if is_offered:
        assert pricing.lines_for(EventFactory(), bwf, 40, wish)[1].quantity == 25
    else:
        with pytest.raises(TooFew):
            pricing.lines_for(EventFactory(), bwf, 40, wish)


def test_a_guest_of_the_house_pays_nothing_for_anything(bwf):
    lines = pricing.lines_for(EventFactory(), bwf, 30, [ExtraWish(ExtraFactory(), 25)], free=True)

    assert [line.unit_cents for line in lines] == [0, 0]


@pytest.mark.parametrize(
    ("discount", "cents"),
    [pytest.param(0, 15000, id="none"), (14999, 1), (15000, 0), pytest.param(15001, 0, id="more than the sum")],
)
def test_a_total_is_never_below_nothing(discount, cents):
    assert pricing.total([AgreedLine("Standaard", 2, 7500)], discount) == cents


AMOUNT = AgreedLine("Afgesproken", 1, 100000)


def test_an_amount_for_the_whole_covers_the_arrangement_that_is_chosen_later(bwf):
    lines = pricing.for_another_party([AMOUNT], EventFactory(), bwf, 20, was_guests=20)

    assert [(line.quantity, line.unit_cents) for line in lines] == [(20, 0), (1, 100000)]


def test_an_amount_stays_with_the_arrangement_it_was_agreed_with(bwf, premium):
    agreed = [AgreedLine("Standaard", 20, 7000, arrangement=bwf.pk), AMOUNT]

    same = pricing.for_another_party(agreed, EventFactory(), bwf, 21, was_guests=20)
    other = pricing.for_another_party(agreed, EventFactory(), premium, 20, was_guests=20)

    assert [(line.quantity, line.unit_cents) for line in same] == [(21, 7000), (1, 100000)]
    assert [(line.quantity, line.unit_cents) for line in other] == [(20, 9000)]


@pytest.mark.parametrize("chosen", [[], ["BWF"], ["BWF", "BWFM"]])
def test_an_event_offers_what_was_chosen_for_it_or_else_everything(bwf, premium, chosen):
    event = EventFactory()
    event.arrangements.set([each for each in (bwf, premium) if each.code in chosen])

    assert [pricing.is_offered(event, each) for each in (bwf, premium)] == [True, chosen != ["BWF"]]


def test_what_is_not_sold_any_more_is_not_offered():
    assert not pricing.is_offered(EventFactory(), ArrangementFactory(code="OLD", active=False))


@pytest.mark.parametrize("free", [True, False])
def test_what_is_not_offered_has_no_lines(bwf, premium, free):
    event = EventFactory()
    event.arrangements.add(bwf)

    with pytest.raises(NotOffered):
        pricing.lines_for(event, premium, 2, free=free)


def test_an_extra_that_was_agreed_keeps_its_price(bwf):
    drink, party = ExtraFactory(), ExtraFactory(code="AFTERPARTY")
    agreed = [AgreedLine("Voorborrel", 40, 1200, extra=drink.pk)]

    lines = pricing.extra_lines([ExtraWish(drink, 30), ExtraWish(party, 30)], agreed=agreed)

    assert [(line.quantity, line.unit_cents) for line in lines] == [(30, 1200), (30, party.cents)]


def test_a_party_of_another_size_keeps_the_price_of_its_extras(bwf):
    drink, party = ExtraFactory(), ExtraFactory(code="AFTERPARTY")
    agreed = [
        AgreedLine("Standaard", 40, 7000, arrangement=bwf.pk),
        AgreedLine("Voorborrel", 40, 1200, extra=drink.pk),
        AgreedLine("AfterParty", 25, 1200, extra=party.pk),
    ]

    lines = pricing.for_another_party(agreed, EventFactory(), bwf, 50, was_guests=40)

    assert [(line.description, line.quantity, line.unit_cents) for line in lines] == [
        ("Standaard", 50, 7000),
        ("Voorborrel", 50, 1200),
        ("AfterParty", 25, 1200),
    ]


def test_a_guest_of_the_house_who_brings_another_still_pays_nothing(bwf):
    agreed = pricing.lines_for(EventFactory(), bwf, 2, free=True)

    lines = pricing.for_another_party(agreed, EventFactory(), bwf, 3, was_guests=2)

    assert [(line.quantity, line.unit_cents) for line in lines] == [(3, 0)]


def test_what_is_offered_is_active_and_has_a_price_and_says_what_it_would_come_to(bwf, premium):
    ArrangementFactory(code="OLD", active=False)
    ArrangementFactory(code="DEAR")
    row = ReservationFactory(status=Status.OPTION, guests=3, discount_cents=1000)

    assert pricing.offers(row) == [(bwf, 21500), (premium, 26000)]
    row.event.arrangements.add(premium)
    assert pricing.offers(row) == [(premium, 26000)]


def test_another_arrangement_is_priced_as_the_list_has_it(bwf):
    premium = ArrangementFactory(code="BWFM", name="Premium")
    agreed = [AgreedLine("Standaard", 40, 7000, arrangement=bwf.pk)]

    lines = pricing.for_another_party(agreed, EventFactory(), premium, 40, was_guests=40)

    assert [(line.description, line.unit_cents) for line in lines] == [("Premium", 9000)]


def test_things_sold_by_the_piece_do_not_follow_the_party(bwf):
    shirt = ExtraFactory(code="SHIRT", name="T-shirt", kind="item", minimum=1)
    agreed = [AgreedLine("Standaard", 10, 7500, arrangement=bwf.pk), AgreedLine("T-shirt", 10, 2500, extra=shirt.pk)]

    lines = pricing.for_another_party(agreed, EventFactory(), bwf, 12, was_guests=10)

    assert [line.quantity for line in lines] == [12, 10]


def test_an_add_on_is_not_kept_for_a_party_too_small_for_it(bwf):
    drink = ExtraFactory()
    agreed = [AgreedLine("Standaard", 25, 7500, arrangement=bwf.pk), AgreedLine("Voorborrel", 25, 1500, extra=drink.pk)]

    with pytest.raises(TooFew):
        pricing.for_another_party(agreed, EventFactory(), bwf, 24, was_guests=25)


def test_an_event_lists_what_it_offers_at_the_price_of_one_guest(bwf):
    premium, old = ArrangementFactory(code="BWFM", name="Premium"), ArrangementFactory(code="OLD", active=False)
    ArrangementFactory(code="NEW", name="Zonder prijs")
    event = EventFactory()
    for days, cents in [(-1, 8000), (0, 8500), (1, 9900)]:
        PriceFactory(type=event.type, arrangement=bwf, valid_from=event.date + days * DAY, cents=cents)
    PriceFactory(type=event.type, arrangement=old)

    assert pricing.listed(event) == [(bwf, 8500), (premium, 9000)]
    EventPrice.objects.create(event=event, arrangement=premium, cents=9950)
    assert pricing.listed(event) == [(bwf, 8500), (premium, 9950)]
    assert [(row, pricing.price_per_guest(event, row)) for row, _cents in pricing.listed(event)] == pricing.listed(
        event
    )
    event.arrangements.add(premium)
    assert pricing.listed(event) == [(premium, 9950)]
