"""What is done to a customer: kept with who and when, once per click, and taken back row by row."""

from datetime import timedelta
from uuid import UUID

import pytest

from crm.models import Company, Customer, Note, Tag, Tagging
from reservations import undo
from reservations.customers import acts
from reservations.models import Act
from reservations.refusals import AddressTaken, CannotUndo, NothingChanged, StaleVersion, TakenBack
from tests.factories import NOON, CompanyFactory, CustomerFactory

pytestmark = pytest.mark.django_db
TOKEN = UUID("c0ffee00-0000-4000-8000-000000000000")
LATER = NOON + timedelta(hours=1)


@pytest.fixture
def anna():
    return CustomerFactory(first_name="Anna", last_name="Bos", email="anna@bos.nl")


@pytest.fixture
def vip():
    return Tag.objects.get_or_create(name="VIP")[0]


@pytest.fixture
def take_back(staff):
    return lambda act: undo.take_back(act, by=staff, at=LATER)


# Details


def test_details_change_with_who_when_and_what_they_were(staff, anna):
    changes = {"last_name": "Özdemir", "email": " Anna@Özdemir.nl", "phone": "06 12345678", "company": "ABC B.V."}

    act = acts.edit(anna, changes, by=staff, at=NOON)

    row = Customer.objects.get()
    assert (row.last_name, row.email, row.phone) == ("Özdemir", "anna@özdemir.nl", "+31612345678")
    assert row.company.key == "abc"
    assert (act.kind, act.customer, act.by, act.at) == (Act.Kind.CUSTOMER_EDITED, row, staff, NOON)
    key = f"customer {anna.pk}"
    assert act.before == {key: {"last_name": "Bos", "email": "anna@bos.nl", "phone": "", "company_id": None}}
    assert act.after[key]["company_id"] == row.company_id
    assert [list(Customer.objects.search(text)) for text in ("ozdemir abc", "0612345678", "bos")] == [[row], [row], []]


def test_a_company_that_is_known_is_found_and_one_can_be_left(staff, anna):
    abc = CompanyFactory(name="ABC BV")
    acts.edit(anna, {"company": "a.b.c. bv"}, by=staff, at=NOON)
    assert Customer.objects.get().company == abc

    acts.edit(anna, {"company": ""}, by=staff, at=NOON)
    assert Customer.objects.get().company is None
    assert Company.objects.count() == 1


def test_the_address_of_another_customer_is_refused(staff, anna):
    CustomerFactory(email="info@abc.nl", first_name="Bram", last_name="Vos")

    with pytest.raises(AddressTaken, match="Bram Vos"):
        acts.edit(anna, {"email": "INFO@abc.nl"}, by=staff, at=NOON)

    assert not Act.objects.exists()


def test_a_stale_screen_is_refused(staff, anna):
    acts.edit(anna, {"city": "Eersel"}, by=staff, at=NOON, seen_version=1)

    with pytest.raises(StaleVersion):
        acts.edit(anna, {"city": "Bladel"}, by=staff, at=NOON, seen_version=1)
    assert Customer.objects.get().city == "Eersel"


def test_nothing_changed_is_no_act(staff, anna):
    with pytest.raises(NothingChanged):
        acts.edit(anna, {"last_name": "Bos", "email": "ANNA@bos.nl"}, by=staff, at=NOON)

    assert not Act.objects.exists()


def test_what_is_none_of_a_customers_details_is_not_edited(staff, anna):
    with pytest.raises(ValueError, match="created_at"):
        acts.edit(anna, {"created_at": NOON}, by=staff, at=NOON)


def test_details_are_put_back_by_their_undo_and_by_the_undo_of_that(staff, anna, take_back):
    act = acts.edit(anna, {"last_name": "Vos", "company": "ABC"}, by=staff, at=NOON)

    undone = take_back(act)
    assert (Customer.objects.get().last_name, Customer.objects.get().company) == ("Bos", None)
    assert list(Customer.objects.search("bos")) == [anna]
    take_back(undone)
    assert (Customer.objects.get().last_name, str(Customer.objects.get().company)) == ("Vos", "ABC")


def test_what_was_changed_since_is_not_put_back(staff, anna, take_back):
    act = acts.edit(anna, {"last_name": "Vos"}, by=staff, at=NOON)
    acts.edit(anna, {"last_name": "Vosmaer"}, by=staff, at=NOON)

    with pytest.raises(CannotUndo, match=r"sindsdien|changed since"):
        take_back(act)
    assert Customer.objects.get().last_name == "Vosmaer"


def test_what_is_undone_is_not_undone_again(staff, anna, take_back):
    act = acts.edit(anna, {"last_name": "Vos"}, by=staff, at=NOON)
    take_back(act)

    with pytest.raises(CannotUndo, match="al ongedaan"):
        take_back(act)


def test_a_double_click_is_one_act_and_a_click_that_was_undone_is_said(staff, anna, take_back):
    first = acts.write_note(anna, text="Belt terug", by=staff, at=NOON, token=TOKEN)
    assert acts.write_note(anna, text="Belt terug", by=staff, at=NOON, token=TOKEN) == first
    assert Note.objects.count() == 1

    take_back(first)
    with pytest.raises(TakenBack):
        acts.write_note(anna, text="Belt terug", by=staff, at=NOON, token=TOKEN)


# Consent


def test_consent_has_its_moment_and_its_way_and_can_be_taken_away(staff, anna, take_back):
    acts.subscribe(anna, how_given="per telefoon", by=staff, at=NOON)
    row = Customer.objects.get()
    assert (row.newsletter_at, row.newsletter_how) == (NOON, "per telefoon")

    gone = acts.subscribe(anna, how_given="", by=staff, at=LATER)
    row = Customer.objects.get()
    assert (row.newsletter_at, row.newsletter_how) == (None, "")

    take_back(gone)
    assert Customer.objects.get().newsletter_at == NOON


# Tags


def test_a_tag_is_given_with_a_reason_and_taken_away(staff, anna, vip, take_back):
    given = acts.tag(anna, tag=vip, by=staff, at=NOON, reason="Burgemeester")
    tagging = Tagging.objects.get()
    assert (tagging.tag, tagging.by, tagging.at, tagging.reason) == (vip, staff, NOON, "Burgemeester")

    gone = acts.untag(anna, tag=vip, by=staff, at=NOON)
    assert not Tagging.objects.exists()

    take_back(gone)
    assert Tagging.objects.values().get() == {**given.after[f"tagging {tagging.pk}"], "id": tagging.pk, "at": NOON}
    take_back(given)
    assert not Tagging.objects.exists()


def test_a_tag_is_given_once_and_taken_away_once(staff, anna, vip):
    acts.tag(anna, tag=vip, by=staff, at=NOON)
    with pytest.raises(NothingChanged):
        acts.tag(anna, tag=vip, by=staff, at=NOON)
    acts.untag(anna, tag=vip, by=staff, at=NOON)
    with pytest.raises(NothingChanged):
        acts.untag(anna, tag=vip, by=staff, at=NOON)


# Notes, and what was said


def test_a_note_keeps_its_author_and_its_date_when_it_is_edited(staff, boss, anna, take_back):
    acts.write_note(anna, text=" Zit graag vooraan ", by=staff, at=NOON)
    note = Note.objects.get()
    assert (note.text, note.by, note.at) == ("Zit graag vooraan", staff, NOON)

    edited = acts.edit_note(note, text="Zit graag achteraan", by=boss, at=LATER, seen_version=1)
    note = Note.objects.get()
    assert (note.text, note.by, note.at, note.version) == ("Zit graag achteraan", staff, NOON, 2)
    with pytest.raises(StaleVersion):
        acts.edit_note(note, text="Balkon", by=staff, at=LATER, seen_version=1)

    take_back(edited)
    assert Note.objects.get().text == "Zit graag vooraan"


def test_a_note_that_is_removed_is_kept_out_of_sight_and_comes_back(staff, anna, take_back):
    acts.write_note(anna, text="Allergisch", by=staff, at=NOON)
    note = Note.objects.get()

    removed = acts.remove_note(note, by=staff, at=LATER)
    assert Note.objects.get().removed_at == LATER
    with pytest.raises(NothingChanged):
        acts.remove_note(note, by=staff, at=LATER)

    take_back(removed)
    assert Note.objects.get().removed_at is None


def test_a_note_that_should_not_have_been_written_is_gone_by_its_undo_and_back_by_the_undo_of_that(
    staff, anna, take_back
):
    written = acts.write_note(anna, text="Verkeerde klant", by=staff, at=NOON)

    undone = take_back(written)
    assert not Note.objects.exists()
    take_back(undone)
    assert Note.objects.get().text == "Verkeerde klant"


def test_what_was_said_is_kept_and_taken_back_when_it_was_written_with_the_wrong_customer(staff, anna, take_back):
    act = acts.speak(anna, channel="phone", text="Wil een rondleiding", by=staff, at=NOON)
    assert (act.kind, act.data) == (Act.Kind.SPOKEN, {"channel": "phone", "text": "Wil een rondleiding"})
    assert undo.can_take_back(act)

    undone = take_back(act)

    assert (undone.undoes, undone.data) == (act, act.data)
    assert not undo.can_take_back(Act.objects.get(pk=act.pk))
    with pytest.raises(CannotUndo, match="al ongedaan"):
        take_back(Act.objects.get(pk=act.pk))
    take_back(undone)
    assert Act.objects.filter(customer=anna).count() == 3
