"""Who was kept long enough: nobody who came, booked, paid, spoke or agreed since, and nobody by mistake (R13)."""

from datetime import date, timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from crm.models import Customer
from reservations import ledger, lifecycle
from reservations.customers import acts
from reservations.customers.privacy import retention
from reservations.models import Act
from reservations.status import Status
from tests.factories import NOON, TODAY, CustomerFactory, EventFactory, ReservationFactory, WaitlistEntryFactory, local
from tests.naive import assert_books_are_right

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
CUTOFF = date(2025, 11, 23)
SINCE = local(2025, 11, 23)
LONG_AGO = local(2020, 1, 1)


@pytest.fixture(autouse=True)
def _a_year(settings):
    settings.RETENTION_MONTHS = 12


def due(at=NOON):
    return {silence.name: sorted(row.pk for row in silence.due(at=at)) for silence in retention.SILENCES}


def old(day=CUTOFF - DAY, **columns):
    """A customer who came once, on a day, and paid."""
    anna = CustomerFactory(created_at=LONG_AGO)
    event = EventFactory(date=day)
    columns = {
        "customer": anna,
        "event": event,
        "created_at": LONG_AGO,
        "total_cents": 100,
        "paid_cents": 100,
    } | columns
    row = ReservationFactory(**columns)
    row.payments.update(received_on=date(2020, 1, 1))
    return anna


def test_who_came_before_the_cutoff_is_due_and_who_came_on_it_is_not():
    before, _on_it = old(CUTOFF - DAY), old(CUTOFF)

    assert due() == {"came": [before.pk], "never-came": []}
    assert due(at=NOON + DAY)["came"] == [before.pk, _on_it.pk]


def test_who_never_came_is_due_by_when_they_became_a_customer():
    known = CustomerFactory(created_at=local(2025, 11, 22, 23, 59, 59))
    CustomerFactory(created_at=local(2025, 11, 23))
    cancelled = old(status=Status.CANCELLED, paid_cents=0)

    assert due() == {"came": [], "never-came": [known.pk, cancelled.pk]}


@pytest.mark.parametrize(
    "columns",
    [
        {"total_cents": 200},
        {"paid_cents": 200},
        {"created_at": local(2025, 11, 23)},
        {"event": "to come"},
        {"event": "to come", "status": Status.CANCELLED},
    ],
)
def test_a_booking_that_is_not_over_or_not_settled_keeps_them(columns):
    if "event" in columns:
        columns = columns | {"event": EventFactory(date=TODAY + DAY)}
    old(**columns)

    assert due() == {"came": [], "never-came": []}


def _paid(anna, staff):
    row = anna.reservations.get()
    ledger.record_payment(row, amount_cents=100, method="pin", received_on=TODAY, by=staff, at=NOON)
    ledger.refund(row, amount_cents=100, method="pin", received_on=TODAY, note="Terug", by=staff, at=NOON)


HEARD = {
    "payment": _paid,
    "talk": lambda anna, staff: acts.speak(anna, channel="phone", text="Komt nog", by=staff, at=NOON),
    "wish": lambda anna, _staff: WaitlistEntryFactory(customer=anna),
    "consent": lambda anna, _staff: Customer.objects.filter(pk=anna.pk).update(newsletter_at=NOON),
    "merged": lambda anna, _staff: Customer.objects.filter(pk=anna.pk).update(merged_into=CustomerFactory()),
    "erased": lambda anna, _staff: Customer.objects.filter(pk=anna.pk).update(erased_at=NOON),
}


@pytest.mark.parametrize("heard", HEARD)
def test_who_was_heard_of_or_is_nobody_any_more_is_not_due(staff, heard):
    came = old()
    never_came = CustomerFactory(created_at=LONG_AGO)
    ReservationFactory(
        customer=never_came, created_at=LONG_AGO, status=Status.CANCELLED, event=EventFactory(date=CUTOFF - DAY)
    )
    assert due() == {"came": [came.pk], "never-came": [never_came.pk]}

    for customer in (came, never_came):
        HEARD[heard](customer, staff)

    assert due() == {"came": [], "never-came": []}


def _calls(row, staff, at):
    lifecycle.log_contact(row, channel="phone", text="Komt nog", by=staff, at=at)


def _promises(row, staff, at):
    Act.objects.create(kind=Act.Kind.PROMISED, reservation=row, by=staff, at=at)


def _is_followed_up(row, staff, at):
    Act.objects.create(kind=Act.Kind.FOLLOWED_UP, reservation=row, by=staff, at=at)


def _is_contacted(row, _staff, at):
    WaitlistEntryFactory(customer=row.customer, event=row.event, created_at=LONG_AGO, contacted_at=at)


TALKS = [_calls, _promises, _is_followed_up, _is_contacted]


@pytest.mark.parametrize("talk", TALKS)
def test_a_talk_about_a_booking_or_a_place_on_the_waitlist_is_a_talk_with_them(staff, talk):
    anna, _bram = old(), old()

    talk(anna.reservations.get(), staff, SINCE)

    assert due() == {"came": [_bram.pk], "never-came": []}


@pytest.mark.parametrize("talk", TALKS)
def test_a_talk_of_before_is_over(staff, talk):
    anna = old()

    talk(anna.reservations.get(), staff, SINCE - timedelta(seconds=1))

    assert due()["came"] == [anna.pk]


def test_what_was_done_with_an_old_booking_without_them_is_no_word_of_theirs(staff):
    anna = old()
    lifecycle.edit(anna.reservations.get(), {"staff_notes": "Rode stoelen"}, by=staff, at=NOON)

    assert due()["came"] == [anna.pk]


def test_old_consent_is_no_word_of_theirs():
    anna = old()
    Customer.objects.update(newsletter_at=LONG_AGO)

    assert due()["came"] == [anna.pk]


def test_without_a_term_nobody_is_due(settings):
    old()
    CustomerFactory(created_at=LONG_AGO)
    settings.RETENTION_MONTHS = 0

    assert due() == {"came": [], "never-came": []}


@pytest.mark.parametrize(
    ("today", "months", "day"),
    [
        (date(2026, 3, 31), 1, date(2026, 2, 28)),
        (date(2024, 3, 31), 1, date(2024, 2, 29)),
        (date(2026, 1, 15), 1, date(2025, 12, 15)),
        (date(2026, 12, 31), 84, date(2019, 12, 31)),
    ],
)
def test_a_term_is_in_months_of_the_calendar(settings, today, months, day):
    settings.RETENTION_MONTHS = months

    assert retention.cutoff(today) == day


# The command


def run(**options):
    out = StringIO()
    call_command("forget", stdout=out, stderr=StringIO(), **options)
    return out.getvalue().splitlines()


def test_the_command_shows_whom_it_would_erase_and_erases_nobody():
    anna = old()

    assert run(dry_run=True) == [f"{anna.pk} · {anna}"]
    assert Customer.objects.get().erased_at is None


def test_the_command_erases_who_is_due_page_by_page_and_the_second_time_nobody(monkeypatch):
    monkeypatch.setattr(retention, "AT_A_TIME", 2)
    for _number in range(3):
        old()
        CustomerFactory(created_at=LONG_AGO)
    stays = CustomerFactory()

    assert run() == ["6 klanten gewist."]
    assert list(Customer.objects.standing()) == [stays]
    assert run() == ["0 klanten gewist."]
    assert_books_are_right()


def test_the_command_says_whom_it_leaves_and_why(monkeypatch):
    anna = old()
    monkeypatch.setattr(retention, "_heard", lambda *_: ())
    WaitlistEntryFactory(customer=anna)

    told = run()

    assert told[0].startswith(f"{anna.pk} · Deze klant kan nog niet worden gewist.")
    assert told[1] == "0 klanten gewist."


def test_the_command_wants_a_term(settings):
    settings.RETENTION_MONTHS = 0

    with pytest.raises(CommandError, match="RETENTION_MONTHS"):
        run()
