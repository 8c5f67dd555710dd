"""What the rules ask somebody to do for a customer: who, when and why, without a job."""

from datetime import date, timedelta

import pytest
from django.utils import translation

from reservations import lifecycle
from reservations.calendar import months_later
from reservations.customers import acts, tasks
from reservations.models import Act, CustomerSummary, FollowUp
from reservations.status import Status
from tests.factories import NOON, TODAY, ArrangementFactory, CustomerFactory, EventFactory, ReservationFactory, local
from tests.reservations.customers.tasking import option, visit, wanted

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
Rule = FollowUp.Rule


@pytest.fixture(autouse=True)
def _dutch():
    with translation.override("nl"):
        yield


# An option lapses


def test_an_option_asks_for_a_call_two_days_before_it_ends():
    row = option(5, guests=20, event=EventFactory(show__name="Winterrevue"))

    (task,) = wanted(Rule.OPTION_LAPSES)

    assert (task.customer, task.reservation, task.due_on) == (row.customer, row, TODAY + 3 * DAY)
    assert (task.text, task.cause) == ("Bel over de optie", f"{row.pk}.2026-11-28")
    assert task.why == "De optie voor 20 personen, Winterrevue, ma 7 dec 2026, loopt af op za 28 nov 2026."


def test_an_option_that_ends_later_or_has_ended_asks_for_nothing_yet():
    option(9)
    assert len(wanted(Rule.OPTION_LAPSES)) == 1
    option(10)
    option(-1)
    assert len(wanted(Rule.OPTION_LAPSES)) == 1


def test_who_was_called_is_not_to_be_called_until_the_term_is_another(staff):
    row = option(2)
    lifecycle.follow_up(row, by=staff, at=NOON)
    assert wanted(Rule.OPTION_LAPSES) == []

    lifecycle.extend(row, days=3, by=staff, at=NOON)
    (task,) = wanted(Rule.OPTION_LAPSES)
    assert task.cause == f"{row.pk}.2026-11-28"


def test_at_midnight_it_is_due_with_nothing_having_run():
    option(3)

    assert wanted(Rule.OPTION_LAPSES, at=local(2026, 11, 23, 23, 59))[0].due_on == TODAY + DAY
    assert wanted(Rule.OPTION_LAPSES, at=local(2026, 11, 24, 0, 0))[0].due_on == TODAY + DAY


# After a visit


def test_a_larger_party_is_asked_how_it_was_three_days_later():
    row = visit(1, guests=8)
    visit(1, guests=7)
    ReservationFactory(event=EventFactory(date=TODAY - DAY), guests=99)

    (task,) = wanted(Rule.AFTER_VISIT)

    assert (task.reservation, task.due_on) == (row, TODAY + 2 * DAY)
    assert task.why == "8 personen waren bij Winterrevue, zo 22 nov 2026."


def test_what_is_long_ago_is_no_task_any_more():
    visit(33, guests=8)
    visit(34, guests=8)

    assert len(wanted(Rule.AFTER_VISIT)) == 1


# Long gone


def test_who_came_twice_and_not_for_a_year_is_invited_again():
    anna = CustomerFactory()
    visit(500, customer=anna)
    visit(366, customer=anna)
    visit(366)

    (task,) = wanted(Rule.LONG_GONE)

    assert (task.customer, task.due_on) == (anna, date(2026, 11, 22))
    assert task.why == "2 boekingen, het laatste bezoek op za 22 nov 2025."


def test_who_comes_again_is_not_gone():
    anna = CustomerFactory()
    visit(500, customer=anna)
    visit(366, customer=anna)
    ReservationFactory(customer=anna, event=EventFactory(date=TODAY + DAY))

    assert wanted(Rule.LONG_GONE) == []
    assert wanted(Rule.LONG_GONE, at=NOON + 2 * DAY) == []  # that evening has been, and nothing wrote it down


def test_who_came_for_the_last_time_with_nothing_written_since_is_gone_as_well():
    anna, bram, carla = CustomerFactory(), CustomerFactory(), CustomerFactory()
    for who, days in [(anna, (-30, 5)), (bram, (-30, 5, 300)), (carla, (-30, 100))]:
        for day in days:
            ReservationFactory(customer=who, event=EventFactory(date=TODAY + day * DAY))
    last_on = TODAY + 5 * DAY
    a_year_later = NOON + (5 + 365) * DAY
    assert CustomerSummary.objects.get(customer=anna).next_visit_on == last_on

    # Of Bram an evening of two months ago was the last.
    (task,) = wanted(Rule.LONG_GONE, at=a_year_later)

    assert (task.customer, task.due_on) == (anna, last_on + 365 * DAY)
    assert task.cause == f"{anna.pk}.{last_on}"
    assert task.why == "2 boekingen, het laatste bezoek op za 28 nov 2026."
    assert wanted(Rule.LONG_GONE, at=NOON + 345 * DAY) == []


# A large booking without contact


def test_a_large_party_that_nobody_spoke_to_is_called_two_weeks_before():
    row = ReservationFactory(guests=25, event=EventFactory(date=TODAY + 21 * DAY))
    ReservationFactory(guests=24, event=EventFactory(date=TODAY + 21 * DAY))
    ReservationFactory(guests=25, event=EventFactory(date=TODAY + 22 * DAY))
    ReservationFactory(guests=25, event=EventFactory(date=TODAY + DAY), status=Status.CANCELLED)

    (task,) = wanted(Rule.LARGE_PARTY)

    assert (task.reservation, task.due_on) == (row, TODAY + 7 * DAY)


def test_a_talk_about_it_or_with_them_since_is_contact(staff):
    rows = [ReservationFactory(guests=25, event=EventFactory(date=TODAY + DAY), created_at=NOON) for _ in range(3)]
    lifecycle.log_contact(rows[0], channel="phone", text="Menu besproken", by=staff, at=NOON)
    acts.speak(rows[1].customer, channel="phone", text="Menu besproken", by=staff, at=NOON)
    acts.speak(rows[2].customer, channel="phone", text="Over vorig jaar", by=staff, at=NOON - DAY)

    assert [task.reservation for task in wanted(Rule.LARGE_PARTY)] == [rows[2]]


@pytest.mark.parametrize(("channel", "is_talk"), [("phone", True), ("email", True), ("note", False)])
def test_a_note_about_a_booking_is_no_talk(staff, channel, is_talk):
    row = ReservationFactory(guests=25, event=EventFactory(date=TODAY + DAY))
    lifecycle.log_contact(row, channel=channel, text="Menu", by=staff, at=NOON)

    assert bool(wanted(Rule.LARGE_PARTY)) is not is_talk


def test_a_booking_that_was_followed_up_is_spoken_about(staff):
    row = option(2, guests=25, event=EventFactory(date=TODAY + DAY))
    lifecycle.follow_up(row, by=staff, at=NOON)
    lifecycle.confirm(row, by=staff, at=NOON, arrangement=ArrangementFactory())
    assert wanted(Rule.LARGE_PARTY) == []


def test_a_visit_of_theirs_is_a_talk(staff):
    row = ReservationFactory(guests=25, event=EventFactory(date=TODAY + DAY), created_at=NOON)
    acts.speak(row.customer, channel="note", text="Kwam langs", by=staff, at=NOON)

    assert wanted(Rule.LARGE_PARTY) == []


def test_a_talk_with_who_was_merged_into_them_is_contact(staff):
    anna, bram = CustomerFactory(), CustomerFactory()
    alias = CustomerFactory(merged_into=anna)
    oldest = CustomerFactory(merged_into=alias)
    event = EventFactory(date=TODAY + DAY)
    rows = [ReservationFactory(guests=25, event=event, customer=who, created_at=NOON) for who in (anna, bram)]
    CustomerFactory(merged_into=bram)

    Act.objects.create(kind=Act.Kind.SPOKEN, customer=alias, by=staff, at=NOON - DAY, data={"channel": "phone"})
    assert [task.reservation for task in wanted(Rule.LARGE_PARTY)] == rows
    Act.objects.create(kind=Act.Kind.SPOKEN, customer=oldest, by=staff, at=NOON, data={"channel": "phone"})
    assert [task.reservation for task in wanted(Rule.LARGE_PARTY)] == rows[1:]
    assert tasks.find(f"{Rule.LARGE_PARTY}-{rows[0].pk}", at=NOON) is None


# Last year's occasion


def test_last_years_occasion_comes_round():
    row = visit(365 - 42, occasion="Jubileum")
    visit(365 - 42, occasion="")
    again = visit(365 - 42, occasion="Bruiloft")
    ReservationFactory(customer=again.customer)

    (task,) = wanted(Rule.OCCASION_AGAIN)

    assert (task.reservation, task.due_on, task.cause) == (row, TODAY, f"{row.pk}.2026")
    assert task.why == "Jubileum is hier gevierd op zo 4 jan 2026."


def test_an_evening_that_has_come_since_is_no_evening_to_come():
    row = visit(365 - 42, occasion="Jubileum")
    ReservationFactory(customer=row.customer, event=EventFactory(date=TODAY + DAY))

    assert wanted(Rule.OCCASION_AGAIN) == []
    assert [task.reservation for task in wanted(Rule.OCCASION_AGAIN, at=NOON + DAY)] == [row]

    ReservationFactory(customer=row.customer, event=EventFactory(date=TODAY + 2 * DAY))
    assert wanted(Rule.OCCASION_AGAIN, at=NOON + DAY) == []


@pytest.mark.parametrize(
    ("day", "months", "then"),
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
        (date(2026, 1, 15), -1, date(2025, 12, 15)),
        (date(2026, 12, 31), 12, date(2027, 12, 31)),
    ],
)
def test_the_same_day_of_another_month(day, months, then):
    assert months_later(day, months) == then


def test_nobody_is_asked_to_speak_to_who_was_erased(erase):
    row = visit(4, guests=10, total_cents=0)
    assert wanted(Rule.AFTER_VISIT)

    erase(row.customer)

    assert wanted(Rule.AFTER_VISIT) == []
