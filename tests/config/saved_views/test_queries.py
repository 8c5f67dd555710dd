"""What is asked of a list, in one way of writing; and which addresses are lists."""

import pytest

from config.saved_views.queries import is_list, normalised


@pytest.mark.parametrize(
    ("query", "asked"),
    [
        ("", ""),
        ("sort=-total&q=abc", "q=abc&sort=-total"),
        ("q=&status=option&work=", "status=option"),
        ("q=abc&more=1", "q=abc"),
        ("more=1", ""),
        ("status=option&after=1%2C2&before=3&page=7", "status=option"),
        ("tag=2&tag=1", "tag=1&tag=2"),
        ("q=%C3%96zdemir+%26+co", "q=%C3%96zdemir+%26+co"),
        ("q=<script>", "q=%3Cscript%3E"),
        ("q=a#https://elsewhere.example", "q=a%23https%3A%2F%2Felsewhere.example"),
        ("https://elsewhere.example", ""),
        ("&".join(f"a{number}=1" for number in range(101)), ""),
    ],
)
def test_a_query_is_written_in_one_way(query, asked):
    assert normalised(query) == asked
    assert normalised(asked) == asked


@pytest.mark.parametrize("page", ["reservations:list", "events:list", "payments:list"])
def test_a_list_is_known_by_the_name_of_its_address(page):
    assert is_list(page)


@pytest.mark.parametrize("page", ["", "reservations:new", "account_logout", "nowhere:list", "https://x.example/:list"])
def test_no_other_address_has_saved_views(page):
    assert not is_list(page)
