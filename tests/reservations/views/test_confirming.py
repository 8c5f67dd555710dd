"""Confirming: what it asks for in place, one by one and all at once, and what it costs."""

from datetime import timedelta

import pytest
from django.urls import reverse

from reservations import lifecycle
from reservations.models import Act
from reservations.status import Status
from tests.factories import NOON, ArrangementFactory, EventFactory, ReservationFactory
from tests.reading import by_id, page, said, undo_of, words

TOKEN = "7d444840-9dc0-11d1-b245-5ffdce74fad2"
ASKED = "Kies eerst het arrangement."


@pytest.fixture
def confirm_all(desk):
    def confirm_all(**typed):
        return desk.post(reverse("reservations:confirm-all"), typed)

    return confirm_all


@pytest.fixture
def full(db):
    """An evening of ten seats, all sold."""
    event = EventFactory(capacity=10)
    ReservationFactory(event=event, guests=10)
    return event


def lapsed(event, **values):
    return ReservationFactory(
        event=event, status=Status.OPTION, option_expires_at=NOON, arrangement=ArrangementFactory(), **values
    )


def statuses(*reservations):
    for reservation in reservations:
        reservation.refresh_from_db()
    return [reservation.status for reservation in reservations]


# The arrangement


def test_an_option_without_an_arrangement_asks_for_it_in_place(click):
    option = ReservationFactory(status=Status.OPTION, guests=20)

    response = click("confirm", option)

    asking = by_id(page(response), f"acts-{option.pk}")
    assert response.status_code == 422
    assert ASKED in words(asking)
    assert [words(label) for label in asking.iter("label")] == ["Standaard · € 1.500", "Premium · € 1.800"]
    assert statuses(option) == [Status.OPTION]


def test_the_form_takes_the_place_of_the_buttons(click):
    option = ReservationFactory(status=Status.OPTION)

    response = click("confirm", option)

    assert (response["HX-Retarget"], response["HX-Reselect"]) == (f"#acts-{option.pk}", f"#acts-{option.pk}")


def test_with_an_arrangement_it_is_confirmed_at_its_price(click):
    option, premium = ReservationFactory(status=Status.OPTION, guests=20), ArrangementFactory(code="BWFM")

    response = click("confirm", option, arrangement=premium.pk)

    assert response.status_code == 302
    assert statuses(option) == [Status.CONFIRMED]
    assert (option.arrangement, option.total_cents, option.due_on is None) == (premium, 180000, False)


def test_an_arrangement_that_is_none_is_refused_beside_the_choice(click):
    option = ReservationFactory(status=Status.OPTION)

    response = click("confirm", option, arrangement="0")

    assert response.status_code == 422
    assert by_id(page(response), f"arrangement-{option.pk}-error") is not None
    assert statuses(option) == [Status.OPTION]


# Seats


def test_staff_are_told_that_it_does_not_fit(click, full):
    option = lapsed(full, guests=3)

    response = click("confirm", option)

    assert response.status_code == 302
    assert said(response) == [f"{full.show} op 7 december 2026 komt 3 plaatsen tekort."]
    assert statuses(option) == [Status.OPTION]


def test_staff_can_not_say_that_they_may(click, full):
    option = lapsed(full)

    response = click("confirm", option, overbook="Het moet", over_capacity="on")

    assert said(response) == ["Je mag niet meer plaatsen verkopen dan het event heeft."]
    assert statuses(option) == [Status.OPTION]


def test_who_may_sell_too_many_is_asked_for_a_tick_and_a_reason(boss_click, full):
    option = lapsed(full, guests=3)

    response = boss_click("confirm", option)

    asking = by_id(page(response), f"acts-{option.pk}")
    needed = [field.attrib for field in asking.iter("input") if "required" in field.attrib]
    assert response.status_code == 422
    assert f"{full.show} op 7 december 2026 komt 3 plaatsen tekort." in words(asking)
    assert [field.get("name", field.get("type")) for field in needed] == ["over_capacity", "overbook"]
    assert statuses(option) == [Status.OPTION]


def test_with_a_reason_it_goes_over_capacity_and_the_history_keeps_it(boss_click, full):
    option = lapsed(full, guests=3)

    boss_click("confirm", option, overbook="Extra tafel", over_capacity="on")

    assert statuses(option) == [Status.CONFIRMED]
    assert option.over_capacity is True
    assert [act.data for act in option.acts.all()] == [{"over_capacity_by": 3, "over_capacity_because": "Extra tafel"}]


def test_a_reason_without_the_tick_is_not_enough(boss_click, full):
    option = lapsed(full, guests=3)

    assert boss_click("confirm", option, overbook="Extra tafel").status_code == 422
    assert statuses(option) == [Status.OPTION]


def test_a_longer_option_can_go_over_capacity_too(boss_click, full):
    option = lapsed(full, guests=3)

    asked = page(boss_click("extend", option, days=14))
    kept = {field.get("name"): field.get("value") for field in by_id(asked, f"acts-{option.pk}").iter("input")}
    boss_click("extend", option, days=kept["days"], overbook="Extra tafel", over_capacity="on")

    assert option.acts.get().data["over_capacity_because"] == "Extra tafel"


def test_the_arrangement_that_was_chosen_stays_chosen_when_seats_are_short(boss_click, full):
    option = ReservationFactory(event=full, status=Status.OPTION, option_expires_at=NOON)
    premium = ArrangementFactory(code="BWFM")

    found = page(boss_click("confirm", option, arrangement=premium.pk))

    assert [field.get("value") for field in found.iter("input") if field.get("name") == "arrangement"] == [
        str(premium.pk)
    ]


# All at once


def test_all_that_wait_are_confirmed_with_a_result_each(confirm_all):
    rows = [ReservationFactory(status=Status.PENDING) for _ in range(2)]
    other = ReservationFactory(status=Status.REQUEST)

    response = confirm_all()

    assert said(response)[0].splitlines() == [
        "2 reserveringen bevestigd.",
        *(f"{row.customer}: Bevestigd" for row in rows),
    ]
    assert statuses(*rows, other) == [Status.CONFIRMED, Status.CONFIRMED, Status.REQUEST]


def test_who_fits_is_confirmed_and_who_does_not_is_told_why(confirm_all, full):
    fits, too_many = ReservationFactory(status=Status.PENDING), ReservationFactory(event=full, status=Status.PENDING)

    lines = said(confirm_all())[0].splitlines()

    assert statuses(fits, too_many) == [Status.CONFIRMED, Status.PENDING]
    assert lines == [
        "1 reservering bevestigd.",
        f"{fits.customer}: Bevestigd",
        f"{too_many.customer}: niet gedaan. {full.show} op 7 december 2026 komt 2 plaatsen tekort.",
    ]


def test_nothing_is_offered_back_when_nothing_was_done(confirm_all, full):
    ReservationFactory(event=full, status=Status.PENDING)

    assert undo_of(confirm_all()) == ""


def test_one_undo_takes_the_whole_batch_back(confirm_all, take_back):
    rows = [ReservationFactory(status=Status.PENDING) for _ in range(3)]

    response = take_back(undo_of(confirm_all()))

    assert statuses(*rows) == [Status.PENDING] * 3
    assert said(response)[-1].splitlines()[0] == "3 reserveringen teruggezet."


def test_undoing_a_batch_can_be_undone(confirm_all, take_back):
    rows = [ReservationFactory(status=Status.PENDING) for _ in range(2)]

    response = take_back(undo_of(take_back(undo_of(confirm_all()))))

    assert statuses(*rows) == [Status.CONFIRMED] * 2
    assert said(response)[-1].splitlines()[0] == "2 reserveringen teruggezet."


def test_of_a_batch_only_what_was_not_changed_since_is_put_back(confirm_all, take_back, click):
    kept, changed = (ReservationFactory(status=Status.PENDING) for _ in range(2))
    undo = undo_of(confirm_all())
    click("cancel", changed, reason="Ziek")

    lines = said(take_back(undo))[-1].splitlines()

    assert statuses(kept, changed) == [Status.PENDING, Status.CANCELLED]
    assert (lines[0], lines[1].split(".")[0], lines[2]) == (
        "1 reservering teruggezet.",
        f"{changed.customer}: niet gedaan",
        f"{kept.customer}: Ongedaan gemaakt",
    )


def test_a_second_click_on_the_same_button_changes_nothing(confirm_all):
    ReservationFactory(status=Status.PENDING)
    confirm_all(token=TOKEN)

    response = confirm_all(token=TOKEN)

    assert Act.objects.count() == 1
    assert said(response)[-1].splitlines()[0] == "1 reservering bevestigd."


def test_what_came_in_after_the_page_was_drawn_is_not_confirmed(confirm_all):
    seen = ReservationFactory(status=Status.PENDING, created_at=NOON - timedelta(hours=2))
    unseen = ReservationFactory(status=Status.PENDING, created_at=NOON - timedelta(minutes=5))

    confirm_all(drawn_at=(NOON - timedelta(hours=1)).isoformat())

    assert statuses(seen, unseen) == [Status.CONFIRMED, Status.PENDING]


def test_what_was_taken_up_again_after_the_page_was_drawn_is_not_confirmed(confirm_all, staff):
    row = ReservationFactory(status=Status.REJECTED, created_at=NOON - timedelta(hours=2))
    lifecycle.reopen(row, by=staff, at=NOON - timedelta(minutes=5))

    confirm_all(drawn_at=(NOON - timedelta(hours=1)).isoformat())

    assert statuses(row) == [Status.PENDING]


def test_without_anything_waiting_it_says_so(confirm_all):
    response = confirm_all(token="no uuid", next="/")

    assert said(response) == ["Er wacht niets meer op goedkeuring."]
    assert response["Location"] == "/"


# What it costs


def test_a_confirmation_needs_so_many_queries(click, django_assert_num_queries):
    reservation = ReservationFactory(status=Status.PENDING)

    with django_assert_num_queries(28):  # reservation, locks, sums, act and both summaries
        click("confirm", reservation)

    assert statuses(reservation) == [Status.CONFIRMED]
