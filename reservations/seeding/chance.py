"""Luck, as people speak of it."""

from random import Random


def percent(rng: Random, share: float) -> bool:
    """True that often."""
    return rng.random() * 100 < share
