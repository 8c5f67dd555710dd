"""What Foyer writes to customers, in their language; also as a mailto link for staff who would rather send it themselves."""

from datetime import datetime
from urllib.parse import quote

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation

from reservations.models import Reservation

# Common mail programs cut a link off at 2,000 characters; this leaves room for the address.
LONGEST_MAILTO = 1600


def payment_reminder(reservation: Reservation, *, at: datetime) -> tuple[str, str]:
    """(subject, body) of a reminder: what is outstanding at this moment, by when, and how to pay."""
    with translation.override(reservation.customer.language):
        context = {
            "reservation": reservation, "customer": reservation.customer, "event": reservation.event,
            "days_late": reservation.days_late(at=at), "venue": settings.VENUE_NAME, "iban": settings.VENUE_IBAN,
            "telephone": settings.VENUE_PHONE,
        }  # fmt: skip
        subject = render_to_string("reservations/letters/payment_reminder_subject.txt", context)
        body = render_to_string("reservations/letters/payment_reminder.txt", context)
    return " ".join(subject.split()), body.strip() + "\n"


def mailto(address: str, subject: str, body: str) -> str:
    """A mailto link with subject and body, at most LONGEST_MAILTO characters: the body is cut at a line if need be."""
    lines = body.splitlines()
    while lines:
        link = f"mailto:{quote(address, safe='@')}?subject={quote(subject)}&body={quote(chr(13) + chr(10)).join(map(quote, lines))}"
        if len(link) <= LONGEST_MAILTO:
            return link
        lines.pop()
    return f"mailto:{quote(address, safe='@')}?subject={quote(subject)}"
