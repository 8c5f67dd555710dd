"""A person is erased: gone from every column of every table, and the books are what they were (R13)."""

from datetime import timedelta

import pytest

from config.models import SavedView
from crm.models import Company, Customer, Note
from reservations import undo
from reservations.customers.privacy import erasing
from reservations.models import Act, Batch, Mail
from reservations.refusals import CannotUndo
from tests import everywhere
from tests.factories import NOON, CustomerFactory
from tests.naive import assert_books_are_right, now
from tests.reservations.customers.somebody import DIGITS, WORD, mark_every_text, money_of, somebody

pytestmark = pytest.mark.django_db
LATER = NOON + timedelta(minutes=1)


@pytest.fixture
def erase(boss):
    return lambda who, **how: erasing.erase(who, **{"because": "asked", "by": boss, "at": NOON} | how)


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
