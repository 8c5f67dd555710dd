"""What a party costs, as lines (R5). Whole cents with VAT; reads prices, writes nothing."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from typing import Any, NamedTuple

from reservations.models import Arrangement, Event, EventPrice, Extra, Price, Reservation
from reservations.refusals import NoPrice, NotOffered, TooFew


class AgreedLine(NamedTuple):
    """A line as it is agreed, before and after it is a row: `arrangement` and `extra` are ids, cents are per piece."""

    description: str
    quantity: int
    unit_cents: int
    arrangement: int | None = None
    extra: int | None = None

    @property
    def cents(self) -> int:
        """What it comes to."""
        return self.quantity * self.unit_cents


class ExtraWish(NamedTuple):
    extra: Extra
    quantity: int


def agreed_lines(reservation: Reservation) -> list[AgreedLine]:
    """As they are stored, in their order; none for a reservation that is not."""
    if reservation.pk is None:
        return []
    columns = ("description", "quantity", "unit_cents", "arrangement_id", "extra_id")
    return [AgreedLine(*row) for row in reservation.lines.order_by("pk").values_list(*columns)]


def price_per_guest(event: Event, arrangement: Arrangement) -> int:
    """Cents: the event's own price, else its type's price in force on the event's date. Raises NoPrice."""
    own = EventPrice.objects.filter(event=event, arrangement=arrangement).values_list("cents", flat=True).first()
    if own is not None:
        return own
    in_force = Price.objects.filter(type=event.type, arrangement=arrangement, valid_from__lte=event.date)
    cents = in_force.order_by("-valid_from").values_list("cents", flat=True).first()
    if cents is None:
        raise NoPrice(arrangement, event)
    return cents


def listed(event: Event) -> list[tuple[Arrangement, int]]:
    """Each arrangement that the event offers at a price, with the cents that one guest pays; by code.

    The same prices as price_per_guest() finds, all in one look.
    """
    return listed_by_event([event])[event.pk]


def listed_by_event(events: Collection[Event]) -> dict[int, list[tuple[Arrangement, int]]]:
    """The same of many events, by their ids, in as many looks as of one."""
    by_type = _rows_by(
        Price.objects.filter(type__in={event.type_id for event in events}).order_by("valid_from"), "type_id"
    )
    own = _rows_by(EventPrice.objects.filter(event__in=events), "event_id")
    chosen = _rows_by(Event.arrangements.through.objects.filter(event__in=events), "event_id")
    active = list(Arrangement.objects.filter(active=True).order_by("code"))
    listed = {}
    for event in events:
        cents = {row.arrangement_id: row.cents for row in by_type[event.type_id] if row.valid_from <= event.date}
        cents |= {row.arrangement_id: row.cents for row in own[event.pk]}
        offered = {row.arrangement_id for row in chosen[event.pk]} or cents.keys()
        listed[event.pk] = [(each, cents[each.pk]) for each in active if each.pk in offered and each.pk in cents]
    return listed


def _rows_by(rows: Iterable[Any], column: str) -> defaultdict[int, list[Any]]:
    found = defaultdict(list)
    for row in rows:
        found[getattr(row, column)].append(row)
    return found


def lines_for(
    event: Event, arrangement: Arrangement, guests: int, extras: Sequence[ExtraWish] = (), *, free: bool = False
) -> list[AgreedLine]:
    """The lines for a party of `guests`; all at 0 cents when `free` (a guest of the house).

    Raises NotOffered, NoPrice, TooFew.
    """
    if not is_offered(event, arrangement):
        raise NotOffered(arrangement, event)
    each = 0 if free else price_per_guest(event, arrangement)
    first = AgreedLine(arrangement.name, guests, each, arrangement=arrangement.pk)
    return [first, *extra_lines(extras, free=free)]


def is_offered(event: Event, arrangement: Arrangement) -> bool:
    """By this event, or by every event that names none."""
    chosen = set(event.arrangements.values_list("pk", flat=True))
    return arrangement.active and (not chosen or arrangement.pk in chosen)


def extra_lines(
    wishes: Sequence[ExtraWish], *, agreed: Sequence[AgreedLine] = (), free: bool = False
) -> list[AgreedLine]:
    """A line for each extra, at its price in `agreed` if it has one there. Raises TooFew."""
    prices = {line.extra: line.unit_cents for line in agreed}
    lines = []
    for extra, quantity in wishes:
        if quantity < extra.minimum:
            raise TooFew(extra)
        each = prices.get(extra.pk, 0 if free else extra.cents)
        lines.append(AgreedLine(extra.name, quantity, each, extra=extra.pk))
    return lines


def total(lines: Sequence[AgreedLine], discount_cents: int = 0) -> int:
    """Cents to pay: never below 0, however large the discount."""
    return max(0, sum(line.cents for line in lines) - discount_cents)


def are_free(lines: Sequence[AgreedLine]) -> bool:
    """Whether they were agreed with a guest of the house: something, for nothing."""
    return bool(lines) and not any(line.unit_cents for line in lines)


def for_another_party(
    lines: Sequence[AgreedLine], event: Event, arrangement: Arrangement, guests: int, *, was_guests: int
) -> list[AgreedLine]:
    """The agreed lines after a change of the party or its arrangement.

    What was agreed keeps its price, and what was free stays free; another arrangement is priced as the list has it.
    An amount agreed for the whole (a line for nothing in particular) covers the arrangement that is chosen later, and
    goes with the arrangement it was agreed with. An add-on for the whole party follows its size, one for a part of it
    stays. Raises NotOffered, NoPrice, TooFew.
    """
    agreed = next((line for line in lines if line.arrangement == arrangement.pk), None)
    amounts = [line for line in lines if line.arrangement is None and line.extra is None]
    if agreed is None and any(line.arrangement for line in lines):
        amounts = []
    is_covered = are_free(lines) or bool(amounts)
    first = agreed or lines_for(event, arrangement, guests, free=is_covered)[0]
    add_ons = Extra.objects.filter(kind=Extra.Kind.ADD_ON).in_bulk([line.extra for line in lines if line.extra])
    extras = []
    for line in lines:
        if line.extra in add_ons and line.quantity == was_guests != guests:
            if guests < add_ons[line.extra].minimum:
                raise TooFew(add_ons[line.extra])
            extras.append(line._replace(quantity=guests))
        elif line.extra is not None:
            extras.append(line)
    return [first._replace(quantity=guests), *amounts, *extras]


def offers(reservation: Reservation) -> list[tuple[Arrangement, int]]:
    """Each arrangement that the reservation's event offers at a price, with the total in cents it would come to."""
    agreed, guests, priced = agreed_lines(reservation), reservation.guests, []
    for arrangement in Arrangement.objects.filter(active=True).order_by("code"):
        try:
            lines = for_another_party(agreed, reservation.event, arrangement, guests, was_guests=guests)
        except (NotOffered, NoPrice):
            continue
        priced.append((arrangement, total(lines, reservation.discount_cents)))
    return priced
