"""What reminders say: our own words, or those of staff, and never two that replace the same."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from crm.models import Customer
from reservations import labels, letters, placeholders, wordings
from reservations.models import LetterTemplate, ReminderLevel
from reservations.refusals import CannotUndo, NothingChanged, StaleVersion
from reservations.wordings import Wording
from tests.factories import NOON, ReservationFactory
from tests.naive import everything

pytestmark = pytest.mark.django_db
EVERY = [(level, language) for level in ReminderLevel.values for language in Customer.Language.values]
LATER = NOON + timedelta(hours=1)


@pytest.fixture
def put(staff):
    def put(subject="Betaal {bedrag}", body="Beste {naam}\n", *, level=1, language="nl", seen=None, at=NOON):
        seen = wordings.in_force(level, language).seen if seen is None else seen
        return wordings.put(Wording(level, language, subject, body), seen=seen, by=staff, at=at)

    return put


@pytest.mark.parametrize(("level", "language"), EVERY)
def test_our_own_letters_are_whole_and_can_be_filled(level, language):
    wording = wordings.in_force(level, language)

    assert (wording.is_own, wording.seen) == (False, 0)
    assert placeholders.unknown_in(wording.subject + wording.body) == []
    assert "{kenmerk}" in wording.subject
    assert all(f"{{{field}}}" in wording.body for field in ("naam", "bedrag", "vervaldatum", "iban", "theater"))


@pytest.mark.parametrize(("level", "language"), EVERY)
def test_our_own_letters_say_who_what_how_much_by_when_and_how(level, language, settings):
    settings.VENUE_IBAN, settings.VENUE_PHONE, settings.VENUE_NAME = "NL91ABNA0417164300", "020 123 45 67", "De Kleine"
    row = ReservationFactory(reference="R-7", guests=20, customer__language=language, customer__last_name="O'Brien")

    subject, body = letters.payment_reminder(row, level=level)

    facts = ["O'Brien", "R-7", "NL91ABNA0417164300", "020 123 45 67", "De Kleine", "20 pers", "€ 1.500", "30 "]
    assert [fact for fact in facts if fact not in body.replace("\N{NO-BREAK SPACE}", " ")] == []
    assert "R-7" in subject
    assert not {"{", "}"} & set(subject + body)


def test_what_staff_wrote_is_sent_at_that_level_in_that_language_alone(put, staff):
    kept = put("Hoi {naam}", "{bedrag}!\n", level=2)

    found = wordings.in_force(2, "nl")
    assert (found.subject, found.body, found.version, found.is_own) == ("Hoi {naam}", "{bedrag}!\n", kept, True)
    assert (kept.by, kept.at) == (staff, NOON)
    own = {(wording.level, wording.language) for wording in wordings.all_in_force() if wording.is_own}
    assert own == {(2, "nl")}
    row = ReservationFactory(customer__last_name="Bos", reminder_level=1, reminded_at=NOON)
    assert letters.payment_reminder(row) == ("Hoi Anna Bos", f"{labels.money(15000)}!\n")


def test_the_newest_words_are_in_force_and_the_old_ones_are_kept(put):
    first = put("Een", "x\n")
    second = put("Twee", "x\n", at=LATER)

    assert wordings.in_force(1, "nl").version == second
    assert second.replaces == first
    assert LetterTemplate.objects.count() == 2


def test_our_own_words_come_back_and_who_brought_them_back_is_known(put, staff):
    put()
    reset = put("", "", at=LATER)

    found = wordings.in_force(1, "nl")
    assert (found.subject, found.is_own) == (wordings.house(1, "nl").subject, False)
    assert (found.version, found.version.at, reset.is_default) == (reset, LATER, True)


def test_what_reads_so_already_is_not_kept_again(put):
    house = wordings.house(1, "nl")
    put()
    before = everything()

    with pytest.raises(NothingChanged):
        put()
    put("", "")
    for words in [("", ""), (house.subject, house.body)]:
        with pytest.raises(NothingChanged):
            put(*words)
    assert len(everything()["LetterTemplate"]) == len(before["LetterTemplate"]) + 1


def test_without_own_words_there_is_nothing_to_bring_back(put):
    with pytest.raises(NothingChanged):
        put("", "")


def test_a_stale_screen_replaces_nothing(put):
    put("Een", "x\n", seen=0)

    with pytest.raises(StaleVersion):
        put("Twee", "x\n", seen=0)
    assert wordings.in_force(1, "nl").subject == "Een"


def test_words_are_taken_back_and_put_back(put, staff):
    first = put("Een", "x\n")
    second = put("Twee", "x\n")

    undone = wordings.take_back(second, by=staff, at=LATER)
    assert wordings.in_force(1, "nl").subject == "Een"
    again = wordings.take_back(undone, by=staff, at=LATER)
    assert wordings.in_force(1, "nl").subject == "Twee"
    wordings.take_back(wordings.take_back(again, by=staff, at=LATER), by=staff, at=LATER)
    with pytest.raises(CannotUndo):
        wordings.take_back(first, by=staff, at=LATER)


def test_the_first_words_are_taken_back_to_our_own(put, staff):
    wordings.take_back(put(), by=staff, at=LATER)

    assert not wordings.in_force(1, "nl").is_own


def test_who_loses_a_race_is_told(put, staff, monkeypatch):
    """Both looked before either wrote: the database lets one replace what was there."""
    stale = wordings.in_force(1, "nl")
    put("Een", "x\n")
    monkeypatch.setattr(wordings, "in_force", lambda *_: stale)

    with pytest.raises(StaleVersion):
        put("Twee", "x\n", seen=0)


@pytest.mark.parametrize(
    "columns",
    [{"level": 4}, {"level": 0}, {"language": "de"}, {"subject": ""}, {"body": ""}],
    ids=str,
)
def test_the_database_refuses_what_is_no_letter(staff, columns):
    whole = {"level": 1, "language": "nl", "subject": "Een", "body": "x", "by": staff, "at": NOON}

    with pytest.raises(IntegrityError), transaction.atomic():
        LetterTemplate.objects.create(**whole | columns)


# What can't break a mail


def written(subject="x", body="x", **columns):
    return letters.written(Wording(1, "nl", subject, body), ReservationFactory(**columns))


def test_a_subject_is_one_line_that_a_mail_can_hold():
    subject, _body = written("{naam} {naam}", contact_name="An\nna " * 50)

    assert len(subject) == letters.LONGEST_SUBJECT
    assert subject.startswith("An na An na")


def test_a_letter_without_a_due_date_leaves_its_line_out():
    assert written(body="Voor {vervaldatum}\nGroet", due_on=None)[1] == "Groet\n"


def test_every_field_that_is_offered_is_filled_in(settings):
    settings.VENUE_PHONE = "020 123 45 67"

    filled = written(body=" ".join(f"{{{name}}}" for name in placeholders.MEANINGS))[1]

    assert not {"{", "}"} & set(filled)


def test_a_field_that_is_known_no_more_is_sent_as_it_stands():
    assert written(body="{oud} {kenmerk}", reference="R-7")[1] == "{oud} R-7\n"


def test_of_what_was_paid_too_much_nothing_is_outstanding():
    assert "€ 0" in written(body="{bedrag}", paid_cents=99999)[1].replace("\N{NO-BREAK SPACE}", " ")


def test_without_an_account_number_the_letter_says_where_to_find_it(settings):
    settings.VENUE_IBAN = ""

    assert written(body="naar {iban}")[1] == "naar de rekening die in onze bevestiging staat\n"
