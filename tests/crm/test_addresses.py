"""The address of one of many rows."""

import pytest
from django.urls import reverse, set_script_prefix

from crm.addresses import path_of


@pytest.mark.parametrize("name", ["customers:detail", "reservations:detail", "reservations:acts"])
@pytest.mark.parametrize("pk", [1, 10, 101, 2**40])
def test_it_is_what_reverse_says(name, pk):
    assert path_of(name, pk) == reverse(name, args=[pk])


def test_it_follows_the_place_where_foyer_is_served():
    elsewhere = "/venue/"
    try:
        set_script_prefix(elsewhere)
        assert path_of("customers:detail", 7) == reverse("customers:detail", args=[7]) == "/venue/customers/7/"
    finally:
        set_script_prefix("/")
    assert path_of("customers:detail", 7) == "/customers/7/"
