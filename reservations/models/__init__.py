"""What they book."""

from reservations.models.act import Act, Actor
from reservations.models.batch import Batch
from reservations.models.contact import ContactWord
from reservations.models.export import Export, ExportPiece
from reservations.models.follow_up import FollowUp
from reservations.models.letter import LetterTemplate, ReminderLevel
from reservations.models.line import Line
from reservations.models.mail import Mail
from reservations.models.money import Payment
from reservations.models.programme import (
    LARGEST_CAPACITY,
    Arrangement,
    Event,
    EventPrice,
    EventType,
    Extra,
    Price,
    Show,
)
from reservations.models.reservation import Reservation
from reservations.models.summary import CustomerSummary, EventSummary
from reservations.models.tag import ReservationTag
from reservations.models.waitlist import WaitlistEntry

__all__ = [
    "LARGEST_CAPACITY", "Act", "Actor", "Arrangement", "Batch", "ContactWord", "CustomerSummary", "Event", "EventPrice",
    "EventSummary", "EventType", "Export", "ExportPiece", "Extra", "FollowUp", "LetterTemplate", "Line", "Mail",
    "Payment", "Price", "ReminderLevel", "Reservation", "ReservationTag", "Show", "WaitlistEntry",
]  # fmt: skip
