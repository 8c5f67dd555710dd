"""Calling an event off with one click: whom it is about, what is done, and how it comes back."""

import pytest

from reservations import bulk
from reservations.models import Act, Event, Reservation
from reservations.status import Status
from tests.factories import NOON, EventFactory, ReservationFactory
from tests.naive import everything
from tests.reading import page, references, rows, said, undo_of, words
from tests.reservations.views.events.desk import BATCH, TOKEN, at, error

pytestmark = pytest.mark.django_db


@pytest.fixture
def evening():
    event = EventFactory(show__name="Winterrevue")
    ReservationFactory(event=event, reference="R-1", paid_cents=100)
    ReservationFactory(event=event, reference="R-2", status=Status.REQUEST)
    ReservationFactory(event=event, reference="R-3", status=Status.CHECKED_IN)
    return event


def test_it_is_said_first_what_will_be_done_and_whom_it_is_about(desk, evening):
    found = page(desk.get(at("call-off", evening)))

    assert references(found) == ["R-1", "R-2"]
    assert "Annuleer het event en 2 reserveringen" in words(found)


def test_nobody_to_tell_is_said_too(desk):
    assert "Niemand rekent met een boeking op dit event." in words(page(desk.get(at("call-off", EventFactory()))))


def test_one_click_calls_off_the_event_and_its_bookings_and_one_brings_them_back(desk, evening):
    response = desk.post(at("call-off", evening), {"reason": "Stroomstoring", "token": TOKEN})

    assert response["Location"] == at("called-off", evening, BATCH)
    assert said(response) == ["Winterrevue, ma 7 dec 2026 is geannuleerd, met 2 boekingen."]
    assert [row.status for row in Reservation.objects.order_by("reference")] == ["cancelled", "rejected", "checked_in"]
    assert references(page(desk.get(response["Location"]))) == ["R-1", "R-1", "R-2"]

    undone = desk.post(undo_of(response), {"next": evening.get_absolute_url()})
    assert undone["Location"] == evening.get_absolute_url()
    assert said(undone)[-1].splitlines()[:2] == [
        "2 reserveringen teruggezet.",
        "Winterrevue, ma 7 dec 2026: Ongedaan gemaakt",
    ]
    assert [row.status for row in Reservation.objects.order_by("reference")] == ["confirmed", "request", "checked_in"]
    assert Event.objects.get().active

    again = desk.post(undo_of(undone))
    assert said(again)[-1].splitlines()[0] == "2 reserveringen teruggezet."
    assert not Event.objects.get().active


def test_an_evening_without_bookings_is_called_off_and_comes_back(desk):
    event = EventFactory(show__name="Winterrevue")

    response = desk.post(at("call-off", event), {"reason": "Ziek", "token": TOKEN})
    assert said(response) == ["Winterrevue, ma 7 dec 2026 is geannuleerd, met 0 boekingen."]

    assert said(desk.post(undo_of(response)))[-1].splitlines()[0] == "1 event teruggezet."


def test_a_reason_is_needed_and_nothing_is_done_without(desk, evening):
    before = everything()

    response = desk.post(at("call-off", evening), {"reason": " ", "token": TOKEN})

    assert error(response, "reason") == "Zeg waarom."
    before.pop("Session", None)
    assert everything() == before


def test_a_double_click_calls_off_once_and_leads_to_the_same_page(desk, evening):
    first = desk.post(at("call-off", evening), {"reason": "Ziek", "token": TOKEN})
    acts = Act.objects.count()

    again = desk.post(at("call-off", evening), {"reason": "Ziek", "token": TOKEN})

    assert (first["Location"], acts) == (again["Location"], Act.objects.count())


def test_the_same_click_on_bookings_that_were_left_leads_to_the_same_page(desk):
    event = EventFactory(active=False)
    ReservationFactory(event=event)
    first = desk.post(at("call-off", event), {"reason": "Ziek", "token": TOKEN})

    again = desk.post(at("call-off", event), {"reason": "Ziek", "token": TOKEN})

    assert first["Location"] == again["Location"] == at("called-off", event, BATCH)


def test_a_click_that_was_taken_back_is_not_done_again(desk, evening):
    first = desk.post(at("call-off", evening), {"reason": "Ziek", "token": TOKEN})
    desk.post(undo_of(first))

    again = desk.post(at("call-off", evening), {"reason": "Ziek", "token": TOKEN})

    assert "ongedaan gemaakt" in said(again)[-1]
    assert Event.objects.get().active


def test_what_is_called_off_already_is_refused_on_the_page(desk):
    event = EventFactory(active=False)

    response = desk.post(at("call-off", event), {"reason": "Ziek", "token": TOKEN})

    assert response.status_code == 422
    assert "Er is niets gewijzigd." in words(page(response))


def test_without_a_token_it_is_called_off_all_the_same(desk, evening):
    response = desk.post(at("call-off", evening), {"reason": "Ziek"})

    assert response.status_code == 302
    assert Act.objects.filter(kind="event_cancelled").count() == 1


def test_what_is_refused_is_named_in_the_message(desk, evening, monkeypatch):
    run = bulk.run

    def late(verb, reservations, **how):
        rows = list(reservations)
        Reservation.objects.filter(reference="R-1").update(status=Status.CHECKED_IN, checked_in_at=NOON)
        return run(verb, rows, **how)

    monkeypatch.setattr(bulk, "run", late)

    response = desk.post(at("call-off", evening), {"reason": "Ziek", "token": TOKEN})

    lines = said(response)[0].splitlines()
    assert (lines[0], len(lines)) == ("Winterrevue, ma 7 dec 2026 is geannuleerd, met 1 boeking.", 2)
    assert "niet gedaan" in lines[1]
    assert rows(page(desk.get(response["Location"])))


def test_of_a_long_list_the_message_names_the_first_and_counts_the_rest(desk):
    event = EventFactory()
    ReservationFactory.create_batch(25, event=event)
    called = desk.post(at("call-off", event), {"reason": "Ziek", "token": TOKEN})

    lines = said(desk.post(undo_of(called)))[-1].splitlines()

    assert (lines[0], len(lines), lines[-1]) == ("25 reserveringen teruggezet.", 22, "en nog 6")
