"""The acts on the waitlist: what each changes, what it refuses, and how it is taken back."""

from datetime import timedelta
from uuid import UUID

import pytest

from crm.identity import Details
from crm.models import Customer
from reservations import lifecycle, undo, waitlist
from reservations.models import Act, Reservation, WaitlistEntry
from reservations.pricing import ExtraWish
from reservations.refusals import (
    AddressNeeded,
    BadNumber,
    CannotUndo,
    EventNotBookable,
    NotEnoughSeats,
    NothingChanged,
    NotWaiting,
    StaleVersion,
    WaitlistClosed,
)
from reservations.status import Status
from tests.factories import (
    NOON,
    TODAY,
    ArrangementFactory,
    CustomerFactory,
    EventFactory,
    ExtraFactory,
    ReservationFactory,
    UserFactory,
    WaitlistEntryFactory,
    party,
)
from tests.naive import assert_books_are_right, everything

pytestmark = pytest.mark.django_db
HOW = {"by": None, "at": NOON}
DAY = timedelta(days=1)
TOKEN = UUID("c0ffee00-0000-4000-8000-000000000000")


@pytest.fixture
def evening():
    return EventFactory(capacity=10, waitlist_open=True)


@pytest.fixture
def entry(evening):
    return WaitlistEntryFactory(event=evening, guests=4)


def now(entry):
    return WaitlistEntry.objects.get(pk=entry.pk)


def put_on(evening, **what):
    return waitlist.add(party(event=evening, **what), **HOW).waitlist_entry


# On the list


def test_who_waits_holds_no_seat_and_is_told_in_the_history(evening):
    by = UserFactory()

    act = waitlist.add(party(event=evening, guests=6), by=by, at=NOON)

    entry = act.waitlist_entry
    assert (act.kind, act.by, act.at, act.event, act.reservation) == (Act.Kind.WAITLISTED, by, NOON, evening, None)
    assert (entry.guests, entry.status, entry.created_at) == (6, "waiting", NOON)
    assert not Reservation.objects.exists()


def test_a_customer_is_found_or_made(evening):
    known = CustomerFactory(email="ozdemir@example.com")

    old = put_on(evening, customer=Details(last_name="Özdemir", email="OZDEMIR@example.com "))
    new = put_on(evening, customer=Details(last_name="Bos"))

    assert old.customer == known
    assert new.customer.last_name == "Bos"


def test_a_repeated_click_makes_one_entry_and_no_second_customer(evening):
    what = party(event=evening, customer=Details(last_name="Bos"))

    first = waitlist.add(what, token=TOKEN, **HOW)
    again = waitlist.add(what, token=TOKEN, **HOW)

    assert first == again
    assert (WaitlistEntry.objects.count(), Customer.objects.count()) == (1, 1)


def test_wishes_are_kept_in_words(evening):
    premium, drinks = ArrangementFactory(code="BWFM", name="Premium"), ExtraFactory(name="Voorborrel")
    entry = put_on(
        evening, arrangement=premium, extras=[ExtraWish(drinks, 30)],
        details={"occasion": "Jubileum", "vegan": 2, "staff_notes": "Belt graag laat"},
    )  # fmt: skip

    assert entry.notes.splitlines() == [
        "Premium", "30 × Voorborrel", "gelegenheid: Jubileum", "Belt graag laat", "veganistisch: 2",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("event", "guests", "refusal"),
    [
        ({"waitlist_open": False}, 2, WaitlistClosed),
        ({"active": False}, 2, EventNotBookable),
        ({"date": TODAY - DAY}, 2, EventNotBookable),
        ({}, 0, BadNumber),
    ],
)
def test_some_can_not_be_put_on_it(evening, event, guests, refusal):
    evening = EventFactory(**{"waitlist_open": True} | event)
    wish = party(event=evening, guests=guests)
    before = everything()

    with pytest.raises(refusal):
        waitlist.add(wish, **HOW)

    assert everything() == before


def test_who_is_put_on_it_by_mistake_is_off_it_by_undo(evening):
    act = waitlist.add(party(event=evening), **HOW)

    undone = undo.take_back(act, **HOW)

    assert now(act.waitlist_entry).status == "cancelled"
    assert undo.can_take_back(Act.objects.get(pk=undone.pk))
    undo.take_back(undone, **HOW)
    assert now(act.waitlist_entry).status == "waiting"


# Changed, contacted, off the list


def test_a_change_keeps_the_place_in_the_line(entry):
    act = waitlist.edit(entry, {"guests": 6, "notes": "Mag ook zondag"}, seen_version=1, **HOW)

    assert (now(entry).guests, now(entry).notes, now(entry).created_at) == (6, "Mag ook zondag", entry.created_at)
    assert (act.before, act.after) == ({"guests": 4, "notes": ""}, {"guests": 6, "notes": "Mag ook zondag"})
    undo.take_back(act, **HOW)
    assert (now(entry).guests, now(entry).notes) == (4, "")


def test_a_stale_change_is_refused(entry):
    waitlist.edit(entry, {"guests": 6}, **HOW)

    with pytest.raises(StaleVersion):
        waitlist.edit(entry, {"guests": 3}, seen_version=1, **HOW)


@pytest.mark.parametrize(
    ("changes", "refusal"), [({"guests": 4}, NothingChanged), ({"guests": 0}, BadNumber), ({"status": "x"}, ValueError)]
)
def test_a_change_that_is_none_is_refused(entry, changes, refusal):
    with pytest.raises(refusal):
        waitlist.edit(entry, changes, **HOW)


def test_who_was_contacted_by_whom_and_when(entry):
    by = UserFactory()

    act = waitlist.contact(entry, by=by, at=NOON.astimezone(), reason="Belt terug")

    assert (now(entry).status, now(entry).contacted_at, now(entry).contacted_by) == ("contacted", NOON, by)
    assert act.reason == "Belt terug"
    undo.take_back(act, **HOW)
    assert (now(entry).status, now(entry).contacted_at, now(entry).contacted_by) == ("waiting", None, None)


def test_a_double_click_contacts_once(entry):
    assert waitlist.contact(entry, token=TOKEN, **HOW) == waitlist.contact(entry, token=TOKEN, **HOW)


def test_who_waits_no_longer_can_wait_again(entry):
    act = waitlist.close(entry, reason="Heeft iets anders", **HOW)

    assert now(entry).status == "cancelled"
    with pytest.raises(NotWaiting, match="wacht niet meer: “Geannuleerd”"):
        waitlist.contact(entry, **HOW)
    undo.take_back(act, **HOW)
    assert now(entry).status == "waiting"


def test_what_was_done_since_is_in_the_way_of_undo(entry):
    act = waitlist.edit(entry, {"guests": 6}, **HOW)
    waitlist.edit(entry, {"guests": 7}, **HOW)

    assert not undo.can_take_back(Act.objects.get(pk=act.pk))
    with pytest.raises(CannotUndo, match="sindsdien gewijzigd"):
        undo.take_back(act, **HOW)


def test_nothing_is_undone_twice(entry):
    act = waitlist.close(entry, **HOW)
    undo.take_back(act, **HOW)

    with pytest.raises(CannotUndo, match="al ongedaan gemaakt"):
        undo.take_back(Act.objects.get(pk=act.pk), **HOW)


# Booked


def test_an_option_in_one_click(entry):
    entry.notes = "Mag ook op twee tafels"
    entry.save()

    act = waitlist.book(entry, **HOW)

    made = act.reservation
    assert (act.kind, act.waitlist_entry) == (Act.Kind.PLACED, entry)
    assert (made.status, made.guests, made.customer, made.event) == ("option", 4, entry.customer, entry.event)
    assert made.staff_notes == "Mag ook op twee tafels"
    assert (now(entry).status, now(entry).reservation) == ("booked", made)
    assert_books_are_right(at=NOON, today=TODAY)


def test_a_booking_in_one_click(entry):
    act = waitlist.book(entry, arrangement=ArrangementFactory(), **HOW)

    assert (act.reservation.status, act.reservation.total_cents) == ("confirmed", 4 * 7500)


def test_a_double_click_books_once(entry):
    assert waitlist.book(entry, token=TOKEN, **HOW) == waitlist.book(entry, token=TOKEN, **HOW)
    assert Reservation.objects.count() == 1


def test_without_seats_nothing_happens(entry, evening):
    ReservationFactory(event=evening, guests=7)
    before = everything()

    with pytest.raises(NotEnoughSeats):
        waitlist.book(entry, **HOW)

    assert everything() == before


def test_a_booking_needs_an_address(evening):
    entry = WaitlistEntryFactory(event=evening, customer=CustomerFactory(email=""))

    with pytest.raises(AddressNeeded):
        waitlist.book(entry, arrangement=ArrangementFactory(), **HOW)


def test_who_is_booked_is_not_booked_again(entry):
    waitlist.book(entry, **HOW)

    with pytest.raises(NotWaiting, match="“Geboekt”"):
        waitlist.book(entry, **HOW)


def test_too_late_is_too_late():
    entry = WaitlistEntryFactory(event=EventFactory(date=TODAY - DAY))

    with pytest.raises(NotWaiting, match="“Verlopen”"):
        waitlist.book(entry, **HOW)


def test_undo_lets_them_wait_again_and_its_undo_books_them_again(entry):
    act = waitlist.book(entry, **HOW)

    undone = undo.take_back(act, **HOW)

    assert act.reservation.__class__.objects.get().status == Status.CANCELLED
    assert (now(entry).status, now(entry).reservation, undone.waitlist_entry) == ("waiting", None, entry)
    undo.take_back(undone, **HOW)
    assert (now(entry).status, now(entry).reservation) == ("booked", act.reservation)
    assert_books_are_right(at=NOON, today=TODAY)


def test_who_was_contacted_is_so_again_after_undo(entry):
    waitlist.contact(entry, **HOW)
    act = waitlist.book(entry, **HOW)

    undo.take_back(act, **HOW)

    assert now(entry).status == "contacted"


def test_who_was_booked_otherwise_since_is_not_booked_again_by_an_undo_of_undo(entry):
    undone = undo.take_back(waitlist.book(entry, **HOW), **HOW)
    waitlist.book(entry, **HOW)
    before = everything()

    with pytest.raises(CannotUndo, match="wachtlijst is sindsdien gewijzigd"):
        undo.take_back(undone, **HOW)

    assert everything() == before


def test_a_booking_that_was_not_waited_for_leaves_the_waitlist_alone(entry):
    act = lifecycle.place_option(party(event=entry.event), **HOW)

    undo.take_back(act, **HOW)

    assert now(entry).version == 1


def test_who_rang_for_an_address_that_is_known_stays_known(evening):
    CustomerFactory(first_name="Piet", last_name="Oud", email="info@abc.nl", phone="+31611111111")
    jan = Details(first_name="Jan", last_name="Nieuw", email="info@abc.nl", phone="0622222222")

    entry = put_on(evening, customer=jan, discount_cents=5000)

    assert "Jan Nieuw" in entry.notes
    assert "+31622222222" in entry.notes
    assert "Korting" in entry.notes
