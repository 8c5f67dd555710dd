"""A backup, imported by a command: what it tells and writes, and how it ends."""

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from reservations.imports import backup
from reservations.imports.backup import NotABackup
from reservations.models import Reservation
from reservations.refusals import Busy
from tests.reservations.imports import files
from tests.reservations.imports.files import booking

pytestmark = pytest.mark.django_db


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
