"""What was done last, told by what it touches: so a screen knows whether it still says what is true."""

from enum import StrEnum

from reservations.models import Act

LATELY = 100  # acts


class Topic(StrEnum):
    BOOKINGS = "bookings"
    MONEY = "money"
    MAIL = "mail"
    WAITLIST = "waitlist"
    EVENTS = "events"
    CUSTOMERS = "customers"
    TASKS = "tasks"


_K = Act.Kind
ALL = frozenset(Topic)
_KINDS = {
    Topic.BOOKINGS: {
        _K.PLACED, _K.CONFIRMED, _K.OPTIONED, _K.ACCEPTED, _K.EXTENDED, _K.FOLLOWED_UP, _K.RELEASED, _K.REJECTED,
        _K.CANCELLED, _K.REACTIVATED, _K.REOPENED, _K.CHECKED_IN, _K.CHECK_IN_UNDONE, _K.NO_SHOW, _K.ARRIVED_AFTER_ALL,
        _K.EDITED, _K.MOVED,
    },
    Topic.MONEY: {_K.PAID, _K.REFUNDED, _K.COUNTERED, _K.PROMISED, _K.CREDIT_SETTLED, _K.REMINDED},
    Topic.MAIL: {_K.MAILED, _K.MAIL_SKIPPED, _K.LOGGED},
    Topic.WAITLIST: {_K.WAITLISTED, _K.WAITLIST_EDITED, _K.WAITLIST_CONTACTED, _K.WAITLIST_CLOSED},
    Topic.EVENTS: {_K.EVENT_CREATED, _K.EVENT_EDITED, _K.EVENT_CANCELLED},
    Topic.CUSTOMERS: {
        _K.CUSTOMER_EDITED, _K.TAGGED, _K.UNTAGGED, _K.NOTED, _K.NOTE_EDITED, _K.NOTE_REMOVED, _K.SPOKEN, _K.MERGED,
        _K.DISTINGUISHED, _K.ERASED, _K.DISCLOSED,
    },
    Topic.TASKS: {_K.TASK_MADE, _K.TASK_EDITED, _K.TASK_DONE, _K.TASK_REMOVED},
}  # fmt: skip
# An undo is of whatever was done; what is taken over or repaired may be anything.
TOUCHES_ALL = {_K.UNDONE, _K.IMPORTED, _K.REPAIRED}
_TOPIC = {kind: frozenset({topic}) for topic, kinds in _KINDS.items() for kind in kinds}


def touched_by(kind: str) -> frozenset[Topic]:
    return _TOPIC.get(Act.Kind(kind), ALL)


def lately() -> dict[Topic, tuple[int, ...]]:
    """The ids of the last acts on each topic, in one query.

    What differs from an earlier answer tells of a change. It is the ids of several, and not the highest: on PostgreSQL
    a lower one may be committed later.
    """
    found: dict[Topic, list[int]] = {topic: [] for topic in Topic}
    for pk, kind in Act.objects.order_by("-pk").values_list("pk", "kind")[:LATELY]:
        for topic in touched_by(kind):
            found[topic].append(pk)
    return {topic: tuple(ids) for topic, ids in found.items()}
