"""Years of a venue, or of a group of them: written block by block, so that memory stays flat however long it gets."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from random import Random

from django.db import transaction
from django.utils import timezone

from reservations import loading, summaries
from reservations.models import Event
from reservations.seeding import names, programme
from reservations.seeding.catalogue import Catalogue
from reservations.seeding.crowd import Crowd
from reservations.seeding.history import History
from reservations.seeding.sizes import Plan

EVENTS_TOGETHER = 40
SUMS_TOGETHER = 1000
TYPES = {"REGULAR": 65, "MATINEE": 20, "CARE_HEROES": 10, "REQUEST": 5}
Progress = Callable[[str, int, int], None]


def seed(plan: Plan, rng: Random, *, at: datetime, progress: Progress) -> None:
    """Each block is kept as it is written: nothing this long fits in one transaction."""
    today, catalogue = timezone.localdate(at), Catalogue()
    crowd = Crowd(plan.customers, days_back=plan.days_back, today=today)
    while len(crowd.ids) < plan.customers:
        progress("Customers", len(crowd.ids), plan.customers)
        crowd.grow(rng)
    history = History(rng, crowd, catalogue, at=at)
    shows, evenings = programme.make_shows(), list(zip(plan.days(), plan.parties(), strict=True))
    for start in range(0, plan.events, EVENTS_TOGETHER):
        progress("Reservations", history.number, plan.reservations)
        _write(evenings[start : start + EVENTS_TOGETHER], history, shows)
    _sum_up(crowd.ids, today=today, progress=progress)


@transaction.atomic
def _write(evenings: list[tuple[int, int]], history: History, shows: dict) -> None:
    """So many days from today, so many parties: the events, all that was booked for them, and their sums."""
    events = [_event(days, history, shows) for days, _parties in evenings]
    Event.objects.bulk_create(events)
    stories = [
        story for event, (_days, parties) in zip(events, evenings, strict=True) for story in history.of(event, parties)
    ]
    loading.load([story.whole for story in stories], at=history.at, summarise=False)
    summaries.refresh(events=[event.pk for event in events], customers=[], today=history.today)


def _event(days: int, history: History, shows: dict) -> Event:
    [kind] = history.rng.choices(list(TYPES), list(TYPES.values()))
    show = history.rng.choice(list(names.SHOWS))
    return programme.event(show, kind, history.today + timedelta(days=days), shows, history.catalogue)


def _sum_up(customers: list[int], *, today: date, progress: Progress) -> None:
    """The customers' sums at the end: theirs are of many evenings."""
    for start in range(0, len(customers), SUMS_TOGETHER):
        progress("Sums", start, len(customers))
        with transaction.atomic():
            summaries.refresh(events=[], customers=customers[start : start + SUMS_TOGETHER], today=today)
