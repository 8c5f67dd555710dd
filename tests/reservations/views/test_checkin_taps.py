"""A tap at the door: what it is answered with, and what is refused beside its field."""

from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from django.urls import reverse

from reservations import lifecycle
from reservations.models import Act, Reservation
from reservations.status import Status
from tests.factories import (
    NOON,
    EventFactory,
)  # fmt: skip
from tests.reading import by_id, by_list, fields, links, page, rows, said, undo_of, words
from tests.reservations.views.door import DOOR, party, shown, tonight

DAY = timedelta(days=1)
TOKEN = "7d444840-9dc0-11d1-b245-5ffdce74fad2"


@pytest.mark.parametrize("count", [1, 3])
def test_a_tap_is_answered_with_its_party_alone(desk, look, count, django_assert_num_queries):
    event = tonight()
    row, *others = [party(event, guests=3) for _ in range(count)]

    with django_assert_num_queries(8):  # session, user, menu; the party, tags twice; whether it is here; progress
        response = desk.get(reverse("check-in:party", args=[row.pk]))

    found = page(response)
    assert shown(found) == [row.reference]
    assert words(by_id(found, f"progress-{event.pk}")).endswith(f"0 van {1 + len(others)} groepen")


def test_a_tap_lets_in_and_is_answered_on_the_same_spot(desk, staff):
    event = tonight()
    row = party(event)
    button = page(desk.get(DOOR)).find(f".//*[@id='party-{row.pk}']//button")
    answer = reverse("check-in:party", args=[row.pk])

    response = desk.post(
        button.attrib["formaction"], {button.attrib["name"]: button.attrib["value"], "next": answer}, follow=True,
        headers={"HX-Request": "true", "HX-Target": "main"},
    )  # fmt: skip

    found = page(response)
    assert (response.redirect_chain, Reservation.objects.get().checked_in_by) == ([(answer, 302)], staff)
    assert by_id(found, f"party-{row.pk}").attrib["data-status"] == "checked_in"
    assert "Jan Bos is ingecheckt." in words(by_id(found, "messages"))


def test_who_is_expected_no_more_is_not_in_the_answer(look):
    row = party(tonight(), status=Status.CANCELLED)

    assert shown(look(reverse("check-in:party", args=[row.pk]))) == []


@pytest.mark.parametrize(
    ("status", "guests", "acts"),
    [
        (Status.CONFIRMED, 3, ["reservations:check-in", "reservations:no-show"]),
        (Status.CONFIRMED, 1, ["reservations:no-show"]),
        (Status.CHECKED_IN, 3, ["check-in:arrive", "reservations:undo-check-in"]),
        (Status.CHECKED_IN, 1, ["reservations:undo-check-in"]),
        (Status.NO_SHOW, 3, ["reservations:check-in", "reservations:undo-no-show"]),
    ],
)
def test_without_javascript_the_less_likely_acts_are_a_page(look, status, guests, acts):
    row = party(tonight(), status=status, guests=guests)
    more = links(rows(by_list(look(), "arrivals"))[0])["meer voor Jan Bos"]

    forms = [form.attrib["action"] for form in look(more).find(".//main").iter("form") if "action" in form.attrib]

    assert [action for action in forms if "undo/" not in action or "acts" not in action] == [
        reverse(name, args=[row.pk]) for name in acts
    ]


def test_of_an_evening_to_come_the_page_offers_nothing(look):
    row = party(EventFactory())

    assert [
        form.attrib
        for form in look(reverse("check-in:party", args=[row.pk])).find(".//main").iter("form")
        if "action" in form.attrib
    ] == []


def test_part_of_a_party_is_let_in_and_said(click):
    row = party(tonight(), guests=10)

    response = click("check-in", row, arrived="8")

    row.refresh_from_db()
    assert (row.status, row.arrived) == (Status.CHECKED_IN, 8)
    assert said(response) == ["Jan Bos: 8 van 10 binnen."]


@pytest.mark.parametrize("arrived", ["", "acht", "1.5", "0", "11", "9" * 30])
@pytest.mark.parametrize("status", [Status.CONFIRMED, Status.CHECKED_IN])
def test_a_number_that_can_not_be_is_refused_beside_the_field(desk, click, status, arrived):
    row = party(tonight(), guests=10, status=status)
    before = Act.objects.count()

    if status == Status.CONFIRMED:
        response = click("check-in", row, arrived=arrived)
    else:
        response = desk.post(reverse("check-in:arrive", args=[row.pk]), {"arrived": arrived})

    form = by_id(page(response), f"acts-{row.pk}")
    assert (response.status_code, Act.objects.count()) == (422, before)
    assert words(by_id(form, f"arrived-{row.pk}-error"))[:5] == "Vul e"
    assert by_id(form, f"arrived-{row.pk}").attrib["value"] == (arrived or "10")


def test_the_rest_of_a_party_is_let_in_and_taken_back(desk, take_back):
    row = party(tonight(), guests=10, status=Status.CHECKED_IN, arrived_guests=8)

    response = desk.post(reverse("check-in:arrive", args=[row.pk]), {"arrived": "10", "seen_arrived": "8"})
    assert (said(response), Reservation.objects.get().arrived) == (["Jan Bos is ingecheckt."], 10)

    take_back(undo_of(response))
    assert Reservation.objects.get().arrived == 8


def test_who_counted_from_an_old_screen_is_told_beside_the_field(desk):
    row = party(tonight(), guests=10, status=Status.CHECKED_IN, arrived_guests=9)

    response = desk.post(reverse("check-in:arrive", args=[row.pk]), {"arrived": "10", "seen_arrived": "8"})

    found = page(response)
    assert words(by_id(found, f"arrived-{row.pk}-error")) == "Een collega heeft ook geteld: er zijn er nu 9 binnen."
    assert fields(by_id(found, f"acts-{row.pk}"))["seen_arrived"] == "9"


def test_more_of_a_party_that_is_out_again_is_refused_with_a_sentence(desk):
    row = party(tonight(), guests=10)

    response = desk.post(reverse("check-in:arrive", args=[row.pk]), {"arrived": "8"})

    assert said(response) == ["Jan Bos staat inmiddels op “Bevestigd”: check eerst in."]


@pytest.mark.parametrize("pk", [0, 10**30])
@pytest.mark.parametrize("name", ["arrive", "walk-in", "close"])
def test_what_is_not_there_can_not_be_acted_on(desk, name, pk):
    assert desk.post(reverse(f"check-in:{name}", args=[pk]), {"arrived": 1}).status_code == 404


@pytest.mark.parametrize("name", ["arrive", "walk-in", "close"])
def test_an_act_is_not_done_by_reading_its_address(desk, name):
    assert desk.get(reverse(f"check-in:{name}", args=[1])).status_code == 405


@pytest.mark.parametrize("name", ["party", "closing"])
def test_a_page_that_is_only_read_takes_no_post(desk, name):
    assert desk.post(reverse(f"check-in:{name}", args=[1])).status_code == 405


def test_with_an_expired_session_a_tap_is_told_so_and_nothing_is_done(client, db):
    row = party(tonight())

    response = client.post(
        reverse("reservations:check-in", args=[row.pk]), {"next": DOOR}, headers={"HX-Request": "true"}
    )

    assert (response.status_code, urlsplit(response["HX-Redirect"]).path) == (204, reverse("account_login"))
    assert Act.objects.count() == 0


def test_a_party_of_another_evening_is_answered_with_that_evening(look, staff):
    row = party(tonight())
    other = EventFactory()
    lifecycle.move(row, to=other, by=staff, at=NOON)

    found = look(reverse("check-in:party", args=[row.pk]))

    assert by_id(found, f"progress-{other.pk}") is not None
