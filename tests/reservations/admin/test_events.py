"""Data fixes on events and prices: judged and recorded by the engine, refused beside the field."""

import pytest
from django.urls import reverse

from reservations.admin_forms import EventForm
from reservations.models import Act
from reservations.status import Status
from tests.factories import NOON, ArrangementFactory, EventFactory, EventTypeFactory, ReservationFactory, ShowFactory
from tests.reading import said

# Events


def test_an_event_is_added_here(office):
    show, kind = ShowFactory(), EventTypeFactory()

    office.post(
        reverse("admin:reservations_event_add"),
        {
            "show": show.pk, "type": kind.pk, "date": "2026-12-31", "doors": "19:00", "start": "20:00", "end": "01:00",
            "capacity": "150", "active": "on", "prices-TOTAL_FORMS": 0, "prices-INITIAL_FORMS": 0,
        },
    )  # fmt: skip

    assert [(event.date.isoformat(), event.capacity) for event in show.events.all()] == [("2026-12-31", 150)]


def test_an_events_capacity_is_changed_by_an_act(save, boss):
    event = EventFactory(capacity=230)

    save(event, capacity="200", notes="Zonder balkon", active="on")

    act = Act.objects.get()
    event.refresh_from_db()
    assert (act.kind, act.by, act.event) == (Act.Kind.EVENT_EDITED, boss, event)
    assert (act.before["capacity"], act.after["capacity"], event.capacity) == (230, 200, 200)


def test_another_show_is_an_act_as_well(save):
    event, show = EventFactory(), ShowFactory()

    save(event, show=show.pk, active="on")

    event.refresh_from_db()
    assert event.show == show
    assert [act.after for act in Act.objects.all()] == [{"show_id": show.pk}]


def test_which_arrangements_an_event_offers_is_changed_here(save):
    event, arrangement = EventFactory(), ArrangementFactory()

    save(event, arrangements=[arrangement.pk], active="on")

    assert list(event.arrangements.all()) == [arrangement]
    assert Act.objects.count() == 0


@pytest.mark.parametrize(("capacity", "refused"), [("19", True), ("20", False)])
def test_a_capacity_below_the_seats_that_are_held_is_refused_beside_the_field(save, capacity, refused):
    event = EventFactory()
    ReservationFactory(event=event, guests=15)
    ReservationFactory(event=event, guests=5, status=Status.OPTION)
    ReservationFactory(event=event, guests=9, status=Status.OPTION, option_expires_at=NOON)

    response = save(event, capacity=capacity, active="on")

    errors = response.context["adminform"].form.errors if response.status_code == 200 else {}
    assert errors == ({"capacity": ["Er zijn 20 plaatsen bezet."]} if refused else {})
    assert Act.objects.count() == (0 if refused else 1)


def test_a_refusal_under_the_lock_takes_the_whole_form_back(save, monkeypatch):
    """Seats that are sold between the look of the form and the lock of the engine."""
    monkeypatch.setattr(EventForm, "clean_capacity", lambda form: form.cleaned_data["capacity"])
    event = ReservationFactory(guests=20).event

    response = save(event, capacity="19", arrangements=[ArrangementFactory().pk], active="on")

    event.refresh_from_db()
    assert said(response) == [f"{event.show} op 7 december 2026 komt 1 plaats tekort."]
    assert (event.capacity, list(event.arrangements.all())) == (230, [])


def test_an_event_that_is_over_capacity_can_be_edited_in_other_ways(save):
    event = EventFactory(capacity=2)
    ReservationFactory(event=event, guests=9)

    save(event, notes="Krap", active="on")

    event.refresh_from_db()
    assert event.notes == "Krap"


def test_doors_open_before_the_event_starts(save):
    response = save(EventFactory(), doors="20:30", active="on")

    assert response.context["adminform"].form.errors == {"doors": ["De deuren gaan open vóór de aanvang."]}


def test_what_is_missing_is_said_beside_its_field(save):
    response = save(EventFactory(), doors="", capacity="", active="on")

    assert sorted(response.context["adminform"].form.errors) == ["capacity", "doors"]


# Prices


def test_a_price_is_added_and_what_was_agreed_stays(office):
    row = ReservationFactory(guests=2)

    office.post(
        reverse("admin:reservations_price_add"),
        {"type": row.event.type_id, "arrangement": row.arrangement_id, "valid_from": "2026-11-01", "cents": "9900"},
    )

    row.refresh_from_db()
    assert row.event.type.prices.filter(cents=9900).count() == 1
    assert row.total_cents == 15000
