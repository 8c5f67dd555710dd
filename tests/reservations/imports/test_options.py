"""An option of the previous system: until when it lasts, and what of its seats."""

from reservations.models import Reservation
from reservations.status import Status
from tests.factories import NOON, local
from tests.reservations.imports.files import booking, event, imported, noted, option


def test_an_option_lapses_when_it_did(take_over):
    take_over(option(optionNotes="Belt terug", optionFollowedUp=True))

    row = imported()
    assert (row.status, row.option_placed_at) == (Status.OPTION, local(2026, 10, 1, 12))
    assert (row.option_expires_at, row.option_notes) == (local(2026, 11, 25, 11), "Belt terug")
    assert row.followed_up_at == local(2026, 10, 2, 12)
    assert list(Reservation.objects.expiring_within(days=3, at=NOON)) == [row]


def test_an_option_that_expires_on_a_date_expires_at_its_end(take_over):
    take_over(option(optionExpiresAt="2026-11-25"))

    assert imported().option_expires_at == local(2026, 11, 25, 23, 59, 59)


def test_an_option_never_outlasts_its_event(take_over):
    report = take_over(option(optionExpiresAt="2026-12-06T07:00:00Z"))

    assert imported().option_expires_at == local(2026, 11, 28, 20)
    assert noted(report) == ["res-1"]


def test_an_option_without_an_expiry_gets_the_usual_term(take_over, settings):
    settings.OPTION_TERM_DAYS = 10
    report = take_over(option(optionExpiresAt=None))

    # The clock goes back in between: the same wall time counts.
    assert imported().option_expires_at == local(2026, 10, 11, 12)
    assert "res-1" in noted(report)


def test_what_is_no_option_any_more_has_no_expiry(take_over):
    take_over(booking(optionPlacedAt="2026-10-01T10:00:00Z", optionExpiresAt="2026-10-08T10:00:00Z"))

    row = imported()
    assert (row.option_expires_at, row.option_placed_at) == (None, local(2026, 10, 1, 12))


def test_an_option_that_lapsed_takes_no_seats_from_others(take_over):
    report = take_over(
        option(id="res-1", numberOfPersons=6, optionExpiresAt="2026-11-22T10:00:00Z"),
        booking(id="res-2", numberOfPersons=6),
        events=[event(capacity=10)],
    )

    assert not Reservation.objects.filter(over_capacity=True).exists()
    assert noted(report) == []
