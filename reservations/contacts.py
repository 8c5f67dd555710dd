"""Who spoke to us, where it is not the customer: by which words their reservation is found."""

from collections.abc import Iterable

from crm import words
from reservations.models import ContactWord, Reservation


def write(reservations: Iterable[Reservation]) -> None:
    """Make the words of these reservations what their rows say; most have no contact of their own, and no words."""
    wanted = {row.pk: words.of_person(row.contact_name, row.contact_phone) for row in reservations}
    ContactWord.objects.filter(reservation__in=wanted).delete()
    ContactWord.objects.bulk_create(
        ContactWord(reservation_id=pk, word=word) for pk, found in wanted.items() for word in sorted(found)
    )
