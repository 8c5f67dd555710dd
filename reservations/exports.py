"""Files for other programs. As CSV they open in a spreadsheet as they are, and nothing in them is ever a formula."""

import csv
from collections.abc import Callable, Iterable, Iterator, Sequence

from reservations.guest_list import GuestList
from reservations.labels import amount, status_word
from reservations.models import Line, Reservation

BOM = "\ufeff"  # tells a spreadsheet that it is UTF-8
FORMULA = ("=", "+", "-", "@", "\t", "\r")


class _Line:
    """What csv writes to: gives each line back instead of keeping it."""

    def write(self, line: str) -> str:
        return line


def csv_lines(head: Sequence[str], rows: Iterable[Sequence[object]]) -> Iterator[str]:
    """Line by line, as `rows` are read: all quoted, with semicolons between, as Dutch spreadsheets have it."""
    writer = csv.writer(_Line(), delimiter=";", quoting=csv.QUOTE_ALL)
    yield BOM + writer.writerow(head)
    for row in rows:
        yield writer.writerow([neutral(cell) for cell in row])


def neutral(cell: object) -> str:
    """A cell's text, which no spreadsheet takes for a formula."""
    text = str(cell)
    return f"'{text}" if text.startswith(FORMULA) else text


def guest_list_lines(guests: GuestList) -> Iterator[str]:
    """One line per party that comes, by name."""
    rows = ([value(row) for value in GUEST_LIST.values()] for row in guests.parties)
    return csv_lines(list(GUEST_LIST), rows)


ADD_ONS = ("PREDRINK", "AFTERPARTY")


def _extra(code: str) -> Callable[[Reservation], object]:
    return lambda row: sum([line.quantity for line in row.lines.all() if _code(line) == code]) or ""


def _other_extras(row: Reservation) -> str:
    return ", ".join(f"{line.quantity} × {line}" for line in row.lines.all() if _code(line) not in ADD_ONS)


def _code(line: Line) -> str:
    return line.extra.code if line.extra else ""


# By the names that the venue's previous system gave its columns: who made lists of such files can go on doing so.
GUEST_LIST: dict[str, Callable[[Reservation], object]] = {
    "Referentie": lambda row: row.reference,
    "Bedrijfsnaam": lambda row: row.customer.company or "",
    "Aanhef": lambda row: row.customer.salutation,
    "Voornaam": lambda row: row.customer.first_name,
    "Achternaam": lambda row: row.customer.last_name,
    "Contactpersoon": lambda row: row.contact,
    "Email": lambda row: row.customer.email,
    "Telefoonnummer": lambda row: row.phone,
    "Aantal Personen": lambda row: row.guests,
    "Arrangement": lambda row: row.arrangement,
    "Feestvierder": lambda row: row.party_person,
    "Gelegenheid": lambda row: row.occasion,
    "Pre-drink Aantal": _extra("PREDRINK"),
    "After-party Aantal": _extra("AFTERPARTY"),
    "Extra's": _other_extras,
    "Vegetarisch Aantal": lambda row: row.vegetarian or "",
    "Veganistisch Aantal": lambda row: row.vegan or "",
    "Glutenvrij Aantal": lambda row: row.gluten_free or "",
    "Lactosevrij Aantal": lambda row: row.lactose_free or "",
    "Overig Dieet": lambda row: row.diet_other,
    "Opmerkingen": lambda row: row.remarks,
    "Tags": lambda row: ", ".join(tag.name for tag in row.tags.all()),
    "Status": lambda row: status_word(row.status),
    "Totaal": lambda row: amount(row.total_cents),
    "Betaald": lambda row: amount(row.paid_cents),
    "Openstaand": lambda row: amount(max(0, row.outstanding_cents)),
}
