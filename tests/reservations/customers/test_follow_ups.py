"""What staff do with follow-ups: each once, under the customer's lock, and taken back."""

from datetime import timedelta

import pytest

from reservations import undo
from reservations.customers import agenda, follow_ups, tasks
from reservations.models import FollowUp
from reservations.refusals import NothingChanged, StaleVersion, TaskIsDone
from reservations.status import Status
from tests.factories import NOON, TODAY, CustomerFactory, ReservationFactory, UserFactory

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def anna():
    return CustomerFactory()


@pytest.fixture
def make(staff, anna):
    def make(text="Bel terug", days=0, assignee=None):
        act = follow_ups.make(anna, text=text, due_on=TODAY + days * DAY, assignee=assignee, by=staff, at=NOON)
        return FollowUp.objects.get(pk=next(iter(act.after)).split()[1])

    return make


@pytest.fixture
def asked():
    """What a rule asks for."""
    ReservationFactory(status=Status.OPTION, option_expires_at=NOON + 2 * DAY)
    return tasks.wanted(at=NOON)[0]


@pytest.fixture
def take_back(staff):
    return lambda act: undo.take_back(act, by=staff, at=NOON)


def test_one_is_made_with_who_and_by_when(staff, anna, make):
    row = make(assignee=staff)

    assert (row.customer, row.text, row.due_on, row.assignee) == (anna, "Bel terug", TODAY, staff)
    assert (row.created_by, row.created_at, row.is_open) == (staff, NOON, True)


def test_it_is_changed_finished_and_dropped_each_with_its_undo(staff, make, take_back):
    row = make()

    edited = follow_ups.edit(row, {"text": "Mail", "due_on": TODAY + DAY}, by=staff, at=NOON, seen_version=1)
    take_back(edited)
    assert (FollowUp.objects.get().text, FollowUp.objects.get().due_on) == ("Bel terug", TODAY)

    done = follow_ups.finish(row, outcome=" Komt langs ", by=staff, at=NOON)
    kept = FollowUp.objects.get()
    assert (kept.done_at, kept.done_by, kept.outcome, kept.is_open) == (NOON, staff, "Komt langs", False)
    take_back(done)
    assert FollowUp.objects.get().is_open

    dropped = follow_ups.drop(row, by=staff, at=NOON)
    assert not FollowUp.objects.get().is_open
    take_back(dropped)
    assert FollowUp.objects.get().is_open


def test_what_is_done_is_not_done_again(staff, make):
    row = make()
    follow_ups.finish(row, by=staff, at=NOON)

    for verb in (follow_ups.finish, follow_ups.drop):
        with pytest.raises(TaskIsDone, match="klaar"):
            verb(row, by=staff, at=NOON)


def test_what_was_dropped_is_not_finished(staff, make):
    row = make()
    follow_ups.drop(row, by=staff, at=NOON)

    with pytest.raises(TaskIsDone, match="vervallen"):
        follow_ups.finish(row, by=staff, at=NOON)


def test_a_stale_screen_is_refused(staff, make):
    row = make()
    follow_ups.edit(row, {"text": "Mail"}, by=staff, at=NOON)

    with pytest.raises(StaleVersion):
        follow_ups.edit(row, {"text": "App"}, by=staff, at=NOON, seen_version=1)


def test_what_is_no_part_of_it_is_not_edited(staff, make):
    with pytest.raises(ValueError, match="done_at"):
        follow_ups.edit(make(), {"done_at": NOON}, by=staff, at=NOON)


def test_what_a_rule_asks_for_is_taken_up_once_and_back_again(staff, asked, take_back):
    done = follow_ups.finish(asked, by=staff, at=NOON)
    with pytest.raises(TaskIsDone):
        follow_ups.finish(asked, by=UserFactory(), at=NOON)
    assert tasks.wanted(at=NOON) == []

    undone = take_back(done)
    assert not FollowUp.objects.exists()
    assert tasks.wanted(at=NOON) == [asked]
    take_back(undone)
    assert FollowUp.objects.get().done_by == staff


def test_what_a_rule_asks_for_can_be_given_to_somebody_and_put_off(staff, asked):
    follow_ups.edit(asked, {"assignee_id": staff.pk, "due_on": TODAY + DAY}, by=staff, at=NOON)
    follow_ups.edit(asked, {"text": "Bel de penningmeester"}, by=staff, at=NOON)

    row = FollowUp.objects.get()
    assert (row.assignee, row.due_on, row.text, row.cause) == (staff, TODAY + DAY, "Bel de penningmeester", asked.cause)


def test_nothing_changed_takes_nothing_up(staff, asked):
    with pytest.raises(NothingChanged):
        follow_ups.edit(asked, {"text": asked.text}, by=staff, at=NOON)

    assert not FollowUp.objects.exists()


def test_the_agenda_is_mine_and_nobodys_or_everyones_by_when_it_is_due(staff, make, asked):
    late, mine = make("Te laat", -1), make("Van mij", 7, staff)
    theirs, later = make("Van Bram", 0, UserFactory()), make("Later", 8)
    done = make("Klaar")
    follow_ups.finish(done, by=staff, at=NOON)

    def shown(whose):
        groups = agenda.of(staff, at=NOON, whose=whose).groups
        return {group.when: [task.text for task in group.tasks] for group in groups}

    assert shown("mine") == {
        "late": [late.text], "today": [asked.text], "soon": [mine.text], "later": [later.text],
    }  # fmt: skip
    assert shown("all")["today"] == [theirs.text, asked.text]
    assert shown("done") == {"done": [done.text]}
    assert [task.text for task in agenda.of_customer(late.customer, at=NOON)] == [
        late.text, theirs.text, mine.text, later.text,
    ]  # fmt: skip


def test_of_a_long_group_the_first_are_shown_and_all_when_it_is_asked_for(staff, make, monkeypatch):
    monkeypatch.setattr(agenda, "SHOWN", 2)
    for days in (-3, -2, -1, 1):
        make(f"Over {days}", days)

    late, soon = agenda.of(staff, at=NOON, whose="all").groups
    assert ([task.text for task in late.tasks], late.count, late.rest) == (["Over -3", "Over -2"], 3, 1)
    assert (len(soon.tasks), soon.rest) == (1, 0)
    (alone,) = agenda.of(staff, at=NOON, whose="all", when="late").groups
    assert (len(alone.tasks), alone.rest) == (3, 0)
    assert agenda.of(staff, at=NOON, whose="all", when="today").groups == []
    assert len(agenda.of(staff, at=NOON, whose="all", when="nonsense").groups) == 2


def test_an_agenda_that_is_long_says_that_there_is_more(staff, make, monkeypatch):
    monkeypatch.setattr(agenda, "MOST", 2)
    for number in range(3):
        make(f"Taak {number}")
    found = agenda.of(staff, at=NOON, whose="mine")
    assert (found.count, found.more) == (2, True)
    for row in FollowUp.objects.all():
        follow_ups.finish(row, by=staff, at=NOON)
    assert (agenda.of(staff, at=NOON, whose="done").more, agenda.of(staff, at=NOON, whose="all").count) == (True, 0)


def test_an_agenda_that_leaves_out_what_rules_ask_for_says_that_there_is_more(staff, monkeypatch):
    monkeypatch.setattr(agenda, "MOST", 2)
    for _ in range(2):
        ReservationFactory(status=Status.OPTION, option_expires_at=NOON + 2 * DAY)
    found = agenda.of(staff, at=NOON, whose="mine")
    assert (found.count, found.more) == (2, False)

    last = ReservationFactory(status=Status.OPTION, option_expires_at=NOON + 3 * DAY)
    found = agenda.of(staff, at=NOON, whose="mine")
    assert (found.count, found.more) == (2, True)
    (left_out,) = agenda.of_customer(last.customer, at=NOON)
    assert left_out.due_on == TODAY + DAY
    assert tasks.find(left_out.key, at=NOON) == left_out
