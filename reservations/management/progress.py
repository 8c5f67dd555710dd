"""How far long work has come: a line on the error stream now and then, never in the result."""

import time

from django.utils.translation import gettext as _

SECONDS_BETWEEN = 2


class Progress:
    """Call it as often as you like with what is being done, how much of it is, and out of how much."""

    def __init__(self, stream):
        self.stream = stream
        self.said_at = time.monotonic()

    def __call__(self, what: str, done: int, total: int) -> None:
        if time.monotonic() - self.said_at < SECONDS_BETWEEN:
            return
        self.said_at = time.monotonic()
        figures = {"what": what, "done": f"{done:,}".replace(",", "."), "total": f"{total:,}".replace(",", ".")}
        self.stream.write(_("%(what)s: %(done)s of %(total)s") % figures)
        self.stream.flush()


def silent(what: str, done: int, total: int) -> None:
    """For callers that nobody watches."""
