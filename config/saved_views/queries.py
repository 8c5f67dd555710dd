"""Which pages have saved views, and what is asked of them: an address in one way of writing, so that two compare."""

from urllib.parse import parse_qsl, urlencode

from django.urls import NoReverseMatch, reverse

HOW_IT_IS_SHOWN = {"after", "before", "page", "more"}
LISTS = ":list"


def normalised(query: str) -> str:
    """What a query string asks, sorted; without what is empty, and without how it is shown. "" for nonsense."""
    try:
        asked = parse_qsl(query, max_num_fields=100)
    except ValueError:
        return ""
    return urlencode(sorted(pair for pair in asked if pair[0] not in HOW_IT_IS_SHOWN))


def is_list(page: str) -> bool:
    """Whether this is the name of one of our lists, which all end in `:list`: no other address has saved views."""
    try:
        return page.endswith(LISTS) and bool(reverse(page))
    except NoReverseMatch:
        return False
