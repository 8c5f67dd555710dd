"""The guest list of an event: what door, kitchen and bar have to know."""

import pytest

from reservations.models import Line
from reservations.status import Status
from tests.factories import CustomerFactory, EventFactory, ExtraFactory, ReservationFactory, ReservationTagFactory
from tests.reading import by_id, links, references, words
from tests.reservations.views.events.desk import at, terms


@pytest.fixture
def expected():
    event = EventFactory(show__name="Winterrevue")
    row = ReservationFactory(
        event=event, customer=CustomerFactory(first_name="Gül", last_name="Özdemir", phone="+31612345678"), guests=30,
        reference="R-1", contact_name="Opa Wim", vegetarian=2, diet_other="Geen <script>noten</script>",
        occasion="Verjaardag", party_person="Wim", remarks="Bij het raam", staff_notes="Kent de directeur",
        status=Status.CHECKED_IN, paid_cents=100000, tags=[ReservationTagFactory()],
    )  # fmt: skip
    Line.objects.create(reservation=row, description="Voorborrel", quantity=30, unit_cents=0, extra=ExtraFactory())
    ReservationFactory(event=event, guests=4, status=Status.PENDING)
    return event


def test_the_guest_list_says_what_door_kitchen_and_bar_have_to_know(look, expected):
    found = look(at("guests", expected))

    assert references(by_id(found, "guests")) == ["R-1"]
    assert [words(cell) for cell in found.find(".//tr[@data-reservation]")] == [
        "Gül Özdemir Klant Gül Özdemir Genodigde Ingecheckt R-1 · Opa Wim · +31612345678",
        "30",
        "Standaard 30 × Voorborrel",
        "2 vegetarischGeen <script>noten</script>",
        "VerjaardagWim",
        "Bij het raamKent de directeur",
        "€ 1.250",
    ]
    assert terms(found.find(".//dl[@class='sums']")) == {
        "Personen": "30", "Groepen": "1", "Ingecheckt": "1", "Openstaand": "€ 1.250"
    }  # fmt: skip
    assert terms(found.find(".//dl[@class='facts']")) == {
        "Arrangementen": "30 × Standaard",
        "Extra's": "30 × Voorborrel",
        "Diëten": "2 × vegetarisch 1 groep met een ander dieet",
        "Komen misschien ook": "In afwachting: 4",
    }
    assert links(found)["In afwachting: 4"] == f"/reservations/?event={expected.pk}&status=pending"


def test_an_empty_guest_list_says_so(look):
    assert "Er wordt niemand verwacht." in words(look(at("guests", EventFactory())))


@pytest.mark.parametrize("number", [1, 3])
def test_the_guest_list_asks_the_same_for_any_number_of_parties(desk, number, django_assert_num_queries):
    event = EventFactory()
    ReservationFactory.create_batch(number, event=event)

    # session, user; event; parties, add-ons, tags, their customers' tags; who may come; the menu's count
    with django_assert_num_queries(9):
        desk.get(at("guests", event))
