"""All that is known of a person, as they may ask for it: whole, right, and about nobody else (R13)."""

import json

import pytest
from django.utils import translation
from django.utils.functional import Promise

from crm.models import Customer, Tag
from reservations.customers import acts
from reservations.customers.privacy import handing_over, holdings, knowing
from reservations.models import Act, CustomerSummary, Reservation
from tests.crm.rules.rules import rule
from tests.factories import NOON, TODAY, CustomerFactory, EventFactory, ReservationFactory
from tests.reservations.customers.somebody import THEN, WORD, mark_every_text, pointing_at, somebody

pytestmark = pytest.mark.django_db


@pytest.fixture
def anna():
    return CustomerFactory(first_name="Anna", last_name="Özdemir")


def data_of(customer):
    return json.loads(handing_over.as_json(customer, at=NOON))


def told_of(customer, part):
    rows = next(found.rows for found in knowing.everything(customer, at=NOON) if found.name == part)
    return [{fact.label: fact.told for fact in row if fact.told} for row in rows]


def test_every_text_that_is_theirs_is_in_it(desk, staff):
    """What is written in every column by the test of erasing: whatever can be known, is told."""
    anna = somebody(desk, staff)
    marked = mark_every_text(anna)

    data = data_of(anna)

    tables = {model._meta.db_table: model.__name__ for model in pointing_at(Customer)}
    parts = {
        "Customer": "customer", "Tagging": "tags", "Note": "notes", "FollowUp": "follow_ups", "Mail": "mails",
        "Reservation": "reservations", "Payment": "payments", "WaitlistEntry": "waitlist", "Act": "acts",
    }  # fmt: skip
    untold = [
        (table, column)
        for table, column in marked
        if not any(WORD in json.dumps(row.get(column, "")) for row in data[parts[tables[table]]])
    ]
    assert untold == []


def test_data_has_iso_dates_and_cents(anna):
    ReservationFactory(customer=anna, reference="R-7", total_cents=4750, created_at=THEN)

    data = data_of(anna)

    assert (data["version"], data["made_at"]) == (1, NOON.isoformat())
    row = data["reservations"][0]
    assert (row["reference"], row["total_cents"], row["status"]) == ("R-7", 4750, "confirmed")
    assert row["created_at"] == "2026-10-14T10:00:00+00:00"
    assert row["event"] == "Show " + row["event"].removeprefix("Show ").split(",")[0] + ", ma 7 dec 2026"
    assert data["customer"][0]["last_name"] == "Özdemir"
    assert data["lines"][0]["unit_cents"] == 4750


def test_it_reads_as_people_write(anna):
    ReservationFactory(customer=anna, total_cents=4750, created_at=THEN)
    Reservation.objects.update(over_capacity=True)

    told = told_of(anna, "reservations")[0]

    assert (told["Totaal"], told["Status"], told["Boven capaciteit"]) == ("€ 47,50", "Bevestigd", "ja")
    assert told["Aangemaakt"] == "wo 14 okt 2026 12:00"
    assert "Veganistisch" not in told
    with translation.override("en"):
        assert told_of(anna, "reservations")[0]["Status"] == "Confirmed"


@pytest.mark.parametrize("model", [*(holding.model for holding in holdings.HOLDINGS), CustomerSummary])
def test_every_column_has_a_name_in_both_languages(model):
    """One without a name of its own is called as it is in the code, in English, whatever the language."""
    nameless = [
        column.name
        for column in model._meta.concrete_fields
        if not isinstance(column.verbose_name, Promise) and column.name not in knowing.LABELS
    ]

    assert set(nameless) <= knowing.UNTOLD | {"customer"}


def test_consent_is_told_with_how_when_and_by_whom(staff, anna):
    staff.first_name, staff.last_name = "Bram", "Vos"
    staff.save()
    acts.edit(anna, {"city": "Eersel"}, by=staff, at=THEN)
    acts.subscribe(anna, how_given="per telefoon", by=staff, at=THEN)
    acts.subscribe(anna, how_given="", by=None, at=NOON)

    assert data_of(anna)["consent"] == [
        {"at": "2026-10-14T10:00:00+00:00", "given": True, "how": "per telefoon", "by": "Bram Vos"},
        {"at": "2026-11-23T11:00:00+00:00", "given": False, "how": "", "by": "Foyer"},
    ]
    assert [row["Toestemming"] for row in told_of(anna, "consent")] == ["ja", "nee"]


def test_a_tag_is_told_by_whom_or_by_which_figures_and_since_when(staff, anna):
    ReservationFactory(customer=anna, event=EventFactory(date=TODAY), guests=12)
    ruled = {"rule": rule(("guests", "gte", 10)).plain(), "rule_at": THEN}
    Tag.objects.create(name="Nooit", rule=rule(("guests", "gte", 99)).plain(), rule_at=THEN)
    acts.tag(anna, tag=Tag.objects.create(name="Groot", **ruled), reason="Zei het zelf", by=staff, at=THEN)

    assert data_of(anna)["tags"] == [
        {"tag": "Groot", "by": "balie", "at": "2026-10-14T10:00:00+00:00", "reason": "Zei het zelf"},
        {
            "tag": "Groot", "by": "volgens de regel", "at": "2026-11-23",
            "reason": "Personen in totaal: 12 (minstens 10)",
        },
    ]  # fmt: skip
    assert told_of(anna, "tags")[1] == {
        "Tag": "Groot", "Door": "volgens de regel", "Om": "bereikt met de boeking voor ma 23 nov 2026",
        "Reden": "Personen in totaal: 12 (minstens 10)",
    }  # fmt: skip
    assert dict(knowing.counts(anna, at=NOON))["Tags"] == 2


def test_who_was_merged_into_them_is_part_of_it(anna):
    alias = CustomerFactory(email="oud@bos.nl", merged_into=anna)
    ReservationFactory(customer=alias)

    data = data_of(anna)

    assert [row["email"] for row in data["customer"]] == [anna.email, "oud@bos.nl"]
    assert len(data["reservations"]) == 1


def test_of_somebody_with_whom_they_were_merged_by_mistake_nothing_is_said(staff, anna):
    other = CustomerFactory(first_name="Bram", last_name="Vos", email="bram@vos.nl")
    Act.objects.create(
        kind=Act.Kind.MERGED, customer=anna, by=staff, at=NOON, data={"name": "Bram Vos", "other": other.pk},
        before={f"customer {other.pk}": {"email": "bram@vos.nl"}}, after={f"customer {other.pk}": {"email": ""}},
    )  # fmt: skip

    told = json.dumps(data_of(anna)) + str(told_of(anna, "acts"))

    assert "vos" not in told.casefold()
    assert "Samengevoegd" in told


def test_an_act_is_told_with_what_it_was_about(staff, anna):
    acts.edit(anna, {"city": "Eersel"}, by=staff, at=NOON, reason="Verhuisd")

    assert told_of(anna, "acts") == [
        {
            "Wanneer": "ma 23 nov 2026 12:00", "Wat er is gedaan": "Klantgegevens gewijzigd · plaats: geen → Eersel",
            "Door": "balie", "Reden": "Verhuisd",
        }
    ]  # fmt: skip


def test_few_columns_are_a_table_and_many_are_a_list(staff, anna):
    ReservationFactory(customer=anna)
    acts.write_note(anna, text="Zit vooraan", by=staff, at=NOON)

    parts = {part.name: part for part in knowing.everything(anna, at=NOON)}

    assert (parts["notes"].is_table, parts["reservations"].is_table) == (True, False)
    assert (parts["notes"].columns, parts["notes"].table) == (
        ["Notitie", "Door", "Om"], [["Zit vooraan", "balie", "ma 23 nov 2026 12:00"]],
    )  # fmt: skip


def test_that_it_was_handed_over_is_history_and_can_not_be_undone(staff, anna):
    act = handing_over.record(anna, form=handing_over.Form.DATA, by=staff, at=NOON)

    assert (act.kind, act.data, act.by) == (Act.Kind.DISCLOSED, {"format": "json"}, staff)
    assert list(knowing.handed_over(anna)) == [act]


@pytest.mark.parametrize("rows", [1, 3])
def test_gathering_takes_as_many_queries_whatever_there_is(django_assert_num_queries, desk, staff, anna, rows):
    for _row in range(rows):
        ReservationFactory(customer=anna, paid_cents=100)
        acts.write_note(anna, text="Zit vooraan", by=staff, at=NOON)

    with django_assert_num_queries(19):
        knowing.everything(anna, at=NOON)
