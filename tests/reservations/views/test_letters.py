"""The pages of the letters: read by everybody, changed by those who may, shown by a real reservation before."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Permission
from django.urls import reverse

from reservations import placeholders, wordings
from reservations.models import LetterTemplate
from reservations.wordings import Wording
from tests.factories import NOON, TODAY, ReservationFactory, UserFactory
from tests.reading import by_id, fields, links, page, said, undo_of, words

DAY = timedelta(days=1)
LETTER = reverse("payments:letter", args=[2, "nl"])


@pytest.fixture
def editor(client, staff):
    """A browser of somebody who may change letters."""
    staff.first_name = "Anna"
    staff.save()
    staff.user_permissions.add(Permission.objects.get(codename="edit_letters"))
    client.force_login(staff)
    return client


@pytest.fixture
def save(editor):
    def save(subject="Betaal {bedrag}", body="Beste {naam},\r\n\r\nDag.", seen="0", **typed):
        return editor.post(LETTER, {"subject": subject, "body": body, "seen": seen, **typed})

    return save


def text_of(element):
    return "".join(by_id(element, "id_body").itertext())


def in_force():
    found = wordings.in_force(2, "nl")
    return found.subject, found.body


# Reading


def test_all_six_are_listed_with_who_changed_them(editor, staff):
    wordings.put(Wording(2, "nl", "Betaal nu", "Nu\n"), seen=0, by=staff, at=NOON)

    table = page(editor.get(reverse("payments:letters"))).find(".//tbody")

    assert list(links(table).values()) == [
        reverse("payments:letter", args=[level, language]) for level in (1, 2, 3) for language in ("nl", "en")
    ]
    told = [[words(cell) for cell in row] for row in table.findall("./tr")]
    assert told[2] == [
        "2 · dringend (Nederlands)",
        "Nederlands",
        "Betaal nu",
        "eigen tekst Anna · ma 23 nov 2026 12:00",
    ]
    assert told[3][-1] == "standaardtekst"


def test_a_letter_is_shown_by_the_reservation_that_is_latest(editor):
    ReservationFactory(due_on=TODAY - DAY)
    latest = ReservationFactory(due_on=TODAY - 9 * DAY, customer__first_name="Bo", customer__last_name="Bos")

    found = by_id(page(editor.get(LETTER)), "example")

    assert words(found.find("./h2")) == f"Zo krijgt Bo Bos hem ({latest.reference})"
    assert "Beste Bo Bos, We schreven je eerder" in words(found)


@pytest.mark.parametrize("columns", [{"due_on": None}, {"paid_cents": 15000}])
def test_without_somebody_late_another_reservation_will_do(editor, columns):
    row = ReservationFactory(**columns)

    assert row.reference in words(by_id(page(editor.get(LETTER)), "example"))


def test_in_an_empty_house_there_is_no_example(editor):
    shown = page(editor.get(LETTER))

    assert by_id(shown, "example") is None
    assert "Nog geen reservering om hem mee te tonen." in words(shown)


@pytest.mark.parametrize("place", [(0, "nl"), (4, "nl"), (1, "de"), (1, "NL")])
def test_there_are_no_other_letters(editor, place):
    assert editor.get(reverse("payments:letter", args=place)).status_code == 404


def test_every_field_is_explained(editor):
    named = [words(term) for term in page(editor.get(LETTER)).iter("code")]

    assert named == [f"{{{name}}}" for name in placeholders.MEANINGS]


def test_a_letter_needs_the_same_queries_whoever_wrote_it(editor, staff, django_assert_num_queries):
    """Session, user, the letter, example: which, row and two kinds of tags, permissions, menu."""
    wordings.put(Wording(2, "nl", "Een", "x\n"), seen=0, by=staff, at=NOON)
    ReservationFactory.create_batch(3, due_on=TODAY - DAY)

    with django_assert_num_queries(10):
        editor.get(LETTER)
    with django_assert_num_queries(4):
        editor.get(reverse("payments:letters"))


# Changing


def test_what_was_typed_is_shown_before_it_is_kept(save):
    ReservationFactory(due_on=TODAY - DAY, customer__first_name="Bo", customer__last_name="Bos")

    response = save(preview="1")

    shown = page(response)
    assert response.status_code == 200
    assert words(by_id(shown, "example")).endswith("Betaal € 150 Beste Bo Bos, Dag.")
    assert (fields(shown)["subject"], text_of(shown).split()) == ("Betaal {bedrag}", ["Beste", "{naam},", "Dag."])
    assert not LetterTemplate.objects.exists()


def test_what_is_saved_is_sent_from_then_on_and_can_be_taken_back(save, editor, staff):
    before = in_force()

    response = save()

    kept = LetterTemplate.objects.get()
    assert response["Location"] == LETTER
    assert said(response) == ["De brief is opgeslagen en gaat vanaf nu zo de deur uit."]
    assert in_force() == ("Betaal {bedrag}", "Beste {naam},\n\nDag.\n")
    assert (kept.by, kept.at) == (staff, NOON)

    undone = editor.post(undo_of(response))
    assert (in_force(), said(undone)[-1]) == (before, "De brief is weer zoals hij was.")
    editor.post(undo_of(undone))
    assert in_force()[0] == "Betaal {bedrag}"


@pytest.mark.parametrize(
    ("typed", "field", "sentence"),
    [
        ({"body": "Beste {name}"}, "body", "Een veld {name} bestaat niet. Kies uit de velden onder de tekst."),
        ({"body": "{naam"}, "body", "Een veld { bestaat niet. Kies uit de velden onder de tekst."),
        ({"body": "{% now 'Y' %}{{ x }}"}, "body", None),
        ({"body": " \n "}, "body", "Dit veld is verplicht."),
        ({"body": ""}, "body", "Dit veld is verplicht."),
        ({"body": "x" * 5001}, "body", None),
        ({"subject": "{boe}"}, "subject", "Een veld {boe} bestaat niet. Kies uit de velden onder de tekst."),
        ({"subject": " "}, "subject", "Dit veld is verplicht."),
        ({"subject": "x" * 201}, "subject", None),
    ],
)
@pytest.mark.parametrize("button", [{}, {"preview": "1"}], ids=["save", "preview"])
def test_what_can_not_be_filled_in_is_refused_beside_the_field_and_stays_typed(save, typed, field, sentence, button):
    response = save(**typed, **button)

    shown = page(response)
    error = next(found for found in shown.iter("ul") if found.attrib.get("id") == f"id_{field}_error")
    assert response.status_code == 422
    assert sentence in {None, words(error)}
    if field == "body":
        assert text_of(shown).strip() == typed["body"].strip()
    else:
        assert fields(shown)["subject"] == typed["subject"]
    assert not LetterTemplate.objects.exists()


def test_what_a_colleague_saved_meanwhile_is_shown_beside_what_was_typed(save, staff):
    theirs = wordings.put(Wording(2, "nl", "Van hen", "Hun tekst\n"), seen=0, by=UserFactory(), at=NOON)

    response = save()

    shown = page(response)
    assert response.status_code == 422
    assert "Een collega heeft dit gewijzigd" in words(by_id(shown, "letter"))
    assert "Hun tekst" in words(shown)
    assert (fields(shown)["subject"], in_force()[0]) == ("Betaal {bedrag}", "Van hen")

    save(seen=fields(by_id(shown, "letter"))["seen"])
    assert LetterTemplate.objects.latest("pk").replaces == theirs
    assert in_force()[0] == "Betaal {bedrag}"


def test_what_reads_so_already_is_not_saved_again(save):
    save()

    again = save(seen=str(LetterTemplate.objects.get().pk))

    assert said(again)[-1] == "Er is niets gewijzigd."
    assert LetterTemplate.objects.count() == 1


def test_the_standard_text_comes_back_by_one_click_and_goes_by_another(save, editor):
    house = in_force()
    save()
    assert "Terug naar standaardtekst" in words(page(editor.get(LETTER)))

    response = editor.post(reverse("payments:letter-house", args=[2, "nl"]))

    assert (in_force(), said(response)[-1]) == (house, "De standaardtekst wordt weer verstuurd.")
    assert "Terug naar standaardtekst" not in words(page(editor.get(LETTER)))
    editor.post(undo_of(response))
    assert in_force()[0] == "Betaal {bedrag}"


def test_where_nothing_is_changed_nothing_is_brought_back(editor):
    response = editor.post(reverse("payments:letter-house", args=[2, "nl"]))

    assert said(response) == ["Er is niets gewijzigd."]


def test_a_letter_that_was_changed_since_is_not_taken_back(save, editor):
    undo = undo_of(save())
    save("Later", seen=str(LetterTemplate.objects.get().pk))

    response = editor.post(undo)

    assert said(response)[-1] == "Dit kan niet meer ongedaan worden gemaakt: de brief is sindsdien gewijzigd."
    assert in_force()[0] == "Later"


# Those who may not


def test_who_may_not_change_letters_reads_them(desk):
    shown = page(desk.get(LETTER))

    assert by_id(shown, "letter") is None
    assert "We schreven je eerder over de betaling" in words(shown)


def test_who_may_not_change_letters_does_not(desk, boss):
    kept = wordings.put(Wording(2, "nl", "Een", "x\n"), seen=0, by=boss, at=NOON)
    posts = {
        LETTER: {"subject": "Twee", "body": "x", "seen": kept.pk},
        reverse("payments:letter-house", args=[2, "nl"]): {},
        reverse("payments:letter-undo", args=[kept.pk]): {},
    }

    assert [desk.post(address, typed).status_code for address, typed in posts.items()] == [403] * 3
    assert in_force() == ("Een", "x\n")


def test_what_is_written_is_shown_as_it_was_typed(save):
    evil = '"><script>alert(1)</script>'
    ReservationFactory(contact_name=evil)

    response = save(evil, evil + " {naam}", preview="1")

    assert b"<script>alert" not in response.content
    assert evil in words(by_id(page(response), "example"))
