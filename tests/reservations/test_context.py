"""What the menu counts: beside its words, on every page, by one query."""

from datetime import timedelta

import pytest
from django.urls import reverse

from reservations import context
from reservations.context import NavCounts
from reservations.status import Status
from tests.factories import TODAY, ReservationFactory
from tests.reading import by_id, page, words

pytestmark = pytest.mark.django_db
YESTERDAY = TODAY - timedelta(days=1)


def overdue(count=1):
    return ReservationFactory.create_batch(count, total_cents=100, due_on=YESTERDAY)


@pytest.mark.parametrize("count", [0, 1, 3])
def test_both_are_counted_by_one_query(count, django_assert_num_queries):
    overdue(count), ReservationFactory.create_batch(count + 1, status=Status.PENDING)
    ReservationFactory(total_cents=100, due_on=TODAY), ReservationFactory(status=Status.OPTION)

    with django_assert_num_queries(1):
        counts = NavCounts()
        assert (counts.waiting, counts.overdue) == (count + 1, count)


def test_nothing_is_counted_that_nobody_looks_at(django_assert_num_queries):
    with django_assert_num_queries(0):
        NavCounts()


def test_many_that_are_overdue_are_not_counted_to_the_last(monkeypatch):
    monkeypatch.setattr(context, "MOST", 2)
    overdue(5)

    assert NavCounts().overdue == 3


def test_the_menu_says_what_its_counts_mean(desk):
    overdue(2), ReservationFactory(status=Status.PENDING)

    for address in (reverse("dashboard:index"), reverse("reservations:list")):
        menu = page(desk.get(address))
        assert words(by_id(menu, "nav-count")) == "1 wachten op ons"
        assert words(by_id(menu, "nav-overdue")) == "2 te laat"


def test_what_is_nothing_is_not_shown(desk):
    assert "hidden" in by_id(page(desk.get(reverse("reservations:list"))), "nav-overdue").attrib


def test_more_than_the_menu_has_room_for_is_shown_as_such(desk):
    overdue(100)

    for address in (reverse("dashboard:index"), reverse("reservations:list")):
        assert words(by_id(page(desk.get(address)), "nav-overdue")) == "99+ te laat"


@pytest.mark.parametrize(
    ("address", "current"),
    [
        ("dashboard:index", ["Dashboard"]), ("reservations:list", ["Reserveringen"]), ("check-in:index", ["Check-in"]),
        ("events:list", ["Meer", "Events"]), ("payments:list", ["Meer", "Betalingen"]), ("mfa_index", []),
    ],
)  # fmt: skip
def test_the_menu_marks_where_one_is(desk, address, current):
    menu = page(desk.get(reverse(address))).find(".//nav[@class='nav']")

    assert [words(each).removesuffix(" 0 wachten op ons").removesuffix(" 0 te laat")
            for each in menu.iter() if "aria-current" in each.attrib] == current  # fmt: skip


def test_administration_is_for_staff(desk, staff):
    assert "Beheer" in words(page(desk.get(reverse("dashboard:index"))).find(".//nav[@class='nav']"))
    staff.is_staff = False
    staff.save()
    assert "Beheer" not in words(page(desk.get(reverse("dashboard:index"))).find(".//nav[@class='nav']"))
