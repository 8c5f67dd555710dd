"""What became of the bookings of an event that was called off, and whose money to decide on."""

import pytest
from django.urls import reverse

from reservations import bulk, calling_off, lifecycle
from reservations.status import Status
from tests.factories import NOON, CustomerFactory, EventFactory, ReservationFactory, WaitlistEntryFactory
from tests.reading import by_id, figures, links, references, words
from tests.reservations.views.events.desk import BATCH, at


@pytest.fixture
def called_off(boss):
    event = EventFactory(show__name="Winterrevue")
    anna = CustomerFactory(last_name="Bos", phone="+31612345678", email="anna@example.nl")
    ReservationFactory(event=event, customer=anna, reference="R-1", paid_cents=5000)
    ReservationFactory(event=event, status=Status.REQUEST, reference="R-2")
    ReservationFactory(event=event, status=Status.CHECKED_IN, reference="R-3", paid_cents=100)
    calling_off.call_off(event, reason="Stroomstoring", batch=BATCH, by=boss, at=NOON)
    return event


def test_each_booking_is_named_with_whom_to_call_and_whose_money_to_decide_on(look, called_off):
    found = look(at("called-off", called_off, BATCH))
    money, handled = (by_id(found, name) for name in ("money", "handled"))
    panels = {panel.attrib.get("aria-labelledby"): panel for panel in found.iter("section")}

    assert "Stroomstoring · baas" in words(found)
    assert (words(money), words(handled)) == ("Geld om over te beslissen", "Afgehandeld (2)")
    assert references(panels["money"]) == ["R-1"]
    assert figures(panels["money"])[0] == 5000
    assert references(panels["handled"]) == ["R-1", "R-2"]
    assert links(panels["money"])["+31612345678"] == "tel:+31612345678"
    assert links(panels["money"])["anna@example.nl"] == "mailto:anna@example.nl"
    assert "left" not in panels
    undo = found.find(".//*[@class='page-head__acts']/form")
    assert undo.attrib["action"] == reverse("reservations:undo-batch", args=[BATCH])


def test_what_still_counts_on_the_event_is_named_first(look, called_off, staff):
    cancelled = called_off.reservations.get(reference="R-1")
    lifecycle.reactivate(cancelled, by=staff, at=NOON)

    panels = {p.attrib.get("aria-labelledby"): p for p in look(at("called-off", called_off, BATCH)).iter("section")}

    assert references(panels["left"]) == ["R-1"]
    assert links(panels["left"])["Deze boekingen annuleren"] == at("call-off", called_off)
    assert "money" not in panels


def test_what_was_taken_back_is_not_offered_again(look, called_off, staff):
    bulk.take_back(BATCH, by=staff, at=NOON)

    found = look(at("called-off", called_off, BATCH))

    assert found.find(".//*[@class='page-head__acts']/form") is None
    assert "Deze boekingen annuleren" not in links(found)


def test_an_evening_without_bookings_has_nobody_to_tell(look, boss):
    event = EventFactory()
    calling_off.call_off(event, reason="Stroomstoring", batch=BATCH, by=boss, at=NOON)

    assert "Niemand had geboekt." in words(look(at("called-off", event, BATCH)))


def test_who_waits_for_seats_is_not_forgotten(look, called_off, staff):
    WaitlistEntryFactory(event=called_off)
    WaitlistEntryFactory(event=called_off, status="cancelled")
    address = at("called-off", called_off, BATCH)

    assert "1 groep staat nog op de wachtlijst" in words(look(address))
    bulk.take_back(BATCH, by=staff, at=NOON)
    assert "staat nog op de wachtlijst" not in words(look(address))


def test_a_batch_of_another_event_is_not_found(desk, called_off):
    other = EventFactory()

    assert desk.get(at("called-off", other, BATCH)).status_code == 404


@pytest.mark.parametrize("number", [1, 3])
def test_what_became_of_them_asks_the_same_for_any_number(desk, boss, number, django_assert_num_queries):
    event = EventFactory()
    ReservationFactory.create_batch(number, event=event, paid_cents=100)
    calling_off.call_off(event, reason="Ziek", batch=BATCH, by=boss, at=NOON)
    lifecycle.reactivate(event.reservations.first(), by=boss, at=NOON)

    with django_assert_num_queries(7):  # session, user, event, acts, who is left, who waits, the menu's count
        desk.get(at("called-off", event, BATCH))
