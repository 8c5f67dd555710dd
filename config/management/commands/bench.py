"""manage.py bench: the table of docs/benchmark.md, measured here and now."""

import sys

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.db import connection, reset_queries
from django.test.utils import override_settings

from config import heap
from config.benchmark import measure
from reservations import planning
from reservations.models import Reservation


class Command(BaseCommand):
    help = (
        "Measures pages and acts on throw-away databases of the chosen sizes (beside the one of DATABASE_URL), "
        "or with --here on the database itself: its rows are left as they were, its history grows."
    )

    def add_arguments(self, parser):
        parser.add_argument("--sizes", nargs="+", default=["demo"], choices=["demo", "venue", "group"])
        parser.add_argument("--runs", type=int, default=40)
        parser.add_argument("--here", action="store_true", help="no throw-away database, no seeding")

    def handle(self, *, sizes, runs, here, **options):
        if here:
            self._table("here", runs)
            return
        for size in sizes:
            name = settings.DATABASES["default"]["NAME"]
            # Named, or SQLite's would be in memory, and that is another database than a file.
            connection.settings_dict["TEST"]["NAME"] = f"{name}_bench"
            connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
            try:
                call_command("createcachetable", verbosity=0)
                call_command("seed", size=size, stdout=sys.stderr)
                reset_queries()
                self._table(size, runs)
            finally:
                connection.creation.destroy_test_db(name, verbosity=0)

    # As in a worker of the server; what seeding left behind is no part of a page either.
    @heap.aside()
    @override_settings(DEBUG=False, SECURE_SSL_REDIRECT=False, ALLOWED_HOSTS=["localhost"])
    def _table(self, size, runs):
        planning.look_again()
        rows = Reservation.objects.count()
        self.stdout.write(f"\n{connection.vendor}, {size}: {rows:,} reservations, {runs} runs of each\n")
        self.stdout.write(f"{'':30}{'times':>7}{'p50 ms':>9}{'p95 ms':>9}{'queries':>9}{'KB':>8}")
        yardstick = None
        for row in measure(runs):
            yardstick = yardstick or row.p50
            times = f"{row.p50 / yardstick:6.1f}×"
            line = f"{row.what:30}{times}{row.p50:9.1f}{row.p95:9.1f}{row.queries:9}{row.kilobytes:8.1f}"
            self.stdout.write(line)
