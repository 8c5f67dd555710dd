"""What a party costs, as lines (R5). Whole cents with VAT; reads prices, writes nothing."""

from collections.abc import Sequence
from typing import NamedTuple

from django.utils.translation import gettext as _

from reservations.models import Arrangement, Event, EventPrice, Extra, Price, Reservation
from reservations.refusals import NoPrice, TooFew


class AgreedLine(NamedTuple):
    """A line as it is agreed, before and after it is a row: `arrangement` and `extra` are ids, cents are per piece."""

    description: str
    quantity: int
    unit_cents: int
    arrangement: int | None = None
    extra: int | None = None


class ExtraWish(NamedTuple):
    extra: Extra
    quantity: int


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


def lines_for(
    event: Event, arrangement: Arrangement, guests: int, extras: Sequence[ExtraWish] = (), *, free: bool = False
) -> list[AgreedLine]:
    """The lines for a party of `guests`; all at 0 cents when `free` (a guest of the house). Raises NoPrice, TooFew."""
    each = 0 if free else price_per_guest(event, arrangement)
    lines = [AgreedLine(arrangement.name, guests, each, arrangement=arrangement.pk)]
    for extra, quantity in extras:
        if quantity < extra.minimum:
            raise TooFew(extra)
        lines.append(AgreedLine(extra.name, quantity, 0 if free else extra.cents, extra=extra.pk))
    return lines


def lump_sum(cents: int) -> list[AgreedLine]:
    """One line for an amount agreed as a whole; none for 0."""
    return [AgreedLine(_("Agreed price"), 1, cents)] if cents else []


def total(lines: Sequence[AgreedLine], discount_cents: int = 0) -> int:
    """Cents to pay: never below 0, however large the discount."""
    return max(0, sum(line.quantity * line.unit_cents for line in lines) - discount_cents)


def are_free(lines: Sequence[AgreedLine]) -> bool:
    """Whether they were agreed with a guest of the house: something, for nothing."""
    return bool(lines) and not any(line.unit_cents for line in lines)


def for_another_party(
    lines: Sequence[AgreedLine], event: Event, arrangement: Arrangement, guests: int, *, was_guests: int
) -> list[AgreedLine]:
    """The agreed lines after a change of the party or its arrangement.

    What was agreed keeps its price, and what was free stays free; another arrangement is priced as the list has it.
    An add-on for the whole party follows its size, one for a part of it stays. Raises NoPrice, TooFew.
    """
    agreed = next((line for line in lines if line.arrangement == arrangement.pk), None)
    first = agreed or lines_for(event, arrangement, guests, free=are_free(lines))[0]
    add_ons = Extra.objects.filter(kind=Extra.Kind.ADD_ON).in_bulk([line.extra for line in lines if line.extra])
    extras = []
    for line in lines:
        if line.extra in add_ons and line.quantity == was_guests != guests:
            if guests < add_ons[line.extra].minimum:
                raise TooFew(add_ons[line.extra])
            extras.append(line._replace(quantity=guests))
        elif line.extra is not None:
            extras.append(line)
    return [first._replace(quantity=guests), *extras]


def offers(reservation: Reservation) -> list[tuple[Arrangement, int]]:
    """Each arrangement that the reservation's event offers at a price, with the total in cents it would come to."""
    event, priced = reservation.event, []
    offered = event.arrangements.filter(active=True) or Arrangement.objects.filter(active=True)
    for arrangement in offered.order_by("code"):
        try:
            lines = lines_for(event, arrangement, reservation.guests)
        except NoPrice:
            continue
        priced.append((arrangement, total(lines, reservation.discount_cents)))
    return priced
