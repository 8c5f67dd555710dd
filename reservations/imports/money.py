"""What a row of the previous system says of money: the lines that were agreed, and the payments. Cents."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from reservations.imports import values
from reservations.imports.catalogue import ADD_ONS, Catalogue, PlannedEvent
from reservations.imports.fields import Row
from reservations.imports.planned import PlannedLine
from reservations.imports.report import Sums
from reservations.imports.values import Unreadable
from reservations.models import Payment

Method = Payment.Method
METHODS = {
    "bank_transfer": Method.BANK,
    "pin": Method.PIN,
    "cash": Method.CASH,
    "ideal": Method.IDEAL,
    "voucher": Method.VOUCHER,
    "credit_card": Method.OTHER,
    "other": Method.OTHER,
    "paid": Method.OTHER,  # its old button wrote the state into the method
}
SAY_SO = {"credit_card"}  # methods whose name is worth a note, as Foyer has none of that name
STATES = ("pending", "paid", "overdue", "refunded", "not_applicable")
LONGEST_NOTE = 500
MOST = 10_000  # guests, and pieces of an extra


def sums(row: Row) -> Sums:
    """What the row counts for in the file, whether or not it can be taken over: unreadable figures are 0."""
    total = _figure(values.cents, row.raw("totalPrice"))
    listed = row.raw("paymentTransactions")
    if listed and isinstance(listed, list):
        paid = sum(_counted(part) for part in listed if isinstance(part, dict))
    else:
        paid = total if _word(row.raw("paymentStatus")) == "paid" else 0
    guests = _figure(values.whole, row.raw("numberOfPersons"), least=1, most=MOST)
    return Sums(rows=1, guests=guests, total_cents=total, paid_cents=paid)


def wishes(row: Row, catalogue: Catalogue, guests: int) -> list[PlannedLine]:
    """The add-ons and items of a row, at the file's prices."""
    lines = []
    for name, code in ADD_ONS.items():
        part = row.part(name)
        quantity = part.whole("quantity", most=MOST)
        if not part.flag("enabled") or quantity == 0 or not guests:
            continue
        if code in catalogue.extras:
            lines.append(_extra_line(catalogue, code, quantity or guests))
        else:
            row.refuse(name, _("is an add-on that Foyer doesn't have"))
    for item in row.parts("merchandise"):
        item.need("itemId", "quantity")
        quantity, code = item.whole("quantity", most=MOST), item.choice("itemId", catalogue.extras)
        if quantity and code in catalogue.extras:
            lines.append(_extra_line(catalogue, code, quantity))
    return lines


def lines(
    event: PlannedEvent, arrangement: str, guests: int, extras: Sequence[PlannedLine], total: int, catalogue: Catalogue
) -> tuple[list[PlannedLine], int]:
    """(lines, discount) that come to `total`: at the list price, at the price per guest that it comes to, or with what
    is left as a discount or as a line of its own."""
    rest = total - sum(line.cents for line in extras)
    if not arrangement:
        first = []
    else:
        listed = catalogue.price(event, arrangement)
        each = rest // guests if rest >= 0 and rest % guests == 0 else listed or 0
        name = catalogue.arrangements[arrangement].name
        first = [PlannedLine(name, guests, each, arrangement=arrangement)]
        rest -= guests * each
    if rest > 0:
        first.append(PlannedLine(_("Agreed price"), 1, rest))
    return [*first, *extras], max(0, -rest)


def payments(row: Row, total: int, *, fallback: datetime) -> list[dict[str, Any]]:
    """Columns of Payment. A booking that is only called paid becomes one entry, received when the file says, or at
    `fallback`."""
    state = row.choice("paymentStatus", STATES, default="pending")
    # Read also when it is not needed, so that nonsense in it is noticed.
    received, method = row.moment("paymentReceivedAt"), row.text("paymentMethod")
    entries = [_transaction(part) for part in row.parts("paymentTransactions")]
    found = [entry for entry in entries if entry]
    balance = sum(entry["amount_cents"] for entry in found)
    if balance < 0:
        row.refuse("paymentTransactions", _("more was refunded than was paid"))
    if balance > values.LARGEST_CENTS:
        row.refuse("paymentTransactions", _("come to more than € 1.000.000"))
    if state == "paid" and not entries and total:
        found = [_entry(total, received or fallback, method)]
        if not received:
            row.note(_("Paid without a date: taken as the day of the last change"))
    if state == "paid" and method == "paid":
        row.note(_("Payment method “paid” is none: kept as “other”"))
    if state == "refunded" and not entries:
        row.note(_("Called refunded, but has no transactions: no money is recorded"))
    if state == "paid" and entries and balance < total:
        row.note(_("Called paid, but its transactions come to less: the transactions count"))
    return found


def _transaction(part: Row) -> dict[str, Any] | None:
    part.need("type", "amount", "date")
    kind = part.choice("type", Payment.Kind.values)
    amount = part.cents("amount", least=-values.LARGEST_CENTS)
    moment = part.moment("date")
    method = part.text("method")
    note, reference = part.text("notes", longest=LONGEST_NOTE), part.text("referenceNumber", longest=100)
    if kind == Payment.Kind.PAYMENT and (amount or 0) < 0:
        part.refuse("amount", _("is below 0, but the type is no refund"))
    if amount == 0:
        part.note(_("Has a transaction of € 0: left out"))
    if not (kind in Payment.Kind.values and amount and moment):
        return None
    if kind == Payment.Kind.REFUND:
        amount, note = -abs(amount), note or _("No reason in the previous system")
    return _entry(amount, moment, method, note=note) | {"reference": reference}


def _entry(amount: int, moment: datetime, method: str, *, note: str = "") -> dict[str, Any]:
    named = "; ".join(filter(None, [note, method]))
    if method and (method not in METHODS or method in SAY_SO) and len(named) <= LONGEST_NOTE:
        note = named
    return {
        "kind": Payment.Kind.PAYMENT if amount > 0 else Payment.Kind.REFUND,
        "amount_cents": amount,
        "method": METHODS.get(method, Method.OTHER),
        "received_on": timezone.localdate(moment),
        "note": note,
        "at": moment,
    }


def _extra_line(catalogue: Catalogue, code: str, quantity: int) -> PlannedLine:
    extra = catalogue.extras[code]
    return PlannedLine(extra.name, quantity, extra.cents, extra=code)


def _counted(part: dict) -> int:
    amount = _figure(values.cents, part.get("amount"), least=-values.LARGEST_CENTS)
    return -abs(amount) if _word(part.get("type")) == Payment.Kind.REFUND else amount


def _word(value: Any) -> str:
    return value.strip() if isinstance(value, str) else ""


def _figure(convert: Callable[..., int], value: Any, **limits: int) -> int:
    try:
        return convert(value, **limits)
    except Unreadable:
        return 0
