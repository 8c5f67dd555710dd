"""How the bookings of one event went, in a venue's years: most were paid and came."""

from collections.abc import Iterator
from datetime import UTC, datetime, time, timedelta
from random import Random
from typing import Any

from django.utils import timezone

from reservations import terms
from reservations.calendar import moment
from reservations.models import Event, Payment, Reservation
from reservations.seeding import names
from reservations.seeding.catalogue import Catalogue
from reservations.seeding.chance import percent
from reservations.seeding.crowd import LONGEST_LEAD, Crowd
from reservations.seeding.story import Story
from reservations.status import COUNTS_AS_OMZET, Status

PARTIES = (2, 2, 2, 2, 3, 4, 4, 4, 5, 6, 6, 8, 10, 16)
METHODS = tuple(Payment.Method.values)
SOURCES = (Reservation.Source.DESK, Reservation.Source.WEBSITE)
FOYER_CAME = timedelta(days=365)  # ago; what was over by then was taken over from the previous system
LATELY = timedelta(days=40)
OVERDUE, OPEN, PART_PAID = 0.04, 0.4, 0.5  # of what is due; of what is not due yet, up to
REASONS = ("Ziekte", "Andere datum gekozen", "Dubbel geboekt", "Gezelschap gaat niet door")
# Of a hundred bookings for an event that has been, and for one to come.
BEEN = {Status.CANCELLED: 7, Status.REJECTED: 1, Status.NO_SHOW: 2, Status.CHECKED_IN: 90}
COMING = {Status.CANCELLED: 4, Status.REJECTED: 1, Status.PENDING: 1, Status.OPTION: 3, Status.CONFIRMED: 91}


class History:
    """Tells the reservations of one event after another, and numbers them."""

    def __init__(self, rng: Random, crowd: Crowd, catalogue: Catalogue, *, at: datetime):
        self.rng, self.crowd, self.catalogue = rng, crowd, catalogue
        self.at = at.astimezone(UTC)
        self.today = timezone.localdate(at)
        self.number = 0

    def of(self, event: Event, parties: int) -> Iterator[Story]:
        """So many reservations, that together fit."""
        doors_at = moment(event.date, event.doors)
        fates = BEEN if doors_at < self.at else COMING
        ends = self.rng.choices(list(fates), list(fates.values()), k=parties)
        seats = event.capacity
        for others, end in zip(reversed(range(parties)), ends, strict=True):
            # At least one seat for each of the others.
            guests = min(self.rng.choice(PARTIES), seats - others)
            seats -= guests
            story = self._begun(event, guests, end)
            self._goes_on(story, end, doors_at)
            yield story

    def _begun(self, event: Event, guests: int, end: Status) -> Story:
        self.number += 1
        rng, since = self.rng, self._placed_at(event, end)
        free = end in COUNTS_AS_OMZET and percent(rng, 1.5)
        code = rng.choice(("BWF", "BWFM", "BWFM"))
        lines = self.catalogue.lines(event, code, guests, free=free)
        row = Reservation(
            reference=f"res-{self.number}", event=event, guests=guests, arrangement=self.catalogue.arrangements[code],
            customer_id=self.crowd.anyone_by(timezone.localdate(since), rng), source=rng.choice(SOURCES),
            discount_cents=500 * guests if percent(rng, 5) and not free else 0,
            created_at=since, **self._particulars(),
        )  # fmt: skip
        return Story(row, lines, [self.catalogue.tags["GENODIGDE"]] if free else [])

    def _placed_at(self, event: Event, end: Status) -> datetime:
        """Weeks before the event; what still waits for an answer came in these days."""
        hours = timedelta(hours=self.rng.uniform(50, 160) if end == Status.OPTION else self.rng.uniform(1, 72))
        if end in {Status.PENDING, Status.OPTION}:
            return self.at - hours
        day = event.date - timedelta(days=self.rng.randint(2, LONGEST_LEAD))
        return min(moment(day, time(self.rng.randint(8, 21), self.rng.randint(0, 59))), self.at - hours)

    def _particulars(self) -> dict[str, Any]:
        rng = self.rng
        said: dict[str, Any] = {}
        if percent(rng, 8):
            said["occasion"] = rng.choice(names.OCCASIONS)
        if percent(rng, 12):
            said[rng.choice(("vegetarian", "vegan", "gluten_free", "lactose_free"))] = rng.randint(1, 2)
        if percent(rng, 5):
            said["remarks"] = rng.choice(names.REMARKS)
        return said

    def _goes_on(self, story: Story, end: Status, doors_at: datetime) -> None:
        if doors_at < self.at - FOYER_CAME:
            self._is_taken_over(story, end, doors_at)
        elif end == Status.PENDING:
            story.submitted()
        elif end == Status.OPTION:
            # A few have lapsed; none outlasts its event.
            expires_at = self.at + timedelta(hours=self.rng.uniform(-20, 280))
            story.optioned(expires_at=terms.capped(expires_at, story.row.event), by=None)
        else:
            self._is_lived(story, end, doors_at)

    def _is_taken_over(self, story: Story, end: Status, doors_at: datetime) -> None:
        """With its money, without its history."""
        row = story.row
        state = {"due_on": terms.due_date(row.event, at=row.created_at)} if end != Status.REJECTED else {}
        if end == Status.CHECKED_IN:
            state["checked_in_at"] = doors_at + timedelta(minutes=self.rng.randint(1, 50))
        story.taken_over(end, at=self.at - FOYER_CAME, **state)
        if row.counts_as_omzet and row.total_cents:
            story.received(row.total_cents, method=self.rng.choice(METHODS), at=self._between(row.created_at, doors_at))

    def _is_lived(self, story: Story, end: Status, doors_at: datetime) -> None:
        """Placed, answered, paid, and at the door: each at a moment after the one before."""
        row, until = story.row, min(doors_at, self.at)
        answered = row.created_at + (until - row.created_at) * 0.1
        if end == Status.REJECTED:
            story.submitted()
            story.rejected(reason="Geen plaats", by=None, at=answered)
            return
        if row.source == Reservation.Source.WEBSITE:
            story.submitted()
            story.confirmed(by=None, at=answered)
        else:
            story.booked(by=None)
        if end == Status.CANCELLED:
            story.cancelled(reason=self.rng.choice(REASONS), by=None, at=self._between(answered, until))
            return
        self._is_paid(story, self._between(answered, until))
        if end == Status.CHECKED_IN:
            story.checked_in(by=None, at=min(doors_at + timedelta(minutes=self.rng.randint(1, 50)), self.at))
        elif end == Status.NO_SHOW:
            story.not_shown(by=None, at=min(row.event.starts_at + timedelta(minutes=45), self.at))

    def _is_paid(self, story: Story, at: datetime) -> None:
        """In the end by all; of late a few are overdue, and what is not due yet may be open or half paid."""
        row, luck = story.row, self.rng.random()
        is_late = row.due_on is not None and row.due_on < self.today
        if row.event.date < self.today - LATELY or (is_late and luck > OVERDUE) or luck > PART_PAID:
            cents = row.total_cents
        else:
            cents = 0 if is_late or luck < OPEN else row.total_cents // 2
        if cents:
            story.paid(cents, method=self.rng.choice(METHODS), by=None, at=at)

    def _between(self, earliest: datetime, latest: datetime) -> datetime:
        return earliest + (latest - earliest) * self.rng.random()
