"""The JSON backup of the venue's previous system: read wholly, judged row by row, then written. Never mails."""

import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from django.db import IntegrityError
from django.db.models import Count, Sum
from django.utils.translation import gettext as _

from reservations import planning
from reservations.imports import money, programme, rows, surroundings, values
from reservations.imports.catalogue import Catalogue
from reservations.imports.fields import Problem, Row
from reservations.imports.planned import Booking, Planned
from reservations.imports.report import Report, Sums
from reservations.imports.surroundings import OtherCurrency
from reservations.imports.values import Unreadable
from reservations.imports.writing import Writer
from reservations.models import Act, Reservation, WaitlistEntry

CHUNK = 500
Progress = Callable[[str, int, int], None]


class NotABackup(Exception):
    """Nothing of the file was taken over; says why."""


def run(path: Path, *, at: datetime, dry_run: bool, progress: Progress) -> Report:
    """Take over what the file has and Foyer has not. Raises NotABackup; all else is in the report."""
    document = load(path)
    try:
        return _Import(document, path.name, at=at, dry_run=dry_run).run(progress)
    except OtherCurrency as error:
        raise NotABackup(str(error)) from error


def load(path: Path) -> dict[str, Any]:
    """The file's content, with every number as a Decimal. Raises NotABackup."""
    try:
        document = json.loads(
            path.read_text("utf-8-sig"), parse_float=Decimal, parse_int=Decimal, parse_constant=Decimal
        )
    except OSError as error:
        raise NotABackup(_("Can't read %(file)s: %(why)s") % {"file": path, "why": error.strerror}) from error
    except (ValueError, RecursionError) as error:
        raise NotABackup(_("%(file)s is no JSON: %(why)s") % {"file": path.name, "why": error}) from error
    if not isinstance(document, dict):
        raise NotABackup(_("%(file)s is no backup: it holds no groups of rows.") % {"file": path.name})
    for name in ("events", "reservations"):
        if not isinstance(document.get(name), list):
            raise NotABackup(_("%(file)s is no backup: it has no list “%(name)s”.") % {"file": path.name, "name": name})
    return document


class _Import:
    def __init__(self, document: dict[str, Any], source: str, *, at: datetime, dry_run: bool):
        self.backup, self.at = Row(document), at
        self.report = Report(source, dry_run=dry_run)
        self.catalogue = Catalogue()
        # What each reservation counts for in the file, by id.
        self.figures: dict[str, Sums] = {}

    def run(self, progress: Progress) -> Report:
        surroundings.compare(self.backup, self.report)
        exported_on = surroundings.export_date(self.backup, self.report, at=self.at)
        programme.read(self.backup, self.catalogue, self.report, exported_on=exported_on)
        planned = list(self._plan(progress))
        self._tell_of_full_events(planned)
        if self.report.dry_run:
            self._count(row.sums for row in planned)
        else:
            self._write_catalogue(exported_on)
            self._write(planned, progress)
            planning.analyse()
        self.report.refuse("file", self.report.source, *self.backup.problems)
        for name in self.backup.unknown():
            self.report.note(_("A part of the file that Foyer doesn't know: left out"), name)
        return self.report

    def _plan(self, progress: Progress) -> Iterator[Planned]:
        found = list(programme.identified(self.backup, "reservations"))
        known = _Known([row_id for row_id, _row in found])
        for number, (row_id, row) in enumerate(found):
            progress(_("Read"), number, len(found))
            figures = money.sums(row)
            self.report.in_file.add(figures)
            if not row.problems and row_id in known.imported:
                self.report.present.add(figures)
                self._tell_of_change(row_id, row, known.imported[row_id])
            elif planned := self._read(row_id, row, known):
                self.figures[row_id] = figures
                self.report.not_owed.add(figures.minus(planned.sums))
                self.report.keep_notes(row, row_id)
                yield planned
            else:
                self.report.refuse("reservation", row_id, *row.problems)
                self.report.left_out.add(figures)

    def _read(self, row_id: str, row: Row, known: "_Known") -> Planned | None:
        if row_id in known.taken:
            row.refuse("id", _("is the reference of a reservation that was made in Foyer"))
        planned = None if row.problems else rows.read(row_id, row, self.catalogue)
        return None if row.problems else planned

    def _write_catalogue(self, exported_on: date) -> None:
        try:
            self.catalogue.write(prices_from=exported_on)
        except IntegrityError as error:
            raise NotABackup(_("Somebody else is importing these events right now: run it again later.")) from error

    def _write(self, planned: list[Planned], progress: Progress) -> None:
        writer = Writer(planned, self.catalogue, source=self.report.source, at=self.at, refuse=self._refuse_late)
        try:
            writer.run(progress)
        finally:
            self._count(_stored(writer.written))

    def _refuse_late(self, row: Planned, reason: str) -> None:
        """The database would not have it."""
        self.report.refuse("reservation", row.id, Problem("", reason))
        figures = self.figures[row.id]
        self.report.left_out.add(figures)
        self.report.not_owed.add(row.sums.minus(figures))

    def _count(self, sums: Iterable[Sums]) -> None:
        for each in sums:
            self.report.imported.add(each)

    def _tell_of_change(self, row_id: str, row: Row, imported_as_of: str) -> None:
        try:
            updated = values.moment(row.raw("updatedAt"))
        except Unreadable:
            return
        if imported_as_of and updated > values.moment(imported_as_of):
            self.report.note(_("Changed in the previous system since it was imported: stays as Foyer has it"), row_id)

    def _tell_of_full_events(self, planned: Iterable[Planned]) -> None:
        """Judged here for the report, which a dry run gives as well; loading.load() flags the rows."""
        coming = [row for row in planned if isinstance(row, Booking) and row.holds_seats(at=self.at)]
        taken = Counter({event.source_id: 0 for event in self.catalogue.events.values()})
        for row in coming:
            taken[row.event.source_id] += row.guests
        held = Reservation.objects.filter(event__source_id__in=list(taken)).holding_seats(at=self.at)
        for source_id, guests in held.values_list("event__source_id").annotate(Sum("guests")):
            taken[source_id] += guests
        for source_id in dict.fromkeys(row.event.source_id for row in coming):
            if taken[source_id] > (capacity := self.catalogue.events[source_id].capacity):
                self.report.note(
                    _("More guests than seats: all are kept, and those who came last are flagged"),
                    f"{source_id}: {taken[source_id]}/{capacity}",
                )


class _Known:
    """Which ids Foyer has: `imported`, with the last change it knows of ("" where none), and `taken` by others."""

    def __init__(self, ids: list[str]):
        self.imported: dict[str, str] = {}
        self.taken: set[str] = set()
        for start in range(0, len(ids), CHUNK):
            self._look_up(ids[start : start + CHUNK])

    def _look_up(self, ids: list[str]) -> None:
        stored = Reservation.objects.filter(reference__in=ids).values_list("reference", "source")
        for reference, source in stored:
            if source == Reservation.Source.IMPORT:
                self.imported[reference] = ""
            else:
                self.taken.add(reference)
        acts = Act.objects.filter(kind=Act.Kind.IMPORTED, reservation__reference__in=ids)
        for reference, data in acts.values_list("reservation__reference", "data"):
            self.imported[reference] = data.get("kept", {}).get("updatedAt", "")
        waiting = WaitlistEntry.objects.filter(source_id__in=ids)
        self.imported |= dict.fromkeys(waiting.values_list("source_id", flat=True), "")


def _stored(ids: list[str]) -> Iterator[Sums]:
    """What the database has under these ids now."""
    for start in range(0, len(ids), CHUNK):
        chunk = ids[start : start + CHUNK]
        yield Sums(
            *Reservation.objects.filter(reference__in=chunk)
            .aggregate(
                rows=Count("pk"), guests=Sum("guests", default=0), total=Sum("total_cents", default=0),
                paid=Sum("paid_cents", default=0),
            )
            .values()
        )  # fmt: skip
        waiting = WaitlistEntry.objects.filter(source_id__in=chunk)
        yield Sums(*waiting.aggregate(rows=Count("pk"), guests=Sum("guests", default=0)).values())
