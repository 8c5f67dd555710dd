"""The name of a reservation on paper and on the telephone."""

import secrets

# Nothing that sounds or looks like something else: no 0/O, 1/I/L, 5/S, 8/B, U/V.
ALPHABET = "234679ACDEFGHJKMNPQRTWXYZ"
LENGTH = 7


def new() -> str:
    """A reference like R-7KM3QXA: one of six thousand million. Who places it draws again when it is taken."""
    return "R-" + "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))
