"""What acts keep of an event, as JSON can hold it, and the way back."""

import json
from datetime import date, time

import pytest

from reservations import event_values
from reservations.models import Event
from tests.factories import ArrangementFactory, EventFactory, EventPriceFactory

pytestmark = pytest.mark.django_db


def test_everything_that_can_be_changed_goes_through_json_and_back():
    event = EventFactory(notes="Balkon dicht")
    event.arrangements.set([ArrangementFactory()])
    EventPriceFactory(event=event)
    stored = event_values.stored(event, event_values.EDITABLE)

    back = event_values.typed(json.loads(json.dumps(stored)))

    assert {name: event_values.plain(value) for name, value in back.items()} == stored
    assert (back["date"], back["start"], back["capacity"]) == (event.date, time(20), 230)


def test_an_event_is_all_that_can_be_changed_but_for_where_it_came_from():
    columns = {column.attname for column in Event._meta.concrete_fields}

    assert columns - set(event_values.EDITABLE) == {"id", "source_id"}


@pytest.mark.parametrize(
    ("value", "plain"),
    [
        (date(2027, 3, 6), "2027-03-06"),
        (time(20), "20:00:00"),
        ({12: 3, 2: 1}, {"2": 1, "12": 3}),
        ([3, 1], [1, 3]),
        ((3, 1), [1, 3]),
        ("tekst", "tekst"),
        (True, True),
    ],
)
def test_a_value_is_as_json_gives_it_back(value, plain):
    assert event_values.plain(value) == plain


def test_other_columns_are_left_as_a_colleague_wrote_them():
    mine = EventFactory(capacity=10)
    Event.objects.filter(pk=mine.pk).update(notes="Van een collega")

    event_values.write(mine, {"capacity": 12})

    assert Event.objects.values_list("capacity", "notes").get() == (12, "Van een collega")


def test_history_knows_names_as_they_were():
    event, bwf = EventFactory(show__name="Kempen"), ArrangementFactory()

    names = event_values.names_of({"show_id": event.show_id, "capacity": 3}, {"prices": {str(bwf.pk): 1}})

    assert names == {"show_id": {str(event.show_id): "Kempen"}, "prices": {str(bwf.pk): "Standaard"}}
