"""An act on many that takes long: how far it is, how it goes on, and how it is taken back."""

from datetime import timedelta
from uuid import uuid4

import pytest
import time_machine
from django.urls import reverse

from reservations.models import Act, Batch, Reservation
from reservations.status import Status
from reservations.views import many
from tests.factories import NOON, ReservationFactory, UserFactory
from tests.naive import statuses
from tests.reading import by_id, links, page, words


@pytest.fixture
def slow(monkeypatch):
    """A request that does two rows and has no time for more; results of more than two have a page."""
    monkeypatch.setattr(many, "SECONDS", -1)
    monkeypatch.setattr(many, "AT_A_TIME", 2)
    monkeypatch.setattr(many, "FEW", 2)


def test_what_takes_long_shows_how_far_it_is_and_goes_on(do_many, desk, slow):
    ReservationFactory.create_batch(5, status=Status.PENDING)

    response = do_many("confirm", Reservation.objects.all())
    batch = Batch.objects.get()
    assert response.url == batch.get_absolute_url()

    shown = page(desk.get(response.url))
    bar = shown.find(".//progress")
    assert (bar.attrib["value"], bar.attrib["max"], statuses().count("confirmed")) == ("2", "5", 2)
    assert "Ga verder" in words(by_id(shown, "batch"))

    desk.post(response.url)
    desk.post(response.url)
    shown = page(desk.get(response.url))
    assert statuses() == ["confirmed"] * 5
    assert "5 van 5 bekeken · 5 gedaan" in words(by_id(shown, "batch"))
    assert len(shown.findall(".//tbody/tr")) == 5
    assert "Ga verder" not in words(by_id(shown, "batch"))


def test_who_stopped_half_way_is_led_back_from_the_list(do_many, desk, look, slow):
    ReservationFactory.create_batch(3, status=Status.PENDING)
    response = do_many("confirm", Reservation.objects.all())

    stopped = by_id(look(reverse("reservations:list")), "unfinished")
    assert "“Bevestig” is gestopt bij 2 van 3." in words(stopped)
    assert links(stopped)["Ga verder"] == response.url

    desk.post(response.url)
    assert by_id(look(reverse("reservations:list")), "unfinished") is None


def test_what_a_colleague_stopped_is_theirs(do_many, client, slow):
    ReservationFactory.create_batch(3, status=Status.PENDING)
    do_many("confirm", Reservation.objects.all())

    client.force_login(UserFactory(username="bram"))
    assert by_id(page(client.get(reverse("reservations:list"))), "unfinished") is None


def test_every_bulk_act_stands_in_a_list_newest_first(do_many, desk, look, slow):
    first, *others = ReservationFactory.create_batch(4, status=Status.PENDING)
    for hours, (verb, chosen) in enumerate([("confirm", [first]), ("cancel", others)]):
        with time_machine.travel(NOON + timedelta(hours=hours), tick=False):
            do_many(verb, chosen, reason="Storm", token=uuid4())
    with time_machine.travel(NOON + timedelta(hours=2), tick=False):
        desk.post(reverse("reservations:undo-many", args=[Batch.objects.get(verb="confirm").pk]))

    assert [words(row) for row in look(reverse("reservations:batches")).findall(".//tbody/tr")] == [
        "Ongedaan gemaakt: Bevestig balie ma 23 nov 2026 14:00 1 reservering",
        "Reserveringen annuleren balie ma 23 nov 2026 13:00 gestopt bij 2 van 3",
        "Bevestig balie ma 23 nov 2026 12:00 1 reservering Ongedaan gemaakt",
    ]


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_of_bulk_acts_needs_the_same_queries_for_any_number(do_many, desk, count, django_assert_num_queries):
    for row in ReservationFactory.create_batch(count, status=Status.PENDING):
        do_many("confirm", [row], token=uuid4())
    desk.get(reverse("reservations:batches"))  # with what was said of them

    with django_assert_num_queries(5):  # session, user; their number, the page; the menu's counts
        response = desk.get(reverse("reservations:batches"))

    assert len(page(response).findall(".//tbody/tr")) == count


def test_without_bulk_acts_the_list_says_how_to_begin(look):
    assert "Nog geen bulkacties." in words(look(reverse("reservations:batches")))


def test_a_batch_that_is_done_is_only_shown(do_many, desk, slow):
    do_many("confirm", [ReservationFactory(status=Status.PENDING)])
    batch = Batch.objects.get()

    shown = page(desk.post(batch.get_absolute_url()))

    assert "1 van 1 bekeken" in words(by_id(shown, "batch"))
    assert Act.objects.filter(kind=Act.Kind.CONFIRMED).count() == 1


def test_a_long_batch_is_taken_back_from_its_page_last_one_first(do_many, desk, slow):
    ReservationFactory.create_batch(3, status=Status.PENDING)
    response = do_many("confirm", Reservation.objects.all())
    desk.post(response.url)
    undo = page(desk.get(response.url)).find(".//div[@class='page-head__acts']/form").attrib["action"]

    undone = desk.post(undo)
    desk.post(undone.url)

    assert statuses() == ["pending"] * 3
    assert words(page(desk.get(undone.url)).find(".//h1")) == "Ongedaan gemaakt: Bevestig"
    assert page(desk.get(response.url)).find(".//div[@class='page-head__acts']") is None


def test_more_than_a_page_can_hold_are_on_the_next(do_many, desk, slow, monkeypatch):
    monkeypatch.setattr(many, "SHOWN", 1)
    ReservationFactory.create_batch(4, status=Status.CANCELLED)
    response = do_many("confirm", Reservation.objects.all())

    first, second = (by_id(page(desk.get(f"{response.url}?page={number}")), "batch") for number in (1, 2))

    assert "1 tot 1 van 2" in words(first)
    [refused] = [words(row) for row in first.findall(".//tbody/tr")]
    [other] = [words(row) for row in second.findall(".//tbody/tr")]
    assert refused != other


@pytest.mark.parametrize("count", [1, 3])
def test_a_batch_is_shown_with_the_same_queries_for_any_number(do_many, desk, slow, count, django_assert_num_queries):
    rows = ReservationFactory.create_batch(count, status=Status.PENDING)
    ReservationFactory.create_batch(count, customer__last_name="Al")
    do_many("confirm", [*rows, *Reservation.objects.filter(status=Status.CONFIRMED)])
    address = Batch.objects.get().get_absolute_url()
    for _ in range(3):
        desk.post(address)

    with django_assert_num_queries(7):  # session, user, batch, its undo, acts, who was refused, what waits
        response = desk.get(address)

    assert len(page(response).findall(".//tbody/tr")) == 2 * count
