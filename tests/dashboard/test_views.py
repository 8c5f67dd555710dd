"""The dashboard as a page, and each widget by itself: what it costs, and what it says at the edges of a day."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.urls import reverse

from reservations.status import Status
from tests.factories import NOON, TODAY, EventFactory, ReservationFactory, ReservationTagFactory, UserFactory, local
from tests.reading import by_id, by_list, figures, links, page, references, words

NAMES = [
    "omzet", "bookings", "events", "popular", "open-payments", "pending-approval", "options", "check-in-today",
    "expiring-options", "overdue-payments", "upcoming-events", "recent-pending",
    "this-week", "new-customers",
]  # fmt: skip
DAY = timedelta(days=1)


@pytest.fixture
def dashboard(desk):
    def dashboard(at=NOON):
        with time_machine.travel(at, tick=False):
            return page(desk.get(reverse("dashboard:index")))

    return dashboard


def morning(count):
    """So many of everything that the widgets show, each with a tag, and followed up or reminded by somebody."""
    for _ in range(count):
        called = {"followed_up_at": NOON, "followed_up_by": UserFactory(), "tags": [ReservationTagFactory()]}
        for expires_at in (NOON + DAY, NOON - DAY):
            ReservationFactory(status=Status.OPTION, option_expires_at=expires_at, **called)
        ReservationFactory(due_on=TODAY - DAY, reminded_at=NOON - DAY, tags=[ReservationTagFactory()])
        ReservationFactory(status=Status.PENDING)
        ReservationFactory(event__date=TODAY, due_on=None)


def test_the_dashboard_shows_every_widget_under_its_name(dashboard):
    found = dashboard().findall(".//section[@data-widget]")

    assert [widget.attrib["data-widget"] for widget in found] == NAMES
    assert [widget.attrib["id"] for widget in found] == [f"widget-{name}" for name in NAMES]


@pytest.mark.parametrize("name", NAMES)
def test_a_widget_by_itself_is_what_the_dashboard_shows(desk, dashboard, name):
    morning(2)

    alone = by_id(page(desk.get(reverse("dashboard:widget", args=[name]))), f"widget-{name}")
    among = by_id(dashboard(), f"widget-{name}")

    assert (words(alone), figures(alone), references(alone)) == (words(among), figures(among), references(among))


def test_a_widget_fetches_itself_from_its_own_address(dashboard):
    found = [leaf.attrib["hx-get"] for leaf in dashboard().findall(".//section[@data-widget]/*[@data-refresh]")]

    assert found == [reverse("dashboard:widget", args=[name]) for name in NAMES]


def test_there_is_no_widget_of_another_name(desk):
    assert desk.get(reverse("dashboard:widget", args=["weather"])).status_code == 404


@pytest.mark.parametrize(
    "address", [reverse("dashboard:index"), reverse("dashboard:widget", args=["overdue-payments"])]
)
def test_the_dashboard_is_only_read(desk, address):
    assert desk.post(address).status_code == 405


# Queries


@pytest.mark.parametrize("rows", [1, 3])
def test_the_dashboard_needs_the_same_queries_for_any_number_of_rows(desk, rows, django_assert_num_queries):
    morning(rows)

    with django_assert_num_queries(46):  # session, user, what waits for the menu; the rest is the widgets'
        response = desk.get(reverse("dashboard:index"))

    shown = {name: len(references(by_id(page(response), f"widget-{name}"))) for name in NAMES[8:12]}
    assert shown == {
        "expiring-options": 2 * rows,
        "overdue-payments": rows,
        "upcoming-events": 0,
        "recent-pending": rows,
    }


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize(
    ("name", "queries"),
    [
        # Session, user, the last acts, the next change; and what each asks itself.
        ("omzet", 7), ("bookings", 7), ("events", 6), ("popular", 5), ("open-payments", 5), ("pending-approval", 5),
        ("options", 6), ("check-in-today", 6), ("expiring-options", 14), ("overdue-payments", 9),
        ("upcoming-events", 9), ("recent-pending", 9), ("this-week", 6), ("new-customers", 6),
    ],
)  # fmt: skip
def test_a_widget_needs_the_same_queries_for_any_number_of_rows(desk, name, queries, rows, django_assert_num_queries):
    morning(rows)

    with django_assert_num_queries(queries):
        response = desk.get(reverse("dashboard:widget", args=[name]))

    assert response.status_code == 200


# What waits, and the hour


def test_the_banner_counts_what_waits_and_links_to_it(dashboard):
    ReservationFactory(status=Status.PENDING, total_cents=10000)
    ReservationFactory(status=Status.PENDING, total_cents=20050)
    ReservationFactory(status=Status.REQUEST, total_cents=99900)

    banner = by_id(dashboard(), "banner")

    assert words(banner.find(".//p")) == "2 reserveringen wachten op goedkeuring, samen € 300,50."
    assert links(banner) == {"Bekijk": f"{reverse('reservations:list')}?work=pending-approval"}


def test_nothing_waits_nothing_shows(dashboard):
    ReservationFactory(status=Status.CONFIRMED)

    assert words(by_id(dashboard(), "banner")) == ""


@pytest.mark.parametrize(
    ("at", "greeting"),
    [
        (local(2026, 11, 23, 11, 59, 59), "Goedemorgen, Anna"),
        (local(2026, 11, 23, 12), "Goedemiddag, Anna"),
        (local(2026, 11, 23, 17, 59, 59), "Goedemiddag, Anna"),
        (local(2026, 11, 23, 18), "Goedenavond, Anna"),
        (local(2026, 11, 24), "Goedemorgen, Anna"),
    ],
)
def test_one_is_greeted_by_the_hour_at_the_venue(dashboard, staff, at, greeting):
    staff.first_name = "Anna"
    staff.save()

    assert words(dashboard(at).find(".//h1")) == greeting


def test_somebody_without_a_name_is_greeted_all_the_same(dashboard):
    assert words(dashboard().find(".//h1")) == "Goedemiddag"


@pytest.mark.parametrize(
    ("at", "day"),
    [
        (local(2026, 11, 23, 23, 59, 59), "maandag 23 november 2026"),
        (datetime(2026, 11, 23, 23, tzinfo=UTC), "dinsdag 24 november 2026"),
    ],
)
def test_the_day_turns_at_midnight_at_the_venue(dashboard, at, day):
    assert day in [words(line) for line in dashboard(at).iter("p")]


# Midnight, and the two nights of 23 and 25 hours


def expiring(screen):
    return by_list(by_id(screen, "widget-expiring-options"), "expiring-options")


@pytest.mark.parametrize(
    ("at", "label"),
    [
        pytest.param(local(2026, 11, 23, 23, 59, 59), "Verloopt morgen", id="a second before midnight"),
        pytest.param(local(2026, 11, 24), "Verloopt vandaag (00:30)", id="at midnight"),
    ],
)
def test_tomorrow_becomes_today_at_midnight(dashboard, at, label):
    ReservationFactory(status=Status.OPTION, option_expires_at=local(2026, 11, 24, 0, 30))

    assert label in words(expiring(dashboard(at)))


@pytest.mark.parametrize(
    ("at", "late"),
    [
        pytest.param(local(2026, 11, 23, 23, 59, 59), [], id="a second before midnight"),
        pytest.param(local(2026, 11, 24), ["1 dag te laat"], id="at midnight"),
    ],
)
def test_a_payment_is_late_from_the_midnight_after_its_due_date(dashboard, at, late):
    ReservationFactory(due_on=TODAY)

    found = by_id(dashboard(at), "widget-overdue-payments")

    assert [word for word in ["1 dag te laat"] if word in words(found)] == late
    assert len(references(found)) == len(late)


@pytest.mark.parametrize(
    ("at", "parties"),
    [(local(2026, 11, 23, 23, 59, 59), [1, 1, 2, 0]), (local(2026, 11, 24), [2, 2, 4, 0])],
)
def test_todays_arrivals_change_at_midnight(dashboard, at, parties):
    ReservationFactory(event=EventFactory(date=TODAY))
    for _ in range(2):
        ReservationFactory(event=EventFactory(date=TODAY + DAY))

    assert figures(by_id(dashboard(at), "widget-check-in-today")) == parties


NIGHTS = [pytest.param(2026, 3, 29, id="of 23 hours"), pytest.param(2026, 10, 25, id="of 25 hours")]


@pytest.mark.parametrize(("year", "month", "day"), NIGHTS)
def test_three_days_are_three_days_over_the_night(dashboard, year, month, day):
    """Seen from the eve, the window ends with the second day after the night."""
    eve = local(year, month, day - 1, 23, 59, 59)
    inside, outside = local(year, month, day + 2, 23, 59, 59), local(year, month, day + 2) + DAY
    rows = [ReservationFactory(status=Status.OPTION, option_expires_at=at) for at in (inside, outside)]

    assert references(expiring(dashboard(eve))) == [rows[0].reference]


@pytest.mark.parametrize(("year", "month", "day"), NIGHTS)
def test_an_option_that_lapses_after_the_night_lapses_tomorrow(dashboard, year, month, day):
    ReservationFactory(status=Status.OPTION, option_expires_at=local(year, month, day, 23, 30))

    assert "Verloopt morgen" in words(expiring(dashboard(local(year, month, day - 1, 0, 30))))
    assert "Verloopt vandaag (23:30)" in words(expiring(dashboard(local(year, month, day, 0, 30))))


@pytest.mark.parametrize(
    ("expires_at", "at", "urgent"),
    [
        pytest.param(local(2026, 3, 29, 12), local(2026, 3, 28, 12), True, id="23 hours by the wall of a day"),
        pytest.param(local(2026, 10, 25, 12), local(2026, 10, 24, 12), False, id="25 hours by the wall of a day"),
    ],
)
def test_urgent_counts_hours_that_really_pass(dashboard, expires_at, at, urgent):
    ReservationFactory(status=Status.OPTION, option_expires_at=expires_at.astimezone(UTC))

    assert ("URGENT" in words(expiring(dashboard(at)))) is urgent
