"""What Foyer writes to customers, in their language; also as a link for staff who would rather send it themselves."""

from urllib.parse import quote

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from reservations import labels, placeholders, wordings
from reservations.models import Mail, ReminderLevel, Reservation
from reservations.wordings import Wording

# Common mail programs cut a link off at 2,000 characters; this leaves room for the address.
LONGEST_MAILTO = 1600
LONGEST_SUBJECT = Mail._meta.get_field("subject").max_length


def payment_reminder(reservation: Reservation, *, level: int | None = None) -> tuple[str, str]:
    """(subject, body) of a reminder at `level`, without one at the next after the last that was sent.

    Says what is outstanding on the reservation as it is in memory, by when it was due, and how to pay.
    """
    level = level or reservation.next_reminder_level or ReminderLevel.LAST
    return written(wordings.in_force(level, reservation.customer.language), reservation)


def written(wording: Wording, reservation: Reservation) -> tuple[str, str]:
    """(subject, body) of this wording to the customer of a reservation; the subject is a line that a mail can hold."""
    with translation.override(wording.language):
        values = _values(reservation)
    subject = " ".join(placeholders.fill(wording.subject, values).split())[:LONGEST_SUBJECT]
    subject = subject or reservation.reference  # of a line whose field is not known nothing is left
    return subject, placeholders.fill(wording.body, values).strip() + "\n"


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


def _values(reservation: Reservation) -> dict[str, str]:
    """What stands in the place of each field; "" for what is not known."""
    customer, contact, guests = reservation.customer, reservation.contact, reservation.guests
    return {
        "naam": customer.addressed_as if contact == customer.full_name else contact or customer.addressed_as,
        "kenmerk": reservation.reference,
        "evenement": str(reservation.event.show),
        "datum": labels.day(reservation.event.date),
        "personen": ngettext("%(guests)s person", "%(guests)s persons", guests) % {"guests": guests},
        "bedrag": labels.money(max(0, reservation.outstanding_cents)),
        "vervaldatum": labels.day(reservation.due_on) if reservation.due_on else "",
        "iban": settings.VENUE_IBAN or _("the account in our confirmation"),
        "theater": settings.VENUE_NAME,
        "telefoon": settings.VENUE_PHONE,
    }
