"""What Foyer writes to customers, in their language; also as a link for staff who would rather send it themselves."""

from datetime import datetime
from urllib.parse import quote

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation

from reservations.models import Reservation

# Common mail programs cut a link off at 2,000 characters; this leaves room for the address.
LONGEST_MAILTO = 1600


def payment_reminder(reservation: Reservation, *, at: datetime) -> tuple[str, str]:
    """(subject, body) of a reminder: what is outstanding at this moment, by when, and how to pay.

    The first line of the template is the subject.
    """
    with translation.override(reservation.customer.language):
        customer, contact = reservation.customer, reservation.contact
        context = {
            "name": customer.addressed_as if contact == customer.full_name else contact or customer.addressed_as,
            "reservation": reservation, "customer": reservation.customer, "event": reservation.event,
            "venue": settings.VENUE_NAME, "iban": settings.VENUE_IBAN, "telephone": settings.VENUE_PHONE,
        }  # fmt: skip
        subject, _empty, body = render_to_string("reservations/letters/payment_reminder.txt", context).partition("\n")
    return subject, body.strip() + "\n"


def mailto(address: str, subject: str, body: str) -> str:
    """A mailto link with subject and body, at most LONGEST_MAILTO characters: the body is cut at a line if need be."""
    link = f"mailto:{quote(address, safe='@')}?subject={quote(subject)}"
    lines = [quote(line) for line in body.splitlines()]
    while lines:
        whole = f"{link}&body={'%0D%0A'.join(lines)}"
        if len(whole) <= LONGEST_MAILTO:
            return whole
        lines.pop()
    return link
