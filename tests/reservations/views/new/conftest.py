"""The form of a new reservation: what it posts, and what it shows while one types."""

import pytest
from django.urls import reverse

from tests.factories import ArrangementFactory, EventFactory
from tests.reading import page


@pytest.fixture
def evening(db):
    ArrangementFactory()
    return EventFactory(capacity=10, show__name="Winterrevue")


@pytest.fixture
def post(desk, evening):
    """What the form posts for two persons named Jansen, with what a test types besides."""

    def post(**typed):
        what = {
            "kind": "option", "name": "Piet Jansen", "event": evening.pk, "guests": 2, "days": 7,
            "token": "c0ffee00-0000-4000-8000-000000000000",
        }  # fmt: skip
        return desk.post(reverse("reservations:new"), what | typed)

    return post


@pytest.fixture
def quote(post):
    return lambda **typed: page(post(quote="1", **typed))
