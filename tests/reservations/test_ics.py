"""The evening of a reservation as a file for a calendar."""

from django.urls import reverse

from reservations.status import Status
from tests.factories import ReservationFactory


def test_the_evening_goes_into_a_calendar(desk, settings):
    settings.VENUE_NAME = "De Kleine, Zaal"
    row = ReservationFactory(reference="R-7777", event__show__name="Winterrevue; of hoe een lange avond heet " * 2)

    response = desk.get(reverse("reservations:calendar", args=[row.pk]))

    lines = response.content.decode().replace("\r\n ", "").split("\r\n")
    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    assert "DTSTART:20261207T180000Z" in lines
    assert "DTEND:20261207T213000Z" in lines
    assert any("Winterrevue\\; of" in line and "De Kleine\\, Zaal" in line for line in lines)
    assert max(len(line.encode()) for line in response.content.decode().split("\r\n")) <= 75


def test_an_end_before_the_start_is_after_midnight(desk):
    row = ReservationFactory(event__end="01:00", status=Status.PENDING)

    assert "DTEND:20261208T000000Z" in desk.get(reverse("reservations:calendar", args=[row.pk])).content.decode()
