"""`manage.py import_backup`: takes over a backup of the venue's previous system."""

from pathlib import Path

from django.core.management import BaseCommand, CommandError
from django.utils import timezone
from django.utils.translation import gettext as _

from reservations.imports import backup, telling
from reservations.management.progress import Progress
from reservations.refusals import Busy


class Command(BaseCommand):
    help = (
        "Takes over a JSON backup of the previous system; never mails. What is there already is left alone: it can be "
        "run again, also after an interrupt. Ends with 1 when a row was refused."
    )

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path)
        parser.add_argument("--dry-run", action="store_true", help="say what would happen, write nothing")
        parser.add_argument("--report", type=Path, metavar="FILE", help="write the report too: .json, or text")

    def handle(self, *, file, dry_run, report, **options):
        if report and report.resolve() == file.resolve():
            raise CommandError(_("The report would take the place of the backup: choose another name."))
        try:
            outcome = backup.run(file, at=timezone.now(), dry_run=dry_run, progress=Progress(self.stderr))
        except (backup.NotABackup, Busy) as error:
            raise CommandError(str(error)) from error
        except KeyboardInterrupt as error:
            raise CommandError(_("Interrupted. Run it again: it goes on where it was."), returncode=130) from error
        self.stdout.write(telling.as_text(outcome))
        if report:
            self.save(outcome, report)
        if not outcome.is_clean:
            raise CommandError(_("Not all could be imported: see the list above."))

    def save(self, outcome, path):
        try:
            telling.save(outcome, path)
        except OSError as error:
            raise CommandError(_("Can't write %(file)s: %(why)s") % {"file": path, "why": error.strerror}) from error
