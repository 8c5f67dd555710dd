"""`manage.py translations`: brings locale/ up to date, or checks that it is."""

from django.conf import settings
from django.core.management import BaseCommand, CommandError

from config.translations import Catalogue


class Command(BaseCommand):
    help = "Collects the texts of code and templates into locale/ and compiles them; needs no gettext."
    requires_system_checks = []

    def add_arguments(self, parser):
        parser.add_argument("--check", action="store_true", help="change nothing; fail when something is to do")

    def handle(self, *, check, **options):
        catalogue = Catalogue(settings.BASE_DIR)
        problems = catalogue.problems() if check else catalogue.update()
        if check and problems:
            raise CommandError("\n".join(problems))
        self.stdout.write("\n".join(problems) or "All texts are translated.")
