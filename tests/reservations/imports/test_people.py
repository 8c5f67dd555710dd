"""Who booked."""

import pytest

from crm.identity import Details
from crm.models import Company, Customer
from reservations.imports import people
from reservations.imports.fields import Row
from reservations.models import Act, Reservation
from tests.factories import CustomerFactory, local
from tests.reservations.imports.files import booking, option

LONG_NAME = "x" * 201


def read(**changes):
    row = Row(booking(**changes))
    return people.read(row), [field for field, _reason in row.problems]


def test_an_invented_address_is_none():
    assert read(email="OPTION-1760000000017@temp.nl")[0].email == ""


def test_an_address_in_capitals_is_the_same_address():
    assert read(email=" Anna@Example.NL ")[0].email == "anna@example.nl"


@pytest.mark.parametrize("address", ["geen", "a@b", "anna@@example.nl", "option-x@temp nl", f"{'a' * 250}@example.nl"])
def test_an_impossible_address_is_refused(address):
    assert read(email=address)[1][0] == "email"


@pytest.mark.parametrize(
    ("phone", "code", "kept"),
    [
        ("0612345678", "+31", "+31612345678"),
        pytest.param("612345678", "", "+31612345678", id="a spreadsheet ate the 0"),
        pytest.param("niet bellen!", "+31", "niet bellen!", id="no number: kept as typed"),
    ],
)
def test_phones_are_repaired_where_they_can_be_dialled(phone, code, kept):
    assert read(phone=phone, phoneCountryCode=code)[0].phone == kept


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("firstName", LONG_NAME), ("lastName", LONG_NAME), ("companyName", LONG_NAME), ("address", LONG_NAME),
        ("houseNumber", "x" * 21), ("postalCode", "x" * 21), ("vatNumber", "x" * 41), ("phone", "x" * 41),
    ],
)  # fmt: skip
def test_what_does_not_fit_is_refused_and_not_cut(field, value):
    assert read(**{field: value})[1] == [field]


def test_an_old_row_has_one_name():
    details, _problems = read(firstName="", lastName="", contactPerson="Esmée van der Linden-Kok")

    assert (details.first_name, details.last_name) == ("Esmée", "van der Linden-Kok")


def test_nobody_can_not_book():
    assert read(firstName="", lastName="", contactPerson="", email="option-1@temp.nl")[1] == ["contactPerson"]


def test_the_contact_fits_its_column_too():
    row = Row(booking(contactPerson="", firstName="x" * 200, lastName="y" * 200))
    people.contact_name(row)

    assert [field for field, _reason in row.problems] == ["contactPerson"]


def test_the_newest_word_counts_and_blanks_are_filled_from_before():
    old = Details(first_name="Anna", last_name="Bos", phone="+31612345678", street="Markt", city="Best", email="a@b.nl")
    new = Details(first_name="Bas", street="Kerkstraat", email="a@b.nl")

    assert people.joined([old, new]) == Details(
        first_name="Bas", phone="+31612345678", street="Kerkstraat", email="a@b.nl"
    )


# Imported


def test_bookings_of_one_address_are_of_one_customer_since_the_first_of_them(take_over):
    take_over(
        booking(id="res-1", phone="0687654321", createdAt="2026-09-01T10:00:00Z"),
        booking(id="res-2", email="ANNA@example.nl", phone="0612345678", createdAt="2026-08-01T10:00:00Z"),
    )

    customer = Customer.objects.get()
    assert (customer.created_at, customer.phone) == (local(2026, 8, 1, 12), "+31687654321")
    assert customer.reservations.count() == 2


def test_spellings_of_a_company_are_one_company(take_over):
    take_over(
        booking(id="res-1", companyName="ABC BV"),
        booking(id="res-2", companyName="ABC B.V.", email="b@example.nl"),
        option(id="res-3", companyName="abc b.v"),
    )

    assert Company.objects.count() == 1
    assert Customer.objects.count() == 2


def test_private_persons_without_an_address_are_not_taken_for_each_other(take_over):
    take_over(option(id="res-1"), option(id="res-2"))

    assert Customer.objects.count() == 2


def test_a_customer_of_foyer_keeps_what_is_stored_and_is_a_customer_for_longer(take_over):
    known = CustomerFactory(email="anna@example.nl", first_name="Annemieke", phone="", created_at=local(2026, 11, 1))
    take_over(booking(newsletterOptIn=True))

    known.refresh_from_db()
    assert (known.first_name, known.created_at) == ("Annemieke", local(2026, 10, 1, 12))
    assert (known.newsletter_at, known.newsletter_how) == (local(2026, 10, 1, 12), "previous system")
    assert known.reservations.count() == 1


def test_consent_that_was_given_stays_as_it_was_given(take_over):
    known = CustomerFactory(
        email="anna@example.nl", newsletter_at=local(2020, 1, 1), newsletter_how="website", created_at=local(2020, 1, 1)
    )
    take_over(booking(newsletterOptIn=True))

    known.refresh_from_db()
    assert known.newsletter_how == "website"


def test_what_a_booking_says_otherwise_is_kept_in_its_history(take_over):
    CustomerFactory(email="anna@example.nl", first_name="Anna", last_name="Özdemir", phone="+31687654321")
    take_over(booking(companyName="ABC BV", city="Eersel"))

    said = Act.objects.get(kind=Act.Kind.IMPORTED).data["contact"]
    assert (said["phone"], said["company"], said["city"]) == ("+31612345678", "ABC BV", "Eersel")
    assert "first_name" not in said


def test_the_number_to_call_about_an_option_is_at_hand(take_over):
    take_over(
        option(id="res-1", companyName="ABC BV", createdAt="2026-08-01T10:00:00Z"),
        option(id="res-2", companyName="ABC BV", firstName="Bas", contactPerson="Bas Vos", phone="0687654321"),
    )

    row = Reservation.objects.get(reference="res-2")
    assert row.contact_name == "Bas Vos"
    assert row.phone == "+31687654321"
