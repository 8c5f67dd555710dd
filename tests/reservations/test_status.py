"""R4's table, in the words of the ruling."""

from reservations.status import COUNTS_AS_OMZET, HOLDS_SEATS, TRANSITIONS, Status

R4 = {
    "pending": {"confirmed", "option", "rejected", "cancelled"},
    "option": {"confirmed", "cancelled"},
    "request": {"pending", "confirmed", "rejected"},
    "confirmed": {"checked_in", "no_show", "cancelled"},
    "checked_in": {"confirmed"},
    "no_show": {"confirmed", "checked_in"},
    "cancelled": {"confirmed"},
    "rejected": {"pending", "confirmed"},
}


def test_the_moves_are_those_of_the_ruling():
    assert {source.value: {to.value for to in targets} for source, targets in TRANSITIONS.items()} == R4


def test_every_state_has_its_moves():
    assert set(TRANSITIONS) == set(Status)


def test_seats_are_held_from_approval_asked_until_the_door():
    assert {status.value for status in HOLDS_SEATS} == {"pending", "confirmed", "checked_in", "no_show"}


def test_omzet_is_what_was_confirmed():
    assert {status.value for status in COUNTS_AS_OMZET} == {"confirmed", "checked_in", "no_show"}
