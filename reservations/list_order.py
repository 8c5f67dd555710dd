"""In which order the list of reservations stands, and how its first page is found in it at a million (ADR 8)."""

from typing import Any

from django.db.models import F, Q, QuerySet
from django.utils.functional import cached_property

from reservations.filter_fields import turned
from reservations.models import Event, Reservation
from reservations.querysets.walking import NAMED, SORTABLE, Hidden, is_led
from reservations.worklists import WORK_LISTS

NEWEST_FIRST = ("-created_at", "-pk")
# By the name in the address; a leading minus turns all of it round.
SORTS = {
    "created": ("created_at", "pk"),
    "event": ("event__date", "event__start", "event_id", "pk"),
    "guests": ("guests", "pk"),
    "total": ("total_cents", "pk"),
}
# Filters on what the bookings are for, which are asked together: name → lookup.
OF_THE_EVENT = {"date_from": "date__gte", "date_to": "date__lte", "show": "show", "type": "type"}
OF_A_DATE = {"date__gte", "date__lte"}
# Where a list begins that is not about the evenings there: what is asked of the date → what it leaves out.
FAR: dict[tuple[str, ...], tuple[str, str]] = {
    NEWEST_FIRST: ("date__lte", "date__gt"),
    ("created_at", "pk"): ("date__gte", "date__lt"),
}


def order_of(sort: str) -> tuple[str, ...] | None:
    """The columns of a sort in the address; None for one that means nothing."""
    order = SORTS.get(sort.removeprefix("-"))
    return tuple(map(turned, order)) if order and sort.startswith("-") else order


class InOrder:
    """For ReservationFilter: what the address asks, in the order that it asks.

    `in_order` is sorted by the names in `order`, which may be columns or what it is annotated with: use them together.
    """

    data: Any
    form: Any
    in_any_state: Any

    def asked_of(self, lookups: dict[str, str]) -> dict[str, Any]:
        raise NotImplementedError

    @cached_property
    def rows(self) -> Any:
        """What is asked for, without an order."""
        found, state = self.in_any_state, self.data.get("status")
        if not state:
            return found
        # The newest of each state have an index of their own.
        is_in_its_order = self.order == NEWEST_FIRST and not is_led(found)
        if is_in_its_order or self._is_of_few:
            return found.filter(status=state)
        return found.narrowed(Q(status=state))

    @property
    def in_order(self) -> Any:
        rows = self.rows.annotate(place=Hidden(F(self._column))) if self._is_found_first else self.rows
        return rows.order_by(*self.order)

    @property
    def order(self) -> tuple[str, ...]:
        first, *rest = self._asked_order
        if not self._is_found_first:
            return (first, *rest)
        return ("-place" if first.startswith("-") else "place", *rest)

    def to_count(self, rows: QuerySet) -> QuerySet:
        """These, for counting.look(): in the order in which enough of them are met the soonest."""
        return rows if self._is_found_first else rows.order_by(*self.order)

    def sorts_by(self, *lookups: str) -> bool:
        """Whether the list is in the order of what is asked, so that its walk can begin there."""
        return any(lookup.split("__")[0] == self._column.split("__")[0] for lookup in lookups)

    @property
    def is_work_in_its_own_order(self) -> bool:
        """A work list has an index of its own, which no walk is as good as."""
        work = WORK_LISTS.get(self.data.get("work", ""))
        return work is not None and self._asked_order == work.order

    @property
    def _asked_order(self) -> tuple[str, ...]:
        """As the address sorts them, else as their work list does, else the newest first."""
        asked = order_of(self.data.get("sort", ""))
        work = WORK_LISTS.get(self.data.get("work", ""))
        return asked or (work.order if work else NEWEST_FIRST)

    @property
    def _column(self) -> str:
        return self._asked_order[0].lstrip("-")

    @property
    def _is_found_first(self) -> bool:
        """Whether its rows are read from another index than that of its order and sorted: sooner done than to walk up
        to them. What they are sorted by then has no nulls, as paging.py wants of what is annotated."""
        return self.is_far or self._is_of_few

    @cached_property
    def _is_of_few(self) -> bool:
        """Whether it has a state that not many have, in an order that the index of states knows nothing of."""
        state = self.data.get("status")
        if not state or self._asked_order == NEWEST_FIRST or self.is_work_in_its_own_order:
            return False
        return Reservation.objects.filter(status=state)[: SORTABLE + 1].count() <= SORTABLE

    @cached_property
    def is_far(self) -> bool:
        """Whether the list begins far from the events that it is about: who books for a time books around it.

        Far is behind many events; and those that it is about are not too many to sort their bookings.
        """
        asked = self.asked_of(OF_THE_EVENT) if self.form.is_valid() else {}
        end, beyond = FAR.get(self._asked_order, ("", ""))
        if end not in asked or not _is_more(Event.objects.filter(**{beyond: asked[end]}), NAMED):
            return False
        return not _is_more(Event.objects.filter(**asked), SORTABLE)


def _is_more(rows: QuerySet, most: int) -> bool:
    return rows[: most + 1].count() > most
