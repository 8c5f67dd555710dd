"""Evenings and parties for tests of the door, and what its page shows of them."""

from datetime import time

from django.urls import reverse

from tests.factories import TODAY, EventFactory, ReservationFactory
from tests.reading import by_list, references, words

DOOR = reverse("check-in:index")


def matinee(**columns):
    """It began an hour before NOON."""
    return EventFactory(**{"date": TODAY, "doors": time(10), "start": time(11), "end": time(14)} | columns)


def tonight(**columns):
    return EventFactory(date=TODAY, **columns)


def party(event, last_name="Bos", **columns):
    return ReservationFactory(event=event, customer__first_name="Jan", customer__last_name=last_name, **columns)


def shown(found):
    return references(by_list(found, "arrivals"))


def headed(found):
    return words(found.find(".//*[@class='page-head__sub']"))
