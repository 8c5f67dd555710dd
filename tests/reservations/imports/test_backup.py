"""A whole backup: all of it or what is wrong with it, once, and counted to the cent."""

import json
from dataclasses import asdict
from io import StringIO

import pytest
from django.core import mail
from django.core.management import CommandError, call_command
from django.db import IntegrityError

from crm import identity
from crm.models import Customer
from reservations import loading
from reservations.imports import backup, telling, writing
from reservations.imports.backup import NotABackup
from reservations.imports.catalogue import Catalogue
from reservations.imports.report import Report, Sums
from reservations.models import Act, Event, Mail, Reservation
from reservations.refusals import Busy
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


# When the database says no


@pytest.fixture
def culprit(monkeypatch):
    """The database refuses `res-2`, whatever it is written with."""
    load = loading.load

    def picky(wholes, **how):
        saved = load(wholes, **how)
        if any(row.reference == "res-2" for row in saved):
            raise IntegrityError("no")
        return saved

    monkeypatch.setattr(writing.loading, "load", picky)


@pytest.mark.usefixtures("culprit")
def test_a_row_that_the_database_refuses_takes_no_other_along(take_over):
    report = take_over(booking(), booking(id="res-2", email="new@example.nl"), booking(id="res-3"))

    assert [row_id for row_id, _field in refused(report)] == ["res-2"]
    assert (report.imported.rows, report.left_out.rows, report.difference) == (2, 1, Sums())
    assert not Customer.objects.filter(email="new@example.nl").exists()
    assert_books_are_right(at=NOON, today=TODAY)


@pytest.mark.usefixtures("culprit")
def test_a_waiting_row_that_the_database_refuses_is_owed_by_nobody_either(take_over, monkeypatch):
    monkeypatch.setattr(writing.WaitlistEntry.objects, "create", _refuse)
    report = take_over(booking(status="waitlist"))

    assert (report.left_out.total_cents, report.not_owed, report.difference) == (15000, Sums(), Sums())


def _refuse(**_columns):
    raise IntegrityError("no")


def test_events_that_somebody_else_imports_meanwhile_stop_this_one(tmp_path, monkeypatch):
    monkeypatch.setattr(Catalogue, "_make", lambda self, event: _refuse())
    with pytest.raises(NotABackup):
        files.take_over(files.file(), tmp_path)

    assert not Event.objects.exists()


def test_an_interrupted_import_goes_on_where_it_was(tmp_path, monkeypatch):
    monkeypatch.setattr(writing, "CHUNK", 1)
    content = files.file(*(booking(id=f"res-{n}", email=f"{n}@example.nl") for n in range(4)))

    def interrupt(what, done, total):
        if Reservation.objects.count() == 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        files.take_over(content, tmp_path, progress=interrupt)
    assert_books_are_right(at=NOON, today=TODAY)

    report = files.take_over(content, tmp_path)
    assert (report.imported.rows, report.present.rows, report.difference) == (2, 2, Sums())
    assert Reservation.objects.count() == 4


def test_the_number_of_queries_does_not_grow_with_the_rows(tmp_path, django_assert_max_num_queries):
    rows = [booking(id=f"res-{n}", status="pending") for n in range(40)]
    with django_assert_max_num_queries(90):
        files.take_over(files.file(*rows), tmp_path)


# The command


def run(path, **options):
    out = StringIO()
    call_command("import_backup", str(path), stdout=out, stderr=StringIO(), **options)
    return out.getvalue()


def test_the_command_tells_and_ends_well(tmp_path):
    told = run(files.save(files.file(), tmp_path))

    assert "backup.json" in told
    assert Reservation.objects.count() == 1


def test_the_command_fails_when_a_row_was_refused_and_tells_which(tmp_path):
    out = StringIO()
    path = files.save(files.file(booking(), booking(id="res-2", status="?")), tmp_path)
    with pytest.raises(CommandError) as failure:
        call_command("import_backup", str(path), stdout=out)

    assert failure.value.returncode == 1
    assert "res-2 · status" in out.getvalue()
    assert Reservation.objects.count() == 1


def test_the_command_writes_its_report(tmp_path):
    path = files.save(files.file(booking(promoCode="ZOMER")), tmp_path)
    told = run(path, dry_run=True, report=tmp_path / "report.txt")
    assert (tmp_path / "report.txt").read_text().strip() == told.strip()

    run(path, report=tmp_path / "report.json")
    report = json.loads((tmp_path / "report.json").read_text())
    assert report["reservations"]["imported"] == {"rows": 1, "guests": 2, "total_cents": 15000, "paid_cents": 0}
    assert report["others"]["events"] == {"imported": 1}
    assert ["res-1"] in [note["rows"] for note in report["notes"]]


def test_a_report_never_takes_the_place_of_the_backup(tmp_path):
    path = files.save(files.file(), tmp_path)
    with pytest.raises(CommandError):
        run(path, report=path)

    assert "events" in json.loads(path.read_text())
    assert not Reservation.objects.exists()


def test_a_report_that_can_not_be_written_says_so_and_undoes_nothing(tmp_path):
    with pytest.raises(CommandError, match="missing"):
        run(files.save(files.file(), tmp_path), report=tmp_path / "missing" / "report.txt")

    assert Reservation.objects.count() == 1


@pytest.mark.parametrize("refusal", [NotABackup("no"), Busy()])
def test_the_command_says_why_it_can_not(tmp_path, monkeypatch, refusal):
    monkeypatch.setattr(backup, "run", _raiser(refusal))

    with pytest.raises(CommandError, match=str(refusal)):
        run(tmp_path / "backup.json")


def test_the_command_says_how_to_go_on_after_an_interrupt(tmp_path, monkeypatch):
    monkeypatch.setattr(backup, "run", _raiser(KeyboardInterrupt()))

    with pytest.raises(CommandError) as failure:
        run(tmp_path / "backup.json")
    assert failure.value.returncode == 130


def _raiser(error):
    def raise_it(*args, **how):
        raise error

    return raise_it


# Telling


def test_a_report_names_some_rows_and_counts_all():
    report = Report("backup.json")
    for number in range(20):
        report.note("strange", f"res-{number}")

    told = telling.as_text(report)
    assert "strange: 20 (res-0," in told
    assert "res-19" not in told


@pytest.mark.parametrize("suffix", ["txt", "json"])
def test_a_report_can_be_written_whatever_is_in_the_file(tmp_path, suffix):
    report = Report("backup.json")
    report.note("half a sign \ud800", "res-\ud800")
    path = tmp_path / f"report.{suffix}"
    telling.save(report, path)

    assert "\\ud800" in path.read_text()


def test_amounts_are_written_the_dutch_way():
    assert telling.euros(123456789) == "€ 1.234.567,89"


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
