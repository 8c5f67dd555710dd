"""What the history says of an act, and with which icon."""

from datetime import UTC, date, datetime

import pytest
from django.utils import translation
from lucide.templatetags.lucide import lucide

from reservations.models import Act, Event, Payment, Reservation, Show
from reservations.telling import CHANNELS, icon_of, outcome, told

Kind = Act.Kind


@pytest.fixture(autouse=True)
def _dutch():
    with translation.override("nl"):
        yield


def act(kind, **values):
    return Act(kind=kind, at=datetime(2026, 11, 23, 11, tzinfo=UTC), **values)


def expiring(text):
    return act(Kind.EXTENDED, after={"option_expires_at": text})


@pytest.mark.parametrize(
    ("done", "parts"),
    [
        (act(Kind.CONFIRMED), ["Bevestigd"]),
        (act(Kind.CONFIRMED, after={"total_cents": 120000}), ["Bevestigd", "€ 1.200"]),
        (act(Kind.EDITED, after={"total_cents": 0}), ["Gewijzigd", "€ 0"]),
        (
            act(Kind.EDITED, before={"guests": 9, "total_cents": 5000}, after={"guests": 8, "total_cents": 4750}),
            ["Gewijzigd", "personen: 9 → 8", "totaal: € 50 → € 47,50"],
        ),
        (act(Kind.RELEASED, after={"option_expires_at": None}), ["Optie vrijgegeven"]),
        (act(Kind.PAID, payment=Payment(amount_cents=4750)), ["Betaling geboekt", "€ 47,50"]),
        (act(Kind.REFUNDED, payment=Payment(amount_cents=-500)), ["Terugbetaling geboekt", "−€ 5"]),
        (act(Kind.UNDONE, undoes=act(Kind.CHECKED_IN)), ["Ongedaan gemaakt: Ingecheckt"]),
        (act(Kind.LOGGED, data={"channel": "phone", "text": "Belt terug"}), ["Contact vastgelegd", "Belt terug"]),
        (
            act(Kind.MAILED, data={"to": "info@abc.nl", "subject": "Herinnering", "text": ""}),
            ["Mail verstuurd", "info@abc.nl · Herinnering"],
        ),
        (
            act(Kind.CONFIRMED, data={"over_capacity_by": 3, "over_capacity_because": "Extra tafel"}),
            ["Bevestigd", "3 boven capaciteit: Extra tafel"],
        ),
        (act(Kind.PLACED, data={"over_capacity_by": 3}), ["Geplaatst", "3 boven capaciteit:"]),
        (
            act(Kind.REMINDED, data={"to": "info@abc.nl", "level": 2}),
            ["Betalingsherinnering klaargezet", "dringend", "info@abc.nl"],
        ),
        (act(Kind.PROMISED, after={"promised_on": "2026-12-04"}), ["Betaling toegezegd", "uiterlijk vr 4 dec 2026"]),
        (act(Kind.EDITED, after={"promised_on": None, "credit_as": ""}), ["Gewijzigd"]),
        (
            act(Kind.CREDIT_SETTLED, after={"credit_as": "keep"}, data={"credit_cents": 5000}),
            ["Besloten over het tegoed", "Blijft tegoed · € 50"],
        ),
        (act(Kind.CHECKED_IN, after={"status": "checked_in", "checked_in_at": "x"}), ["Ingecheckt"]),
        (act(Kind.CHECKED_IN, after={"status": "checked_in", "arrived_guests": 8}), ["Ingecheckt", "8 binnen"]),
        (act(Kind.CHECKED_IN, after={"arrived_guests": None}), ["Ingecheckt", "iedereen binnen"]),
        (act(Kind.CHECK_IN_UNDONE, after={"status": "confirmed", "arrived_guests": None}), ["Check-in teruggedraaid"]),
        (
            act(Kind.PLACED, after={"status": "checked_in", "checked_in_at": "x", "total_cents": 15000}),
            ["Geplaatst", "zonder reservering, direct ingecheckt", "€ 150"],
        ),
    ],
)
def test_an_act_is_told_by_what_was_done_and_what_it_was_about(done, parts):
    assert [part.strip() for part in told(done)] == parts


@pytest.mark.parametrize(
    ("text", "until"),
    [
        ("2026-11-30T11:00:00+00:00", "tot ma 30 nov 2026 12:00"),
        ("2026-11-30T23:30:00+00:00", "tot di 1 dec 2026 00:30"),
        ("2026-10-25T00:30:00+00:00", "tot zo 25 okt 2026 02:30"),
        ("2026-10-25T01:30:00+00:00", "tot zo 25 okt 2026 02:30"),
    ],
)
def test_a_new_expiry_is_told_in_the_time_of_the_venue(text, until):
    assert told(expiring(text)) == ["Optie verlengd", until]


@pytest.mark.parametrize("kind", Kind)
def test_every_kind_of_act_has_an_icon_that_exists(kind):
    assert lucide(icon_of(act(kind))).startswith("<svg")


@pytest.mark.parametrize(
    ("channel", "icon"), [*CHANNELS.items(), ("note", "message-square"), ("pigeon", "message-square")]
)
def test_a_contact_has_the_icon_of_its_channel(channel, icon):
    assert icon_of(act(Kind.LOGGED, data={"channel": channel})) == icon


def test_a_day_in_english_is_english():
    with translation.override("en"):
        assert told(expiring("2026-11-30T11:00:00+00:00")) == ["Option extended", "until Mon 30 Nov 2026 12:00"]
    assert date(2026, 11, 30).isoweekday() == 1


def test_what_was_done_to_an_event_leaves_nothing_to_say_of_a_booking():
    assert outcome(act(Kind.EVENT_EDITED)) == ""


@pytest.mark.parametrize(
    ("status", "paid", "amount", "sentence"),
    [
        ("cancelled", 0, -42500, "−€ 425; er staat niets meer open."),
        ("cancelled", 2500, -40000, "−€ 400; van wat betaald is, is nog € 25 bij ons."),
        ("confirmed", 40000, 40000, "€ 400; er staat nog € 25 open."),
        ("pending", 40000, 40000, "€ 400; er staat nog € 25 open."),
    ],
)
def test_what_is_off_owes_nothing(status, paid, amount, sentence):
    row = Reservation(status=status, total_cents=42500, paid_cents=paid)

    done = act(Kind.PAID, payment=Payment(amount_cents=amount), reservation=row)

    assert outcome(done).replace("\N{NO-BREAK SPACE}", " ") == sentence


def test_a_move_says_where_to():
    evening = Event(show=Show(name="Winterrevue"), date=date(2026, 11, 28))

    assert told(act(Kind.MOVED, event=evening)) == ["Verplaatst naar een ander event", "Winterrevue, za 28 nov 2026"]
