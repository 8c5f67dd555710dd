"""manage.py tick: what the passing of time asks for. Nothing on screen depends on it (R11)."""

import os
import time

from django.core.management.base import BaseCommand
from django.db import DatabaseError, close_old_connections
from django.utils import timezone

from reservations import planning, reminders
from reservations.exports import making
from reservations.refusals import Refusal


class Command(BaseCommand):
    help = (
        "Sends the mail that is due, forgets old exports. Run it every minute from cron or a timer; running it twice "
        "at once is safe."
    )

    def add_arguments(self, parser):
        parser.add_argument("--every", type=int, metavar="SECONDS", help="go on until stopped, or the parent is gone")

    def handle(self, *, every, **options):
        planning.look_again()
        parent = os.getppid()
        if not every:
            return self._tick()
        while os.getppid() == parent:
            try:
                self._tick()
            except (DatabaseError, Refusal) as error:
                # A database that restarts, or a colleague at work, must not end the one process that sends mail.
                self.stderr.write(str(error))
            time.sleep(every)
            close_old_connections()
        return None

    def _tick(self):
        making.tidy(at=timezone.now())
        for mail in reminders.deliver_due(clock=timezone.now):
            self.stdout.write(f"{mail.get_kind_display()} · {mail.to} · {mail.outcome}")
