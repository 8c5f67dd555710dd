"""What an act touches, and what tells a screen that something changed."""

import pytest

from reservations import changes, lifecycle
from reservations.changes import ALL, TOUCHES_ALL, Topic, touched_by
from reservations.models import Act
from reservations.status import Status
from tests.factories import NOON, ReservationFactory

ABOUT_ONE = set(Act.Kind) - TOUCHES_ALL


@pytest.mark.parametrize("kind", sorted(ABOUT_ONE))
def test_each_kind_of_act_touches_one_topic(kind):
    assert len(touched_by(kind)) == 1


@pytest.mark.parametrize("kind", sorted(TOUCHES_ALL))
def test_an_undo_may_touch_anything(kind):
    assert touched_by(kind) == ALL


@pytest.mark.django_db
def test_an_act_changes_what_it_touches_and_nothing_else(staff):
    row = ReservationFactory(status=Status.PENDING)
    before = changes.lately()

    lifecycle.confirm(row, by=staff, at=NOON)

    after = changes.lately()
    assert {topic for topic in Topic if after[topic] != before[topic]} == {Topic.BOOKINGS}


@pytest.mark.django_db
def test_a_lower_id_that_is_committed_later_is_a_change(staff):
    """On PostgreSQL the order of ids is not that of commits."""
    row = ReservationFactory(status=Status.PENDING)
    first = lifecycle.confirm(row, by=staff, at=NOON)
    act = Act(pk=first.pk + 10, kind=Act.Kind.EDITED, reservation=row, at=NOON)
    act.save(force_insert=True)
    before = changes.lately()

    Act(pk=first.pk + 5, kind=Act.Kind.EDITED, reservation=row, at=NOON).save(force_insert=True)

    assert changes.lately()[Topic.BOOKINGS] != before[Topic.BOOKINGS]
