"""What history says was changed on an event."""

from datetime import date, time

import pytest
from django.utils import translation

from reservations import programme, programme_telling, telling
from reservations.models import Act
from tests.factories import NOON, ArrangementFactory, EventFactory, EventTypeFactory, ReservationFactory, ShowFactory


@pytest.fixture(autouse=True)
def _dutch():
    with translation.override("nl"):
        yield


@pytest.fixture
def said(db, boss):
    def said(changes, **event):
        done = programme.edit(EventFactory(**event), changes, by=boss, at=NOON)
        return programme_telling.changes(Act.objects.get(pk=done.pk))

    return said


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"capacity": 200}, "Capaciteit: 230 → 200"),
        ({"date": date(2027, 3, 6)}, "Datum: ma 7 dec 2026 → za 6 mrt 2027"),
        ({"start": time(20, 30)}, "Aanvang: 20:00 → 20:30"),
        ({"active": False}, "Open voor boeking: ja → nee"),
        ({"notes": "Balkon dicht"}, "Notities: niets → Balkon dicht"),
    ],
)
def test_each_field_says_what_it_was_and_is(said, changes, words):
    assert said(changes) == [words]


def test_names_are_said_not_ids(said):
    new = ShowFactory(name="Winterrevue")
    matinee = EventTypeFactory(key="MATINEE", name="Matinee")

    words = said({"show_id": new.pk, "type_id": matinee.pk}, show__name="Kempen")

    assert words == ["Show: Kempen → Winterrevue", "Soort: Reguliere Show → Matinee"]


def test_what_is_offered_is_said_by_name_and_price(said):
    bwf = ArrangementFactory()

    words = said({"arrangements": [bwf.pk], "prices": {bwf.pk: 8050}})

    assert words == ["Arrangementen: alle → Standaard", "Eigen prijzen: geen → Standaard € 80,50"]


def test_a_name_is_as_it_was_then(db, boss):
    bwf = ArrangementFactory()
    done = programme.edit(EventFactory(), {"arrangements": [bwf.pk]}, by=boss, at=NOON)
    bwf.name = "Anders"
    bwf.save()

    assert telling.told(done) == ["Event gewijzigd", "Arrangementen: alle → Standaard"]


def test_undone_is_said_the_other_way_round(db, boss):
    done = programme.edit(EventFactory(), {"capacity": 200}, by=boss, at=NOON)

    undone = programme.take_back(done, by=boss, at=NOON)

    assert telling.told(undone) == ["Ongedaan gemaakt: Event gewijzigd", "Capaciteit: 200 → 230"]


def test_of_a_booking_nothing_of_an_event_is_said(db):
    row = ReservationFactory()
    act = Act(kind="edited", reservation=row, before={"notes": "a"}, after={"notes": "b"})

    assert programme_telling.changes(act) == []
