"""Who still waits for seats at an event: neither booked nor gone."""

from django.db.models import QuerySet

from reservations.models import Event, WaitlistEntry

WAITS = [WaitlistEntry.Status.WAITING, WaitlistEntry.Status.CONTACTED]


def waiting_for(event: Event) -> QuerySet[WaitlistEntry]:
    return WaitlistEntry.objects.filter(event=event, status__in=WAITS)
