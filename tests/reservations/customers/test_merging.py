"""Two customers become one: what moves, what stays, who may be merged, and what the next booking finds (R9)."""

from uuid import UUID

import pytest

from crm import merging as preview
from crm.identity import Details
from crm.models import Customer, Note, Tag, Tagging
from reservations import lifecycle, quoting, seats, telling, waitlist
from reservations.customers import acts, merging
from reservations.models import FollowUp, Reservation
from reservations.refusals import (
    AddressTaken,
    ChangedSinceSeen,
    MergedMeanwhile,
    NoAddress,
    NotMergeable,
    TakenBack,
)
from tests.factories import NOON, TODAY, CustomerFactory, EventFactory, ReservationFactory, WaitlistEntryFactory, party
from tests.naive import assert_books_are_right, everything, now

pytestmark = pytest.mark.django_db
HOW = {"by": None, "at": NOON}
TOKEN = UUID("c0ffee00-0000-4000-8000-000000000000")


@pytest.fixture
def kept():
    return CustomerFactory(first_name="Anna", last_name="Visser", email="anna@abc.nl")


@pytest.fixture
def other():
    return CustomerFactory(first_name="Bert", last_name="Bakker", email="bert@abc.nl", phone="+31612345678")


def follow_up(customer):
    return FollowUp.objects.create(customer=customer, text="Bellen", due_on=TODAY, created_at=NOON)


def tags_of(customer):
    return set(customer.taggings.values_list("tag__name", flat=True))


# What moves


def test_everything_that_is_theirs_moves_and_the_sums_are_of_one(kept, other):
    mine, theirs = ReservationFactory(customer=kept), ReservationFactory(customer=other, paid_cents=500)
    rows = [theirs, WaitlistEntryFactory(customer=other), follow_up(other)]
    rows.append(Note.objects.create(customer=other, text="Belt graag", at=NOON))

    act = merging.merge(kept, other, **HOW)

    assert {now(row).customer for row in [mine, *rows]} == {kept}
    assert (act.kind, act.customer, act.data["other"]) == ("merged", kept, other.pk)
    assert act.data["moved"] == {
        "reservation": [theirs.pk], "waitlist_entry": [rows[1].pk], "note": [rows[3].pk], "tagging": [],
        "follow_up": [rows[2].pk],
    }  # fmt: skip
    assert (kept.summary.bookings, kept.summary.paid_cents) == (2, 500)
    assert_books_are_right()


def test_tags_are_joined_and_none_is_doubled(kept, other):
    vip, big = Tag.objects.create(name="VIP!"), Tag.objects.create(name="Groot")
    for customer, tag in [(kept, vip), (other, vip), (other, big)]:
        Tagging.objects.create(customer=customer, tag=tag, at=NOON)

    merging.merge(kept, other, **HOW)

    assert (tags_of(kept), tags_of(other)) == ({"VIP!", "Groot"}, {"VIP!"})


def test_each_relation_to_a_customer_moves_or_stays_on_purpose():
    relations = {
        f"{relation.related_model.__name__}.{relation.field.name}"
        for relation in Customer._meta.get_fields(include_hidden=True)
        if relation.auto_created and not relation.concrete
    }

    assert relations == {f"{model.__name__}.customer" for model in merging.MOVED.values()} | merging.LEFT.keys()


def test_what_was_done_to_them_stays_told_of_them(kept, other):
    noted = acts.write_note(other, text="Belt graag", **HOW)

    merging.merge(kept, other, **HOW)

    assert now(noted).customer == other


def test_whose_name_a_booking_went_by_stays_with_it(kept, other):
    said = ReservationFactory(customer=other, contact_name="Carla", contact_phone="+31687654321")
    plain = ReservationFactory(customer=other)
    mine = ReservationFactory(customer=kept)

    merging.merge(kept, other, {"phone": "ours"}, **HOW)

    assert (now(said).contact_name, now(said).contact_phone) == ("Carla", "+31687654321")
    assert (now(plain).contact_name, now(plain).contact_phone) == ("Bert Bakker", "+31612345678")
    assert (now(mine).contact_name, now(mine).contact_phone) == ("", "")
    assert list(Reservation.objects.search("Bakker").order_by("pk")) == [said, plain, mine]


def test_of_one_name_and_number_no_contact_is_written(kept):
    twin = CustomerFactory(first_name="ANNA", last_name="Visser", email="", phone="+31612345678")
    row = ReservationFactory(customer=twin)

    merging.merge(kept, twin, **HOW)

    assert (now(row).contact_name, now(row).contact_phone) == ("", "")


# What becomes of the two rows


def test_who_was_merged_is_an_alias_with_its_address(kept, other):
    merging.merge(kept, other, **HOW)

    assert (now(other).merged_into, now(other).email) == (kept, "bert@abc.nl")
    assert (now(kept).email, now(kept).phone, now(kept).version) == ("anna@abc.nl", "+31612345678", 2)


def test_the_address_that_is_not_chosen_is_the_alias(kept, other):
    merging.merge(kept, other, {"email": "theirs", "last_name": "theirs"}, **HOW)

    assert (now(kept).email, now(other).email) == ("bert@abc.nl", "anna@abc.nl")
    assert now(kept).full_name == "Anna Bakker"


def test_an_address_alone_can_be_merged_into_a_name_alone():
    name = CustomerFactory(email="")
    address = CustomerFactory(first_name="", last_name="", email="info@abc.nl")

    merging.merge(name, address, **HOW)

    assert (now(name).email, now(address).email) == ("info@abc.nl", "")


def test_of_two_without_an_address_none_is_swapped():
    one, two = CustomerFactory.create_batch(2, email="")

    act = merging.merge(one, two, **HOW)

    assert act.data["addresses"] == ["", ""]


# What the next booking finds


@pytest.mark.parametrize("email", ["bert@abc.nl", "ANNA@abc.nl"])
def test_the_next_booking_finds_the_survivor(kept, other, email):
    merging.merge(kept, other, **HOW)

    booked = lifecycle.book(party(customer=Details(last_name="Bakker", email=email)), **HOW).reservation

    assert (booked.customer, booked.contact_name) == (kept, "Bakker")
    assert_books_are_right()


def test_a_screen_from_before_books_for_the_survivor(kept, other):
    """Who is chosen by hand was read before they were merged."""
    merging.merge(kept, other, **HOW)
    waiting = waitlist.add(party(customer=other, event=EventFactory(waitlist_open=True)), **HOW)

    assert lifecycle.book(party(customer=other), **HOW).reservation.customer == kept
    assert waiting.waitlist_entry.customer == kept
    assert_books_are_right()


def test_an_import_writes_bookings_of_the_survivor(kept, other):
    merging.merge(kept, other, **HOW)

    assert ReservationFactory(customer=other).customer == kept
    assert_books_are_right()


def test_a_booking_warns_of_what_the_survivor_has_that_evening(kept, other):
    row = ReservationFactory(customer=other)
    merging.merge(kept, other, **HOW)

    assert quoting.others_of(None, "bert@abc.nl", row.event) == [row]
    assert quoting.others_of(None, "", row.event) == quoting.others_of(None, "new@abc.nl", row.event) == []


# Refused


def test_nobody_is_merged_with_themselves(kept):
    with pytest.raises(NotMergeable, match="zichzelf"):
        merging.merge(kept, kept, **HOW)


def test_who_was_merged_or_erased_is_not_merged_again(kept, other):
    third = CustomerFactory(first_name="Carla", last_name="Bos")
    merging.merge(kept, other, **HOW)
    before = everything()

    for one, two in [(third, other), (other, third)]:
        with pytest.raises(MergedMeanwhile, match="Anna Visser"):
            merging.merge(one, two, **HOW)
    with pytest.raises(NotMergeable):
        merging.merge(kept, CustomerFactory(pk=999, first_name="", last_name="", email="", erased_at=NOON), **HOW)
    Customer.objects.filter(pk=999).delete()

    assert everything() == before


def test_a_screen_that_shows_something_else_is_refused(kept, other):
    seen = preview.seen(now(kept), now(other))
    acts.edit(other, {"phone": ""}, **HOW)

    with pytest.raises(ChangedSinceSeen):
        merging.merge(kept, other, seen=seen, **HOW)
    merging.merge(kept, other, seen=preview.seen(now(kept), now(other)), **HOW)


def test_a_click_that_is_repeated_merges_once(kept, other, take_back):
    first = merging.merge(kept, other, token=TOKEN, **HOW)

    assert merging.merge(kept, other, token=TOKEN, **HOW) == first
    take_back(first)
    with pytest.raises(TakenBack):
        merging.merge(kept, other, token=TOKEN, **HOW)


def test_nothing_is_done_any_more_to_who_was_merged(kept, other):
    merging.merge(kept, other, **HOW)

    with pytest.raises(MergedMeanwhile, match="Bert Bakker is intussen samengevoegd met Anna Visser"):
        acts.write_note(other, text="Belt graag", **HOW)
    assert not Note.objects.exists()


def test_an_address_of_an_alias_is_taken_by_its_survivor(kept, other):
    merging.merge(kept, other, **HOW)

    with pytest.raises(AddressTaken, match="Anna Visser"):
        acts.edit(CustomerFactory(), {"email": "bert@abc.nl"}, **HOW)
    with pytest.raises(NoAddress, match="samengevoegd"):
        acts.edit(kept, {"email": "bert@abc.nl"}, **HOW)


# Told


def test_history_says_who_was_merged_and_what_moved(kept, other):
    ReservationFactory.create_batch(2, customer=other)
    WaitlistEntryFactory(customer=other)

    act = merging.merge(kept, other, {"email": "theirs"}, **HOW)

    assert telling.told(act) == [
        "Samengevoegd", "Bert Bakker", "2 reserveringen", "1 plek op de wachtlijst",
        "e-mail: anna@abc.nl → bert@abc.nl", "telefoon: geen → +31612345678",
    ]  # fmt: skip


def test_a_booking_that_comes_between_the_look_and_the_lock_goes_along(kept, other, monkeypatch):
    """What a race looks like from inside; test_merging_races.py runs real ones."""
    lock = seats.lock

    def somebody_books_first(event_ids):
        monkeypatch.setattr(seats, "lock", lock)
        locked = lock(event_ids)
        ReservationFactory(customer=other)
        return locked

    monkeypatch.setattr(seats, "lock", somebody_books_first)

    act = merging.merge(kept, other, **HOW)

    # Begun anew, with everything that had happened in between rolled back here; elsewhere it was committed.
    assert act.data["moved"]["reservation"] == []
    assert seats.lock is lock


@pytest.mark.parametrize("rows", [1, 3])
def test_merging_costs_the_same_queries_for_any_number(kept, other, rows, django_assert_num_queries):
    ReservationFactory.create_batch(rows, customer=other)
    WaitlistEntryFactory.create_batch(rows, customer=other)

    with django_assert_num_queries(51):
        act = merging.merge(kept, other, **HOW)

    assert len(act.data["moved"]["reservation"]) == rows
