"""The door: which evening it is open for, who is expected there, and by which words they are found (R1, R4, R7)."""

import re
from collections.abc import Iterable
from datetime import datetime, time, timedelta

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from crm.normalise import folded
from crm.words import COUNTRY_CODES, PHONE
from reservations import labels
from reservations.calendar import moment
from reservations.models import Event, Reservation
from reservations.querysets import EventQuerySet
from reservations.vips import known_together

NIGHT_ENDS = time(6)  # until then the evening before may still be at the door


class Row:
    """A party in the list of the door: what it shows, the words that it is found by, and whether it was looked for."""

    def __init__(self, reservation: Reservation, *, asked: str = ""):
        self.reservation = reservation
        self.name = reservation.customer.display_name
        contact = reservation.contact if reservation.contact != self.name else ""
        parts = [contact, str(reservation.arrangement or ""), reservation.reference]
        self.facts = " · ".join(filter(None, parts))
        self.diet, self.occasion = labels.diet(reservation), labels.occasion(reservation)
        self.words = words_of(reservation)
        self.found = all(word in self.words for word in words_asked(asked))

    @property
    def by_name(self) -> tuple[str, str, int]:
        return folded(self.name), folded(self.reservation.contact), self.reservation.pk


def events(*, at: datetime) -> list[Event]:
    """Today's, in the order of the day; in the small hours yesterday's stand before them (R1)."""
    today = timezone.localdate(at)
    is_night = at < moment(today, NIGHT_ENDS)
    days = [today - timedelta(days=1), today] if is_night else [today]
    return list(_receiving().filter(date__in=days).order_by("date", "start", "pk"))


def preselected(offered: Iterable[Event], *, at: datetime) -> Event | None:
    """Of today's the first that is not over, else the last; None when there is nothing today."""
    todays = [event for event in offered if event.date == timezone.localdate(at)]
    return next((event for event in todays if ends_at(event) > at), todays[-1] if todays else None)


def next_event(*, at: datetime) -> Event | None:
    """The first of the days after today."""
    return _receiving().filter(date__gt=timezone.localdate(at)).order_by("date", "start", "pk").first()


def ends_at(event: Event) -> datetime:
    """Aware timestamp; an end before the start is after midnight."""
    days = 1 if event.end < event.start else 0
    return moment(event.date + timedelta(days=days), event.end)


def rows(event: Event, *, asked: str = "") -> list[Row]:
    """Everybody who is expected, in or not shown up, by name; whoever `asked` does not mean is not `found`."""
    parties = known_together(list(Reservation.objects.filter(event=event).on_the_door_list().for_rows()))
    return sorted((Row(reservation, asked=asked) for reservation in parties), key=lambda row: row.by_name)


def words_of(reservation: Reservation) -> str:
    """Name, company, contact, e-mail address, telephone and reference, without case and accents."""
    customer = reservation.customer
    names = [customer.display_name, customer.full_name, reservation.contact_name, customer.email, reservation.reference]
    numbers = [*_numbers(customer.phone), *_numbers(reservation.contact_phone)]
    return folded(" ".join(dict.fromkeys(filter(None, [*names, *numbers]))))


def words_asked(text: str) -> list[str]:
    """Each of these must be in the words of a party. See also asked() in static/js/checkin.js."""
    text = text.replace("(0)", "")
    if PHONE.fullmatch(text):
        text = re.sub(r"\D", "", text).removeprefix("00")
    return folded(text).split()


def _receiving() -> EventQuerySet:
    """Events that somebody can come to: open for booking, or with parties all the same."""
    parties = Reservation.objects.filter(event=OuterRef("pk")).on_the_door_list()
    return Event.objects.with_programme().filter(Q(active=True, type__bookable=True) | Exists(parties))


def _numbers(phone: str) -> list[str]:
    """As they are dialled from abroad, and from here."""
    digits = re.sub(r"\D", "", phone)
    return [digits] + [f"0{digits.removeprefix(code)}" for code in COUNTRY_CODES if digits.startswith(code)]
