"""What Foyer writes to customers, in their language."""

from datetime import date
from urllib.parse import parse_qs, urlsplit

import pytest
from django.utils import translation

from reservations import letters, wordings
from tests.factories import NOON, TODAY, ReservationFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def row():
    return ReservationFactory(
        reference="R-7KM3QXA", guests=20, total_cents=120000, paid_cents=20000, due_on=date(2026, 11, 18),
        customer__last_name="O'Brien & Zn", event__show__name="Rock & Roll", event__date=date(2026, 12, 5),
    )  # fmt: skip


def written(row):
    subject, body = letters.payment_reminder(row)
    return subject, body.replace("\N{NO-BREAK SPACE}", " ")


def test_a_reminder_names_the_booking_in_its_subject(row):
    assert written(row)[0] == "Herinnering Betaling Reservering R-7KM3QXA"


def test_a_reminder_says_who_what_when_how_much_by_when_and_how(row, settings):
    settings.VENUE_IBAN, settings.VENUE_PHONE, settings.VENUE_NAME = "NL91ABNA0417164300", "020 123 45 67", "De Kleine"

    _subject, body = written(row)

    facts = [
        "O'Brien & Zn",
        "R-7KM3QXA",
        "Rock & Roll",
        "za 5 dec 2026",
        "20 personen",
        "€ 1.000",
        "wo 18 nov 2026",
    ]
    venue = ["NL91ABNA0417164300", "020 123 45 67", "De Kleine"]
    assert [fact for fact in facts + venue if fact not in body] == []


def test_a_reminder_leaves_out_what_is_not_known(row, settings):
    settings.VENUE_IBAN = settings.VENUE_PHONE = ""
    row.due_on = None

    _subject, body = written(row)

    assert [word for word in ("None", "18 nov", "IBAN") if word in body] == []
    assert body.endswith("\n")
    assert not body.startswith("\n")


@pytest.mark.parametrize("language", ["nl", "en"])
def test_a_reminder_is_in_the_language_of_the_customer_whoever_sends_it(row, language):
    row.customer.language = language

    with translation.override("en" if language == "nl" else "nl"):
        subject, _body = written(row)

    assert subject.startswith({"nl": "Herinnering", "en": "Payment reminder"}[language])


def test_one_guest_is_one_person(row):
    row.guests = 1

    assert "1 persoon" in written(row)[1]


def test_a_mailto_link_carries_subject_and_text():
    link = letters.mailto("info+zaal@abc.nl", "Betaling & co", "Beste,\nTot dan?\n")

    parts = urlsplit(link)
    assert (parts.scheme, parts.path) == ("mailto", "info%2Bzaal@abc.nl")
    assert parse_qs(parts.query) == {"subject": ["Betaling & co"], "body": ["Beste,\r\nTot dan?"]}


@pytest.mark.parametrize(("length", "lines"), [(1, 200), (100, 20), (2000, 1)])
def test_a_mailto_link_is_cut_at_a_line_to_what_mail_programs_take(length, lines):
    link = letters.mailto("a@b.nl", "Betaling", "\n".join(["x" * length] * lines))

    assert len(link) <= letters.LONGEST_MAILTO
    assert {len(line) for line in parse_qs(urlsplit(link).query).get("body", [""])[0].split("\r\n")} <= {0, length}


def test_the_reminder_of_a_long_show_fits_in_a_link(row):
    row.event.show.name = "Een avond vol verrassingen " * 4

    link = letters.mailto(row.customer.email, *letters.payment_reminder(row))

    assert len(link) <= letters.LONGEST_MAILTO
    assert row.days_late(at=NOON) == (TODAY - row.due_on).days == 5


def test_a_letter_greets_whom_the_booking_names():
    row = ReservationFactory(contact_name="Wilhelmina Kuipers", customer__salutation="Dhr.")

    assert letters.payment_reminder(row)[1].startswith("Beste Wilhelmina Kuipers,")


@pytest.mark.parametrize(("language", "greeting"), [("nl", "Beste mevrouw Yilmaz,"), ("en", "Dear Mevrouw Yilmaz,")])
def test_a_title_has_a_small_letter_in_dutch(language, greeting):
    row = ReservationFactory(customer__salutation="Mevrouw", customer__last_name="Yilmaz", customer__language=language)

    assert greeting in written(row)[1]


def test_a_subject_of_which_nothing_is_known_is_the_reference(row, settings):
    settings.VENUE_PHONE = ""
    wording = wordings.in_force(1, "nl")._replace(subject="Bel {telefoon}")

    assert letters.written(wording, row)[0] == row.reference
