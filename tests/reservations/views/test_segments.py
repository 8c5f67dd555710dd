"""The pages of segments: the list with live counts, the form with its preview, removal and undo."""

from uuid import uuid4

import pytest

from crm.models import Segment, Tag, Tagging
from reservations.customers import rulebook
from reservations.refusals import Busy
from tests.crm.rules.rules import rule
from tests.factories import NOON, CustomerFactory
from tests.reading import by_id, figures, page, words
from tests.reservations.views.ruled import form_of, guest, messages_of, preview, typed, wrong

pytestmark = pytest.mark.django_db
LIST, NEW = "/segments/", "/segments/new/"


@pytest.fixture
def segment(staff):
    return Segment.objects.create(name="Vaak", rule=rule(("bookings", "gte", 2)).plain(), by=staff, at=NOON)


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_needs_the_same_queries_for_any_number_of_segments(desk, staff, count, django_assert_num_queries):
    tag = Tag.objects.create(name="Vast")
    for number in range(count):
        of = rule(("bookings", "gte", number + 1), ("tag", "hasnt", tag.pk))
        Segment.objects.create(name=f"Segment {number}", rule=of.plain(), by=staff, at=NOON)
    guest(2)

    with django_assert_num_queries(7):  # session, user, tags, segments, counts, tags in words, what waits
        response = desk.get(LIST)

    rows = page(response).findall(".//tr[@data-segment]")
    assert [figures(row) for row in rows] == [[1], [1], [0]][:count]
    assert words(rows[0].find("td")) == "Boekingen minstens 1 en tag heeft niet “Vast”"


def test_no_segments_say_what_they_are_for(desk):
    assert "Nog geen segmenten." in words(page(desk.get(LIST)))


def test_a_segment_is_made_of_figures_dates_tags_and_consent(desk, staff):
    tag = Tag.objects.create(name="Vast")
    one = CustomerFactory(newsletter_at=NOON)
    Tagging.objects.create(tag=tag, customer=one, at=NOON)
    CustomerFactory(newsletter_at=NOON)
    conditions = [("newsletter", "yes"), ("tag", "has", str(tag.pk)), ("last_visit", "none")]

    assert preview(desk.post(NEW, typed(*conditions, preview="live"))) == (
        f"Voorbeeld 1 klant {one} Nieuwsbrief: ja · Tag: heeft “Vast” · Laatste bezoek: is er nooit geweest"
    )
    made = desk.post(NEW, typed(*conditions, name="Trouwe lezers", match="any"), follow=True)

    segment = Segment.objects.get()
    assert (segment.name, segment.rule["match"], segment.by) == ("Trouwe lezers", "any", staff)
    assert messages_of(made)[0][0] == "“Trouwe lezers” is gemaakt."
    assert desk.get(f"/segments/{segment.pk}/")["Location"] == f"/customers/?segment={segment.pk}"


def test_a_segment_begins_with_a_row_and_can_not_do_without_one(desk):
    new = desk.get(NEW)
    assert form_of(new)["c0-field"] == ""
    assert "Vul elke voorwaarde in" in preview(new)

    none = desk.post(NEW, typed(drop="0"))
    assert "Nog geen voorwaarde." in words(by_id(page(none), "rule"))
    empty = desk.post(NEW, typed())
    assert empty.status_code == 422
    assert "Voeg een voorwaarde toe" in words(by_id(page(empty), "rule"))


def test_bad_input_is_said_beside_its_field(desk, segment):
    response = desk.post(NEW, typed(("bookings", "gte", "veel"), name=""))
    assert (response.status_code, wrong(response)) == (
        422, {"name": "Geef een naam op.", "c0-value": "Vul een heel getal in, 0 of meer."},
    )  # fmt: skip

    taken = desk.post(NEW, typed(("bookings", "gte", "1"), name="vaak"))
    assert (taken.status_code, wrong(taken)) == (422, {"name": "Er is al een segment “vaak”."})


def test_a_segment_is_changed_with_its_preview_at_hand(desk, segment):
    guest(2)
    response = desk.get(f"/segments/{segment.pk}/edit/")
    assert preview(response).startswith("Voorbeeld 1 klant")
    assert form_of(response)["c0-value"] == "2"

    desk.post(f"/segments/{segment.pk}/edit/", typed(("bookings", "gte", "3"), name="Vaker"))

    segment.refresh_from_db()
    assert (segment.name, segment.rule["conditions"]) == ("Vaker", [["bookings", "gte", 3]])


def test_a_segment_that_a_colleague_changes_at_that_moment_stays(desk, segment, monkeypatch):
    def busy(*_what, **_how):
        raise Busy

    monkeypatch.setattr(rulebook, "remove_segment", busy)

    response = desk.post(f"/segments/{segment.pk}/removal/", {"token": uuid4()}, follow=True)

    assert [text for text, _undo in messages_of(response)] == [str(Busy())]
    assert Segment.objects.kept().count() == 1


def test_a_segment_is_removed_and_brought_back_from_the_message(desk, segment, take_back):
    [(said, undo)] = messages_of(desk.post(f"/segments/{segment.pk}/removal/", follow=True))
    assert said == "“Vaak” is verwijderd."
    assert desk.get(f"/segments/{segment.pk}/").status_code == 404
    assert "Nog geen segmenten." in words(page(desk.get(LIST)))

    assert take_back(undo)["Location"] == LIST

    assert list(Segment.objects.kept()) == [segment]
