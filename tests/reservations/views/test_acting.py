"""How a click is answered: where it leads, what it refuses, and what it does when it comes twice, late or from afar."""

from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from reservations import lifecycle
from reservations.models import Act
from reservations.status import Status
from tests.factories import NOON, EventFactory, ReservationFactory, UserFactory
from tests.reading import by_id, fields, page, said, undo_of, words

TOKEN = "7d444840-9dc0-11d1-b245-5ffdce74fad2"
LATER = NOON + timedelta(minutes=1)


@pytest.fixture
def waiting(db):
    return ReservationFactory(status=Status.PENDING, customer__first_name="Anna", customer__last_name="Bos")


@pytest.fixture
def colleague(db):
    return UserFactory(username="collega")


def status(reservation):
    reservation.refresh_from_db()
    return reservation.status


# Where it leads


@pytest.mark.parametrize("page_url", ["/", "/reservations/?work=pending-approval&page=2"])
def test_the_page_that_was_clicked_on_is_shown_again(click, waiting, page_url):
    response = click("confirm", waiting, next=page_url)

    assert (response.status_code, response["Location"]) == (302, page_url)


@pytest.mark.parametrize(
    "elsewhere",
    ["", "https://evil.example/", "//evil.example", r"\\evil.example", "javascript:alert(1)", "https:///evil.example"],
)
def test_nobody_is_sent_to_another_house(click, waiting, elsewhere):
    response = click("confirm", waiting, next=elsewhere)

    assert response["Location"] == waiting.get_absolute_url()


def test_from_many_one_goes_back_to_the_list(desk):
    response = desk.post(reverse("reservations:confirm-all"), {"next": "https://evil.example/"})

    assert response["Location"] == reverse("reservations:list")


# What was typed wrong


@pytest.mark.parametrize(("verb", "status"), [("reject", Status.PENDING), ("cancel", Status.CONFIRMED)])
@pytest.mark.parametrize("reason", ["", "   "])
def test_without_a_reason_it_is_asked_for_beside_the_field(click, verb, status, reason):
    reservation = ReservationFactory(status=status)

    response = click(verb, reservation, reason=reason)

    form = by_id(page(response), f"acts-{reservation.pk}")
    assert response.status_code == 422
    assert words(by_id(form, f"reason-{reservation.pk}-error")) == "Zeg waarom."
    assert reservation.acts.count() == 0


def test_the_form_that_asks_again_goes_to_the_same_act(click, waiting):
    form = by_id(page(click("reject", waiting)), f"acts-{waiting.pk}").find(".//form")

    assert form.attrib["action"] == reverse("reservations:reject", args=[waiting.pk])


def test_a_reason_that_is_too_long_stays_typed(click, waiting):
    response = click("reject", waiting, reason="x" * 501)

    assert response.status_code == 422
    assert fields(by_id(page(response), f"acts-{waiting.pk}"))["reason"] == "x" * 501


def test_a_term_that_can_not_be_is_refused_beside_the_field(click):
    option = ReservationFactory(status=Status.OPTION)

    response = click("extend", option, days="91")

    assert response.status_code == 422
    assert words(by_id(page(response), f"days-{option.pk}-error")) == "Kies een termijn van 1 tot 90 dagen."


def test_a_term_that_the_event_cuts_short_is_refused_beside_the_field(click):
    event = EventFactory()
    option = ReservationFactory(event=event, status=Status.OPTION, option_expires_at=event.starts_at)

    response = click("extend", option, days="7")

    found = by_id(page(response), f"days-{option.pk}-error")
    assert words(found) == "Langer kan niet: een optie eindigt als het event begint."


@pytest.mark.parametrize(
    ("verb", "typed"),
    [("release", {"reason": "x" * 501}), ("release", {"reason": "\0"}), ("release", {"token": "x"})],
)
def test_what_none_of_our_pages_sends_changes_nothing(click, verb, typed):
    option = ReservationFactory(status=Status.OPTION)

    response = click(verb, option, **typed)

    assert response.status_code == 400
    assert status(option) == Status.OPTION


def test_what_was_said_stays_typed_when_it_is_too_long(click):
    option = ReservationFactory(status=Status.OPTION)

    response = click("follow-up", option, reason="x" * 501)

    asked = page(response)
    assert response.status_code == 422
    assert "500" in words(by_id(asked, f"said-{option.pk}-error"))
    assert fields(asked)["reason"] == "x" * 501


# Twice, and late


def test_a_double_click_does_nothing_twice(click, waiting):
    responses = [click("confirm", waiting, token=TOKEN) for _ in range(2)]

    assert [said(response)[-1] for response in responses] == ["Anna Bos is bevestigd."] * 2
    assert [act.kind for act in Act.objects.all()] == ["confirmed"]


def test_a_double_payment_is_entered_once(click):
    reservation = ReservationFactory(total_cents=10000)
    for _ in range(2):
        click("pay", reservation, amount="50", method="pin", received_on="2026-11-23", token=TOKEN)

    reservation.refresh_from_db()
    assert reservation.paid_cents == 5000


def test_a_double_undo_takes_back_once(click, take_back, waiting):
    undo = undo_of(click("confirm", waiting))

    responses = [take_back(undo, token=TOKEN) for _ in range(2)]

    assert [said(response)[-1] for response in responses] == ["Ongedaan gemaakt: Bevestigd (Anna Bos)."] * 2
    assert (status(waiting), Act.objects.count()) == (Status.PENDING, 2)


def test_an_undo_without_a_good_token_is_still_one(click, take_back, waiting):
    take_back(undo_of(click("confirm", waiting)), token="x")

    assert status(waiting) == Status.PENDING


def test_a_stale_screen_gets_a_sentence_and_changes_nothing(click, colleague):
    option = ReservationFactory(status=Status.OPTION, customer__first_name="Anna", customer__last_name="Bos")
    lifecycle.release(option, by=colleague, at=NOON)

    response = click("extend", option, days="7")

    assert response.status_code == 302
    assert said(response) == ["Anna Bos staat inmiddels op “Geannuleerd” en kan niet “Optie” worden."]
    assert (status(option), option.acts.count()) == (Status.CANCELLED, 1)


def test_a_refusal_offers_nothing_to_take_back(click):
    assert undo_of(click("check-in", ReservationFactory(status=Status.CANCELLED))) == ""


# Undo that is refused


def test_undo_is_refused_when_it_was_changed_since(click, take_back, waiting, colleague):
    undo = undo_of(click("confirm", waiting))
    lifecycle.cancel(waiting, reason="Ziek", by=colleague, at=LATER)

    response = take_back(undo)

    assert said(response)[-1] == "Dit kan niet meer ongedaan worden gemaakt: de reservering is sindsdien gewijzigd."
    assert status(waiting) == Status.CANCELLED


def test_undo_is_refused_when_it_would_overbook(click, take_back):
    event = EventFactory(capacity=4)
    option = ReservationFactory(event=event, status=Status.OPTION, guests=4)
    undo = undo_of(click("release", option))
    ReservationFactory(event=event, guests=1)

    response = take_back(undo)

    assert said(response)[-1] == (
        f"Ongedaan maken zou te veel plaatsen verkopen: {event.show} op 7 december 2026 komt 1 plaats tekort."
    )
    assert status(option) == Status.CANCELLED


def test_undo_once_undone_is_refused(click, take_back, waiting):
    undo = undo_of(click("confirm", waiting))
    take_back(undo)

    assert said(take_back(undo))[-1] == "Dit is al ongedaan gemaakt."


# From afar


@pytest.mark.parametrize("headers", [{}, {"HX-Request": "true"}])
def test_with_an_expired_session_one_logs_in_and_nothing_is_done(client, waiting, headers):
    response = client.post(
        reverse("reservations:confirm", args=[waiting.pk]),
        headers={
            **headers,
            "Referer": "http://testserver/reservations/",
            "HX-Current-URL": "http://testserver/reservations/",
        },
    )

    address = urlsplit(response.headers.get("HX-Redirect") or response["Location"])
    assert (response.status_code, address.path) == (204 if headers else 302, reverse("account_login"))
    assert parse_qs(address.query)["next"] == ["/reservations/"]
    assert status(waiting) == Status.PENDING


@pytest.mark.parametrize("verb", ["confirm", "reject", "pay"])
def test_a_click_from_another_site_is_refused(staff, waiting, verb):
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(staff)

    response = browser.post(reverse(f"reservations:{verb}", args=[waiting.pk]), {"reason": "x"})

    assert (response.status_code, status(waiting)) == (403, Status.PENDING)


def test_a_click_on_the_page_itself_passes_the_same_check(staff, waiting):
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(staff)
    form = by_id(page(browser.get(waiting.get_absolute_url())), f"acts-{waiting.pk}").find(".//form")

    browser.post(form.attrib["action"], fields(form))

    assert status(waiting) == Status.CONFIRMED


def test_what_a_click_says_is_shown_on_the_next_page_with_its_undo(desk, waiting):
    with time_machine.travel(LATER, tick=False):
        shown = page(desk.post(reverse("reservations:confirm", args=[waiting.pk]), {"next": "/"}, follow=True))

    message = by_id(shown, "messages").find(".//*[@data-level='success']")
    act = Act.objects.get()
    assert words(message.find(".//p")) == "Anna Bos is bevestigd."
    assert message.find(".//form").attrib["action"] == reverse("reservations:undo", args=[act.pk])


# Where a form leads


@pytest.mark.parametrize(
    ("shown", "pushed"),
    [("/reservations/new/?kind=option", True), ("{page}", False), ("{page}?done=1", False), ("", False)],
)
def test_a_page_that_a_form_leads_to_is_at_its_own_address(desk, waiting, shown, pushed):
    address = waiting.get_absolute_url()
    here = f"http://testserver{shown.format(page=address)}" if shown else ""

    response = desk.get(address, headers={"HX-Request": "true", "HX-Current-URL": here})

    assert response.headers.get("HX-Push-Url", "") == (address if pushed else "")
    assert {field.get("value") for field in page(response).iter("input") if field.get("name") == "next"} == {address}
