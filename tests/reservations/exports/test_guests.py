"""The guest list as a file: what the door, the kitchen and the bar have to know, and nothing that staff keep in."""

import pytest
from django.http import QueryDict

from reservations.exports.guests import GuestListFile
from reservations.models import Line
from reservations.status import Status
from tests.factories import (
    NOON,
    CompanyFactory,
    CustomerFactory,
    EventFactory,
    ExtraFactory,
    ReservationFactory,
    ReservationTagFactory,
)  # fmt: skip
from tests.sheets import read_csv


@pytest.fixture
def event(db):
    return EventFactory()


def listed(event):
    return read_csv("".join(GuestListFile(QueryDict(f"event={event.pk}"), at=NOON).csv()))


def test_a_party_is_a_line_by_the_names_that_the_house_knows(event):
    customer = CustomerFactory(
        company=CompanyFactory(name="ABC BV"), salutation="Mevrouw", first_name="Anna", last_name="Özdemir",
        email="info@abc.nl", phone="+31612345678",
    )  # fmt: skip
    row = ReservationFactory(
        event=event, customer=customer, guests=30, reference="R-1", party_person="Opa Wim", occasion="Verjaardag",
        vegetarian=3, diet_other="Geen noten", remarks="=Graag vooraan", status=Status.CHECKED_IN, paid_cents=100000,
        staff_notes="Lastig", tags=[ReservationTagFactory(), ReservationTagFactory(code="VIP", name="VIP")],
    )  # fmt: skip
    mug = ExtraFactory(code="MUG", name="Mok", kind="item", cents=500, minimum=1)
    for extra, quantity, cents in [(ExtraFactory(), 30, 0), (mug, 2, 0)]:
        Line.objects.create(reservation=row, description=extra.name, quantity=quantity, unit_cents=cents, extra=extra)

    assert listed(event) == [
        {
            "Referentie": "R-1", "Bedrijfsnaam": "ABC BV", "Aanhef": "Mevrouw", "Voornaam": "Anna",
            "Achternaam": "Özdemir", "Contactpersoon": "Anna Özdemir", "Email": "info@abc.nl",
            "Telefoonnummer": "+31612345678", "Aantal Personen": "30", "Arrangement": "Standaard",
            "Feestvierder": "Opa Wim", "Gelegenheid": "Verjaardag", "Pre-drink Aantal": "30",
            "After-party Aantal": "", "Extra's": "2 × Mok", "Vegetarisch Aantal": "3", "Veganistisch Aantal": "",
            "Glutenvrij Aantal": "", "Lactosevrij Aantal": "", "Overig Dieet": "Geen noten",
            "Opmerkingen": "'=Graag vooraan", "Tags": "Genodigde, VIP", "Status": "Ingecheckt", "Totaal": "2250,00",
            "Betaald": "1000,00", "Openstaand": "1250,00",
        }
    ]  # fmt: skip


def test_who_paid_too_much_has_nothing_outstanding(event):
    ReservationFactory(event=event, total_cents=1000, paid_cents=1001)

    assert [(row["Openstaand"], row["Betaald"]) for row in listed(event)] == [("0,00", "10,01")]


def test_what_staff_say_to_each_other_does_not_leave_the_house(event):
    ReservationFactory(event=event, staff_notes="Lastig")

    assert "Lastig" not in str(listed(event))


@pytest.mark.parametrize("rows", [1, 3])
def test_a_file_asks_the_same_for_any_number_of_lines(event, rows, django_assert_num_queries):
    ReservationFactory.create_batch(rows, event=event)

    with django_assert_num_queries(5):  # the event, parties, add-ons, their tags, their customers' tags
        assert len(listed(event)) == rows


def test_an_event_without_guests_is_a_head(event):
    asked = GuestListFile(QueryDict(f"event={event.pk}"), at=NOON)

    assert (read_csv("".join(asked.csv())), asked.is_valid) == ([], True)


def test_it_is_named_after_its_evening(event):
    asked = GuestListFile(QueryDict(f"event={event.pk}"), at=NOON)

    assert asked.file_name("xlsx") == f"gastenlijst-2026-12-07-{event.pk}.xlsx"
    assert asked.page == f"/events/{event.pk}/guests/"


@pytest.mark.parametrize("query", ["", "event=0", "event=x"])
def test_without_an_event_there_is_no_list(db, query):
    asked = GuestListFile(QueryDict(query), at=NOON)

    assert (asked.is_valid, asked.page) == (False, "/events/")
    assert (asked.keys(), asked.file_name("csv")) == ([], "gastenlijst-2026-11-23.csv")
