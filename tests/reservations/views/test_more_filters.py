"""Filters that are asked less often, of every list that has them."""

import pytest
from django.urls import reverse

from reservations.customers.filters import CustomerFilter
from reservations.filters import ReservationFilter
from tests.factories import ReservationFactory
from tests.reading import by_id, fields, page

LISTS = {"reservations:list": ReservationFilter, "customers:list": CustomerFilter}


@pytest.fixture(params=LISTS.items(), ids=LISTS)
def listed(request, desk):
    """The names that the list folds, and what its form asks at an address."""
    name, filters = request.param

    def shown(query=""):
        return page(desk.get(f"{reverse(name)}?{query}"))

    return set(filters.FOLDED), shown


def asked(found):
    form = found.find(".//form[@role='search']")
    return {field.attrib["name"] for field in [*form.iter("input"), *form.iter("select")]}


def test_they_are_not_drawn_until_somebody_asks_for_them(listed):
    folded, shown = listed

    found = shown("q=bos&sort=-created")
    assert not asked(found) & folded
    more = by_id(found, "more-filters").attrib
    assert (more["href"], more["aria-expanded"]) == ("?q=bos&sort=-created&more=1", "false")

    unfolded = shown(more["href"].removeprefix("?"))
    assert asked(unfolded) >= folded | {"more"}
    fewer = by_id(unfolded, "more-filters").attrib
    assert (fewer["href"], fewer["aria-expanded"]) == ("?q=bos&sort=-created", "true")


def test_those_in_use_are_shown_and_the_next_question_keeps_them_unfolded(listed):
    folded, shown = listed
    one = sorted(folded)[0]

    assert asked(shown(f"{one}=1")) & folded == {one}
    assert fields(shown("more=1"))["more"] == "1"


def test_all_of_them_ask_for_each_list_of_choices_once(desk, django_assert_num_queries):
    ReservationFactory()

    # As the list alone, and: events near, shows, types, arrangements, tags.
    with django_assert_num_queries(15):
        desk.get(reverse("reservations:list"), {"more": "1"})
