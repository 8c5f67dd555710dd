"""The acts on the waitlist but for booking: what each changes, what it refuses, and how it is taken back."""

from datetime import timedelta
from uuid import UUID

import pytest

from crm.identity import Details
from crm.models import Customer
from reservations import undo, waitlist
from reservations.models import Act, Reservation, WaitlistEntry
from reservations.pricing import ExtraWish
from reservations.refusals import (
    BadNumber,
    CannotUndo,
    EventNotBookable,
    NothingChanged,
    NotWaiting,
    StaleVersion,
    WaitlistClosed,
)
from tests.factories import (
    NOON,
    TODAY,
    ArrangementFactory,
    CustomerFactory,
    EventFactory,
    ExtraFactory,
    UserFactory,
    party,
)
from tests.naive import everything, now

pytestmark = pytest.mark.django_db
HOW = {"by": None, "at": NOON}
DAY = timedelta(days=1)
TOKEN = UUID("c0ffee00-0000-4000-8000-000000000000")


@pytest.fixture
def evening():
    return EventFactory(capacity=10, waitlist_open=True)


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


def test_who_rang_for_an_address_that_is_known_stays_known(evening):
    CustomerFactory(first_name="Piet", last_name="Oud", email="info@abc.nl", phone="+31611111111")
    jan = Details(first_name="Jan", last_name="Nieuw", email="info@abc.nl", phone="0622222222")

    entry = put_on(evening, customer=jan, discount_cents=5000)

    assert "Jan Nieuw" in entry.notes
    assert "+31622222222" in entry.notes
    assert "Korting" in entry.notes


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
