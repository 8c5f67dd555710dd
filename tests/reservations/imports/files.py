"""Small backups of the previous system, as its files have them: one evening, one booking, and what a test changes."""

import json
from datetime import UTC, datetime

from reservations.imports import backup
from reservations.management.progress import silent
from reservations.models import Reservation
from tests.factories import NOON

# Saturday 28 November 2026 at the venue: five days after NOON.
EVENING = "2026-11-27T23:00:00.000Z"


def event(**changes):
    return {
        "id": "event-1", "date": EVENING, "doorsOpen": "19:00", "startsAt": "20:00", "endsAt": "22:30",
        "type": "REGULAR", "showId": "show-1", "capacity": 230, "remainingCapacity": 4,
        "allowedArrangements": ["BWF", "BWFM"], "customPricing": None, "isActive": True, "waitlistActive": False,
        "notes": "",
    } | changes  # fmt: skip


def booking(**changes):
    """Two guests at BWF: € 150, confirmed, not paid."""
    return {
        "id": "res-1", "eventId": "event-1", "eventDate": EVENING, "companyName": "", "salutation": "Mevr",
        "firstName": "Anna", "lastName": "Özdemir", "contactPerson": "Anna Özdemir", "vatNumber": "",
        "address": "Dorpsstraat", "houseNumber": "12", "postalCode": "5521 AB", "city": "Eersel",
        "country": "Nederland", "phoneCountryCode": "+31", "phone": "0612345678", "email": "anna@example.nl",
        "numberOfPersons": 2, "arrangement": "BWF", "preDrink": {"enabled": False, "quantity": 0},
        "afterParty": {"enabled": False, "quantity": 0}, "merchandise": [], "partyPerson": "",
        "celebrationOccasion": "", "dietaryRequirements": {"other": ""}, "comments": "", "notes": "",
        "newsletterOptIn": False, "totalPrice": 150, "status": "confirmed", "requestedOverCapacity": False,
        "paymentStatus": "pending", "paymentMethod": None, "paymentTransactions": [], "tags": [],
        "communicationLog": [], "createdAt": "2026-10-01T10:00:00.000Z", "updatedAt": "2026-10-02T10:00:00.000Z",
        "isArchived": False,
    } | changes  # fmt: skip


def option(**changes):
    """Two guests without an arrangement or a price, placed on 1 October, live until 25 November."""
    return booking(
        status="option", arrangement=None, totalPrice=0, paymentStatus="not_applicable",
        email="option-1760000000017@temp.nl", optionPlacedAt="2026-10-01T10:00:00.000Z",
        optionExpiresAt="2026-11-25T10:00:00.000Z",
    ) | changes  # fmt: skip


def transaction(amount, **changes):
    kind = "refund" if amount < 0 else "payment"
    return {
        "id": "txn_1", "date": "2026-10-05T22:30:00.000Z", "type": kind, "amount": amount, "method": "ideal",
        "notes": "", "processedBy": "Admin", "referenceNumber": "NL1",
    } | changes  # fmt: skip


def file(*reservations, **changes):
    """A whole backup; without reservations it has one."""
    return {
        "events": [event()], "reservations": list(reservations) or [booking()],
        "shows": [{"id": "show-1", "name": "De Grote Kempen Show"}],
        "config": {"maxCapacity": 230, "currency": "EUR", "timeZone": "Europe/Amsterdam"},
        "pricing": {"byDayType": {"REGULAR": {"BWF": 75, "BWFM": 90}}},
        "addOns": {
            "preDrink": {"pricePerPerson": 15, "minPersons": 25},
            "afterParty": {"pricePerPerson": 15, "minPersons": 25},
        },
        "bookingRules": {"defaultOptionTermDays": 7}, "merchandise": [{"id": "m1", "name": "T-shirt", "price": 25}],
        "version": "1.0.0", "exportDate": "2026-11-22T07:00:00.000Z", "backend": "firestore",
    } | changes  # fmt: skip


def seconds(year, month, day, hour=0):
    """A moment in UTC as a document store writes it."""
    return {"seconds": int(datetime(year, month, day, hour, tzinfo=UTC).timestamp()), "nanoseconds": 0}


def save(content, folder):
    path = folder / "backup.json"
    path.write_text(content if isinstance(content, str) else json.dumps(content))
    return path


def take_over(content, folder, *, dry_run=False, progress=silent):
    """Import a file; gives the report."""
    return backup.run(save(content, folder), at=NOON, dry_run=dry_run, progress=progress)


def imported():
    """The one reservation that was taken over."""
    return Reservation.objects.select_related("customer", "event", "arrangement").get()


def noted(report):
    """Ids of rows that the report has a remark about, once for each remark."""
    return [row for rows in report.notes.values() for row in rows if row.startswith(("res-", "event-"))]


def refused(report):
    """(id, field) of everything that was refused."""
    return [(row.id, row.field) for row in report.refused]
