"""The states of a reservation and the moves between them (R3, R4, R7), and those of who waits for one."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Status(TextChoices):
    PENDING = "pending", _("Pending")
    OPTION = "option", _("Option")
    REQUEST = "request", _("Request over capacity")
    CONFIRMED = "confirmed", _("Confirmed")
    CHECKED_IN = "checked_in", _("Checked in")
    NO_SHOW = "no_show", _("No-show")
    CANCELLED = "cancelled", _("Cancelled")
    REJECTED = "rejected", _("Rejected")


# R4: the only moves. Undo (reservations/undo.py) goes back along the one that was made.
TRANSITIONS: dict[Status, frozenset[Status]] = {
    Status.PENDING: frozenset({Status.CONFIRMED, Status.OPTION, Status.REJECTED, Status.CANCELLED}),
    Status.OPTION: frozenset({Status.CONFIRMED, Status.CANCELLED}),
    Status.REQUEST: frozenset({Status.PENDING, Status.CONFIRMED, Status.REJECTED}),
    Status.CONFIRMED: frozenset({Status.CHECKED_IN, Status.NO_SHOW, Status.CANCELLED}),
    Status.CHECKED_IN: frozenset({Status.CONFIRMED}),
    Status.NO_SHOW: frozenset({Status.CONFIRMED, Status.CHECKED_IN}),
    Status.CANCELLED: frozenset({Status.CONFIRMED}),
    Status.REJECTED: frozenset({Status.PENDING, Status.CONFIRMED}),
}

# R3: seats are held in these states, and by an option for as long as it is live.
HOLDS_SEATS = frozenset({Status.PENDING, Status.CONFIRMED, Status.CHECKED_IN, Status.NO_SHOW})

# R7: omzet, its bookings and its guests.
COUNTS_AS_OMZET = frozenset({Status.CONFIRMED, Status.CHECKED_IN, Status.NO_SHOW})

# Nobody comes, and nothing is owed (R6).
OFF = frozenset({Status.CANCELLED, Status.REJECTED})

# Who may still come: neither off, in, nor absent.
AWAITED = frozenset(Status) - OFF - {Status.CHECKED_IN, Status.NO_SHOW}


class WaitlistStatus(TextChoices):
    WAITING = "waiting", _("Waiting")
    CONTACTED = "contacted", _("Contacted")
    BOOKED = "booked", _("Booked")
    EXPIRED = "expired", _("Expired")
    CANCELLED = "cancelled", _("Cancelled")


# Seats are still of use to them, until the evening is over.
WAITING = frozenset({WaitlistStatus.WAITING, WaitlistStatus.CONTACTED})
