"""The words that find a reservation by the contact it has of its own."""

from django.db import models

from reservations.models.reservation import Reservation


class ContactWord(models.Model):
    """Written by reservations/contacts.py whenever a contact is."""

    reservation = models.ForeignKey(Reservation, models.CASCADE, related_name="contact_words")
    word = models.BinaryField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["word", "reservation"], name="contact_word_once_per_reservation")
        ]

    def __str__(self) -> str:
        return bytes(self.word).decode(errors="replace")
