"""Each act at its address: what one click changes, says, and keeps in the history."""

from datetime import timedelta

import pytest
from django.urls import reverse

from reservations.models import Act
from reservations.status import Status
from reservations.urls.bookings import urlpatterns
from tests.factories import NOON, TODAY, EventFactory, ReservationFactory
from tests.reading import said, undo_of

DAY = timedelta(days=1)
Kind = Act.Kind
CLICKS = [
    # verb, from, to, kind of act, sentence
    ("confirm", Status.PENDING, Status.CONFIRMED, Kind.CONFIRMED, "Anna Bos is bevestigd."),
    ("accept", Status.REQUEST, Status.PENDING, Kind.ACCEPTED, "Anna Bos wacht op goedkeuring."),
    ("reopen", Status.REJECTED, Status.PENDING, Kind.REOPENED, "Anna Bos wacht op goedkeuring."),
    ("release", Status.OPTION, Status.CANCELLED, Kind.RELEASED, "De optie van Anna Bos is vrijgegeven."),
    ("reactivate", Status.CANCELLED, Status.CONFIRMED, Kind.REACTIVATED, "Anna Bos is weer bevestigd."),
    ("check-in", Status.CONFIRMED, Status.CHECKED_IN, Kind.CHECKED_IN, "Anna Bos is ingecheckt."),
    ("check-in", Status.NO_SHOW, Status.CHECKED_IN, Kind.CHECKED_IN, "Anna Bos is ingecheckt."),
    (
        "undo-check-in",
        Status.CHECKED_IN,
        Status.CONFIRMED,
        Kind.CHECK_IN_UNDONE,
        "De check-in van Anna Bos is teruggedraaid.",
    ),
    ("no-show", Status.CONFIRMED, Status.NO_SHOW, Kind.NO_SHOW, "Anna Bos is niet verschenen."),
    ("undo-no-show", Status.NO_SHOW, Status.CONFIRMED, Kind.ARRIVED_AFTER_ALL, "Anna Bos wordt weer verwacht."),
]


def of_anna(**values):
    return ReservationFactory(customer__first_name="Anna", customer__last_name="Bos", **values)


def history(reservation):
    """(kind, by) of each act, oldest first."""
    return [(act.kind, act.by) for act in reservation.acts.order_by("pk")]


@pytest.mark.parametrize(("verb", "before", "after", "kind", "sentence"), CLICKS)
def test_a_click_moves_the_reservation_and_says_so(click, staff, verb, before, after, kind, sentence):
    reservation = of_anna(status=before, event=EventFactory(date=TODAY))

    response = click(verb, reservation)

    reservation.refresh_from_db()
    assert (reservation.status, history(reservation)) == (after, [(kind, staff)])
    assert said(response) == [sentence]


@pytest.mark.parametrize(("verb", "before", "after", "kind", "sentence"), CLICKS)
def test_its_undo_puts_the_reservation_back(click, take_back, verb, before, after, kind, sentence):
    reservation = of_anna(status=before, event=EventFactory(date=TODAY))

    response = take_back(undo_of(click(verb, reservation)))

    reservation.refresh_from_db()
    assert reservation.status == before
    assert said(response)[-1] == f"Ongedaan gemaakt: {kind.label} (Anna Bos)."


@pytest.mark.parametrize(("verb", "before", "after", "kind", "sentence"), CLICKS)
def test_the_undo_can_be_undone(click, take_back, verb, before, after, kind, sentence):
    reservation = of_anna(status=before, event=EventFactory(date=TODAY))

    take_back(undo_of(take_back(undo_of(click(verb, reservation)))))

    reservation.refresh_from_db()
    assert reservation.status == after


def test_an_option_is_extended_from_its_expiry(click):
    option = of_anna(status=Status.OPTION, option_expires_at=NOON + 2 * DAY)

    response = click("extend", option, days=7)

    option.refresh_from_db()
    assert option.option_expires_at == NOON + 9 * DAY
    assert said(response) == ["De optie van Anna Bos is verlengd. Die loopt af op wo 2 dec 2026 12:00."]


def test_an_option_that_can_be_no_longer_says_that_the_event_ends_it(click):
    option = of_anna(status=Status.OPTION, option_expires_at=NOON + 2 * DAY)

    response = click("extend", option, days=90)

    assert said(response)[0].endswith("Die loopt af als het event begint: ma 7 dec 2026 20:00.")


def test_a_lapsed_option_is_extended_from_now(click):
    option = of_anna(status=Status.OPTION, option_expires_at=NOON - 2 * DAY)

    click("extend", option, days=3)

    option.refresh_from_db()
    assert option.option_expires_at == NOON + 3 * DAY


def test_a_call_is_noted_with_what_was_said(click, staff):
    option = of_anna(status=Status.OPTION)

    response = click("follow-up", option, reason="Belt vrijdag terug")

    option.refresh_from_db()
    assert (option.followed_up_at, option.followed_up_by) == (NOON, staff)
    assert [act.reason for act in option.acts.all()] == ["Belt vrijdag terug"]
    assert said(response) == ["Anna Bos is nagebeld."]


def test_letting_go_may_say_why(click):
    option = of_anna(status=Status.OPTION)

    click("release", option, reason="Te duur")

    assert [act.reason for act in option.acts.all()] == ["Te duur"]


@pytest.mark.parametrize(
    ("verb", "before", "after", "sentence"),
    [
        ("reject", Status.PENDING, Status.REJECTED, "Anna Bos is afgewezen."),
        ("cancel", Status.CONFIRMED, Status.CANCELLED, "Anna Bos is geannuleerd."),
    ],
)
def test_rejecting_and_cancelling_keep_their_reason(click, verb, before, after, sentence):
    reservation = of_anna(status=before)

    response = click(verb, reservation, reason="Ziek")

    reservation.refresh_from_db()
    assert (reservation.status, [act.reason for act in reservation.acts.all()]) == (after, ["Ziek"])
    assert said(response) == [sentence]


def test_a_paid_booking_can_be_cancelled(click):
    reservation = ReservationFactory(total_cents=15000, paid_cents=15000)

    click("cancel", reservation, reason="Ziek")

    reservation.refresh_from_db()
    assert (reservation.status, reservation.paid_cents) == (Status.CANCELLED, 15000)


ACTS = ("confirm-all", "undo-batch", "many", "undo-many")
PAGES = ("list", "counts", "new", "detail", "edit", "calendar", "acts", "batch", "batches")
VERBS = [pattern.name for pattern in urlpatterns if pattern.name not in {*ACTS, *PAGES}]


@pytest.mark.parametrize("verb", VERBS)
def test_an_act_is_not_done_by_reading_its_address(desk, verb):
    reservation = ReservationFactory()

    assert desk.get(reverse(f"reservations:{verb}", args=[reservation.pk])).status_code == 405


@pytest.mark.parametrize("verb", VERBS)
@pytest.mark.parametrize("pk", [0, 10**30])
def test_what_is_not_there_can_not_be_acted_on(desk, verb, pk):
    assert desk.post(reverse(f"reservations:{verb}", args=[pk]), {"reason": "x", "days": 1}).status_code == 404


@pytest.mark.parametrize(
    "address",
    [
        reverse("reservations:confirm-all"),
        reverse("reservations:undo-batch", args=["7d444840-9dc0-11d1-b245-5ffdce74fad2"]),
    ],
)
def test_an_act_on_many_is_not_done_by_reading_its_address(desk, address):
    assert desk.get(address).status_code == 405
