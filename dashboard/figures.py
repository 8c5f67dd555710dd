"""A number on the dashboard, and where it leads (R8)."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.functional import Promise

from reservations import labels
from reservations.worklists import WorkList


@dataclass(frozen=True)
class Figure:
    """`value` counts what `counted` says, or is cents of money; `url` is the list of exactly those rows.

    `about` says what is counted, over which period, and what it is compared with.
    """

    value: int
    url: str
    about: str | Promise
    counted: str = "rows"

    @property
    def words(self) -> str:
        """€ 1.200, or 12.345"""
        return labels.money(self.value) if self.counted in MONEY else f"{self.value:,}".replace(",", ".")


# Besides the number of rows (of reservations, or "events") and of their "guests": sums of money over them.
MONEY = {"total", "outstanding"}


def list_of(work: WorkList, **asked: str) -> str:
    """The address of the list that is exactly these rows, of those that are asked."""
    return f"{reverse('reservations:list')}?{urlencode({'work': work.name, **asked})}"
