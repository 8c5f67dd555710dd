"""`manage.py seed`: fills an empty database with the demo, or with as much history as a venue or a group has."""

from django.core.management import BaseCommand, CommandError
from django.utils import timezone

from reservations.management.progress import Progress
from reservations.seeding import run
from reservations.seeding.sizes import SIZES


class Command(BaseCommand):
    help = "Fills an empty database: the demo (with a login, so only where DEBUG is on), or a venue's or group's years."

    def add_arguments(self, parser):
        parser.add_argument("--size", choices=SIZES, default="demo")
        parser.add_argument("--random-seed", type=int, default=1, metavar="N", help="another number: other people")

    def handle(self, *, size, random_seed, **options):
        try:
            run.seed(
                size, random_seed=random_seed, at=timezone.now(), say=self.stdout.write, progress=Progress(self.stdout)
            )
        except run.CannotSeed as refusal:
            raise CommandError(str(refusal)) from refusal
        except KeyboardInterrupt as error:
            raise CommandError(f"Interrupted, so this database is of no use. {run.AFRESH}", returncode=130) from error
