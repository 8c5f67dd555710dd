"""A reservation of the previous system, read wholly: what Foyer will keep of it, or why it can't be taken over."""

from datetime import UTC, datetime
from typing import Any

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _

from reservations.calendar import later
from reservations.imports import money, people, remarks
from reservations.imports.catalogue import Catalogue, Columns, PlannedEvent
from reservations.imports.fields import Row
from reservations.imports.planned import Booking, Planned, PlannedLine, Waiting
from reservations.models import WaitlistEntry
from reservations.status import COUNTS_AS_OMZET, Status

STATES = {
    "pending": Status.PENDING,
    "confirmed": Status.CONFIRMED,
    "rejected": Status.REJECTED,
    "cancelled": Status.CANCELLED,
    "checked-in": Status.CHECKED_IN,
    "request": Status.REQUEST,
    "option": Status.OPTION,
}
WAITLIST = "waitlist"
# Kept in the history as they stand: Foyer derives these, or has no place for them.
KEPT = ("paymentStatus", "paymentTransactions", "pricingSnapshot", "requestedOverCapacity", "checkedInBy")
EXTRAS = ("preDrink", "afterParty", "merchandise")
LARGEST_DISCOUNT = 2_000_000_000  # cents; what the column holds, and no discount


def read(row_id: str, row: Row, catalogue: Catalogue) -> Planned | None:
    """What becomes of the row. When it has problems afterwards, the answer is not to be used."""
    row.need("eventId", "numberOfPersons", "status")
    status = row.choice("status", [*STATES, WAITLIST])
    event = catalogue.events.get(row.text("eventId"))
    if event is None and row.given("eventId"):
        row.refuse("eventId", _("is no event of the file or of an earlier import"))
    updated = row.moment("updatedAt")
    created = row.moment("createdAt") or updated
    if created is None:
        row.need("createdAt")
    guests = row.whole("numberOfPersons", least=1, most=money.MOST)
    basics = {"details": people.read(row), "newsletter": row.flag("newsletterOptIn")}
    if event is None or guests is None or created is None:
        return None
    basics |= {"id": row_id, "event": event, "created_at": created, "guests": guests}
    if status == WAITLIST:
        return _waiting(row, basics, catalogue)
    return _Booking(row, basics, catalogue, STATES.get(status, Status.PENDING), updated or created).read()


class _Booking:
    """Reads a row that becomes a reservation."""

    def __init__(self, row: Row, basics: Columns, catalogue: Catalogue, status: Status, updated: datetime):
        self.row, self.basics, self.catalogue, self.status, self.updated = row, basics, catalogue, status, updated
        self.event: PlannedEvent = basics["event"]
        self.arrangement = row.choice("arrangement", catalogue.arrangements)
        self.total = row.cents("totalPrice") or 0
        self.wishes = money.wishes(row, catalogue, basics["guests"])

    def read(self) -> Booking:
        self._judge()
        lines, discount = self._lines()
        columns = {
            "status": self.status, "guests": self.basics["guests"], "updated_at": self.updated,
            "due_on": self.row.day("paymentDueDate"), "contact_name": people.contact_name(self.row),
            "checked_in_at": self._arrival(), **remarks.columns(self.row), **self._option(has_price=bool(lines)),
        }  # fmt: skip
        payments = money.payments(self.row, self.total, fallback=self.updated)
        if self.row.text("paymentStatus") == "overdue" and not columns["due_on"]:
            self.row.note(_("Called overdue, but has no due date: stands under “no due date”"))
        tags, logged = remarks.tags(self.row), remarks.logged(self.row)
        return Booking(
            **self.basics, columns=columns, arrangement=self.arrangement, lines=lines, discount_cents=discount,
            payments=payments, tags=tags, logged=logged, kept=self._kept(has_price=bool(lines)),
        )  # fmt: skip

    def _judge(self) -> None:
        if self.status in COUNTS_AS_OMZET and not self.row.given("arrangement"):
            self.row.refuse("arrangement", _("is missing on a booking that counts as sold"))
        if self.status != Status.OPTION:
            self.row.need("totalPrice")
        day = self.row.day("eventDate")
        if day and day != self.event.date:
            self.row.note(_("Has another date than its event: the event's counts"))

    def _lines(self) -> tuple[list[PlannedLine], int]:
        if self.status == Status.OPTION and not self.total:
            # Nothing was agreed yet: confirming asks for what is missing, and prices it (R2).
            return [], 0
        lines, discount = money.lines(
            self.event, self.arrangement, self.basics["guests"], self.wishes, self.total, self.catalogue
        )
        if discount > LARGEST_DISCOUNT:
            self.row.refuse("totalPrice", _("is out of all proportion to what is ordered"))
        return lines, discount

    def _arrival(self) -> datetime | None:
        arrived = self.row.moment("checkedInAt")
        if self.status != Status.CHECKED_IN:
            return None
        if arrived is None:
            self.row.note(_("Checked in at an unknown moment: taken as the start of the event"))
        return arrived or self.event.starts_at

    def _option(self, *, has_price: bool) -> Columns:
        placed, expires = self.row.moment("optionPlacedAt"), self.row.expiry("optionExpiresAt")
        notes = [self.row.text("optionNotes")]
        followed = self.row.flag("optionFollowedUp")
        if self.status != Status.OPTION:
            expires = None
        else:
            expires = self._expiry(placed or self.basics["created_at"], expires)
            # Without a price there are no lines to hold them.
            notes += [] if has_price else [f"{line.description} × {line.quantity}" for line in self.wishes]
        return {
            "option_placed_at": placed, "option_expires_at": expires, "option_notes": "\n".join(filter(None, notes)),
            "followed_up_at": self.updated if followed else None,
        }  # fmt: skip

    def _expiry(self, placed: datetime, expires: datetime | None) -> datetime:
        if expires is None:
            self.row.note(_("An option without an expiry: gets the usual term"))
            expires = later(placed, days=settings.OPTION_TERM_DAYS)
        if expires > self.event.starts_at:
            self.row.note(_("An option that outlasts its event: ends when the event starts"))
        return min(expires, self.event.starts_at)

    def _kept(self, *, has_price: bool) -> dict[str, Any]:
        """Comes last: it takes what nothing has asked for."""
        unknown = [name for name in self.row.unknown() if name not in KEPT and self.row.given(name)]
        for name in unknown:
            self.row.note(_("Kept in the history alone: %(field)s") % {"field": name})
        kept = self.row.kept(*KEPT, *unknown, *(() if has_price else EXTRAS))
        return {"updatedAt": self.updated.astimezone(UTC).isoformat(), **kept}


def _waiting(row: Row, basics: Columns, catalogue: Catalogue) -> Waiting:
    if money.payments(row, row.cents("totalPrice") or 0, fallback=basics["created_at"]):
        row.refuse("paymentStatus", _("says that money came in for what only stands on the waitlist"))
    words = [people.contact_name(row), row.choice("arrangement", catalogue.arrangements)]
    words += [f"{line.description} × {line.quantity}" for line in money.wishes(row, catalogue, basics["guests"])]
    words += [row.text("comments"), row.text("notes"), *(tag.name for tag in remarks.tags(row))]
    for act in remarks.logged(row):
        if act["at"]:
            words.append(f"{timezone.localdate(act['at']):%d-%m-%Y} {act['data'].get('text', '')}")
    status = WaitlistEntry.Status.EXPIRED if row.flag("isArchived") else WaitlistEntry.Status.WAITING
    columns = {"notes": "\n".join(filter(None, words)), "status": status}
    return Waiting(**basics, columns=columns)
