"""A merge is taken back: what moved goes back, what came later stays, and what was changed by hand is kept."""

from datetime import timedelta

import pytest

from crm import identity
from crm.identity import Details
from crm.models import Customer, Note, Tag, Tagging
from reservations import lifecycle, telling, undo
from reservations.customers import acts, merging, parting
from reservations.models import Act, FollowUp, Reservation
from reservations.refusals import CannotUndo, MergedMeanwhile
from reservations.refusals.privacy import WasErased
from tests.factories import NOON, TODAY, CustomerFactory, ReservationFactory, WaitlistEntryFactory, party
from tests.naive import assert_books_are_right, now

pytestmark = pytest.mark.django_db
HOW = {"by": None, "at": NOON}
COLUMNS = ("first_name", "email", "phone", "merged_into", "created_at", "newsletter_at", "newsletter_how", "remarks")


@pytest.fixture
def kept():
    return CustomerFactory(first_name="Anna", last_name="Visser", email="anna@abc.nl", created_at=NOON)


@pytest.fixture
def other():
    return CustomerFactory(
        first_name="Bert", last_name="Bakker", email="bert@abc.nl", phone="+31612345678", newsletter_at=NOON,
        newsletter_how="website",
    )  # fmt: skip


def owners(*rows):
    return [now(row).customer for row in rows]


def people():
    words = {customer.pk: set(map(bytes, customer.search_words.values_list("word", flat=True)))
             for customer in Customer.objects.all()}  # fmt: skip
    return list(Customer.objects.order_by("pk").values_list(*COLUMNS)), words


# Back


def test_all_that_moved_goes_back_and_both_are_as_they_were(kept, other, take_back):
    tag = Tag.objects.create(name="Groot")
    rows = [
        ReservationFactory(customer=other), WaitlistEntryFactory(customer=other),
        Note.objects.create(customer=other, text="Belt graag", at=NOON),
        Tagging.objects.create(customer=other, tag=tag, at=NOON),
        FollowUp.objects.create(customer=other, text="Bellen", due_on=TODAY, created_at=NOON),
    ]  # fmt: skip
    mine, before = ReservationFactory(customer=kept), people()

    take_back(merging.merge(kept, other, {"email": "theirs", "first_name": "theirs"}, **HOW))

    assert owners(*rows) == [other] * 5
    assert now(mine).customer == kept
    assert people() == before
    assert (now(rows[0]).contact_name, now(rows[0]).contact_phone) == ("", "")
    assert list(Customer.objects.search("bakker")) == [other]
    assert list(Reservation.objects.search("bakker")) == [rows[0]]
    assert_books_are_right()


def test_what_came_later_stays_with_the_survivor(kept, other, take_back):
    act = merging.merge(kept, other, **HOW)
    later = lifecycle.book(party(customer=Details(email="bert@abc.nl", last_name="Bakker")), **HOW).reservation
    note = acts.write_note(kept, text="Belt graag", **HOW)

    take_back(act)

    assert owners(later) == [kept]
    assert note.customer.notes.count() == 1
    assert lifecycle.book(party(customer=Details(email="bert@abc.nl")), **HOW).reservation.customer == other
    assert_books_are_right()


def test_what_was_changed_by_hand_since_stays(kept, other, take_back):
    act = merging.merge(kept, other, {"email": "theirs", "first_name": "theirs"}, **HOW)
    acts.edit(kept, {"email": "new@abc.nl", "first_name": "Carla"}, **HOW)
    acts.subscribe(kept, how_given="telefoon", **HOW)

    take_back(act)

    row = now(kept)
    assert (row.email, row.first_name, row.phone, row.newsletter_how) == ("new@abc.nl", "Carla", "", "telefoon")
    assert (now(other).email, now(other).merged_into) == ("bert@abc.nl", None)


def test_a_tag_that_was_taken_away_since_does_not_come_back(kept, other, take_back):
    tag = Tag.objects.create(name="Groot")
    Tagging.objects.create(customer=other, tag=tag, at=NOON)
    act = merging.merge(kept, other, **HOW)
    acts.untag(kept, tag=tag, **HOW)

    take_back(act)

    assert not Tagging.objects.exists()


def test_a_contact_that_was_changed_since_stays(kept, other, take_back):
    row = ReservationFactory(customer=other)
    act = merging.merge(kept, other, {"phone": "ours"}, **HOW)
    lifecycle.edit(now(row), {"contact_name": "Carla", "contact_phone": "+31687654321"}, **HOW)

    take_back(act)

    assert (now(row).contact_name, now(row).contact_phone) == ("Carla", "+31687654321")


def test_an_address_that_went_to_the_survivor_comes_back(other, take_back):
    name = CustomerFactory(email="")
    act = merging.merge(name, other, {"email": "ours"}, **HOW)
    lifecycle.book(party(customer=now(name), email="bert@abc.nl"), **HOW)
    assert now(name).email == "bert@abc.nl"

    take_back(act)

    assert (now(name).email, now(other).email) == ("", "bert@abc.nl")


def test_the_undo_of_the_undo_merges_again_as_they_are_now(kept, other, take_back):
    undone = take_back(merging.merge(kept, other, {"first_name": "theirs"}, **HOW))
    row = ReservationFactory(customer=other)

    again = take_back(undone)

    assert owners(row) == [kept]
    assert now(kept).first_name == "Bert"
    assert (again.kind, again.undoes, telling.told(again)[0]) == ("undone", undone, "Opnieuw gedaan: Samengevoegd")
    assert_books_are_right()
    take_back(again)
    assert owners(row) == [other]
    assert_books_are_right()


# A merge of a merge


@pytest.fixture
def last():
    return CustomerFactory(first_name="Carla", last_name="Bos", email="carla@abc.nl")


def test_the_earlier_of_two_merges_can_be_taken_back_alone(kept, other, last, take_back):
    theirs, mine = ReservationFactory(customer=other), ReservationFactory(customer=kept)
    first = merging.merge(kept, other, **HOW)
    second = merging.merge(last, kept, **HOW)

    take_back(first)

    assert owners(theirs, mine) == [other, last]
    assert list(Customer.objects.search("bert")) == [other]
    assert list(Customer.objects.search("anna")) == [last]
    assert_books_are_right()
    take_back(second)
    assert owners(theirs, mine) == [other, kept]
    assert_books_are_right()


def test_the_later_of_two_merges_can_be_taken_back_alone(kept, other, last, take_back):
    theirs, mine = ReservationFactory(customer=other), ReservationFactory(customer=kept)
    first = merging.merge(kept, other, **HOW)
    second = merging.merge(last, kept, **HOW)

    take_back(second)
    assert owners(theirs, mine) == [kept, kept]
    take_back(first)

    assert owners(theirs, mine) == [other, kept]
    assert not Customer.objects.filter(merged_into__isnull=False).exists()
    assert_books_are_right()


def test_an_address_that_went_on_with_a_later_merge_keeps_the_earlier_one(kept, other, last, take_back):
    first = merging.merge(kept, other, {"email": "theirs"}, **HOW)
    merging.merge(last, kept, {"email": "theirs"}, **HOW)

    with pytest.raises(CannotUndo, match=r"bert@abc\.nl is intussen het adres van Carla Bos"):
        take_back(first)


# Refused


def test_a_merge_is_taken_back_once(kept, other, take_back):
    act = merging.merge(kept, other, **HOW)
    undone = take_back(act)

    with pytest.raises(CannotUndo, match="al ongedaan"):
        take_back(act)
    take_back(undone)
    with pytest.raises(CannotUndo, match="al ongedaan"):
        take_back(undone)


def test_who_was_merged_with_somebody_else_since_is_not_merged_again(kept, other, last, take_back):
    undone = take_back(merging.merge(kept, other, **HOW))
    merging.merge(last, other, **HOW)

    with pytest.raises(MergedMeanwhile, match="Carla Bos"):
        take_back(undone)


def test_a_merge_that_holds_no_more_is_not_taken_back(kept, other, take_back):
    act = merging.merge(kept, other, **HOW)
    Customer.objects.filter(pk=other.pk).update(merged_into=None)

    with pytest.raises(CannotUndo, match="sindsdien gewijzigd"):
        take_back(act)


def test_who_was_erased_does_not_come_back(kept, other, take_back):
    act = merging.merge(kept, other, **HOW)
    Customer.objects.filter(pk=kept.pk).update(erased_at=NOON)

    with pytest.raises(WasErased):
        take_back(act)


def test_an_address_that_somebody_else_has_by_now_does_not_come_back(kept, other, take_back):
    act = merging.merge(kept, other, {"email": "theirs"}, **HOW)
    acts.edit(kept, {"email": "new@abc.nl"}, **HOW)
    lifecycle.place_option(party(customer=Details(last_name="Dekker", email="bert@abc.nl")), **HOW)

    with pytest.raises(CannotUndo, match=r"bert@abc\.nl is intussen het adres van Dekker"):
        take_back(act)
    assert now(other).merged_into == kept


def test_nobody_is_left_without_a_name_or_an_address(other, take_back):
    address = CustomerFactory(first_name="", last_name="", email="info@abc.nl")
    act = merging.merge(address, other, **HOW)
    acts.edit(address, {"email": ""}, **HOW)

    with pytest.raises(CannotUndo, match="naam"):
        take_back(act)


# Offered


def test_a_merge_offers_its_undo_until_it_was_taken_back(kept, other, take_back):
    act = merging.merge(kept, other, **HOW)
    assert undo.can_take_back(act)

    undone = take_back(act)

    assert not undo.can_take_back(Act.objects.get(pk=act.pk))
    assert undo.can_take_back(undone)


def test_what_was_done_to_an_alias_is_taken_back_once_the_merge_is(kept, other, take_back):
    """Before that it would give an alias what is the survivor's: an address, a tag."""
    edited = acts.edit(other, {"email": "nieuw@abc.nl"}, **HOW)
    merged = merging.merge(kept, now(other), **HOW)
    assert not undo.can_take_back(now(edited))

    with pytest.raises(MergedMeanwhile, match="Anna Visser"):
        take_back(edited)
    assert identity.known_by("nieuw@abc.nl") == kept

    take_back(merged)
    assert undo.can_take_back(now(edited))
    take_back(edited)
    assert now(other).email == "bert@abc.nl"


def test_a_merge_that_comes_between_the_look_and_the_lock_is_looked_at_anew(kept, other, last, take_back, monkeypatch):
    """What a race looks like from inside; test_merging_races.py runs real ones."""
    row = ReservationFactory(customer=other)
    act = merging.merge(kept, other, **HOW)
    lock, looks = parting.lock, []

    def somebody_merges_first(*what):
        looks.append(what)
        if len(looks) == 1:
            Customer.objects.filter(pk=kept.pk).update(merged_into=last)
        return lock(*what)

    monkeypatch.setattr(parting, "lock", somebody_merges_first)

    take_back(act)

    assert len(looks) == 2
    assert now(row).customer == other


@pytest.mark.parametrize("rows", [1, 3])
def test_taking_back_costs_the_same_queries_for_any_number(kept, other, rows, django_assert_num_queries):
    ReservationFactory.create_batch(rows, customer=other)
    act = merging.merge(kept, other, **HOW)

    with django_assert_num_queries(48):
        undo.take_back(act, by=None, at=NOON + timedelta(minutes=1))
