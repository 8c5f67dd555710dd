"""The guest list of one event as a file: what the door, the kitchen and the bar have to know."""

from collections.abc import Callable

from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from crm.files.columns import Column, Kind
from crm.files.listed import Listed
from reservations.exports.columns import company_of
from reservations.guest_list import GuestList
from reservations.labels import status_word
from reservations.models import Event, Line, Reservation

ADD_ONS = ("PREDRINK", "AFTERPARTY")


def _extra(code: str) -> Callable[[Reservation], int | None]:
    return lambda row: sum(line.quantity for line in row.lines.all() if _code(line) == code) or None


def _other_extras(row: Reservation) -> str:
    return ", ".join(f"{line.quantity} × {line}" for line in row.lines.all() if _code(line) not in ADD_ONS)


def _code(line: Line) -> str:
    return line.extra.code if line.extra else ""


class GuestListFile(Listed):
    """Of the event that the address names. What staff note for each other does not leave the house."""

    title = _("Guest list")
    # By the names that the venue's previous system gave its columns.
    columns = (
        Column("Referentie", lambda row: row.reference, width=12),
        Column("Bedrijfsnaam", company_of, width=28),
        Column("Aanhef", lambda row: row.customer.salutation, width=10),
        Column("Voornaam", lambda row: row.customer.first_name, width=16),
        Column("Achternaam", lambda row: row.customer.last_name, width=20),
        Column("Contactpersoon", lambda row: row.contact, width=24),
        Column("Email", lambda row: row.customer.email, width=28),
        Column("Telefoonnummer", lambda row: row.phone, Kind.PHONE, width=16),
        Column("Aantal Personen", lambda row: row.guests, Kind.NUMBER, width=15),
        Column("Arrangement", lambda row: str(row.arrangement)),
        Column("Feestvierder", lambda row: row.party_person, width=20),
        Column("Gelegenheid", lambda row: row.occasion, width=20),
        Column("Pre-drink Aantal", _extra("PREDRINK"), Kind.NUMBER, width=16),
        Column("After-party Aantal", _extra("AFTERPARTY"), Kind.NUMBER, width=18),
        Column("Extra's", _other_extras, width=24),
        Column("Vegetarisch Aantal", lambda row: row.vegetarian or None, Kind.NUMBER, width=18),
        Column("Veganistisch Aantal", lambda row: row.vegan or None, Kind.NUMBER, width=19),
        Column("Glutenvrij Aantal", lambda row: row.gluten_free or None, Kind.NUMBER, width=17),
        Column("Lactosevrij Aantal", lambda row: row.lactose_free or None, Kind.NUMBER, width=18),
        Column("Overig Dieet", lambda row: row.diet_other, width=24),
        Column("Opmerkingen", lambda row: row.remarks, width=36),
        Column("Tags", lambda row: ", ".join(tag.name for tag in row.tags.all()), width=20),
        Column("Status", lambda row: status_word(row.status)),
        Column("Totaal", lambda row: row.total_cents, Kind.EUROS, width=12),
        Column("Betaald", lambda row: row.paid_cents, Kind.EUROS, width=12),
        Column("Openstaand", lambda row: max(0, row.outstanding_cents), Kind.EUROS, width=12),
    )

    @cached_property
    def _event(self) -> Event | None:
        asked = self.query.get("event", "")
        return Event.objects.filter(pk=asked).first() if asked.isdecimal() else None

    @property
    def is_valid(self) -> bool:
        return self._event is not None

    @property
    def page(self) -> str:
        return reverse("events:guests", args=[self._event.pk]) if self._event else reverse("events:list")

    def file_name(self, ending: str) -> str:
        """Of which evening, rather than of which day it was made."""
        event = self._event
        return f"gastenlijst-{event.date.isoformat()}-{event.pk}.{ending}" if event else super().file_name(ending)

    @cached_property
    def _parties(self) -> dict[int, Reservation]:
        return {row.pk: row for row in GuestList(self._event, at=self.at).parties} if self._event else {}

    def keys(self):
        return list(self._parties)

    def rows(self, keys):
        return [self._parties[key] for key in keys]
