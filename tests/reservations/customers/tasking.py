"""What makes a rule ask for something, and what it asks for then."""

from datetime import timedelta

from reservations.customers import tasks
from reservations.models import Show
from reservations.status import Status
from tests.factories import NOON, TODAY, EventFactory, ReservationFactory

DAY = timedelta(days=1)


def wanted(rule, at=NOON, **asked):
    return tasks.of_rule(rule, at=at, **asked)


def option(days, **columns):
    """An option that ends at the wall time of noon so many days from today."""
    return ReservationFactory(status=Status.OPTION, option_expires_at=NOON + days * DAY, **columns)


def visit(days_ago, **columns):
    event = EventFactory(date=TODAY - days_ago * DAY, show=Show.objects.get_or_create(name="Winterrevue")[0])
    return ReservationFactory(event=event, status=Status.CHECKED_IN, checked_in_at=event.starts_at, **columns)
