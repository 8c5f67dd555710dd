"""What would become of two customers, field by field."""

from datetime import timedelta

import pytest

from crm import merging
from crm.merging import BOTH, OURS, THEIRS
from crm.models import Customer
from tests.factories import NOON, CompanyFactory, CustomerFactory

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def kept():
    return CustomerFactory(first_name="Anna", last_name="Visser", email="anna@abc.nl", created_at=NOON)


@pytest.fixture
def other():
    return CustomerFactory(
        first_name="Bert", last_name="Bakker", email="bert@abc.nl", phone="+31612345678", company=CompanyFactory(),
        street="Dorpsstraat", house_number="1", city="Ede", newsletter_at=NOON, newsletter_how="website",
        remarks="Graag vooraan", created_at=NOON - DAY,
    )  # fmt: skip


def test_by_default_each_field_is_the_survivors_or_else_the_others(kept, other):
    values = merging.result(kept, other, {})

    assert (values["first_name"], values["last_name"], values["email"]) == ("Anna", "Visser", "anna@abc.nl")
    assert (values["phone"], values["company_id"], values["remarks"]) == (
        "+31612345678", other.company_id, "Graag vooraan",
    )  # fmt: skip
    assert (values["street"], values["house_number"], values["city"]) == ("Dorpsstraat", "1", "Ede")
    assert (values["newsletter_at"], values["newsletter_how"]) == (NOON, "website")


def test_they_are_a_customer_since_the_first_of_them_was(kept, other):
    assert merging.result(kept, other, {})["created_at"] == NOON - DAY
    assert merging.result(other, kept, {})["created_at"] == NOON - DAY


def test_what_is_chosen_is_taken_an_address_and_a_consent_whole(kept, other):
    kept.street, kept.postal_code, kept.newsletter_at, kept.newsletter_how = "Plein", "1234 AB", NOON - DAY, "telefoon"

    ours = merging.result(kept, other, {"address": OURS, "newsletter": OURS})
    theirs = merging.result(kept, other, {"address": THEIRS, "newsletter": THEIRS, "first_name": THEIRS})

    assert (ours["street"], ours["city"], ours["newsletter_how"]) == ("Plein", "", "telefoon")
    assert (theirs["street"], theirs["postal_code"], theirs["newsletter_at"]) == ("Dorpsstraat", "", NOON)
    assert (theirs["first_name"], theirs["last_name"]) == ("Bert", "Visser")


def test_notes_of_both_stay_by_default(kept, other):
    kept.remarks = "Allergisch voor noten"

    assert merging.result(kept, other, {})["remarks"] == "Allergisch voor noten\nGraag vooraan"
    assert merging.result(kept, other, {"remarks": THEIRS})["remarks"] == "Graag vooraan"


def test_only_notes_can_be_joined(kept, other):
    assert merging.result(kept, other, {"first_name": BOTH})["first_name"] == "Anna"


@pytest.mark.parametrize(
    ("name", "offered"), [("salutation", []), ("phone", [OURS, THEIRS]), ("remarks", [OURS, THEIRS])]
)
def test_there_is_a_choice_where_they_differ(kept, other, name, offered):
    field = next(field for field in merging.FIELDS if field.name == name)

    assert field.choices(kept, other) == offered


def test_notes_that_both_have_offer_both(kept, other):
    kept.remarks = "Allergisch"
    field = merging.FIELDS[-1]

    assert field.choices(kept, other) == [OURS, THEIRS, BOTH]


def test_every_column_that_says_who_somebody_is_is_chosen():
    """A new column of Customer is a field of merging, or is named here with the reason why not."""
    chosen = {column for field in merging.FIELDS for column in field.columns}
    others = {"id", "created_at", "version", "merged_into_id", "erased_at"}  # the act's own business

    assert chosen | others == {column.attname for column in Customer._meta.concrete_fields}


def test_what_was_seen_is_another_thing_when_either_changes(kept, other):
    seen = merging.seen(kept, other)

    assert merging.seen(kept, other) == seen != merging.seen(other, kept)
    other.phone = ""
    assert merging.seen(kept, other) != seen
