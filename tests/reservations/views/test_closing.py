"""Who did not come: shown first, marked at once, taken back at once."""

from datetime import time, timedelta

import pytest
from django.urls import reverse

from reservations import lifecycle
from reservations.models import Act, Reservation
from reservations.status import Status
from tests.factories import (
    NOON,
    TODAY,
    EventFactory,
)  # fmt: skip
from tests.reading import by_id, links, page, words
from tests.reservations.views.door import DOOR, matinee, party, tonight

DAY = timedelta(days=1)
TOKEN = "7d444840-9dc0-11d1-b245-5ffdce74fad2"


@pytest.fixture
def close(desk):
    def close(event, *absent, **typed):
        return desk.post(
            reverse("check-in:close", args=[event.pk]), {"absent": [row.pk for row in absent], **typed}, follow=True
        )

    return close


def test_who_did_not_come_is_listed_once_it_has_begun(look):
    begun, later = matinee(), tonight()
    for event in (begun, later):
        party(event)
        party(event, status=Status.CHECKED_IN)

    found = look(event=begun.pk)

    assert links(found)["1 groep op niet verschenen zetten"] == reverse("check-in:closing", args=[begun.pk])
    assert words(by_id(look(event=later.pk), f"closing-{later.pk}")) == ""


def test_where_everybody_is_in_nothing_is_to_close(look):
    event = matinee()
    party(event, status=Status.CHECKED_IN)

    assert words(by_id(look(), f"closing-{event.pk}")) == ""
    assert "Iedereen is binnen of afgehandeld." in words(look(reverse("check-in:closing", args=[event.pk])))


def test_they_are_shown_first_all_ticked(look):
    event = matinee()
    rows = [party(event, name) for name in ("Vos", "Bos")]
    party(event, status=Status.CHECKED_IN)

    ticks = look(reverse("check-in:closing", args=[event.pk])).findall(".//input[@name='absent']")

    assert [tick.attrib["value"] for tick in ticks] == [str(row.pk) for row in rows[::-1]]
    assert all("checked" in tick.attrib for tick in ticks)


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_of_who_did_not_come_takes_the_same_queries(desk, count, django_assert_num_queries):
    event = matinee()
    for _ in range(count):
        party(event)

    with django_assert_num_queries(8):  # session, user, menu; event; progress; parties, tags twice
        response = desk.get(reverse("check-in:closing", args=[event.pk]))

    assert len(page(response).findall(".//input[@name='absent']")) == count


def test_they_are_marked_oldest_first_with_a_result_each_and_one_undo(close, desk):
    event = matinee()
    young, old = party(event, "Vos", created_at=NOON - DAY), party(event, "Bos", created_at=NOON - 2 * DAY)
    later = party(event, "Laat")

    response = close(event, young, old, token=TOKEN)

    message = words(by_id(page(response), "messages").find(".//*[@class='message__words']"))
    assert message == "2 groepen zijn niet verschenen. Jan Bos: Niet verschenen Jan Vos: Niet verschenen"
    assert response.redirect_chain == [(f"{DOOR}?event={event.pk}", 302)]
    assert {row.status for row in Reservation.objects.exclude(pk=later.pk)} == {Status.NO_SHOW}
    assert Reservation.objects.get(pk=later.pk).status == Status.CONFIRMED

    desk.post(by_id(page(response), "messages").find(".//form").attrib["action"])
    assert {row.status for row in Reservation.objects.all()} == {Status.CONFIRMED}


def test_who_came_in_the_meantime_is_said_and_stays_in(close, staff):
    event = matinee()
    here, gone = party(event), party(event, "Vos")
    lifecycle.check_in(here, by=staff, at=NOON)

    told = words(by_id(page(close(event, here, gone)), "messages"))

    assert "1 groep is niet verschenen." in told
    assert "Jan Bos: niet gedaan." in told
    here.refresh_from_db()
    assert here.status == Status.CHECKED_IN


def test_closing_twice_with_one_click_is_one_act_each(close):
    event = matinee()
    row = party(event)
    for _ in range(2):
        close(event, row, token=TOKEN)

    assert Act.objects.count() == 1


def test_nobody_chosen_is_said(close):
    event = matinee()
    party(event)

    response = close(event)

    found = page(response)
    assert (response.status_code, words(by_id(found, "absent-error"))) == (422, "Kies wie er niet is gekomen.")
    assert ["checked" in tick.attrib for tick in found.findall(".//input[@name='absent']")] == [False]


@pytest.mark.parametrize("absent", ["abc", "0", "1" * 30])
def test_who_is_nobody_at_this_event_changes_nothing(desk, absent):
    event, elsewhere = matinee(), party(tonight())
    party(event)
    for pk in (absent, elsewhere.pk):
        response = desk.post(reverse("check-in:close", args=[event.pk]), {"absent": pk})
        assert words(by_id(page(response), "absent-error")) == "Kies wie er niet is gekomen."

    assert Act.objects.count() == 0


def test_before_it_begins_nobody_is_a_no_show(close, look):
    event = tonight()
    row = party(event)

    looked, response = look(reverse("check-in:closing", args=[event.pk])), close(event, row)

    sentence = f"{event.show} begint op 23 november 2026 om 20:00. Pas daarna is iemand niet verschenen."
    assert sentence in words(looked)
    assert (response.status_code, words(by_id(page(response), "absent-error"))) == (422, sentence)
    assert Act.objects.count() == 0


def test_at_the_very_start_it_has_begun(close):
    event = EventFactory(date=TODAY, doors=time(11), start=time(12))
    row = party(event)

    close(event, row)

    assert Reservation.objects.get().status == Status.NO_SHOW
