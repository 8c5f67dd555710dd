"""Saved views: whose they are, what they may be called, and what comes back when one is removed."""

from datetime import timedelta

import pytest
from django.db import connection

from config.models import SavedView
from config.saved_views import keeping
from config.saved_views.keeping import NameTaken, NothingAsked, TooMuchAsked
from tests.factories import NOON, UserFactory
from tests.together import outcomes, together

pytestmark = pytest.mark.django_db
LIST = "reservations:list"


def keep(by, name="Groepen", query="guests_min=20", page=LIST, *, shared=False):
    return keeping.keep(page, query=query, name=name, shared=shared, by=by, at=NOON)


@pytest.fixture
def anna():
    return UserFactory(username="anna")


@pytest.fixture
def bram():
    return UserFactory(username="bram")


def names(user):
    return sorted(view.name for view in SavedView.objects.kept().seen_by(user))


def test_a_view_is_its_owners_until_it_is_everyones(anna, bram):
    view = keep(anna)
    assert (names(anna), names(bram)) == (["Groepen"], [])

    keeping.change(view, name="Grote  groepen ", shared=True)

    assert names(bram) == ["Grote groepen"]
    assert (view.query, view.owner, view.created_at) == ("guests_min=20", anna, NOON)


def test_a_view_leads_to_its_own_page_and_nowhere_else(anna):
    assert keep(anna, query="sort=-total&q=//elsewhere.example").get_absolute_url() == (
        "/reservations/?q=%2F%2Felsewhere.example&sort=-total"
    )


@pytest.mark.parametrize("name", ["groepen", " GROEPEN  ", "Groepen"])
def test_a_name_is_given_once(anna, name):
    keep(anna)

    with pytest.raises(NameTaken, match="Je hebt al een weergave"):
        keep(anna, name, query="guests_min=30")
    assert SavedView.objects.count() == 1


def test_names_are_compared_as_people_read_them(anna):
    keep(anna, "ÖZDEMIR")

    with pytest.raises(NameTaken):
        keep(anna, "özdemir", query="q=x")


def test_somebody_else_or_another_list_may_use_the_same_name(anna, bram):
    keep(anna), keep(bram), keep(anna, page="events:list")

    assert SavedView.objects.count() == 3


def test_everyone_has_one_view_of_a_name(anna, bram):
    keep(anna, shared=True)

    with pytest.raises(NameTaken, match="voor iedereen"):
        keep(bram, shared=True)
    mine = keep(bram)
    with pytest.raises(NameTaken, match="voor iedereen"):
        keeping.change(mine, name="Groepen", shared=True)


def test_the_same_once_more_is_a_double_click(anna):
    assert keep(anna) == keep(anna)
    assert SavedView.objects.count() == 1


@pytest.mark.parametrize("query", ["", "q=&after=12", "page=3"])
def test_the_whole_list_is_no_view(anna, query):
    with pytest.raises(NothingAsked):
        keep(anna, query=query)
    with pytest.raises(NothingAsked):
        keeping.aim(keep(anna), query=query)


def test_what_is_too_long_is_refused_and_the_longest_is_not(anna):
    assert len(keep(anna, query=f"q={'a' * 998}").query) == keeping.LONGEST

    with pytest.raises(TooMuchAsked):
        keep(anna, "Langer", query=f"q={'a' * 999}")


def test_the_longest_name_is_kept_whatever_its_letters(anna):
    assert keep(anna, "ﬃ" * 60).key == "ffi" * 60


def test_a_view_takes_another_filter(anna):
    assert keeping.aim(keep(anna), query="sort=guests&guests_min=40").query == "guests_min=40&sort=guests"


def test_what_is_removed_comes_back_as_it_was(anna):
    view = keep(anna, shared=True)

    keeping.remove(view, at=NOON), keeping.remove(view, at=NOON + timedelta(hours=1))
    assert (names(anna), view.removed_at) == ([], NOON)

    keeping.bring_back(view)
    view.refresh_from_db()
    assert (names(anna), view.query, view.shared) == (["Groepen"], "guests_min=20", True)


def test_a_removed_name_is_free_and_then_does_not_come_back(anna):
    view = keeping.remove(keep(anna), at=NOON)
    keep(anna, query="guests_min=30")

    with pytest.raises(NameTaken):
        keeping.bring_back(view)
    assert SavedView.objects.kept().get().query == "guests_min=30"


@pytest.mark.parametrize(
    ("who", "may"), [("owner", (True, True)), ("colleague", (False, False)), ("manager", (False, True))]
)
def test_everyones_views_are_changed_by_their_owner_and_by_who_may(anna, boss, bram, who, may):
    user = {"owner": anna, "colleague": bram, "manager": boss}[who]
    own, everyones = keep(anna), keep(anna, "Van iedereen", shared=True)

    assert (own.may_be_changed_by(user), everyones.may_be_changed_by(user)) == may


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_two_who_choose_one_name_at_once_do_not_both_get_it(anna, bram):
    results = together(lambda: keep(anna, shared=True), lambda: keep(bram, shared=True))

    assert outcomes(results) == {"SavedView": 1, "NameTaken": 1}
    assert connection.vendor == "postgresql"
