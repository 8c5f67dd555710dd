"""A column of a file: what it is called, what it says of a row, and what kind of thing that is."""

from collections.abc import Callable
from enum import Enum, auto
from typing import Any, NamedTuple


class Kind(Enum):
    """What the cells of a column hold. None, "" and nothing are an empty cell in any of them."""

    TEXT = auto()
    PHONE = auto()  # in international form, or as it was typed
    NUMBER = auto()  # whole
    EUROS = auto()  # whole cents
    DAY = auto()  # a date at the venue
    CLOCK = auto()  # a wall time at the venue
    MOMENT = auto()  # an aware timestamp


class Column(NamedTuple):
    """`value` is asked of each row; `width` is in characters, of a sheet."""

    name: str
    value: Callable[[Any], object]
    kind: Kind = Kind.TEXT
    width: int = 14
