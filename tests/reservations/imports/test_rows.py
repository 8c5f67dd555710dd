"""Everything else a reservation of the previous system says."""

from datetime import date

import pytest

from reservations.models import Act, Reservation
from reservations.status import Status
from tests.factories import NOON, ReservationTagFactory, local
from tests.naive import everything
from tests.reservations.imports.files import booking, event, imported, noted, refused, seconds


@pytest.mark.parametrize(
    ("theirs", "ours"),
    [
        ("pending", Status.PENDING), ("confirmed", Status.CONFIRMED), ("rejected", Status.REJECTED),
        ("cancelled", Status.CANCELLED), ("request", Status.REQUEST),
    ],
)  # fmt: skip
def test_states_are_taken_over(take_over, theirs, ours):
    take_over(booking(status=theirs))

    assert imported().status == ours


def test_who_arrived_arrived_when_they_did(take_over):
    take_over(booking(status="checked-in", checkedInAt=seconds(2026, 11, 28, 18), checkedInBy="Admin"))

    row = imported()
    assert (row.status, row.checked_in_at) == (Status.CHECKED_IN, local(2026, 11, 28, 19))
    assert row.acts.get().data["kept"]["checkedInBy"] == "Admin"


def test_an_arrival_without_a_moment_is_the_start_of_the_event(take_over):
    report = take_over(booking(status="checked-in"))

    assert imported().checked_in_at == local(2026, 11, 28, 20)
    assert noted(report) == ["res-1"]


def test_an_arrival_that_was_undone_is_none(take_over):
    take_over(booking(checkedInAt="2026-11-28T18:00:00Z"))

    assert imported().checked_in_at is None


def test_moments_and_dates_are_the_files_own(take_over):
    take_over(
        booking(
            createdAt=seconds(2026, 9, 1, 8), updatedAt="2026-09-03T08:00:00Z", paymentDueDate=seconds(2026, 11, 21, 23)
        )
    )

    row = imported()
    assert (row.reference, row.source) == ("res-1", Reservation.Source.IMPORT)
    assert (row.created_at, row.updated_at) == (local(2026, 9, 1, 10), local(2026, 9, 3, 10))
    assert row.due_on == date(2026, 11, 22)


def test_a_booking_without_a_beginning_began_at_its_last_change(take_over):
    take_over(booking(createdAt=None))

    assert imported().created_at == local(2026, 10, 2, 12)


def test_words_find_their_place(take_over):
    take_over(
        booking(
            comments="Eén rolstoel", notes="Betaalt contant", partyPerson="Opa", celebrationOccasion="jubileum",
            celebrationDetails="25 jaar", contactPerson="A. Özdemir", invoiceNumber="F-1", invoiceAddress="Markt",
            invoiceHouseNumber="1", invoicePostalCode="5521 AB", invoiceCity="Eersel", invoiceCountry="Nederland",
            invoiceInstructions="t.a.v. Bas",
        )
    )  # fmt: skip

    row = imported()
    assert (row.remarks, row.staff_notes, row.contact_name) == ("Eén rolstoel", "Betaalt contant", "A. Özdemir")
    assert (row.party_person, row.occasion) == ("Opa", "jubileum: 25 jaar")
    assert row.invoice_number == "F-1"
    assert row.invoice_address == "Markt 1\n5521 AB Eersel\nNederland\nt.a.v. Bas"


@pytest.mark.parametrize(
    ("said", "count", "words"),
    [
        pytest.param({"vegan": 2}, 2, "", id="a number"),
        pytest.param({"vegan": "2"}, 2, "", id="a number as text"),
        pytest.param({"vegan": {"enabled": True, "quantity": 2}}, 2, "", id="switched on"),
        pytest.param({"vegan": {"enabled": False, "quantity": 2}}, 0, "", id="switched off"),
        pytest.param({"vegan": False}, 0, "", id="no"),
        pytest.param({"other": "1x noten", "halal": 4}, 0, "1x noten\nhalal: 4", id="others"),
        pytest.param(None, 0, "", id="nothing"),
    ],
)
def test_diets_are_counted_or_told(take_over, said, count, words):
    take_over(booking(dietaryRequirements=said))

    assert (imported().vegan, imported().diet_other) == (count, words)


def test_a_diet_without_a_number_is_told_in_words(take_over):
    take_over(booking(dietaryRequirements={"glutenFree": True}))

    assert imported().gluten_free == 0
    assert "glutenFree" in imported().diet_other


def test_tags_are_found_or_made_and_archiving_becomes_one(take_over):
    vip = ReservationTagFactory(code="VIP", name="VIP")
    take_over(
        booking(
            tags=["vip", "GROEP", {"id": "HERHALING", "label": "Herhaling", "color": "#3B82F6"}, "", {"label": "Los"}],
            isArchived=True,
        )
    )

    tags = {tag.code: (tag.name, tag.colour) for tag in imported().tags.all()}
    assert tags == {
        "VIP": ("VIP", vip.colour), "GROEP": ("GROEP", "#6B7280"), "HERHALING": ("Herhaling", "#3B82F6"),
        "Los": ("Los", "#6B7280"), "GEARCHIVEERD": ("Gearchiveerd", "#6B7280"),
    }  # fmt: skip


def test_the_log_of_contacts_becomes_history(take_over):
    entry = {"id": "c1", "timestamp": "2026-11-01T09:00:00Z", "type": "phone", "subject": "Tafel", "message": "Gebeld",
             "author": "Admin"}  # fmt: skip
    take_over(booking(communicationLog=[entry, entry | {"type": None, "subject": ""}]))

    first, second = Act.objects.filter(kind=Act.Kind.LOGGED).order_by("pk")
    assert (first.at, first.event, first.by) == (local(2026, 11, 1, 10), imported().event, None)
    assert first.data == {"channel": "phone", "text": "Gebeld", "subject": "Tafel", "author": "Admin"}
    assert second.data == {"channel": "note", "text": "Gebeld", "author": "Admin"}


def test_what_has_no_place_is_kept_in_the_history(take_over):
    report = take_over(booking(promoCode="ZOMER", pricingSnapshot={"base": 75}, requestedOverCapacity=True))

    act = Act.objects.get(kind=Act.Kind.IMPORTED)
    assert (act.at, act.by, act.data["file"]) == (NOON, None, "backup.json")
    assert act.data["kept"] == {
        "updatedAt": "2026-10-02T10:00:00+00:00", "paymentStatus": "pending", "promoCode": "ZOMER",
        "pricingSnapshot": {"base": 75}, "requestedOverCapacity": True,
    }  # fmt: skip
    assert noted(report) == ["res-1"]


def test_the_date_of_the_event_counts(take_over):
    report = take_over(booking(eventDate="2026-12-24T23:00:00Z"))

    assert imported().event.date == date(2026, 11, 28)
    assert noted(report) == ["res-1"]


def test_numbers_may_be_text_and_text_numbers(take_over):
    take_over(booking(numberOfPersons="2", totalPrice="150.00", houseNumber=12, phone=612345678))

    row = imported()
    assert (row.guests, row.total_cents) == (2, 15000)
    assert (row.customer.house_number, row.customer.phone) == ("12", "+31612345678")


def test_optional_keys_may_be_missing(take_over):
    needed = ("id", "eventId", "lastName", "numberOfPersons", "arrangement", "totalPrice", "status", "createdAt")
    report = take_over({name: booking()[name] for name in needed})

    assert report.is_clean
    assert imported().total_cents == 15000


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"eventId": "event-9"}, "eventId"),
        ({"eventId": None}, "eventId"),
        ({"status": "misschien"}, "status"),
        ({"status": None}, "status"),
        ({"numberOfPersons": -2}, "numberOfPersons"),
        ({"numberOfPersons": 0}, "numberOfPersons"),
        ({"numberOfPersons": 2.5}, "numberOfPersons"),
        ({"numberOfPersons": 10_001}, "numberOfPersons"),
        ({"numberOfPersons": True}, "numberOfPersons"),
        ({"numberOfPersons": None}, "numberOfPersons"),
        ({"arrangement": "BWFX"}, "arrangement"),
        ({"arrangement": None}, "arrangement"),
        ({"createdAt": None, "updatedAt": None}, "createdAt"),
        ({"createdAt": "0001-01-01"}, "createdAt"),
        ({"email": "geen"}, "email"),
        ({"contactPerson": ["Anna"]}, "contactPerson"),
        ({"partyPerson": "x" * 201}, "partyPerson"),
        ({"celebrationOccasion": "x" * 150, "celebrationDetails": "x" * 60}, "celebrationDetails"),
        ({"invoiceNumber": "x" * 61}, "invoiceNumber"),
        ({"comments": "a\0b"}, "comments"),
        ({"comments": "a\ud800b"}, "comments"),
        ({"dietaryRequirements": "veel"}, "dietaryRequirements"),
        ({"dietaryRequirements": {"vegan": "veel"}}, "dietaryRequirements.vegan"),
        ({"dietaryRequirements": {"vegan": {"quantity": -1}}}, "dietaryRequirements.vegan.quantity"),
        ({"tags": "VIP"}, "tags"),
        ({"tags": [["VIP"]]}, "tags[0]"),
        ({"tags": ["x" * 61]}, "tags[0]"),
        ({"communicationLog": [{"message": "Gebeld"}]}, "communicationLog[0].timestamp"),
        ({"communicationLog": [{"timestamp": "2026-11-01", "type": "fax"}]}, "communicationLog[0].type"),
        ({"promoCode": {"a\0": 1}}, "promoCode"),
        ({"id": "x" * 41}, "id"),
        ({"newsletterOptIn": "ja"}, "newsletterOptIn"),
        ({"paymentDueDate": "later"}, "paymentDueDate"),
    ],
)
def test_nonsense_refuses_the_row_and_no_other(take_over, changes, field):
    report = take_over(booking(**changes), booking(id="res-2", email="b@example.nl"))

    assert field in [name for _id, name in refused(report)]
    assert list(Reservation.objects.values_list("reference", flat=True)) == ["res-2"]


def test_a_refused_row_leaves_nothing_behind(take_over):
    take_over(booking(id="res-2"), booking(id="res-3"))
    before = everything()
    take_over(booking(status="?", email="new@example.nl", companyName="New BV", tags=["NEW"]))

    assert everything() == before


def test_a_row_names_all_that_is_wrong_with_it(take_over):
    report = take_over(booking(numberOfPersons=-1, email="geen", status="?"))

    assert {field for _id, field in refused(report)} == {"numberOfPersons", "email", "status"}


# Seats


def test_more_guests_than_seats_are_kept_and_flagged(take_over):
    report = take_over(
        booking(id="res-1", numberOfPersons=6, createdAt="2026-09-02T10:00:00Z"),
        booking(id="res-2", numberOfPersons=6, createdAt="2026-09-01T10:00:00Z", email="b@example.nl"),
        events=[event(capacity=10)],
    )

    assert {row.reference: row.over_capacity for row in Reservation.objects.all()} == {"res-1": True, "res-2": False}
    assert "event-1: 12/10" in noted(report)
    assert report.is_clean
