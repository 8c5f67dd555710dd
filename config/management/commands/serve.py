"""`manage.py serve`: everything Foyer needs to run on one machine, from nothing to the address to open."""

import os
import socket
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.management import BaseCommand, CommandError, call_command
from django.db import connection, connections
from django.db.migrations.executor import MigrationExecutor

from config import server

DEMO = "balie"


class Command(BaseCommand):
    help = "Prepares the database, fills it with demo data when it is empty, and serves Foyer on 127.0.0.1."

    def add_arguments(self, parser):
        # As text, argparse checks it like one that is typed.
        parser.add_argument("--port", type=int, default=os.environ.get("PORT") or "8000")

    def handle(self, *, port, **options):
        refuse_taken(port)
        self.prepare()
        self.stdout.write(f"Foyer: http://{server.ADDRESS}:{port}/{login()} (Ctrl-C stops)")
        self.stdout.flush()
        # The workers start as copies of this process: they may not inherit its connections.
        connections.close_all()
        server.run(port)

    def prepare(self):
        settings.VAR_DIR.mkdir(exist_ok=True)
        if unapplied():
            self.stdout.write("Bringing the database up to date…")
            call_command("migrate", interactive=False, verbosity=0)
        call_command("createcachetable", verbosity=0)
        if settings.DEBUG and is_empty():
            call_command("seed", size="demo", stdout=self.stdout)
        if not settings.DEBUG and not (Path(settings.STATIC_ROOT) / "staticfiles.json").exists():
            call_command("collectstatic", interactive=False, verbosity=0)


def refuse_taken(port):
    with socket.socket() as probe:
        # As the server will ask: a port that was only just let go counts as free.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((server.ADDRESS, port))
        except OSError as error:
            raise CommandError(f"Can't listen on port {port}: {error.strerror}. Choose another: PORT=8001") from error


def unapplied():
    executor = MigrationExecutor(connection)
    return executor.migration_plan(executor.loader.graph.leaf_nodes())


def is_empty():
    models = (apps.get_model(name) for name in ("reservations.Reservation", "reservations.Event", "crm.Customer"))
    return not any(model.objects.exists() for model in models)


def login():
    """Tell the demo's login, which the demo data alone brings along."""
    known = settings.DEBUG and get_user_model().objects.filter(username=DEMO).exists()
    return f"  user {DEMO}, password {DEMO}" if known else ""
