"""Changes within a state: fields, the price that follows them, and another evening."""

from datetime import time, timedelta

import pytest

from reservations import lifecycle
from reservations.models import Price, Reservation
from reservations.pricing import ExtraWish
from reservations.refusals import (
    ArrangementNeeded,
    BadNumber,
    BadTerm,
    EventNotBookable,
    NotEnoughSeats,
    NothingChanged,
    NotMovable,
    StaleVersion,
    TooFew,
)
from reservations.status import AWAITED, Status
from tests.factories import (
    NOON,
    TODAY,
    ArrangementFactory,
    EventFactory,
    ExtraFactory,
    ReservationFactory,
    ReservationTagFactory,
    party,
)
from tests.naive import assert_books_are_right, everything

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def edit(staff):
    return lambda row, **changes: lifecycle.edit(row, changes, by=staff, at=NOON)


@pytest.fixture
def move(staff):
    return lambda row, to: lifecycle.move(row, to=to, by=staff, at=NOON)


def test_an_edit_changes_what_it_names_and_says_so(edit):
    row = ReservationFactory(remarks="Bij het raam", staff_notes="Kent Anna")

    done = edit(row, remarks="Bij de deur", vegan=2)

    assert (done.before, done.after) == (
        {"remarks": "Bij het raam", "vegan": 0},
        {"remarks": "Bij de deur", "vegan": 2},
    )
    stored = Reservation.objects.get()
    assert (stored.remarks, stored.vegan, stored.staff_notes, stored.version) == ("Bij de deur", 2, "Kent Anna", 2)


def test_an_edit_that_changes_nothing_is_refused(edit):
    row = ReservationFactory(remarks="Bij het raam")
    before = everything()

    with pytest.raises(NothingChanged):
        edit(row, remarks="Bij het raam", guests=2)
    assert everything() == before


@pytest.mark.parametrize("name", ["status", "paid_cents", "total_cents", "option_expires_at", "event", "customer"])
def test_what_has_a_verb_of_its_own_is_not_edited(edit, name):
    with pytest.raises(ValueError, match=name):
        edit(ReservationFactory(), **{name: 1})


@pytest.mark.parametrize(("guests", "fits"), [(10, True), (11, False)], ids=["the last seats", "one more"])
def test_a_party_grows_into_free_seats_only(edit, guests, fits):
    row = ReservationFactory(event=EventFactory(capacity=12), guests=6)
    ReservationFactory(event=row.event, guests=2)

    if fits:
        assert edit(row, guests=guests).reservation.total_cents == guests * 7500
    else:
        with pytest.raises(NotEnoughSeats):
            edit(row, guests=guests)
    assert_books_are_right(at=NOON, today=TODAY)


def test_a_party_shrinks_on_an_evening_that_is_too_full(edit):
    row = ReservationFactory(event=EventFactory(capacity=10), guests=12)

    assert edit(row, guests=11).reservation.guests == 11


def test_what_holds_no_seats_grows_as_it_likes(edit):
    row = ReservationFactory(event=EventFactory(capacity=10), status=Status.REQUEST, guests=2)

    assert edit(row, guests=40).reservation.guests == 40


def test_another_arrangement_is_another_price(edit):
    premium = ArrangementFactory(code="BWFM", name="Premium")

    row = edit(ReservationFactory(), arrangement=premium).reservation

    assert (row.arrangement, row.total_cents) == (premium, 18000)
    assert_books_are_right(at=NOON, today=TODAY)


def test_a_discount_comes_off_and_never_below_nothing(edit):
    row = ReservationFactory()

    assert edit(row, discount_cents=1000).reservation.total_cents == 14000
    assert edit(row, discount_cents=15001).reservation.total_cents == 0


def test_extras_are_added_changed_and_taken_off(edit):
    row, drink = ReservationFactory(guests=30), ExtraFactory()

    assert edit(row, extras=[ExtraWish(drink, 25)]).reservation.total_cents == 30 * 7500 + 25 * 1500
    with pytest.raises(TooFew):
        edit(row, extras=[ExtraWish(drink, 24)])
    assert edit(row, extras=[]).reservation.total_cents == 30 * 7500


def test_a_price_that_changes_later_touches_no_booking(edit):
    row = ReservationFactory()
    Price.objects.update(cents=9999)

    assert edit(row, remarks="Bij het raam").reservation.total_cents == 15000


def test_an_option_without_arrangement_grows_without_a_price(edit):
    row = edit(ReservationFactory(status=Status.OPTION), guests=5).reservation

    assert (row.guests, row.total_cents, row.lines.count()) == (5, 0, 0)


def test_a_party_that_grows_without_an_arrangement_has_no_price_any_more(edit):
    row = ReservationFactory(status=Status.OPTION, arrangement=ArrangementFactory(), guests=2)

    edit(row, guests=4, arrangement=None)

    saved = Reservation.objects.get()
    assert (saved.guests, saved.total_cents, saved.lines.count()) == (4, 0, 0)


@pytest.mark.parametrize("changes", [{"guests": 3}, {"extras": []}, {"arrangement": "BWFM"}])
def test_a_guest_of_the_house_stays_one_whatever_changes(edit, staff, changes):
    row = lifecycle.invite(party(guests=30, extras=[ExtraWish(ExtraFactory(), 25)]), by=staff, at=NOON).reservation
    if "arrangement" in changes:
        changes = {"arrangement": ArrangementFactory(code="BWFM")}

    assert edit(row, **changes).reservation.total_cents == 0


def test_tags_are_set(edit):
    vip, press = ReservationTagFactory(code="VIP"), ReservationTagFactory(code="PERS")
    row = ReservationFactory(tags=[vip])

    done = edit(row, tags=[press.pk])

    assert (list(row.tags.all()), done.before, done.after) == ([press], {"tags": [vip.pk]}, {"tags": [press.pk]})


# To another evening


def test_a_booking_takes_its_seats_and_its_sums_along(move):
    row, other = ReservationFactory(), EventFactory(capacity=2)

    done = move(row, other)

    assert (done.reservation.event, done.event) == (other, other)
    assert_books_are_right(at=NOON, today=TODAY)


def test_a_booking_does_not_move_to_where_there_is_no_room(move, boss):
    row, other = ReservationFactory(), EventFactory(capacity=1)
    before = everything()

    with pytest.raises(NotEnoughSeats):
        move(row, other)
    assert everything() == before
    done = lifecycle.move(row, to=other, by=boss, at=NOON, overbook="Extra tafel")
    assert done.reservation.over_capacity


@pytest.mark.parametrize("status", sorted(set(Status) - AWAITED))
def test_who_has_been_or_comes_no_more_is_not_moved(move, status):
    row, other = ReservationFactory(status=status), EventFactory()
    before = everything()

    with pytest.raises(NotMovable):
        move(row, other)
    assert everything() == before


def test_nobody_is_moved_to_an_evening_that_is_over(move):
    with pytest.raises(EventNotBookable):
        move(ReservationFactory(), EventFactory(date=TODAY - DAY))


def test_a_booking_does_not_move_to_what_is_closed(move):
    with pytest.raises(EventNotBookable):
        move(ReservationFactory(), EventFactory(active=False))


def test_what_was_agreed_moves_along_and_the_due_date_follows_the_evening(move):
    row, matinee = ReservationFactory(total_cents=11111), EventFactory(type__key="MATINEE", date=TODAY + 30 * DAY)

    after = move(row, matinee).reservation

    assert (after.total_cents, after.due_on) == (11111, TODAY + 23 * DAY)


def test_an_option_moves_with_its_expiry_up_to_the_new_start(move):
    sooner = EventFactory(date=TODAY + DAY, start=time(20))
    row = ReservationFactory(status=Status.OPTION)

    assert move(row, sooner).reservation.option_expires_at == sooner.starts_at


def test_a_move_to_where_it_is_changes_nothing(move):
    row = ReservationFactory(due_on=TODAY + 2 * DAY)
    before = everything()

    with pytest.raises(NothingChanged):
        move(row, row.event)
    assert everything() == before


def test_a_call_is_logged_and_changes_nothing_else(staff):
    row = ReservationFactory()

    done = lifecycle.log_contact(row, channel="phone", text="Komt later", by=staff, at=NOON)

    assert (done.data, done.after) == ({"channel": "phone", "text": "Komt later"}, {})


def test_an_option_does_not_move_to_an_event_that_has_begun(staff):
    option = ReservationFactory(status=Status.OPTION)

    with pytest.raises(BadTerm):
        lifecycle.move(option, to=EventFactory(date=TODAY, doors=time(10), start=time(11)), by=staff, at=NOON)


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({"guests": 0}, BadNumber),
        ({"guests": -1}, BadNumber),
        ({"vegan": -1}, BadNumber),
        ({"discount_cents": -5}, BadNumber),
        ({"arrangement": None}, ArrangementNeeded),
    ],
)
def test_what_makes_no_sense_is_a_sentence_and_changes_nothing(staff, changes, refusal):
    row = ReservationFactory()
    before = everything()

    with pytest.raises(refusal):
        lifecycle.edit(row, changes, by=staff, at=NOON)
    assert everything() == before


def test_extras_of_an_option_without_arrangement_are_kept_and_change(staff):
    row, drink = ReservationFactory(status=Status.OPTION, guests=30), ExtraFactory()

    after = lifecycle.edit(row, {"extras": [ExtraWish(drink, 30)]}, by=staff, at=NOON).reservation
    assert after.total_cents == 30 * drink.cents

    confirmed = lifecycle.confirm(after, arrangement=ArrangementFactory(), by=staff, at=NOON).reservation
    assert confirmed.total_cents == 30 * (7500 + drink.cents)


def test_a_screen_that_is_older_than_the_row_changes_nothing(staff):
    row = ReservationFactory()
    lifecycle.edit(row, {"remarks": "Allergie: noten!"}, by=staff, at=NOON, seen_version=1)

    with pytest.raises(StaleVersion):
        lifecycle.edit(row, {"remarks": "Geen"}, by=staff, at=NOON, seen_version=1)
    assert lifecycle.edit(row, {"remarks": "Geen"}, by=staff, at=NOON, seen_version=2)
