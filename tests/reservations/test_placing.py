"""A reservation begins: as a booking, an option, a guest, a request, or waiting for approval."""

from datetime import date, timedelta
from uuid import UUID

import pytest

from crm.identity import Details
from crm.models import Customer
from reservations import lifecycle
from reservations.models import Act, Reservation
from reservations.pricing import ExtraWish
from reservations.refusals import (
    AddressTaken,
    ArrangementNeeded,
    BadNumber,
    BadTerm,
    EventNotBookable,
    NoAddress,
    NotAllowedToOverbook,
    NotEnoughSeats,
)
from reservations.status import Status
from tests.factories import (
    NOON,
    TODAY,
    CompanyFactory,
    CustomerFactory,
    EventFactory,
    EventTypeFactory,
    ExtraFactory,
    ReservationFactory,
    ReservationTagFactory,
    party,
)
from tests.naive import assert_books_are_right, everything

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
TOKEN = UUID("c0ffee00-0000-4000-8000-000000000000")
VERBS = {
    lifecycle.book: Status.CONFIRMED,
    lifecycle.place_option: Status.OPTION,
    lifecycle.invite: Status.CONFIRMED,
    lifecycle.submit: Status.PENDING,
    lifecycle.request: Status.REQUEST,
}
every_verb = pytest.mark.parametrize("verb", VERBS, ids=lambda verb: verb.__name__)


@every_verb
def test_a_reservation_begins_in_the_state_of_its_verb_with_its_first_act(staff, verb):
    done = verb(party(), by=staff, at=NOON)

    row = Reservation.objects.get()
    assert (row.status, row.version, row.created_at, row.updated_at) == (VERBS[verb], 1, NOON, NOON)
    assert list(row.acts.all()) == [done]
    assert (done.kind, done.by, done.at, done.before) == (Act.Kind.PLACED, staff, NOON, {})
    assert done.after["status"] == row.status
    assert_books_are_right(at=NOON, today=TODAY)


@every_verb
def test_a_price_is_agreed_when_it_begins(staff, verb):
    wish = [ExtraWish(ExtraFactory(), 25)]

    row = verb(party(guests=30, extras=wish, discount_cents=1000), by=staff, at=NOON).reservation

    expected = 0 if verb is lifecycle.invite else 30 * 7500 + 25 * 1500 - 1000
    assert row.total_cents == expected
    assert [line.quantity for line in row.lines.order_by("pk")] == [30, 25]


@every_verb
@pytest.mark.parametrize("why", ["inactive", "not bookable"])
def test_what_is_closed_is_not_booked(staff, verb, why):
    closed = {"inactive": {"active": False}, "not bookable": {"type": EventTypeFactory(key="NO", bookable=False)}}
    what = party(event=EventFactory(**closed[why]))
    before = everything()

    with pytest.raises(EventNotBookable):
        verb(what, by=staff, at=NOON)
    assert everything() == before


@every_verb
@pytest.mark.parametrize(("guests", "fits"), [(4, True), (5, False)], ids=["the last seat", "one more"])
def test_seats_are_sold_to_the_last_and_a_request_needs_none(staff, verb, guests, fits):
    evening = EventFactory(capacity=10)
    ReservationFactory(event=evening, guests=6)
    what = party(event=evening, guests=guests)

    if fits or verb is lifecycle.request:
        assert not verb(what, by=staff, at=NOON).reservation.over_capacity
    else:
        with pytest.raises(NotEnoughSeats):
            verb(what, by=staff, at=NOON)
        assert Reservation.objects.count() == 1


def test_seats_of_a_lapsed_option_are_for_sale(staff):
    evening = EventFactory(capacity=10)
    ReservationFactory(event=evening, guests=10, status=Status.OPTION, option_expires_at=NOON)

    assert lifecycle.book(party(event=evening, guests=10), by=staff, at=NOON).reservation.guests == 10


def test_going_over_capacity_is_flagged_and_the_history_keeps_why(boss, staff):
    what = party(event=EventFactory(capacity=10), guests=12)

    with pytest.raises(NotAllowedToOverbook):
        lifecycle.book(what, by=staff, at=NOON, overbook="Extra tafel")
    done = lifecycle.book(what, by=boss, at=NOON, overbook="Extra tafel")

    assert done.reservation.over_capacity
    assert done.data == {"over_capacity_by": 2, "over_capacity_because": "Extra tafel"}


def test_a_booking_needs_an_address_and_an_option_does_not(staff):
    nobody = CustomerFactory(email="")

    with pytest.raises(NoAddress):
        lifecycle.book(party(customer=nobody), by=staff, at=NOON)
    assert lifecycle.place_option(party(customer=nobody), by=staff, at=NOON).reservation.customer == nobody


@pytest.mark.parametrize("verb", [lifecycle.book, lifecycle.invite, lifecycle.submit, lifecycle.request])
def test_all_but_an_option_need_an_arrangement(staff, verb):
    with pytest.raises(ArrangementNeeded):
        verb(party(arrangement=None), by=staff, at=NOON)
    assert lifecycle.place_option(party(arrangement=None), by=staff, at=NOON).reservation.total_cents == 0


@pytest.mark.parametrize(
    ("term", "expires"),
    [({}, NOON + 7 * DAY), ({"days": 3}, NOON + 3 * DAY), ({"until": date(2026, 11, 25)}, None)],
)
def test_an_option_has_a_term(staff, term, expires):
    row = lifecycle.place_option(party(), by=staff, at=NOON, **term).reservation

    assert row.option_placed_at == NOON
    assert row.option_expires_at == expires or (row.option_expires_at - NOON).days == 2


def test_an_option_of_91_days_is_refused_and_leaves_nothing(staff):
    what = party(customer=Details(first_name="Jan"))
    before = everything()

    with pytest.raises(BadTerm):
        lifecycle.place_option(what, by=staff, at=NOON, days=91)
    assert everything() == before


def test_a_guest_of_the_house_is_tagged_beside_other_tags(staff):
    vip, guest = ReservationTagFactory(code="VIP"), ReservationTagFactory()

    row = lifecycle.invite(party(tags=[vip.pk]), by=staff, at=NOON).reservation

    assert set(row.tags.all()) == {vip, guest}


def test_a_booking_is_due_a_week_before_and_what_is_no_booking_yet_is_not(staff):
    booked = lifecycle.book(party(), by=staff, at=NOON).reservation

    assert booked.due_on == booked.event.date - 7 * DAY
    assert lifecycle.submit(party(), by=staff, at=NOON).reservation.due_on is None


def test_what_the_customer_said_is_kept_and_what_the_engine_decides_is_not_asked(staff):
    said = {"occasion": "Jubileum", "vegan": 2, "status": "checked_in", "paid_cents": 99}

    row = lifecycle.book(party(details=said, reference="R-7"), by=staff, at=NOON).reservation

    assert (row.occasion, row.vegan, row.reference) == ("Jubileum", 2, "R-7")
    assert (row.status, row.paid_cents) == (Status.CONFIRMED, 0)


def test_each_reservation_gets_a_reference_that_can_be_read_out(staff):
    references = {lifecycle.book(party(), by=staff, at=NOON).reservation.reference for _ in range(5)}

    assert len(references) == 5
    assert all(len(reference) == 9 and not set("O0I1L5S8B") & set(reference) for reference in references)


# Customers


def test_the_customer_is_found_or_made_with_the_booking(staff):
    known = CustomerFactory(email="info@abc.nl")

    first = lifecycle.book(party(customer=Details(email="INFO@abc.nl")), by=staff, at=NOON).reservation
    second = lifecycle.book(party(customer=Details(email="new@abc.nl")), by=staff, at=NOON).reservation

    assert first.customer == known
    assert (second.customer.email, second.customer.created_at) == ("new@abc.nl", NOON)


def test_a_refused_booking_leaves_no_customer_behind(staff):
    what = party(event=EventFactory(capacity=1), customer=Details(email="new@abc.nl", company="ABC"))
    before = everything()

    with pytest.raises(NotEnoughSeats):
        lifecycle.book(what, by=staff, at=NOON)
    assert everything() == before


def test_bookings_of_one_address_for_one_event_are_two_bookings_of_one_customer(staff):
    what = party(customer=Details(email="info@abc.nl"))

    for _ in range(2):
        lifecycle.book(what, by=staff, at=NOON)

    assert Reservation.objects.filter(customer=Customer.objects.get()).count() == 2


@every_verb
def test_a_double_click_places_one_reservation_of_one_customer(staff, verb):
    what = party(customer=Details(first_name="Jan", email="" if verb is not lifecycle.book else "jan@example.nl"))
    first = verb(what, by=staff, at=NOON, token=TOKEN)
    before = everything()

    assert verb(what, by=staff, at=NOON, token=TOKEN) == first
    assert everything() == before


def test_who_books_for_somebody_else_stays_known(staff):
    CustomerFactory(first_name="Jan", last_name="Bakker", email="info@abc.nl")
    what = party(customer=Details(first_name="Piet", last_name="de Boer", email="info@abc.nl"))

    row = lifecycle.book(what, by=staff, at=NOON).reservation

    assert (row.customer.full_name, row.contact) == ("Jan Bakker", "Piet de Boer")


def test_who_spoke_for_a_firm_that_is_known_stays_known_with_their_number(staff):
    CustomerFactory(company=CompanyFactory(name="ABC BV"), first_name="Jan", phone="+31612345678")
    piet = Details(first_name="Piet", last_name="Vos", company="abc b.v.", phone="06-87654321")

    row = lifecycle.place_option(party(customer=piet), by=staff, at=NOON).reservation

    assert (row.contact, row.phone) == ("Piet Vos", "+31687654321")


def test_the_customers_own_number_is_not_written_twice(staff):
    jan = Details(first_name="Jan", last_name="Bos", phone="06-12345678")

    row = lifecycle.place_option(party(customer=jan), by=staff, at=NOON).reservation

    assert (row.contact_phone, row.phone) == ("", "+31612345678")


def test_a_reference_that_is_taken_is_drawn_again(staff, monkeypatch):
    ReservationFactory(reference="R-AAAAAAA")
    drawn = iter(["R-AAAAAAA", "R-BBBBBBB"])
    monkeypatch.setattr("reservations.references.new", lambda: next(drawn))

    assert lifecycle.book(party(), by=staff, at=NOON).reservation.reference == "R-BBBBBBB"


def test_an_option_without_arrangement_keeps_its_extras(staff):
    drink = ExtraFactory()

    row = lifecycle.place_option(
        party(arrangement=None, guests=30, extras=[ExtraWish(drink, 30)]), by=staff, at=NOON
    ).reservation

    assert row.total_cents == 30 * drink.cents


@pytest.mark.parametrize("guests", [0, -1])
def test_nobody_is_no_party(staff, guests):
    nobody = party(guests=guests, customer=Details(last_name="Bos", email="a@b.nl"))
    before = everything()

    with pytest.raises(BadNumber):
        lifecycle.book(nobody, by=staff, at=NOON)
    assert everything() == before


def test_a_known_customer_who_had_no_address_books_with_the_one_they_give(staff):
    customer = CustomerFactory(email="")

    lifecycle.book(party(customer=customer, email="Piet@example.nl"), by=staff, at=NOON)

    assert Reservation.objects.get().customer == Customer.objects.get(email="piet@example.nl") == customer


def test_an_address_that_is_another_customers_is_refused_with_their_name(staff):
    CustomerFactory(email="piet@example.nl", first_name="Piet", last_name="Bakker")

    with pytest.raises(AddressTaken, match="Piet Bakker"):
        lifecycle.book(party(customer=CustomerFactory(email=""), email="piet@example.nl"), by=staff, at=NOON)

    assert not Reservation.objects.exists()
