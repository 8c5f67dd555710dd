"""Widgets are drawn when what they show has changed, each for itself."""

from datetime import UTC, timedelta

import pytest
import time_machine
from django.core.cache import caches
from django.test import Client
from django.urls import reverse

from dashboard import board
from dashboard.widgets import WIDGETS
from dashboard.widgets.work import OpenPayments
from reservations import lifecycle
from reservations.status import Status
from tests.factories import NOON, TODAY, ArrangementFactory, ReservationFactory, UserFactory, local
from tests.reading import by_id, figures, page, references, words

HOUR, SECOND = timedelta(hours=1), timedelta(seconds=1)


@pytest.fixture
def kept(settings):
    """What was drawn is kept, as it is for people."""
    memory = {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "board"}
    settings.CACHES = {**settings.CACHES, "fragments": memory}
    caches["fragments"].clear()
    yield caches["fragments"]
    caches["fragments"].clear()


@pytest.fixture
def look(desk, kept):
    def look(at=NOON, visitor=desk):
        with time_machine.travel(at, tick=False):
            return page(visitor.get(reverse("dashboard:index")))

    return look


def expiring(screen):
    return references(by_id(screen, "widget-expiring-options"))


def option(expires_at=NOON + 30 * HOUR):
    return ReservationFactory(status=Status.OPTION, option_expires_at=expires_at, arrangement=ArrangementFactory())


def test_what_has_not_changed_is_not_looked_for_again(look, desk, django_assert_num_queries):
    option()
    first = look()

    with django_assert_num_queries(4):  # session, user, the last acts, what waits for the menu
        again = look()

    assert words(again) == words(first)


def test_an_act_is_seen_by_everybody_at_once(look, staff):
    row, colleague = option(), Client()
    colleague.force_login(UserFactory())
    look()
    look(visitor=colleague)

    lifecycle.confirm(row, by=staff, at=NOON)

    assert expiring(look()) == expiring(look(visitor=colleague)) == []


def test_an_undo_is_seen_too(look, desk, staff):
    row = option()
    act = lifecycle.confirm(row, by=staff, at=NOON)
    assert expiring(look()) == []

    with time_machine.travel(NOON, tick=False):
        desk.post(reverse("reservations:undo", args=[act.pk]))

    assert expiring(look()) == [row.reference]


def test_an_option_lapses_on_screen_by_itself(look):
    row = option(NOON + 10 * SECOND)

    def lapsed(at):
        return by_id(look(at), "about-options-lapsed") is not None

    assert (lapsed(NOON), expiring(look())) == (False, [row.reference])
    assert lapsed(NOON + 10 * SECOND)


@pytest.mark.parametrize(
    ("expires_at", "change"),
    [
        (None, local(2026, 11, 24)), (NOON, local(2026, 11, 24)), (NOON + HOUR, NOON + HOUR),
        (NOON + 30 * HOUR, NOON + 6 * HOUR), (NOON + 90 * HOUR, local(2026, 11, 24)),
    ],
    ids=["midnight", "lapsed long since", "it lapses", "it becomes urgent", "neither today"],
)  # fmt: skip
@pytest.mark.django_db
def test_the_next_moment_at_which_something_changes_by_itself(expires_at, change):
    if expires_at:
        option(expires_at.astimezone(UTC))

    assert board.next_change(NOON) == change


@pytest.mark.django_db
def test_the_day_of_25_hours_ends_at_its_own_midnight():
    assert board.next_change(local(2026, 10, 25, 12)) == local(2026, 10, 26)


def test_what_no_act_told_of_is_seen_within_a_minute(look):
    row = option()
    look()
    type(row).objects.filter(pk=row.pk).update(status=Status.CANCELLED, option_expires_at=None)

    assert expiring(look(NOON + 59 * SECOND)) == [row.reference]
    assert expiring(look(NOON + 61 * SECOND)) == []


def test_each_session_has_forms_of_its_own(look, staff):
    option()
    elsewhere = Client(enforce_csrf_checks=True)
    elsewhere.force_login(staff)
    look()

    screen = look(visitor=elsewhere)
    form = by_id(screen, "widget-expiring-options").find(".//form")
    typed = {field.attrib["name"]: field.attrib.get("value", "") for field in form.iter("input")}
    with time_machine.travel(NOON, tick=False):
        answer = elsewhere.post(form.attrib["action"], typed)

    assert answer.status_code == 302


@pytest.mark.parametrize("widget", WIDGETS, ids=lambda widget: widget.name)
def test_a_widget_that_fails_leaves_the_others_alone(look, monkeypatch, caplog, widget):
    ReservationFactory(due_on=TODAY)
    with monkeypatch.context() as patch:
        patch.setattr(type(widget), "context", lambda self, moment: 1 / 0)
        screen = look()
    failed = [found.name for found in WIDGETS if type(found) is type(widget)]

    said = [found.name for found in WIDGETS if "kan nu niet" in words(by_id(screen, f"widget-{found.name}"))]

    assert said == failed
    assert f"The widget {widget.name} failed." in caplog.text
    assert "kan nu niet" not in words(look())  # nobody keeps a failure


def test_a_figure_says_what_it_counts(look):
    screen = look()

    [link, _cents] = [a for a in by_id(screen, "widget-open-payments").iter("a") if "data-figure" in a.attrib]

    assert words(by_id(screen, link.attrib["aria-describedby"])).startswith("Boekingen die als omzet tellen")
    assert figures(link) == [0]
    assert OpenPayments.colour == "red"
