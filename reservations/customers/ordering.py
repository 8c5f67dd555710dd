"""The orders that a list of customers can have, each as an index gives it.

Most are those of stored figures. Who has none never booked anything: they stand where nought stands, and behind all
others where it is asked who came last.
"""

from collections.abc import Callable, Iterable

from django.db.models import QuerySet

from reservations.customers.wanted import Wanted
from reservations.filter_fields import turned
from reservations.paging import Stretch


def by_figure(column: str) -> Callable[[Wanted, bool], list[Stretch]]:
    """The least first; the highest first when it falls."""

    def stretches(wanted: Wanted, falls: bool) -> list[Stretch]:  # noqa: FBT001 only called from here
        known = Stretch(wanted.summaries(column), _towards(("place", "-pk"), falls=falls))
        unknown = _newest_first(wanted.without_figures())
        return [known, *unknown] if falls else [*unknown, known]

    return stretches


def by_visit(wanted: Wanted, falls: bool) -> list[Stretch]:  # noqa: FBT001 as by_figure()
    """Who came longest ago first; who never came stands last, whichever way."""
    came = Stretch(wanted.visitors(), _towards(("place", "-pk"), falls=falls))
    return [came, *_newest_first(wanted.never_came())]


def by_columns(*columns: str) -> Callable[[Wanted, bool], list[Stretch]]:
    """Of the customers themselves."""

    def stretches(wanted: Wanted, falls: bool) -> list[Stretch]:  # noqa: FBT001 only called from here
        return [Stretch([wanted.customers()], _towards(columns, falls=falls))]

    return stretches


# By the name in the address; a leading minus turns it round.
SORTS = {
    "visit": by_visit,
    "omzet": by_figure("omzet_cents"),
    "bookings": by_figure("bookings"),
    "name": by_columns("last_name", "first_name", "pk"),
    "created": by_columns("created_at", "pk"),
}
USUAL = "-visit"


def in_order(wanted: Wanted, sort: str) -> list[Stretch]:
    """The stretches of the list as the address sorts it, or as usual."""
    name = sort.removeprefix("-")
    if name not in SORTS:
        sort, name = USUAL, USUAL[1:]
    return SORTS[name](wanted, sort.startswith("-"))


def _towards(columns: tuple[str, ...], *, falls: bool) -> tuple[str, ...]:
    return tuple(map(turned, columns)) if falls else columns


def _newest_first(parts: Iterable[QuerySet]) -> list[Stretch]:
    """One after the other; who is new is soonest met without figures."""
    return [Stretch([part], ("-pk",)) for part in parts]
