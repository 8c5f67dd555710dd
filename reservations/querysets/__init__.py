"""The vocabulary: every set of rows that Foyer asks for has its name here."""

from reservations.querysets.bookings import (
    CREDIT_CENTS,
    OUTSTANDING_CENTS,
    TOTAL_CENTS,
    URGENT,
    ReservationQuerySet,
    referred_to,
    urgent,
)
from reservations.querysets.events import EventQuerySet
from reservations.querysets.follow_ups import FollowUpQuerySet
from reservations.querysets.records import ActQuerySet, BatchQuerySet, MailQuerySet
from reservations.querysets.waitlist import WaitlistQuerySet

__all__ = [
    "CREDIT_CENTS", "OUTSTANDING_CENTS", "TOTAL_CENTS", "URGENT", "ActQuerySet", "BatchQuerySet", "EventQuerySet",
    "FollowUpQuerySet", "MailQuerySet", "ReservationQuerySet", "WaitlistQuerySet", "referred_to", "urgent",
]  # fmt: skip
