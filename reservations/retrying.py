"""Transactions that are begun anew when the customer they are about was merged between a look and a lock."""

from collections.abc import Callable
from contextlib import suppress
from functools import wraps
from typing import ParamSpec, TypeVar

from crm import identity

P = ParamSpec("P")
R = TypeVar("R")


def begun_anew(act: Callable[P, R]) -> Callable[P, R]:
    """Do `act`, a whole transaction, until nobody comes between: each time it gives back the locks that it has."""

    @wraps(act)
    def acted(*args: P.args, **how: P.kwargs) -> R:
        while True:
            with suppress(identity.Elsewhere):
                return act(*args, **how)

    return acted
