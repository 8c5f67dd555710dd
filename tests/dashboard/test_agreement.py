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


LISTS = {
    "expiring-options": "expiring-options", "lapsed-options": "expiring-options",
    "overdue-payments": "overdue-payments", "recent-pending": "recent-pending",
}  # fmt: skip


def of_list(opened, counted):
    """What the list behind a figure says: how many rows, what they come to, or how many guests they are."""
    if counted == "customers":
        return figures(opened.find(".//p[@class='page-head__sub']"))[0]
    if counted == "events":
        return len(opened.findall(".//*[@id='events']//tbody/tr"))
    head = opened.find(".//p[@class='page-head__sub']")
    (count, *sums), said = figures(head), words(head)
    if counted == "guests":
        return sum(int(words(row.find("./td[3]"))) for row in rows(opened))
    sums = dict(zip([word for word in ("samen", "openstaand") if word in said], sums, strict=True))
    return {"rows": count, "total": sums.get("samen", 0), "outstanding": sums.get("openstaand", 0)}[counted]


def disagreements(desk, address=""):
    """Every figure of the dashboard that is not what the list behind its link says, and how many there are."""
    shown = page(desk.get(reverse("dashboard:index") + address))
    found = [link for link in shown.iter("a") if "data-figure" in link.attrib]
    wrong = {}
    for link in found:
        [value], counted = figures(link), link.attrib["data-figure"]
        opened = page(desk.get(link.attrib["href"]))
        if value != of_list(opened, counted):
            wrong[link.attrib["href"]] = (value, of_list(opened, counted))
    return wrong, len(found)


@pytest.mark.parametrize("at", MOMENTS)
@pytest.mark.parametrize("period", ["", "?period=today", "?period=month", "?since=2026-10-24&until=2026-11-25"])
def test_every_figure_is_what_its_list_says(desk, at, period):
    house(at)

    with time_machine.travel(at, tick=False):
        wrong, count = disagreements(desk, period)

    assert wrong == {}
    assert count > 15


@pytest.mark.parametrize("at", MOMENTS)
@pytest.mark.parametrize(("name", "widget"), LISTS.items())
def test_the_rows_of_a_list_are_the_first_of_those_behind_it(desk, at, name, widget):
    house(at)

    with time_machine.travel(at, tick=False):
        shown = by_id(page(desk.get(reverse("dashboard:widget", args=[widget]))), f"widget-{widget}")
        addresses = [address for address in links(shown).values() if "work=" in address]
        behind = [references(page(desk.get(address))) for address in addresses]

    assert references(by_list(shown, name))
    assert references(by_list(shown, name)) in [found[:5] for found in behind]


def test_the_rest_of_a_long_list_is_behind_its_link(desk):
    for expires_at in [NOON + DAY] * 6 + [NOON - DAY] * 7:
        ReservationFactory(status=Status.OPTION, option_expires_at=expires_at)
    widget = page(desk.get(reverse("dashboard:widget", args=["expiring-options"])))

    more = {text: address for text, address in links(widget).items() if text.startswith("nog")}

    assert {text: len(rows(page(desk.get(address)))) for text, address in more.items()} == {
        "nog 1 bekijken": 6,
        "nog 2 bekijken": 7,
    }
