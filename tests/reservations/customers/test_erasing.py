"""A person is erased: gone from every column of every table, and the books are what they were (R13)."""

from datetime import timedelta
from uuid import UUID

import pytest

from crm.models import Company, Customer
from reservations import ledger, lifecycle, undo, waitlist
from reservations.customers import acts, merging
from reservations.customers.privacy import erasing
from reservations.models import Act
from reservations.refusals import CannotUndo, MergedMeanwhile, StaleVersion
from reservations.refusals.privacy import NotAllowedToErase, WasErased
from tests import everywhere
from tests.factories import (
    NOON,
    TODAY,
    CompanyFactory,
    CustomerFactory,
    EventFactory,
    ReservationFactory,
    WaitlistEntryFactory,
    party,
)
from tests.naive import assert_books_are_right, now
from tests.reservations.customers.somebody import DIGITS, THEN, WORD, mark_every_text, money_of, somebody

pytestmark = pytest.mark.django_db
LATER = NOON + timedelta(minutes=1)
OLD = {"event__date": TODAY - timedelta(days=1)}
TOKEN = UUID("c0ffee00-0000-4000-8000-000000000000")


# The whole of it


def test_of_an_erased_person_no_column_of_any_table_says_a_word(desk, staff, erase):
    anna = somebody(desk, staff)
    marked = mark_every_text(anna)
    there = everywhere.found(WORD, DIGITS)
    assert marked <= there
    assert {table for table, _column in there} >= {
        "config_savedview", "crm_company", "crm_searchword", "django_admin_log", "django_session",
        "reservations_batch", "reservations_contactword", "reservations_export",
    }  # fmt: skip

    erase(anna)

    assert everywhere.found(WORD, DIGITS) == set()


def test_the_books_stay(desk, staff, erase):
    anna = somebody(desk, staff)
    before = money_of(anna)

    erase(anna)

    assert money_of(anna) == before
    assert_books_are_right()


def test_nothing_that_was_done_before_brings_them_back(desk, staff, erase):
    anna = somebody(desk, staff)
    erase(anna)

    acts = list(Act.objects.filter(customer=anna) | Act.objects.filter(reservation__customer=anna))
    acts += Act.objects.filter(waitlist_entry__customer=anna)
    assert len(acts) > 20
    for act in acts:
        assert not undo.can_take_back(act)
        with pytest.raises(CannotUndo):
            undo.take_back(act, by=staff, at=LATER)

    assert everywhere.found(WORD, DIGITS) == set()


def test_what_is_kept_of_an_act_is_what_when_by_whom_and_figures(staff, erase):
    anna = CustomerFactory(first_name="Anna", last_name="Bos")
    row = ReservationFactory(customer=anna, **OLD, total_cents=0)
    edited = lifecycle.edit(row, {"vegan": 2, "occasion": "Jubileum"}, by=staff, at=THEN, reason="Belde")

    erase(anna)

    act = now(edited)
    assert (act.kind, act.by, act.at, act.reason) == (Act.Kind.EDITED, staff, THEN, "")
    assert (act.before["vegan"], act.after["vegan"]) == (0, 2)
    assert "occasion" not in act.before | act.after


def test_the_customer_stays_a_row_without_a_name(boss, erase):
    anna = CustomerFactory(company=CompanyFactory(name="ABC"), newsletter_at=THEN, newsletter_how="formulier")

    act = erase(anna, because="by_mistake")

    row = now(anna)
    assert (str(row), row.full_name, row.email, row.company, row.newsletter_at) == ("Gewiste klant", "", "", None, None)
    assert (row.erased_at, row.created_at) == (NOON, anna.created_at)
    assert (act.kind, act.customer, act.by, act.data) == (
        Act.Kind.ERASED, row, boss, {"because": "by_mistake", "bookings": 0},
    )  # fmt: skip
    assert not Customer.objects.standing().exists()
    assert not Company.objects.exists()


def test_the_merge_of_others_is_theirs(erase):
    kept, other = CustomerFactory(last_name="Visser"), CustomerFactory(last_name="Bakker", email="bakker@abc.nl")
    merged = merging.merge(kept, other, by=None, at=THEN)

    erase(CustomerFactory())

    assert now(merged).after == merged.after
    assert undo.can_take_back(now(merged))


def test_a_firm_of_which_somebody_else_is_known_stays(erase):
    abc = CompanyFactory(name="ABC")
    anna, _bram = CustomerFactory(company=abc), CustomerFactory(company=abc)

    erase(anna)

    assert list(Company.objects.all()) == [abc]


def test_the_undo_of_an_edit_finds_its_firm_gone(staff, erase):
    anna, bram = CustomerFactory(company=CompanyFactory(name="ABC")), CustomerFactory()
    acts.edit(bram, {"company": "ABC"}, by=staff, at=THEN)
    left = acts.edit(bram, {"company": ""}, by=staff, at=THEN)
    erase(anna)

    with pytest.raises(CannotUndo, match="bestaat niet meer"):
        undo.take_back(left, by=staff, at=LATER)


# Who may, and whom


def test_it_takes_a_permission(staff, erase):
    with pytest.raises(NotAllowedToErase):
        erase(CustomerFactory(), by=staff)


def test_a_double_click_is_one_act_and_a_second_time_is_refused(erase):
    anna = CustomerFactory()

    assert erase(anna, token=TOKEN) == erase(anna, token=TOKEN)
    with pytest.raises(WasErased):
        erase(anna)


def test_who_was_merged_is_erased_with_whom_they_were_merged_into(erase):
    anna, alias = CustomerFactory(last_name="Bos"), CustomerFactory()
    Customer.objects.filter(pk=alias.pk).update(merged_into=anna)

    with pytest.raises(MergedMeanwhile, match="Anna Bos"):
        erase(now(alias))
    erase(anna)

    assert now(alias).erased_at == NOON


def test_nothing_is_done_to_an_erased_customer(staff, erase):
    anna = CustomerFactory()
    erase(anna)

    with pytest.raises(WasErased):
        acts.write_note(anna, text="Belde weer", by=staff, at=LATER)


@pytest.mark.parametrize("verb", [lifecycle.place_option, waitlist.add])
def test_nobody_books_for_who_is_chosen_on_a_screen_of_before(erase, verb):
    anna = CustomerFactory()
    erase(anna)

    with pytest.raises(WasErased):
        verb(party(customer=anna, event=EventFactory(waitlist_open=True)), by=None, at=LATER)


def test_a_form_that_was_open_meanwhile_does_not_bring_them_back(staff, erase):
    row = ReservationFactory(**OLD, total_cents=0)
    erase(row.customer)

    with pytest.raises(StaleVersion):
        lifecycle.edit(row, {"contact_name": "Anna"}, by=staff, at=LATER, seen_version=1)


def test_an_undo_that_was_on_its_way_finds_them_erased(staff, erase):
    """What it would put back it has read before they were erased."""
    row = ReservationFactory(**OLD, total_cents=100)
    edited = lifecycle.edit(row, {"contact_name": "Anna"}, by=staff, at=THEN)
    paid = ledger.pay_off(row, method="pin", received_on=THEN.date(), by=staff, at=THEN)
    closed = WaitlistEntryFactory(customer=row.customer)
    closed = waitlist.close(closed, by=staff, at=THEN)
    noted = acts.write_note(row.customer, text="Belde", by=staff, at=THEN)
    erase(row.customer)

    for act in (edited, paid, closed):
        with pytest.raises(CannotUndo, match="gewist"):
            undo.take_back(act, by=staff, at=LATER)
    with pytest.raises(WasErased):
        undo.take_back(noted, by=staff, at=LATER)


def test_what_is_done_after_it_can_be_undone(staff, erase):
    row = ReservationFactory(**OLD, total_cents=0)
    erase(row.customer)

    done = lifecycle.edit(now(row), {"vegan": 1}, by=staff, at=LATER)
    undo.take_back(done, by=staff, at=LATER)

    assert now(row).vegan == 0


def test_an_evening_that_they_booked_meanwhile_is_locked_as_well(monkeypatch, erase):
    """Seen once the customer is locked: it is begun anew, with that evening among those that are locked."""
    anna = CustomerFactory()
    looked, look_now = iter([set(), {1}]), erasing._events_of  # noqa: SLF001 what it sees is what is tested
    monkeypatch.setattr(erasing, "_events_of", lambda people: next(looked, look_now(people)))
    locked, lock_now = [], erasing.seats.lock
    monkeypatch.setattr(erasing.seats, "lock", lambda pks: locked.append(pks) or lock_now(pks))

    erase(anna)

    assert len(locked) == 2
    assert now(anna).erased_at == NOON
