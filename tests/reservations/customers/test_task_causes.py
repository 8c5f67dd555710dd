"""What the rules ask for, once for each cause: under a name of its own, until somebody does something with it."""

from datetime import date, timedelta

import pytest

from reservations.customers import follow_ups, tasks
from reservations.models import FollowUp
from reservations.status import Status
from tests.factories import NOON, TODAY, CustomerFactory, EventFactory, ReservationFactory, local
from tests.reservations.customers.tasking import option, visit, wanted

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
Rule = FollowUp.Rule


def test_what_somebody_did_something_with_is_asked_for_no_more(staff):
    option(2)
    (task,) = wanted(Rule.OPTION_LAPSES)

    done = follow_ups.finish(task, by=staff, at=NOON, outcome="Belt terug")
    assert wanted(Rule.OPTION_LAPSES) == []
    row = FollowUp.objects.get()
    assert (row.rule, row.cause, row.why, row.outcome) == (task.rule, task.cause, task.why, "Belt terug")
    assert done.customer == task.customer


def test_a_task_is_found_by_its_name_while_it_is_asked_for():
    option(2)
    (task,) = wanted(Rule.OPTION_LAPSES)

    assert tasks.find(task.key, at=NOON) == task
    for name in (f"{task.key}0", "option_lapses-", "nonsense-1", "nonsense"):
        assert tasks.find(name, at=NOON) is None


def test_each_rule_names_its_cause_as_it_is_stored(staff):
    anna = CustomerFactory()
    visit(500, customer=anna)
    visit(366, customer=anna)
    found = {
        Rule.OPTION_LAPSES: f"{option(2).pk}.2026-11-25",
        Rule.AFTER_VISIT: f"{visit(1, guests=8).pk}",
        Rule.LARGE_PARTY: f"{ReservationFactory(guests=25, event=EventFactory(date=TODAY + DAY)).pk}",
        Rule.OCCASION_AGAIN: f"{visit(365 - 42, occasion='Jubileum').pk}.2026",
        Rule.LONG_GONE: f"{anna.pk}.2025-11-22",
    }

    for rule, cause in found.items():
        (task,) = wanted(rule)
        assert (task.rule, task.cause) == (rule, cause)
        follow_ups.drop(task, by=staff, at=NOON)
        assert wanted(rule) == []


def test_an_occasion_is_of_the_year_in_which_it_is_to_be_asked_about():
    last, first = EventFactory(date=date(2026, 2, 11)), EventFactory(date=date(2026, 2, 12))
    rows = [ReservationFactory(event=event, status=Status.CHECKED_IN, occasion="Kerst") for event in (last, first)]

    found = wanted(Rule.OCCASION_AGAIN, at=local(2026, 12, 31, 12))

    assert [(task.cause, task.due_on) for task in found] == [
        (f"{rows[0].pk}.2026", date(2026, 12, 31)), (f"{rows[1].pk}.2027", date(2027, 1, 1)),
    ]  # fmt: skip


def test_what_is_done_takes_no_place_of_what_is_not(staff):
    rows = [visit(days, guests=8) for days in (3, 2, 1)]
    assert [task.reservation for task in wanted(Rule.AFTER_VISIT, most=2)] == rows[:0:-1]

    for task in wanted(Rule.AFTER_VISIT, most=2):
        follow_ups.finish(task, by=staff, at=NOON)

    assert [task.reservation for task in wanted(Rule.AFTER_VISIT, most=2)] == rows[:1]


def test_a_name_that_no_task_has_finds_none(staff):
    option(2)
    (task,) = wanted(Rule.OPTION_LAPSES)
    strange = ("x", "9" * 5000, "9" * 18, "٣", f"{task.cause}\x00", f"{task.cause}.1", task.cause.split(".")[0])
    assert [tasks.find(f"{Rule.OPTION_LAPSES}-{cause}", at=NOON) for cause in strange] == [None] * len(strange)

    follow_ups.finish(task, by=staff, at=NOON)
    assert tasks.find(task.key, at=NOON) is None


@pytest.mark.parametrize("count", [1, 3])
def test_the_rules_ask_the_same_for_any_number(count, django_assert_num_queries):
    for _ in range(count):
        option(2)
        visit(2, guests=8)
        ReservationFactory(guests=25, event=EventFactory(date=TODAY + DAY))

    # Of five rules their rows; of large parties, who had another name.
    with django_assert_num_queries(6):
        assert len(tasks.wanted(at=NOON)) == 3 * count
