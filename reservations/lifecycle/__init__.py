"""Every act on a reservation but those on money: the only code that writes `status` (R2, R3, R4, R10).

Each verb takes `by` (a user, or None for the system), `at` (an aware timestamp) and the keywords of engine.How, and
returns the Act that was recorded, with the reservation as it now is. Each raises a Refusal (reservations/refusals/)
and changes nothing when it is not allowed.
"""

from reservations.lifecycle.changes import EDITABLE, arrive, edit, extend, follow_up, log_contact, move, preview
from reservations.lifecycle.moves import (
    accept,
    cancel,
    check_in,
    confirm,
    make_option,
    mark_no_show,
    reactivate,
    reject,
    release,
    reopen,
    take_back_no_show,
    undo_check_in,
)
from reservations.lifecycle.placing import (
    GUEST_TAG,
    Party,
    book,
    contact_of,
    hold_customer,
    invite,
    place_option,
    request,
    submit,
    walk_in,
)
from reservations.lifecycle.steps import PLAIN

__all__ = [
    "EDITABLE",
    "GUEST_TAG",
    "PLAIN",
    "Party",
    "accept",
    "arrive",
    "book",
    "cancel",
    "check_in",
    "confirm",
    "contact_of",
    "edit",
    "extend",
    "follow_up",
    "hold_customer",
    "invite",
    "log_contact",
    "make_option",
    "mark_no_show",
    "move",
    "place_option",
    "preview",
    "reactivate",
    "reject",
    "release",
    "reopen",
    "request",
    "submit",
    "take_back_no_show",
    "undo_check_in",
    "walk_in",
]
