"""Seeding: only into an empty database, and the demo only where it can do no harm."""

from collections.abc import Callable
from datetime import datetime
from random import Random

from django.conf import settings
from django.db import transaction
from django.test.utils import override_settings

from crm.models import Customer
from reservations import planning
from reservations.models import Event, Reservation
from reservations.seeding import bulk, demo
from reservations.seeding.sizes import SIZES

AFRESH = (
    "Seed an empty one (another DATABASE_URL). Or, where everything may go, start afresh: `manage.py migrate crm zero` "
    "deletes all customers, events and reservations, `manage.py migrate` lays out empty tables; then seed again."
)


class CannotSeed(Exception):
    """The sentence says why, and what to do instead."""


def seed(size: str, *, random_seed: int, at: datetime, say: Callable[[str], object], progress: bulk.Progress) -> None:
    """The same rows for the same size, random seed and moment. Raises CannotSeed."""
    if not is_empty():
        raise CannotSeed(f"This database has reservations, events or customers already. {AFRESH}")
    plan, rng = SIZES[size], Random(random_seed)  # noqa: S311 (nothing here is secret)
    if plan:
        # With DEBUG Django would keep the text of the latest 9,000 queries: each is a block of rows.
        with override_settings(DEBUG=False):
            bulk.seed(plan, rng, at=at, progress=progress)
        say(f"{plan.reservations:,} reservations of {plan.customers:,} customers for {plan.events:,} events.")
    elif settings.DEBUG:
        # All or nothing: `manage.py serve` seeds whenever it finds no reservations.
        with transaction.atomic():
            demo.seed(rng, at=at, say=say)
    else:
        raise CannotSeed("The demo brings a login that everybody knows, so it needs DEBUG=1. Elsewhere: --size venue.")
    planning.analyse()


def is_empty() -> bool:
    """Whether a seed would go ahead. An interrupted one may have left customers and no reservations."""
    return not any(model.objects.exists() for model in (Reservation, Event, Customer))
