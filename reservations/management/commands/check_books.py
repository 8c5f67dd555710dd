"""`manage.py check_books`: proves that all stored sums are what the rows say, or shows where they aren't."""

from django.core.management import BaseCommand, CommandError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from reservations import books
from reservations.management.progress import Progress
from reservations.refusals import Busy


class Command(BaseCommand):
    help = "Recomputes seats, totals, ledgers and summaries from their rows. Ends with 1 while something differs."

    def add_arguments(self, parser):
        parser.add_argument("--repair", action="store_true", help="mend what differs, and record it in the history")

    def handle(self, *, repair, **options):
        left = 0
        try:
            for difference in books.check(at=timezone.now(), mend=repair, progress=Progress(self.stderr)):
                mended = repair and difference.mendable
                left += not mended
                self.stdout.write(str(difference) + (" · " + _("mended") if mended else ""))
        except Busy as error:
            raise CommandError(str(error)) from error
        if left:
            raise CommandError(ngettext("%(left)d difference.", "%(left)d differences.", left) % {"left": left})
        self.stdout.write(_("The books are right."))
