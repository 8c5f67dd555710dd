"""A whole backup: all of it or what is wrong with it, once, and counted to the cent."""

import json
from dataclasses import asdict

import pytest
from django.core import mail

from crm import identity
from reservations.imports import backup
from reservations.imports.backup import NotABackup
from reservations.imports.report import Sums
from reservations.models import Act, Event, Mail, Reservation
from tests.factories import NOON, TODAY, ReservationFactory
from tests.naive import assert_books_are_right, everything
from tests.reservations.imports import files
from tests.reservations.imports.files import booking, event, noted, option, refused, transaction

pytestmark = pytest.mark.django_db


@pytest.fixture
def all_kinds():
    """One of each kind, and two that can't be taken over."""
    return [
        booking(id="res-1", paymentStatus="paid", paymentReceivedAt="2026-10-05T10:00:00Z"),
        booking(id="res-2", email="b@example.nl", paymentTransactions=[transaction(100), transaction(-25)]),
        booking(id="res-3", status="cancelled", email="c@example.nl"),
        option(id="res-4", totalPrice=640),
        booking(id="res-5", status="waitlist", email="e@example.nl", numberOfPersons=3, totalPrice=225),
        booking(id="res-6", status="?", numberOfPersons=7, totalPrice=525),
        booking(id="res-7", totalPrice="veel", numberOfPersons=4),
    ]


def test_the_sums_are_those_of_the_file(take_over, all_kinds):
    report = take_over(*all_kinds)

    assert report.in_file == Sums(rows=7, guests=22, total_cents=15000 * 3 + 64000 + 22500 + 52500, paid_cents=22500)
    assert report.imported == Sums(rows=5, guests=11, total_cents=15000 * 3 + 64000, paid_cents=22500)
    assert report.left_out == Sums(rows=2, guests=11, total_cents=52500)
    assert report.not_owed == Sums(total_cents=22500)
    assert report.difference == Sums()
    assert {row_id for row_id, _field in refused(report)} == {"res-6", "res-7"}


def test_the_books_are_right_afterwards(take_over, all_kinds):
    take_over(*all_kinds)

    assert_books_are_right(at=NOON, today=TODAY)


def test_a_second_import_changes_nothing(take_over, all_kinds):
    take_over(*all_kinds)
    before = everything()
    report = take_over(*all_kinds)

    assert everything() == before
    assert report.imported == Sums()
    assert report.present == Sums(rows=5, guests=11, total_cents=15000 * 3 + 64000 + 22500, paid_cents=22500)
    assert report.difference == Sums()
    assert report.others["events"] == {"already_there": 1}


def test_a_later_file_adds_what_is_new_and_tells_what_changed(take_over):
    take_over(booking())
    report = take_over(
        booking(numberOfPersons=9, updatedAt="2026-11-01T10:00:00Z"), booking(id="res-2", email="b@example.nl")
    )

    assert noted(report) == ["res-1"]
    assert Reservation.objects.get(reference="res-1").guests == 2
    assert report.imported.rows == 1


@pytest.mark.parametrize("updated", [None, "gisteren", "2026-10-02T10:00:00Z"])
def test_what_did_not_change_is_not_told(take_over, updated):
    take_over(booking())

    assert noted(take_over(booking(updatedAt=updated))) == []


def test_a_dry_run_writes_nothing_and_says_the_same(take_over, all_kinds):
    before = everything()
    told = take_over(*all_kinds, dry_run=True)
    assert everything() == before

    done = take_over(*all_kinds)
    assert asdict(told) == asdict(done) | {"dry_run": True}


def test_nobody_gets_mail(take_over, all_kinds, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        take_over(*all_kinds)

    assert mail.outbox == []
    assert not Mail.objects.exists()


def test_a_reservation_made_in_foyer_keeps_its_reference(take_over):
    theirs = ReservationFactory(reference="res-1")
    report = take_over(booking(), booking(id="res-2"))

    assert refused(report) == [("res-1", "id")]
    assert Reservation.objects.get(reference="res-1").customer == theirs.customer


def test_of_two_rows_with_one_id_the_first_counts(take_over):
    report = take_over(booking(), booking(numberOfPersons=5))

    assert refused(report) == [("res-1", "id")]
    assert Reservation.objects.get().guests == 2


def test_second_bookings_of_one_address_for_one_evening_are_kept(take_over):
    take_over(booking(), booking(id="res-2"))

    assert Reservation.objects.count() == 2


@pytest.mark.parametrize("row", ["res-1", None, 5, [], True])
def test_what_is_no_row_is_refused_by_its_place(take_over, row):
    report = take_over(booking(), row, booking(id="res-3"))

    assert refused(report) == [("reservations[1]", "")]
    assert report.imported.rows == 2


def test_rows_without_an_id_are_refused_by_their_place(take_over):
    report = take_over(booking(id=None), booking(id=" "))

    assert [row_id for row_id, _field in refused(report)] == ["reservations[0]", "reservations[1]"]


def test_an_id_may_be_a_number(take_over):
    take_over(booking(id=17))

    assert Reservation.objects.get().reference == "17"


def test_what_was_imported_is_history(take_over):
    take_over()

    act = Act.objects.get()
    assert (act.kind, act.at, act.event) == (Act.Kind.IMPORTED, NOON, Event.objects.get())


def test_identity_decides_who_is_who(take_over, monkeypatch):
    """No second rule of who is whom: crm.identity is asked for every customer."""
    asked = []
    find_or_make = identity.find_or_make
    monkeypatch.setattr(
        identity, "find_or_make", lambda details, at: asked.append(details.email) or find_or_make(details, at=at)
    )
    take_over(booking(), booking(id="res-2"), events=[event()])

    assert asked == ["anna@example.nl"]


# The file as a whole


@pytest.mark.parametrize(
    "content",
    [
        pytest.param("", id="empty"),
        pytest.param("{", id="cut off"),
        pytest.param("ID,Bedrijf,Contact", id="a spreadsheet"),
        pytest.param("[]", id="a list"),
        pytest.param("[" * 100_000, id="a bottomless pit"),
        pytest.param({"events": []}, id="no reservations"),
        pytest.param({"reservations": []}, id="no events"),
        pytest.param({"events": {}, "reservations": []}, id="events of another kind"),
        pytest.param(files.file(config={"currency": "USD"}), id="another currency"),
    ],
)
def test_what_is_no_backup_is_refused_whole(tmp_path, content):
    before = everything()
    with pytest.raises(NotABackup):
        files.take_over(content, tmp_path)

    assert everything() == before


def test_a_file_of_another_encoding_is_no_backup(tmp_path):
    path = tmp_path / "backup.json"
    path.write_bytes("{'é': 1}".encode("latin-1"))

    with pytest.raises(NotABackup):
        backup.load(path)


def test_a_file_that_is_not_there_says_so(tmp_path):
    with pytest.raises(NotABackup, match=r"nothing\.json"):
        backup.load(tmp_path / "nothing.json")


def test_a_mark_at_the_beginning_is_no_harm(tmp_path):
    path = tmp_path / "backup.json"
    path.write_text(json.dumps(files.file()), encoding="utf-8-sig")

    assert backup.load(path)["version"] == "1.0.0"


def test_what_surrounds_the_rows_is_told_where_it_differs(take_over, settings):
    settings.OPTION_TERM_DAYS = 7
    report = take_over(
        config={"timeZone": "Europe/London", "theme": "dark"},
        bookingRules={"defaultOptionTermDays": 14, "closesAt": 17},
        version="2.0.0",
        vouchers=[],
    )

    told = {row for rows in report.notes.values() for row in rows}
    assert told == {
        "2.0.0", "Europe/London", "config.theme", "bookingRules.defaultOptionTermDays: 14", "bookingRules.closesAt",
        "vouchers",
    }  # fmt: skip
    assert report.is_clean


def test_a_file_without_a_date_is_of_today(take_over):
    report = take_over(exportDate=None, pricing={"byDayType": {"REGULAR": {"BWF": 80}}}, config=None)

    assert ["exportDate"] in report.notes.values()
    assert Event.objects.get().type.prices.latest("pk").valid_from == TODAY
