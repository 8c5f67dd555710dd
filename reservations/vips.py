"""Who of the customers on a page is a VIP: by hand, or by the rule of that tag as it holds on a day (R11)."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from crm.rules import Rule, known_of

VIP = "VIP"


class Together:
    """Rows that were loaded at once: what is asked of the customer of one, is asked of all their customers."""

    def __init__(self, rows: Sequence[Any]):
        self._customers = {row.customer_id: row.customer for row in rows}
        self._found: dict[date, set[int]] = {}

    def by_rule(self, rule: dict[str, Any], *, today: date) -> set[int]:
        """Ids of the customers whom it fits, by one query."""
        if today not in self._found:
            judge, known = Rule.read(rule), known_of(self._customers.values(), today=today)
            self._found[today] = {each.customer.pk for each in known if judge.fits(each, today=today)}
        return self._found[today]


def known_together(rows: list) -> list:
    """The same rows, which from now on ask together."""
    together = Together(rows)
    for row in rows:
        row.together = together
    return rows


def is_vip(reservation: Any, *, today: date) -> bool:
    """Of a row loaded with with_vips()."""
    customer, rule = reservation.customer, reservation.vip_rule
    if any(tag.name == VIP for tag in customer.tags.all()):
        return True
    return rule is not None and customer.pk in _with(reservation).by_rule(rule, today=today)


def _with(reservation: Any) -> Together:
    """Those it was loaded with; who was loaded alone, asks alone."""
    if not hasattr(reservation, "together"):
        known_together([reservation])
    return reservation.together
