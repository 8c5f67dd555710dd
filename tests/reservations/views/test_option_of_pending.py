"""A booking that waits for our yes is made an option where it stands."""

from datetime import timedelta

import pytest
from django.urls import reverse

from reservations.status import Status
from tests.factories import NOON, ReservationFactory
from tests.reading import by_id, page, said, words

WEEK = timedelta(days=7)


@pytest.fixture
def make_option(desk):
    def make_option(reservation, days):
        return desk.post(reverse("reservations:make-option", args=[reservation.pk]), {"days": days})

    return make_option


def test_it_becomes_an_option_for_so_many_days(make_option):
    waiting = ReservationFactory(status=Status.PENDING)

    response = make_option(waiting, "7")

    waiting.refresh_from_db()
    assert (waiting.status, waiting.option_expires_at) == (Status.OPTION, NOON + WEEK)
    assert "heeft nu een optie." in said(response)[0]


@pytest.mark.parametrize("days", ["0", "91", "", "x"])
def test_a_term_that_can_not_be_is_said_beside_the_field_and_stays_typed(make_option, days):
    waiting = ReservationFactory(status=Status.PENDING)

    response = make_option(waiting, days)

    waiting.refresh_from_db()
    assert (response.status_code, waiting.status) == (422, Status.PENDING)
    assert words(by_id(page(response), f"days-{waiting.pk}-error")) == "Kies een termijn van 1 tot 90 dagen."
    assert by_id(page(response), f"days-{waiting.pk}").attrib["value"] == (days or "7")


def test_a_request_is_not_made_an_option(make_option):
    request = ReservationFactory(status=Status.REQUEST)

    make_option(request, "7")

    request.refresh_from_db()
    assert request.status == Status.REQUEST
