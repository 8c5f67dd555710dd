"""The verbs that move a reservation between states, as R4 has them: from where, to where, and how to call them."""

from typing import Any, NamedTuple

from reservations import lifecycle
from reservations.status import Status
from tests.factories import ArrangementFactory, ReservationFactory


class Verb(NamedTuple):
    sources: str
    to: Status
    needs: dict[str, Any] = {}

    def leads_from(self, status):
        return status in self.sources.split()


VERBS = {
    "confirm": Verb("pending option request", Status.CONFIRMED),
    "make_option": Verb("pending", Status.OPTION),
    "accept": Verb("request", Status.PENDING),
    "extend": Verb("option", Status.OPTION, {"days": 3}),
    "follow_up": Verb("option", Status.OPTION),
    "release": Verb("option", Status.CANCELLED),
    "cancel": Verb("pending option confirmed", Status.CANCELLED, {"reason": "Ziek"}),
    "reject": Verb("pending request", Status.REJECTED, {"reason": "Vol"}),
    "reopen": Verb("rejected", Status.PENDING),
    "reactivate": Verb("cancelled rejected", Status.CONFIRMED),
    "check_in": Verb("confirmed no_show", Status.CHECKED_IN),
    "undo_check_in": Verb("checked_in", Status.CONFIRMED),
    "mark_no_show": Verb("confirmed", Status.NO_SHOW),
    "take_back_no_show": Verb("no_show", Status.CONFIRMED),
}
STAY = {"extend", "follow_up"}


def act(name, reservation, **how):
    return getattr(lifecycle, name)(reservation, **VERBS[name].needs | how)


def ready(status, **columns):
    """A reservation from which every move of the table can be made."""
    return ReservationFactory(status=status, arrangement=ArrangementFactory(), **columns)
