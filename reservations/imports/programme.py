"""The programme in a backup: prices, extras, shows and events, read into the catalogue for its reservations."""

from collections.abc import Iterator
from datetime import date

from django.utils.translation import gettext as _

from reservations.imports.catalogue import ADD_ONS, Catalogue, Columns, PlannedEvent, PlannedExtra
from reservations.imports.fields import Row
from reservations.imports.report import Report
from reservations.models import LARGEST_CAPACITY, Extra

LONGEST_ID = 40  # as Reservation.reference
USUAL_CAPACITY = 230


def identified(backup: Row, name: str) -> Iterator[tuple[str, Row]]:
    """(id, or the place in the list; row) of all in a list. A row that can't be told apart has its problem already."""
    seen: set[str] = set()
    for place, entry in backup.entries(name):
        row = Row(entry if isinstance(entry, dict) else {})
        if isinstance(entry, dict):
            row.need("id")
        else:
            row.refuse("", _("is no group of fields"))
        row_id = row.text("id", longest=LONGEST_ID)
        if row_id and row_id in seen:
            row.refuse("id", _("stands in the file twice: the first one counts"))
        seen.add(row_id)
        yield row_id or place, row


def read(backup: Row, catalogue: Catalogue, report: Report, *, exported_on: date) -> None:
    """Plan what is new; refuse what can't be read. The reservations of a refused event are refused with it."""
    _read_prices(backup.part("pricing"), catalogue, report, exported_on=exported_on)
    _compare_add_ons(backup.part("addOns"), catalogue, report)
    for row_id, row in identified(backup, "merchandise"):
        _read_item(row_id, row, catalogue, report)
    shows = _read_shows(backup, report)
    for row_id, row in identified(backup, "events"):
        _read_event(row_id, row, shows, catalogue, report)


def _read_prices(pricing: Row, catalogue: Catalogue, report: Report, *, exported_on: date) -> None:
    by_type = pricing.part("byDayType")
    for kind in by_type.names():
        prices = by_type.part(kind)
        for code in prices.names():
            if (cents := prices.cents(code)) is not None:
                _price(kind, code, cents, catalogue, report, exported_on)
    for name in pricing.unknown():
        report.note(_("Not taken over"), f"pricing.{name}")


def _price(kind: str, code: str, cents: int, catalogue: Catalogue, report: Report, exported_on: date) -> None:
    where = f"{kind} {code}"
    if kind not in catalogue.types or code not in catalogue.arrangements:
        report.note(_("A price for a type or an arrangement that Foyer doesn't have: not taken over"), where)
        return
    catalogue.prices[kind, code] = cents
    if cents == catalogue.stored_price(kind, code, exported_on):
        return
    if catalogue.has_price_from(kind, code, exported_on):
        report.note(_("Foyer has another price from that day on: it stays"), where)
        return
    catalogue.new_prices[kind, code] = cents
    report.count("prices", "imported")


def _compare_add_ons(add_ons: Row, catalogue: Catalogue, report: Report) -> None:
    """Foyer's add-ons have no history of prices: where the file has another one, a person decides."""
    for name, code in ADD_ONS.items():
        part, ours = add_ons.part(name), catalogue.extras.get(code)
        cents, minimum = part.cents("pricePerPerson"), part.whole("minPersons", most=1000)
        if ours is None or cents is None:
            continue
        if (cents, minimum or ours.minimum) != (ours.cents, ours.minimum):
            report.note(_("Price or smallest number differs: bookings keep the file's, Foyer's list stays"), ours.name)
        ours.cents = cents


def _read_item(row_id: str, row: Row, catalogue: Catalogue, report: Report) -> None:
    if not row.problems:
        row.need("name", "price")
        item = PlannedExtra(
            code=row.text("id", longest=30), name=row.text("name", longest=100), kind=Extra.Kind.ITEM,
            cents=row.cents("price") or 0,
        )  # fmt: skip
    if row.problems:
        report.refuse("item", row_id, *row.problems)
    elif (ours := catalogue.extras.get(row_id)) is None:
        catalogue.extras[row_id] = item
        report.count("items", "imported")
    else:
        ours.cents = item.cents
        report.count("items", "already_there")


def _read_shows(backup: Row, report: Report) -> dict[str, Columns]:
    """The columns of Show by the file's id; a show is made with its first event."""
    shows = {}
    for row_id, row in identified(backup, "shows"):
        if not row.problems:
            row.need("name")
            shows[row_id] = {
                "name": row.text("name", longest=200),
                "description": row.text("description"),
                "active": row.flag("isActive", default=True),
            }
        if row.problems:
            report.refuse("show", row_id, *row.problems)
            shows.pop(row_id, None)
    return shows


def _read_event(row_id: str, row: Row, shows: dict[str, Columns], catalogue: Catalogue, report: Report) -> None:
    event = None if row.problems else _event(row, shows, catalogue)
    if event is None or row.problems:
        report.refuse("event", row_id, *row.problems)
        report.count("events", "refused")
    elif ours := catalogue.events.get(row_id):
        report.count("events", "already_there")
        if _gist(ours) != _gist(event):
            report.note(_("Differs from the event in Foyer, which stays as it is"), row_id)
    else:
        catalogue.events[row_id] = event
        report.count("events", "imported")
        report.keep_notes(row, row_id)
        for name in row.unknown():
            if row.given(name):
                report.note(_("Has no place in Foyer: %(field)s") % {"field": name}, row_id)


def _gist(event: PlannedEvent) -> tuple:
    return event.type, event.date, event.start, event.capacity


def _event(row: Row, shows: dict[str, Columns], catalogue: Catalogue) -> PlannedEvent | None:
    row.need("date", "type")
    row.raw("remainingCapacity")  # Foyer sums seats from rows
    kind = catalogue.types.get(row.choice("type", catalogue.types))
    day = row.day("date")
    start = row.wall_time("startsAt") or (kind.start if kind else None)
    if start is None:
        row.refuse("startsAt", _("is missing"))
    show = _show(row, shows, catalogue)
    capacity = row.whole("capacity", least=1, most=LARGEST_CAPACITY)
    doors = row.wall_time("doorsOpen") or (kind.doors if kind else None) or start
    event = {
        "end": row.wall_time("endsAt") or (kind.end if kind else None) or start,
        "active": row.flag("isActive", default=True),
        "waitlist_open": row.flag("waitlistActive"),
        "notes": row.text("notes"),
    }
    offered, prices = _offered(row, catalogue), _own_prices(row, catalogue)
    if kind is None or day is None or start is None:
        return None
    if doors is None or doors > start:
        row.note(_("Doors after the start: taken as the start"))
        doors = start
    return PlannedEvent(
        source_id=row.text("id"), type=kind.key, date=day, start=start, capacity=capacity or USUAL_CAPACITY,
        prices=prices, show=show, columns={**event, "doors": doors}, arrangements=offered,
    )  # fmt: skip


def _show(row: Row, shows: dict[str, Columns], catalogue: Catalogue) -> Columns:
    show_id = row.text("showId", longest=200)
    if show_id in shows:
        return shows[show_id]
    row.note(_("Its show is not in the file: named as it is there"))
    kind = catalogue.types.get(row.text("type"))
    return {"name": show_id or (kind.name if kind else "")}


def _offered(row: Row, catalogue: Catalogue) -> list[str]:
    """Codes; all of them when the file says nothing."""
    given = [code for _place, code in row.entries("allowedArrangements")]
    known = [code for code in given if isinstance(code, str) and code in catalogue.arrangements]
    if len(known) < len(given):
        row.note(_("Offers an arrangement that Foyer doesn't have: left out"))
    return known or list(catalogue.arrangements)


def _own_prices(row: Row, catalogue: Catalogue) -> dict[str, int]:
    part = row.part("customPricing")
    prices = {code: part.cents(code) for code in part.names()}
    if set(prices) - set(catalogue.arrangements):
        row.note(_("Has a price for an arrangement that Foyer doesn't have: left out"))
    return {code: cents for code, cents in prices.items() if cents is not None and code in catalogue.arrangements}
