"""Who walks in: booked and let in, or told beside the field why not."""

from datetime import time, timedelta

import pytest

from reservations.models import Act, Reservation
from reservations.status import Status
from tests.factories import (
    TODAY,
    ArrangementFactory,
    EventFactory,
    EventTypeFactory,
)  # fmt: skip
from tests.reading import by_id, fields, page, said, undo_of, words
from tests.reservations.views.door import DOOR, tonight

DAY = timedelta(days=1)
TOKEN = "7d444840-9dc0-11d1-b245-5ffdce74fad2"


def typed(**what):
    return {"name": "Jan de Boer", "guests": "4", "arrangement": ArrangementFactory().pk, "next": DOOR} | what


def test_the_form_has_the_arrangement_filled_in_with_its_price(look):
    tonight(type=EventTypeFactory())

    form = by_id(look(), "walk-in")

    assert [words(option) for option in form.iter("option")] == ["Standaard · € 75", "Premium · € 90"]
    assert fields(form)["guests"] == "2"


def test_who_walks_in_is_booked_and_let_in(walk_in, take_back, staff):
    event = tonight()

    response = walk_in(event, **typed(phone="06-12345678", email="Jan@example.nl"))

    row = Reservation.objects.get()
    assert (row.status, row.source, row.guests, row.event) == (Status.CHECKED_IN, "walk_in", 4, event)
    assert (row.customer.first_name, row.customer.last_name) == ("Jan", "de Boer")
    assert (row.customer.phone, row.customer.email) == ("+31612345678", "jan@example.nl")
    assert (response["Location"], said(response)) == (DOOR, ["Jan de Boer is zonder reservering ingecheckt."])

    take_back(undo_of(response))
    assert Reservation.objects.get().status == Status.CANCELLED


def test_a_single_name_is_a_last_name(walk_in):
    walk_in(tonight(), **typed(name="Jansen"))

    customer = Reservation.objects.get().customer
    assert (customer.first_name, customer.last_name) == ("", "Jansen")


def test_a_walk_in_that_is_sent_twice_is_booked_once(walk_in):
    event = tonight()
    for _ in range(2):
        response = walk_in(event, **typed(token=TOKEN))

    assert (Reservation.objects.count(), response.status_code) == (1, 302)


@pytest.mark.parametrize(
    ("field", "wrong", "sentence"),
    [
        ("name", "", "Vul een naam in."),
        ("name", "  ", "Vul een naam in."),
        ("name", "x" * 201, "200"),
        ("guests", "", "Vul een aantal in van 1 tot en met 500."),
        ("guests", "vier", "Vul een aantal in van 1 tot en met 500."),
        ("guests", "0", "Vul een aantal in van 1 tot en met 500."),
        ("guests", "501", "Vul een aantal in van 1 tot en met 500."),
        ("arrangement", "", "Kies eerst het arrangement"),
        ("arrangement", "9" * 30, "geldige keuze"),
        ("arrangement", "x", "geldige keuze"),
        ("email", "jan@", "geldig e-mailadres"),
        ("phone", "0" * 41, "Zoveel cijfers"),
    ],
)
def test_what_is_typed_wrong_is_said_beside_its_field_and_all_stays_typed(walk_in, field, wrong, sentence):
    response = walk_in(tonight(), **typed(**{field: wrong}))

    found = by_id(page(response), "walk-in")
    assert (response.status_code, Reservation.objects.count()) == (422, 0)
    assert sentence in words(by_id(found, f"id_{field}_error"))
    assert by_id(found, f"id_{field}").attrib["aria-invalid"] == "true"
    kept = {"name": "Jan de Boer", "guests": "4"} | {field: wrong}
    assert {name: value for name, value in fields(found).items() if name in kept} == {
        name: value for name, value in kept.items() if name != "arrangement"
    }
    assert found.find(".//details[@open]") is not None
    assert (response["HX-Retarget"], response["HX-Reselect"]) == ("#walk-in", "#walk-in")


def test_too_many_is_said_beside_the_number(walk_in):
    response = walk_in(tonight(capacity=3), **typed())

    found = page(response)
    assert "komt 1 plaats tekort" in words(by_id(found, "id_guests_error"))
    assert found.find(".//input[@name='over_capacity']") is None


def test_who_may_is_asked_for_a_tick_and_a_reason(walk_in, boss):
    event = tonight(capacity=3)
    for answer in ({}, {"overbook": "Extra tafel"}, {"over_capacity": "on"}):
        found = page(walk_in(event, by=boss, **typed(**answer)))
        assert "komt 1 plaats tekort" in words(by_id(found, "overbook-error"))
        assert fields(found.find(".//*[@id='walk-in']"))["overbook"] == answer.get("overbook", "")

    walk_in(event, by=boss, **typed(over_capacity="on", overbook="Extra tafel"))

    assert Reservation.objects.get().over_capacity
    assert Act.objects.get().data == {"over_capacity_by": 1, "over_capacity_because": "Extra tafel"}


def test_who_may_not_does_not_get_round_it(walk_in):
    response = walk_in(tonight(capacity=3), **typed(over_capacity="on", overbook="Extra tafel"))

    assert (response.status_code, Reservation.objects.count()) == (422, 0)
    assert "mag niet meer plaatsen verkopen" in words(by_id(page(response), "walk-in"))


def test_at_an_event_that_is_closed_nobody_walks_in(walk_in):
    response = walk_in(tonight(active=False), **typed())

    assert response.status_code == 422
    assert "gesloten voor reserveringen" in words(by_id(page(response), "walk-in"))


def test_an_arrangement_that_the_event_does_not_offer_is_refused_beside_it(walk_in):
    event = tonight()
    event.arrangements.add(ArrangementFactory(code="BWFM", name="Premium"))

    response = walk_in(event, **typed())

    assert "Standaard" in words(by_id(page(response), "id_arrangement_error"))


def test_a_page_that_is_open_at_midnight_stays_with_its_evening(look, walk_in):
    late = tonight(end=time(1), capacity=1)
    EventFactory(date=TODAY + DAY)
    here = f"{DOOR}?event={late.pk}"

    found = look()

    assert found.find(".//*[@data-refresh][@hx-target='#parties']").attrib["hx-get"] == here
    assert [fields(form)["next"] for form in (by_id(found, "door"), by_id(found, "walk-in"))] == [here, here]
    assert fields(by_id(page(walk_in(late, **typed())), "walk-in"))["next"] == here
