"""Somebody who may erase."""

import pytest

from reservations.customers.privacy import erasing
from tests.factories import NOON


@pytest.fixture
def erase(boss):
    return lambda who, **how: erasing.erase(who, **{"because": "asked", "by": boss, "at": NOON} | how)
