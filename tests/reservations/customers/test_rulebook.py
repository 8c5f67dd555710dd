"""Tags and segments are changed by one writer, which keeps each change and takes it back."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction

from crm.models import Revision, Segment, Tag
from reservations.customers import rulebook
from reservations.customers.rulebook import NameTaken
from reservations.refusals import CannotUndo, NothingChanged, StaleVersion
from tests.crm.rules.rules import rule
from tests.factories import NOON

pytestmark = pytest.mark.django_db
OFTEN, SELDOM = rule(("bookings", "gte", 5)), rule(("bookings", "lte", 1))
LATER = NOON + timedelta(hours=1)


def put_tag(tag=None, *, by, at=NOON, **what):
    return rulebook.put_tag(tag, **{"name": "Stamgast", "colour": "#10B981", "rule": OFTEN, **what}, by=by, at=at)


def put_segment(segment=None, *, by, at=NOON, **what):
    return rulebook.put_segment(segment, **{"name": "Vaak", "rule": OFTEN, **what}, by=by, at=at)


def test_a_tag_is_made_with_who_and_when(staff):
    made = put_tag(by=staff, name="  Vaste   gast ")

    tag = Tag.objects.get(name="Vaste gast")
    assert (tag.colour, tag.rule, tag.rule_at) == ("#10B981", OFTEN.plain(), NOON)
    assert (made.about, made.by, made.at, made.before) == (tag, staff, NOON, {})
    assert str(made) == "Vaste gast"


def test_a_changed_rule_is_as_old_as_its_change_and_another_name_is_none(staff):
    tag = put_tag(by=staff).tag
    renamed = put_tag(tag, by=staff, at=LATER, name="Vaste gast").tag
    assert renamed.rule_at == NOON

    changed = put_tag(renamed, by=staff, at=LATER, name="Vaste gast", rule=SELDOM)

    assert changed.tag.rule_at == LATER
    assert changed.before == {"rule": OFTEN.plain(), "rule_at": "2026-11-23T11:00:00+00:00"}


def test_a_change_is_taken_back_and_done_again(staff):
    tag = put_tag(by=staff).tag
    taken_away = put_tag(tag, by=staff, at=LATER, rule=None)
    assert rulebook.can_take_back(taken_away)

    undone = rulebook.take_back(taken_away, by=staff, at=LATER)
    tag.refresh_from_db()
    assert (tag.rule, tag.rule_at, undone.undoes) == (OFTEN.plain(), NOON, taken_away)

    rulebook.take_back(undone, by=staff, at=LATER)
    tag.refresh_from_db()
    assert (tag.rule, tag.rule_at) == (None, None)


def test_what_was_changed_since_is_not_taken_back(staff):
    tag = put_tag(by=staff).tag
    first = put_tag(tag, by=staff, rule=SELDOM)
    put_tag(tag, by=staff, rule=None)

    with pytest.raises(CannotUndo):
        rulebook.take_back(first, by=staff, at=LATER)
    assert Tag.objects.get(pk=tag.pk).rule is None


def test_a_tag_that_was_made_stays(staff):
    made = put_tag(by=staff)

    assert not rulebook.can_take_back(made)
    with pytest.raises(CannotUndo):
        rulebook.take_back(made, by=staff, at=LATER)
    assert Tag.objects.filter(name="Stamgast").exists()


def test_a_colleague_who_was_first_is_not_overwritten(staff, boss):
    made = put_tag(by=staff)
    theirs = put_tag(made.tag, by=boss, colour="#3B82F6")

    with pytest.raises(StaleVersion):
        put_tag(made.tag, by=staff, rule=SELDOM, seen=made.pk)
    assert rulebook.latest(made.tag) == theirs.pk
    assert put_tag(made.tag, by=staff, rule=SELDOM, seen=theirs.pk).tag.colour == "#10B981"


def test_a_repeated_click_changes_nothing_twice(staff):
    token = uuid4()
    made = [put_tag(by=staff, token=token) for _click in range(2)]
    kept = [put_segment(by=staff, token=uuid4()), put_segment(by=staff, name="Ander", token=uuid4())]

    assert made[0] == made[1]
    assert Revision.objects.count() == 1 + len(kept)


def test_two_clicks_at_once_are_one(staff, monkeypatch):
    """The second looks before the first has written, and is refused by the database."""
    token = uuid4()
    first = put_tag(by=staff, token=token)
    looks = iter([None, first])
    monkeypatch.setattr(rulebook, "_earlier", lambda _token: next(looks))

    assert put_tag(by=staff, name="Anders", token=token) == first
    assert not Tag.objects.filter(name="Anders").exists()


def test_two_at_once_do_not_both_get_a_name(staff, monkeypatch):
    put_tag(by=staff)
    monkeypatch.setattr(rulebook, "_require_own_name", lambda _row: None)

    with pytest.raises(NameTaken):
        put_tag(by=staff)


@pytest.mark.parametrize("name", ["stamgast", " STAMGAST "])
def test_a_name_is_given_once(staff, name):
    tag = put_tag(by=staff).tag

    with pytest.raises(NameTaken) as refusal:
        put_tag(by=staff, name=name)
    assert (refusal.value.field, "Stamgast" in put_tag(tag, by=staff, name="Stamgast!").about.name) == ("name", True)


def test_what_is_as_it_was_is_no_change(staff):
    tag, segment = put_tag(by=staff).tag, put_segment(by=staff).segment

    for change in (lambda: put_tag(tag, by=staff, at=LATER), lambda: put_segment(segment, by=staff, at=LATER)):
        with pytest.raises(NothingChanged):
            change()


def test_a_segment_that_was_made_by_mistake_is_removed_by_its_undo(staff):
    made = put_segment(by=staff)
    assert list(Segment.objects.kept()) == [made.segment]

    undone = rulebook.take_back(made, by=staff, at=LATER)
    assert list(Segment.objects.kept()) == []

    rulebook.take_back(undone, by=staff, at=LATER)
    [segment] = Segment.objects.kept()
    assert (segment.name, segment.rule, segment.by, segment.at) == ("Vaak", OFTEN.plain(), staff, NOON)


def test_a_segment_keeps_who_changed_it_last(staff, boss):
    made = put_segment(by=staff)
    changed = put_segment(made.segment, by=boss, at=LATER, rule=SELDOM)
    assert (changed.segment.by, changed.segment.at) == (boss, LATER)

    rulebook.take_back(changed, by=staff, at=LATER)

    made.segment.refresh_from_db()
    assert (made.segment.rule, made.segment.by, made.segment.at) == (OFTEN.plain(), staff, NOON)
    assert put_segment(made.segment, by=None, at=LATER, name="Anders").segment.by is None


def test_a_removed_segment_gives_its_name_free_and_comes_back_when_it_still_is(staff):
    segment = put_segment(by=staff).segment
    removed = rulebook.remove_segment(segment, by=staff, at=LATER)
    with pytest.raises(NothingChanged):
        rulebook.remove_segment(segment, by=staff, at=LATER)

    other = put_segment(by=staff, at=LATER)
    with pytest.raises(NameTaken):
        rulebook.take_back(removed, by=staff, at=LATER)
    rulebook.take_back(other, by=staff, at=LATER)
    rulebook.take_back(removed, by=staff, at=LATER)

    assert list(Segment.objects.kept()) == [segment]
    assert rulebook.latest(None) == 0


def test_a_tag_is_found_by_its_name_or_made(staff):
    stored = put_tag(by=staff).tag

    assert rulebook.find_or_make_tag(" stamgast", by=staff, at=NOON) == stored
    made = rulebook.find_or_make_tag("Buurman", by=staff, at=NOON)
    assert (made.name, made.rule, made.colour) == ("Buurman", None, rulebook.GREY)


def test_the_database_keeps_that_a_change_is_about_one_thing_and_a_rule_has_its_moment(staff):
    tag, segment = put_tag(by=staff).tag, put_segment(by=staff).segment

    for about in ({}, {"tag": tag, "segment": segment}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Revision.objects.create(**about, at=NOON)
    with pytest.raises(IntegrityError), transaction.atomic():
        Tag.objects.filter(pk=tag.pk).update(rule_at=None)
    with pytest.raises(IntegrityError), transaction.atomic():
        Segment.objects.create(name=segment.name, rule=segment.rule, at=NOON)
