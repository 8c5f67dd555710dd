"""Tags that are given and taken away by hand, on the page of a customer."""

from uuid import uuid4

import pytest
from django.urls import reverse

from crm.models import Customer, Tag, Tagging
from reservations import undo
from reservations.models import Act
from reservations.refusals import TakenBack
from tests.factories import NOON, TODAY, CustomerFactory, EventFactory
from tests.factories import ReservationFactory as Booking
from tests.reading import by_id, page, words
from tests.reservations.views.ruled import loyal, messages_of

pytestmark = pytest.mark.django_db
LIST = "/tags/"


@pytest.fixture
def tag():
    return loyal()


@pytest.fixture
def elif_():
    return CustomerFactory(first_name="Elif", last_name="<b>Özdemir</b>")


def test_a_tag_is_given_by_hand_with_a_reason_and_its_undo(desk, staff, elif_, take_back):
    response = desk.post(
        f"/tags/of/{elif_.pk}/", {"name": "Buur", "reason": "Woont om de hoek", "next": LIST}, follow=True
    )

    [(said, undo)] = messages_of(response)
    assert said == "Elif <b>Özdemir</b> heeft de tag “Buur”."
    assert Tagging.objects.values_list("tag__name", "by__username", "at", "reason").get() == (
        "Buur", staff.username, NOON, "Woont om de hoek",
    )  # fmt: skip
    take_back(undo, next=LIST)
    assert not Tagging.objects.exists()


def test_a_repeated_click_gives_it_once(desk, elif_):
    for _click in range(2):
        response = desk.post(f"/tags/of/{elif_.pk}/", {"name": "Buur", "token": "7d444840-9dc0-11d1-b245-5ffdce74fad2"})
        assert response["Location"] == f"/customers/{elif_.pk}/"

    assert Act.objects.filter(kind="tagged").count() == 1


@pytest.mark.parametrize(
    ("name", "sentence"),
    [("", "Kies een tag, of typ een nieuwe."), ("buur", "Elif <b>Özdemir</b> heeft deze tag al.")],
)
def test_a_tag_that_can_not_be_given_is_answered_beside_its_field(desk, staff, elif_, name, sentence):
    tag = Tag.objects.create(name="Buur")
    Tagging.objects.create(tag=tag, customer=elif_, at=NOON)

    response = desk.post(f"/tags/of/{elif_.pk}/", {"name": name, "reason": "Omdat", "next": LIST})

    assert (response.status_code, response["HX-Retarget"]) == (422, "#customer-tags")
    panel = by_id(page(response), "customer-tags")
    assert sentence in words(panel)
    assert panel.find(".//input[@name='reason']").get("value") == "Omdat"
    assert [option.get("value") for option in panel.iter("option")].count("Buur") == 0


def test_a_click_that_was_taken_back_is_not_done_again(desk, staff, elif_):
    """Browser back, and the same form once more."""
    typed = {"name": "Pers", "token": uuid4()}
    desk.post(f"/tags/of/{elif_.pk}/", typed)
    undo.take_back(Act.objects.get(token=typed["token"]), by=staff, at=NOON)

    response = desk.post(f"/tags/of/{elif_.pk}/", typed)

    assert response.status_code == 422
    assert str(TakenBack()) in words(by_id(page(response), "customer-tags"))
    assert not Tagging.objects.exists()


def test_a_tag_is_taken_away_once_and_brought_back(desk, elif_, take_back):
    tag = Tag.objects.create(name="Buur")
    Tagging.objects.create(tag=tag, customer=elif_, at=NOON, reason="Om de hoek")
    away = reverse("tags:take-away", args=[elif_.pk])

    [(said, undo)] = messages_of(desk.post(away, {"tag": tag.pk, "next": LIST}, follow=True))
    assert said == "De tag “Buur” is weggehaald bij Elif <b>Özdemir</b>."
    assert "niets gewijzigd" in messages_of(desk.post(away, {"tag": tag.pk, "next": LIST}, follow=True))[-1][0]
    take_back(undo, next=LIST)
    assert elif_.taggings.get().reason == "Om de hoek"
    assert desk.post(away, {"tag": "x"}).status_code == 400


def test_who_was_erased_or_merged_gets_no_tag(desk, elif_):
    Customer.objects.filter(pk=elif_.pk).update(erased_at=NOON)

    assert desk.post(f"/tags/of/{elif_.pk}/", {"name": "Buur"}).status_code == 404
    assert desk.post(reverse("tags:take-away", args=[elif_.pk]), {"tag": "1"}).status_code == 404


def test_the_panel_of_a_customer_says_each_tag_with_its_reason(desk, elif_, tag):
    Booking.create_batch(2, customer=elif_, event=EventFactory(date=TODAY))

    panel = by_id(page(desk.post(f"/tags/of/{elif_.pk}/", {"name": ""})), "customer-tags")

    assert "Trouw volgens de regel Boekingen: 2 (minstens 2) bereikt met de boeking voor ma 23 nov 2026" in words(panel)
    assert panel.find(".//input[@name='tag']") is None
