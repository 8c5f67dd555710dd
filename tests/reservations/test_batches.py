"""Bulk acts: whatever verb, however interrupted, each row once; and one undo puts all of it back."""

from uuid import uuid4

import pytest
from django.db import transaction
from hypothesis import given
from hypothesis import strategies as st

from reservations import batches, lifecycle
from reservations.models import Batch, Reservation
from reservations.status import OFF, Status
from tests import naive
from tests.factories import (
    NOON,
    TODAY,
    ArrangementFactory,
    EventFactory,
    ReservationFactory,
    ReservationTagFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db
VERBS = {
    "confirm": lambda scene: {},
    "cancel": lambda scene: {"reason": "Storm"},
    "remind": lambda scene: {},
    "pay": lambda scene: {"method": "bank", "received_on": "2026-11-20"},
    "tag": lambda scene: {"tag": scene.tag.pk},
    "move": lambda scene: {"event": scene.to.pk},
}


class Scene:
    """Parties in every state, an evening that has room for some of them, and somebody who acts on all."""

    def __init__(self, statuses, guests):
        self.to, evening = EventFactory(capacity=6), EventFactory(capacity=40)
        self.tag, self.boss = ReservationTagFactory(code="VIP", name="VIP"), UserFactory()
        arrangement = ArrangementFactory()
        for status, size in zip(statuses, guests, strict=True):
            options = {"option_expires_at": NOON.replace(hour=20)} if status == Status.OPTION else {}
            ReservationFactory(event=evening, status=status, guests=size, arrangement=arrangement, **options)

    def begin(self, verb):
        rows = Reservation.objects.all()
        return batches.begin(verb, rows, batch=uuid4(), how=VERBS[verb](self), by=self.boss, at=NOON)


def finish(batch, steps):
    """Carry on, now and then as somebody who had last looked a while ago."""
    for rows, is_stale in steps:
        old = Batch.objects.get(pk=batch.pk)
        batches.carry_on(batch, at=NOON, rows=rows)
        if is_stale:
            batches.carry_on(old, at=NOON, rows=rows)
    while not batch.is_done:
        batches.carry_on(batch, at=NOON, rows=2)
    return batch


steps = st.lists(st.tuples(st.integers(1, 3), st.booleans()), max_size=3)


@given(
    verb=st.sampled_from(sorted(VERBS)),
    parties=st.lists(st.tuples(st.sampled_from(sorted(Status)), st.integers(1, 4)), min_size=1, max_size=6),
    there=steps,
    back=steps,
)
def test_each_row_is_done_once_or_refused_and_one_undo_puts_all_back(db, verb, parties, there, back):
    savepoint = transaction.savepoint()
    scene = Scene(*zip(*parties, strict=True))
    before = naive.restorable(TODAY)

    batch = finish(scene.begin(verb), there)

    results = batches.results(batch)
    assert len(results) == batch.done == len(parties)
    assert len({result.reservation.pk for result in results}) == len(parties)
    assert {str(result.reservation.pk) for result in results if result.refusal} == set(batch.refusals)
    over = naive.assert_books_are_right(at=NOON, today=TODAY)
    assert max(over.values()) <= 0

    undone = finish(batches.begin_undo(batch, by=scene.boss, at=NOON), back)

    assert undone.refusals == {}
    assert naive.restorable(TODAY) == before
    transaction.savepoint_rollback(savepoint)


def test_rows_are_done_first_come_first_served():
    wish = {"status": Status.REQUEST, "guests": 4, "event": EventFactory(capacity=4)}
    late, early = ReservationFactory(**wish), ReservationFactory(**wish, created_at=NOON.replace(year=2025))
    batch = batches.begin("confirm", [late, early], batch=uuid4(), how={}, by=UserFactory(), at=NOON)

    finish(batch, [])

    assert (batch.rows, list(batch.refusals)) == ([early.pk, late.pk], [str(late.pk)])


def test_what_was_done_to_a_row_since_stays():
    rows = ReservationFactory.create_batch(2, status=Status.PENDING)
    boss = UserFactory()
    batch = finish(batches.begin("confirm", rows, batch=uuid4(), how={}, by=boss, at=NOON), [])
    lifecycle.cancel(rows[0], reason="Ziek", by=boss, at=NOON)

    undone = finish(batches.begin_undo(batch, by=boss, at=NOON), [])

    assert len(undone.refusals) == 1
    assert {row.pk: row.status in OFF for row in Reservation.objects.all()} == {rows[0].pk: True, rows[1].pk: False}


@pytest.mark.parametrize("status", [Status.CANCELLED, Status.REJECTED, Status.OPTION, Status.PENDING])
def test_no_money_is_booked_on_what_owes_none(status):
    row = ReservationFactory(status=status)
    how = {"method": "bank", "received_on": "2026-11-20"}

    batch = finish(batches.begin("pay", [row], batch=uuid4(), how=how, by=UserFactory(), at=NOON), [])

    assert list(batch.refusals) == [str(row.pk)]
    assert Reservation.objects.get().paid_cents == 0


@pytest.mark.parametrize("verb", ["confirm", "pay"])
def test_what_stops_in_the_middle_goes_on_and_tells_each_row_once(verb, monkeypatch):
    status = Status.PENDING if verb == "confirm" else Status.CONFIRMED
    scene = Scene([status] * 3, [1] * 3)
    batch = scene.begin(verb)
    real, seen = batches.VERBS[verb], []

    def break_down(*args, **how):
        seen.append(args)
        if len(seen) == 2:
            raise KeyboardInterrupt
        return real(*args, **how)

    monkeypatch.setitem(batches.VERBS, verb, break_down)
    with pytest.raises(KeyboardInterrupt):
        batches.carry_on(batch, at=NOON, rows=3)
    finish(Batch.objects.get(), [])

    done = Batch.objects.get()
    assert (done.acted, done.refusals, len(batches.results(done))) == (3, {}, 3)


def test_an_undo_is_undone():
    boss = UserFactory()
    rows = ReservationFactory.create_batch(3, status=Status.PENDING)
    batch = finish(batches.begin("confirm", rows, batch=uuid4(), how={}, by=boss, at=NOON), [])
    undone = finish(batches.begin_undo(batch, by=boss, at=NOON), [])

    again = finish(batches.begin_undo(undone, by=boss, at=NOON), [])

    assert (len(again.rows), again.refusals) == (3, {})
    assert {row.status for row in Reservation.objects.all()} == {Status.CONFIRMED}


def test_a_tag_of_a_colleague_stays():
    scene, press = Scene([Status.CONFIRMED], [1]), ReservationTagFactory(code="PERS", name="Pers")
    row = Reservation.objects.get()
    stale = Reservation.objects.prefetch_related("tags").get()
    lifecycle.edit(row, {"tags": [press.pk]}, by=scene.boss, at=NOON)

    batches.tag(stale, tag=scene.tag.pk, by=scene.boss, at=NOON)

    assert {tag.code for tag in Reservation.objects.get().tags.all()} == {"PERS", "VIP"}
