"""`manage.py forget`: erases the customers who were kept longer than RETENTION_MONTHS, or shows who they are."""

from django.conf import settings
from django.core.management import BaseCommand, CommandError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from reservations.customers.privacy import retention
from reservations.management.progress import Progress


class Command(BaseCommand):
    help = (
        "Erases for good the customers of whom nothing was heard for RETENTION_MONTHS. Interrupted and run again it "
        "goes on where it was."
    )

    def add_arguments(self, parser):
        parser.add_argument("--dry-run", action="store_true", help="show who it would be, and erase nobody")

    def handle(self, *, dry_run, **options):
        if not settings.RETENTION_MONTHS:
            raise CommandError(_("No term was set: RETENTION_MONTHS is 0."))
        if dry_run:
            for silence in retention.SILENCES:
                for customer in retention.each_due(silence, clock=timezone.now):
                    self.stdout.write(f"{customer.pk} · {customer}")
            return
        self._forget(Progress(self.stderr))

    def _forget(self, progress):
        erased = 0
        for looked_at, (customer, why) in enumerate(retention.forget(clock=timezone.now), start=1):
            erased += why is None
            if why:
                self.stdout.write(f"{customer.pk} · {why}")
            progress(_("Customers erased"), erased, looked_at)
        said = ngettext("%(count)d customer erased.", "%(count)d customers erased.", erased)
        self.stdout.write(said % {"count": erased})
