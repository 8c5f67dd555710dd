"""What was done to a customer, as their journey says it."""

import pytest

from reservations import telling
from reservations.customers import acts, follow_ups
from tests.factories import NOON, TODAY, CompanyFactory, CustomerFactory
from tests.naive import now

pytestmark = pytest.mark.django_db
HOW = {"by": None, "at": NOON}


@pytest.fixture
def anna():
    return CustomerFactory(first_name="Anna", last_name="Bos", company=CompanyFactory(name="ABC"))


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"city": "Eersel"}, "plaats: geen → Eersel"),
        ({"company": ""}, "bedrijf: ABC → geen"),
        ({"language": "en"}, "taal: Nederlands → Engels"),
        ({"remarks": "x" * 61}, "klantnotities: geen → “" + "x" * 60 + "…”"),
    ],
)
def test_a_change_says_from_what_to_what(anna, changes, words):
    assert telling.told(acts.edit(anna, changes, **HOW))[1:] == [words]


def test_consent_says_since_when_and_how(anna):
    assert telling.told(acts.subscribe(anna, how_given="per telefoon", **HOW))[1:] == [
        "nieuwsbrief sinds: geen → ma 23 nov 2026", "toestemming nieuwsbrief via: geen → per telefoon",
    ]  # fmt: skip


def test_a_task_says_what_by_when_and_what_came_of_it(anna):
    made = follow_ups.make(anna, text="Bellen", due_on=TODAY, **HOW)
    task = made.customer.follow_ups.get()
    done = follow_ups.finish(task, outcome="Komt in maart", **HOW)

    assert telling.told(made)[1:] == ["Bellen", "uiterlijk ma 23 nov 2026"]
    assert telling.told(done)[1:] == ["Bellen", "Komt in maart"]


def test_of_a_task_that_is_gone_its_text_is_told(anna):
    task = follow_ups.make(anna, text="Bellen", due_on=TODAY, **HOW).customer.follow_ups.get()

    assert telling.told(follow_ups.drop(now(task), **HOW))[1:] == ["Bellen"]


def test_a_note_that_is_gone_says_what_it_said(anna):
    note = acts.write_note(anna, text="Belt graag", **HOW).customer.notes.get()

    assert telling.told(acts.remove_note(note, **HOW))[1:] == ["Belt graag"]


@pytest.mark.parametrize(
    ("channel", "words"), [("phone", ["Hallo"]), ("email", ["Mail", "Hallo"]), ("note", ["Bezoek", "Hallo"])]
)
def test_what_was_said_says_how(anna, channel, words):
    assert telling.told(acts.speak(anna, channel=channel, text="Hallo", **HOW))[1:] == words
