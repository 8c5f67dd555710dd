"""manage.py tick: what the passing of time asks for. Nothing on screen depends on it (R11)."""

import os
import time

from django.core.management.base import BaseCommand
from django.db import DatabaseError, close_old_connections
from django.utils import timezone

from reservations import reminders


class Command(BaseCommand):
    help = "Sends the mail that is due. Run it every minute from cron or a timer; running it twice at once is safe."

    def add_arguments(self, parser):
        parser.add_argument("--every", type=int, metavar="SECONDS", help="go on until stopped, or the parent is gone")

    def handle(self, *, every, **options):
        parent = os.getppid()
        self._tick()
        while every and os.getppid() == parent:
            time.sleep(every)
            close_old_connections()
            try:
                self._tick()
            except DatabaseError as error:
                # A database that restarts must not end the one process that sends mail: the next round tries again.
                self.stderr.write(str(error))

    def _tick(self):
        for mail in reminders.deliver_due(at=timezone.now()):
            self.stdout.write(f"{mail.get_kind_display()} · {mail.to} · {mail.outcome}")
