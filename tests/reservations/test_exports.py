"""Files that open in a spreadsheet, and do nothing there."""

import csv
import io

import pytest

from reservations import exports
from reservations.guest_list import GuestList
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


def read(lines):
    text = "".join(lines)
    assert text.startswith(exports.BOM)
    return list(csv.DictReader(io.StringIO(text[1:]), delimiter=";"))


@pytest.mark.parametrize("text", ["=1+1", "+31612345678", "-1", "@SUM(A1)", "\tx", "\rx"])
def test_what_a_spreadsheet_would_take_for_a_formula_is_text(text):
    assert exports.neutral(text) == f"'{text}"


@pytest.mark.parametrize("cell", ["Özdemir", 'zeg "hoi"; en\nmeer', "", 12, "a=b"])
def test_all_else_is_as_it_is(cell):
    assert read(exports.csv_lines(["Kop"], [[cell]])) == [{"Kop": str(cell)}]


def test_every_cell_is_quoted_and_lines_are_given_as_they_are_read():
    asked = []

    def rows():
        for number in (1, 2):
            asked.append(number)
            yield [number, "a"]

    lines = exports.csv_lines(["Een", "Twee"], rows())

    assert (next(lines), asked) == ('\ufeff"Een";"Twee"\r\n', [])
    assert (next(lines), asked) == ('"1";"a"\r\n', [1])
    assert (next(lines), asked) == ('"2";"a"\r\n', [1, 2])


@pytest.fixture
def event(db):
    return EventFactory()


def listed(event):
    return read(exports.guest_list_lines(GuestList(event, at=NOON)))


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
            "Telefoonnummer": "'+31612345678", "Aantal Personen": "30", "Arrangement": "Standaard",
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

    with django_assert_num_queries(4):  # parties, add-ons, their tags, their customers' tags
        assert len(listed(event)) == rows
