"""A number is a link, and the list behind it is the number (R8): the same rows, count and sum."""

from datetime import UTC, timedelta

import pytest
import time_machine
from django.urls import reverse

from reservations.loading import Whole, load
from reservations.models import Payment, Reservation
from reservations.status import Status
from tests.factories import NOON, ArrangementFactory, CustomerFactory, EventFactory, ReservationFactory, amount, local
from tests.reading import by_id, by_list, figures, links, page, references, rows, words

DAY, SECOND = timedelta(days=1), timedelta(seconds=1)
MOMENTS = [
    pytest.param(NOON, id="noon"),
    pytest.param(local(2026, 11, 24), id="midnight"),
    pytest.param(local(2026, 10, 24, 12), id="the eve of 25 hours"),
]


def house(at):
    """Bookings of every status on both sides of every boundary of a work list, each at an amount of its own."""
    day, instant, end_of_window = at.date(), at.astimezone(UTC), at.replace(hour=0, minute=0, second=0) + 4 * DAY
    tonight, tomorrow = EventFactory(date=day), EventFactory(date=day + DAY)
    shared = {"customer": CustomerFactory(), "arrangement": ArrangementFactory(), "created_at": at, "updated_at": at}

    def book(status, event=tomorrow, paid_cents=0, **values):
        number = len(wholes)
        values["checked_in_at"] = at if status == Status.CHECKED_IN else None
        row = Reservation(reference=f"H-{number}", status=status, event=event, guests=2 + number, **shared, **values)
        payment = Payment(kind="payment", amount_cents=paid_cents, method="pin", received_on=day, at=at)
        payments = [payment] if paid_cents else []
        wholes.append(Whole(reservation=row, lines=amount(10_000 + 7 * number**2), payments=payments))

    wholes = []
    for gap in (-DAY, -SECOND, 0 * SECOND, SECOND, DAY - SECOND, DAY):
        book(Status.OPTION, option_expires_at=instant + gap)
    for expires_at in (end_of_window - SECOND, end_of_window):
        book(Status.OPTION, option_expires_at=expires_at)
    for status in sorted(set(Status) - {Status.OPTION}):
        book(status, tonight, due_on=day - DAY)
        book(status, due_on=day - DAY, paid_cents=1)
    for values in ({"due_on": day}, {"due_on": None}, {"due_on": day - DAY, "paid_cents": 20_000}):
        book(Status.CONFIRMED, **values)
    load(wholes, at=at)


@pytest.fixture
def seen(desk):
    """What the dashboard shows of a list, and the page that its link opens, at one moment."""

    def seen(at, name, link):
        house(at)
        with time_machine.travel(at, tick=False):
            widget = by_id(page(desk.get(reverse("dashboard:widget", args=[name]))), f"widget-{name}")
            opened = page(desk.get(links(widget)[link]))
        return widget, opened

    return seen


@pytest.mark.parametrize("at", MOMENTS)
def test_expiring_options_are_those_of_their_list_in_its_order(seen, at):
    widget, opened = seen(at, "expiring-options", "Bekijk opties")

    listed, urgent = references(opened), [row for row in rows(opened) if "URGENT" in words(row)]

    assert figures(widget)[:3] == [len(listed), len(listed), len(urgent)] == [4, 4, 2]
    assert references(by_list(widget, "expiring-options")) == listed


@pytest.mark.parametrize("at", MOMENTS)
def test_lapsed_options_are_those_of_their_own_list(seen, at):
    widget, opened = seen(at, "expiring-options", "3 verlopen")

    assert references(by_list(widget, "lapsed-options")) == references(opened)
    assert len(rows(opened)) == 3


@pytest.mark.parametrize("at", MOMENTS)
def test_what_is_overdue_adds_up_to_what_its_list_says_is_outstanding(seen, at):
    widget, opened = seen(at, "overdue-payments", "Bekijk openstaande")

    outstanding = [figures(row)[1] for row in rows(opened)]

    assert figures(widget)[:2] == [len(outstanding), sum(outstanding)]
    assert references(by_list(widget, "overdue-payments")) == references(opened)[:5]
    assert len(outstanding) == 6


@pytest.mark.parametrize("at", MOMENTS[:2])
def test_what_waits_adds_up_to_the_totals_of_its_list(seen, at):
    widget, opened = seen(at, "pending-approval", "Bekijk")

    totals = [figures(row)[0] for row in rows(opened)]

    assert figures(widget) == [len(totals), sum(totals)]
    assert len(totals) == 2


@pytest.mark.parametrize("at", MOMENTS[:2])
def test_todays_guests_and_those_who_are_in_add_up_to_their_list(seen, at):
    widget, opened = seen(at, "check-in-today", "Bekijk gasten")

    guests = [int(words(row.find("./td[3]"))) for row in rows(opened)]
    arrived = [row for row in rows(opened) if row.find(".//*[@data-status='checked_in']") is not None]

    assert figures(widget) == [len(guests), sum(guests), len(arrived)]
    assert [len(guests), len(arrived)] == [2, 1]


def test_the_rest_of_a_long_list_is_behind_its_link(desk):
    for expires_at in [NOON + DAY] * 6 + [NOON - DAY] * 7:
        ReservationFactory(status=Status.OPTION, option_expires_at=expires_at)
    widget = page(desk.get(reverse("dashboard:widget", args=["expiring-options"])))

    more = {text: address for text, address in links(widget).items() if text.startswith("nog")}

    assert {text: len(rows(page(desk.get(address)))) for text, address in more.items()} == {
        "nog 1 bekijken": 6,
        "nog 2 bekijken": 7,
    }
