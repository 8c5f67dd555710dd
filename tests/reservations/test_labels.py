"""How money, dates and terms read, in Dutch and by choice in English; of rows that need no database."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils import translation

from reservations import labels
from reservations.models import Reservation
from reservations.status import Status
from tests.factories import NOON, TODAY, local

DAY, SECOND = timedelta(days=1), timedelta(seconds=1)


@pytest.fixture(autouse=True)
def _dutch():
    with translation.override("nl"):
        yield


def option(expires_at):
    return Reservation(status=Status.OPTION, option_expires_at=expires_at)


def booking(total=10000, paid=0, due_on=None, status=Status.CONFIRMED):
    return Reservation(status=status, total_cents=total, paid_cents=paid, due_on=due_on)


# Money


@pytest.mark.parametrize(
    ("cents", "text"),
    [
        (0, "€ 0"),
        (5, "€ 0,05"),
        (4750, "€ 47,50"),
        (120000, "€ 1.200"),
        (4523000, "€ 45.230"),
        (123456789, "€ 1.234.567,89"),
        (-500, "−€ 5"),
        (-1, "−€ 0,01"),
    ],
)
@pytest.mark.parametrize("language", ["nl", "en"])
def test_money_reads_the_dutch_way_in_every_language(cents, text, language):
    with translation.override(language):
        assert labels.money(cents) == text


@pytest.mark.parametrize(("cents", "text"), [(120000, "1200,00"), (4750, "47,50"), (5, "0,05")])
def test_an_amount_to_type_has_no_signs_but_a_comma(cents, text):
    assert labels.amount(cents) == text


# Days


@pytest.mark.parametrize(("language", "text"), [("nl", "za 28 nov 2026"), ("en", "Sat 28 Nov 2026")])
def test_a_day_reads_in_the_language_of_the_reader(language, text):
    with translation.override(language):
        assert labels.day(date(2026, 11, 28)) == text


def test_the_day_of_a_moment_is_that_of_the_venue():
    assert labels.day(datetime(2026, 11, 27, 23, 30, tzinfo=UTC)) == "za 28 nov 2026"


@pytest.mark.parametrize(
    ("moment", "text"),
    [(datetime(2026, 11, 23, 17, tzinfo=UTC), "18:00"), (datetime(2026, 7, 1, 17, tzinfo=UTC), "19:00")],
)
def test_a_clock_shows_the_time_at_the_venue(moment, text):
    assert labels.clock(moment) == text


# Expiry


@pytest.mark.parametrize(
    ("expires_at", "dutch", "english"),
    [
        (local(2026, 11, 23, 18), "Verloopt vandaag (18:00)", "Expires today (18:00)"),
        (NOON + SECOND, "Verloopt vandaag (12:00)", "Expires today (12:00)"),
        (local(2026, 11, 24), "Verloopt morgen", "Expires tomorrow"),
        (local(2026, 11, 24, 23, 59, 59), "Verloopt morgen", "Expires tomorrow"),
        (local(2026, 11, 25), "Verloopt over 2 dagen", "Expires in 2 days"),
        (NOON + 30 * DAY, "Verloopt over 30 dagen", "Expires in 30 days"),
        (NOON, "Verlopen: vandaag (12:00)", "Lapsed: today (12:00)"),
        (local(2026, 11, 23), "Verlopen: vandaag (00:00)", "Lapsed: today (00:00)"),
        (local(2026, 11, 22, 23, 59, 59), "Verlopen: gisteren", "Lapsed: yesterday"),
        (NOON - 2 * DAY, "Verlopen: 2 dagen geleden", "Lapsed: 2 days ago"),
    ],
)
def test_an_option_says_when_it_lapses_or_has_lapsed(expires_at, dutch, english):
    assert labels.expiry(option(expires_at), at=NOON) == dutch
    with translation.override("en"):
        assert labels.expiry(option(expires_at), at=NOON) == english


def test_what_is_no_option_says_nothing_of_lapsing():
    assert labels.expiry(booking(), at=NOON) == ""


@pytest.mark.parametrize(
    ("at", "label"),
    [
        pytest.param(local(2026, 11, 23, 23, 59, 59), "Verloopt morgen", id="a second before midnight"),
        pytest.param(local(2026, 11, 24), "Verloopt vandaag (18:00)", id="at midnight"),
        pytest.param(local(2026, 11, 24, 18), "Verlopen: vandaag (18:00)", id="at its last moment"),
        pytest.param(local(2026, 11, 25), "Verlopen: gisteren", id="at the midnight after"),
    ],
)
def test_an_option_that_ends_in_the_evening_says_so_as_the_days_turn(at, label):
    assert labels.expiry(option(local(2026, 11, 24, 18)), at=at) == label


@pytest.mark.parametrize("night", [date(2026, 3, 29), date(2026, 10, 25)])
def test_days_to_go_are_calendar_days_over_the_nights_that_differ(night):
    eve, after = night - DAY, night + DAY
    expires_at = local(after.year, after.month, after.day, 0, 15)

    assert labels.expiry(option(expires_at), at=local(eve.year, eve.month, eve.day, 23, 45)) == "Verloopt over 2 dagen"


# Payment


@pytest.mark.parametrize(
    ("due_on", "text"),
    [
        (TODAY, ""),
        (TODAY - DAY, "1 dag te laat"),
        (TODAY - 5 * DAY, "5 dagen te laat"),
        (None, ""),
    ],
)
def test_lateness_counts_from_the_day_after_the_due_date(due_on, text):
    assert labels.lateness(booking(due_on=due_on), at=NOON) == text


@pytest.mark.parametrize(
    ("row", "label"),
    [
        (booking(total=0), "N.v.t."),
        (booking(paid=10000), "Betaald"),
        (booking(paid=1, due_on=TODAY), "Deels betaald"),
        (booking(due_on=TODAY), "Open"),
        (booking(), "Open"),
        (booking(due_on=TODAY - DAY), "Te laat"),
        (booking(paid=1, due_on=TODAY - DAY), "Te laat"),
        (booking(paid=10000, due_on=TODAY - DAY), "Betaald"),
        (booking(paid=10001), "Tegoed"),
        (booking(total=0, paid=1), "Tegoed"),
        (booking(due_on=TODAY - DAY, status=Status.CANCELLED), "N.v.t."),
        (booking(status=Status.REJECTED), "N.v.t."),
        (booking(paid=1, status=Status.CANCELLED), "Tegoed"),
        (booking(paid=10000, status=Status.REJECTED), "Tegoed"),
        (booking(paid=1, status=Status.PENDING), "Deels betaald"),
        (booking(due_on=TODAY - DAY, status=Status.NO_SHOW), "Te laat"),
    ],
)
def test_the_payment_state_follows_from_total_ledger_and_due_date(row, label):
    assert labels.payment_word(labels.payment_state(row, at=NOON)) == label


@pytest.mark.parametrize(
    ("promised_on", "paid", "dutch", "english"),
    [
        (TODAY, 0, "Toegezegd: ma 23 nov 2026", "Promised by Mon 23 Nov 2026"),
        (TODAY - DAY, 0, "Toezegging niet nagekomen: zo 22 nov 2026", "Promise not kept: Sun 22 Nov 2026"),
        (TODAY - DAY, 10000, "", ""),
        (None, 0, "", ""),
    ],
)
def test_a_promise_says_its_day_and_whether_it_was_kept(promised_on, paid, dutch, english):
    row = booking(paid=paid)
    row.promised_on = promised_on

    assert labels.promise(row, at=NOON) == dutch
    with translation.override("en"):
        assert labels.promise(row, at=NOON) == english


@pytest.mark.parametrize(
    ("level", "done", "to_do"),
    [
        (1, "Herinnerd", "Herinnering sturen"),
        (2, "Tweede herinnering", "Tweede herinnering sturen"),
        (3, "Laatste herinnering", "Laatste herinnering sturen"),
    ],
)
def test_a_reminder_says_which_it_is(level, done, to_do):
    assert (labels.reminded(level), labels.remind(level)) == (done, to_do)


@pytest.mark.parametrize(
    ("at", "text"),
    [
        (local(2026, 11, 23, 11, 59, 59), "Goedemorgen"),
        (local(2026, 11, 23, 12), "Goedemiddag"),
        (local(2026, 11, 23, 17, 59, 59), "Goedemiddag"),
        (local(2026, 11, 23, 18), "Goedenavond"),
        (datetime(2026, 11, 22, 23, tzinfo=UTC), "Goedemorgen"),
    ],
)
def test_a_greeting_suits_the_hour_at_the_venue(at, text):
    assert labels.greeting(at=at) == text


@pytest.mark.parametrize(
    ("columns", "text"),
    [
        ({}, ""),
        ({"vegetarian": 2, "gluten_free": 1}, "2 vegetarisch, 1 glutenvrij"),
        ({"diet_other": "noten"}, "noten"),
        ({"vegan": 1, "diet_other": "noten"}, "1 veganistisch · noten"),
    ],
)
def test_a_diet_says_how_many_of_what(columns, text):
    assert labels.diet(Reservation(**columns)) == text


@pytest.mark.parametrize(
    ("columns", "text"),
    [
        ({}, ""),
        ({"occasion": "Verjaardag"}, "Verjaardag"),
        ({"party_person": "Opa"}, "Opa"),
        ({"occasion": "Verjaardag", "party_person": "Opa"}, "Verjaardag · Opa"),
    ],
)
def test_an_occasion_says_what_and_who(columns, text):
    assert labels.occasion(Reservation(**columns)) == text
