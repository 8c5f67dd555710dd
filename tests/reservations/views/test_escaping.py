"""What people type is shown as they typed it, and never runs."""

import pytest
from django.urls import reverse

from reservations import ledger, lifecycle, programme
from reservations.models import Reservation
from reservations.status import Status
from tests.factories import (
    NOON,
    TODAY,
    ArrangementFactory,
    CompanyFactory,
    CustomerFactory,
    EventFactory,
    ReservationFactory,
    ReservationTagFactory,
)  # fmt: skip
from tests.reading import page, words

EVIL = '"><script>alert(1)</script>'
TEXTS = [
    field.name
    for field in Reservation._meta.concrete_fields
    if field.name in lifecycle.PLAIN and field.get_internal_type() in {"CharField", "TextField"}
]


@pytest.fixture
def evil(staff):
    """A pending booking with a script in everything that anybody can type."""
    staff.first_name = EVIL
    staff.save()
    customer = CustomerFactory(
        salutation=EVIL, first_name=EVIL, last_name=EVIL, company=CompanyFactory(name=EVIL), phone=EVIL
    )
    reservation = ReservationFactory(
        status=Status.PENDING, customer=customer, arrangement=ArrangementFactory(code="X", name=EVIL),
        event=EventFactory(show__name=EVIL, date=TODAY), tags=[ReservationTagFactory(code=EVIL, name=EVIL)],
        **dict.fromkeys(TEXTS, EVIL),
    )  # fmt: skip
    ledger.record_payment(
        reservation, amount_cents=1, method="pin", received_on=TODAY, reference=EVIL, note=EVIL, by=staff, at=NOON
    )
    return reservation


def runs(response):
    """The scripts on a page that are not files of our own."""
    return [words(script) for script in page(response).iter("script") if "src" not in script.attrib]


def shown(response):
    return EVIL in words(page(response))


@pytest.mark.parametrize("status", [None, Status.OPTION, Status.CONFIRMED])
def test_no_page_runs_what_was_typed(desk, evil, staff, status):
    if status == Status.OPTION:
        lifecycle.make_option(evil, days=1, reason=EVIL, by=staff, at=NOON)
    if status == Status.CONFIRMED:
        lifecycle.confirm(evil, reason=EVIL, by=staff, at=NOON)
        lifecycle.edit(evil, {"due_on": TODAY.replace(day=1)}, reason=EVIL, by=staff, at=NOON)
    lifecycle.log_contact(evil, channel="note", text=EVIL, reason=EVIL, by=staff, at=NOON)

    for address in (reverse("dashboard:index"), reverse("reservations:list"), evil.get_absolute_url()):
        response = desk.get(address)

        assert (runs(response), shown(response)) == ([], True)


def test_no_message_runs_what_was_typed(desk, evil):
    address = reverse("reservations:confirm", args=[evil.pk])

    response = desk.post(address, {"next": reverse("reservations:list")}, follow=True)

    assert (runs(response), shown(response)) == ([], True)


def test_no_result_of_many_runs_what_was_typed(desk, evil):
    response = desk.post(reverse("reservations:confirm-all"), {"next": "/"}, follow=True)

    assert (runs(response), shown(response)) == ([], True)


@pytest.mark.parametrize("page_url", ["/", EVIL])
def test_no_form_that_is_asked_again_runs_what_was_typed(desk, evil, page_url):
    evil.status = Status.PENDING

    response = desk.post(
        reverse("reservations:reject", args=[evil.pk]),
        {"reason": EVIL * 50, "next": page_url, "token": EVIL},
        headers={"Referer": f"http://testserver/{EVIL}"},
    )

    assert (response.status_code, runs(response)) == (422, [])


def test_no_search_runs_what_was_typed(desk, evil):
    response = desk.get(reverse("reservations:list"), {"q": EVIL, "work": EVIL, "page": EVIL})

    assert runs(response) == []


def test_no_data_fix_runs_what_was_typed(client, boss, evil):
    client.force_login(boss)
    theirs = [reverse("admin:reservations_reservation_changelist"), reverse("admin:crm_customer_changelist")]
    theirs.append(reverse("admin:reservations_reservation_change", args=[evil.pk]))

    for address in theirs:
        assert "alert(1)" not in " ".join(runs(client.get(address)))


# Events


@pytest.fixture
def evil_evening(evil, staff):
    """An event with a script in everything that anybody can type of it, on which a booking like that is expected."""
    lifecycle.confirm(evil, by=staff, at=NOON)
    event, kind = evil.event, evil.event.type
    kind.name, kind.colour = EVIL, EVIL[:7]
    kind.save()
    programme.edit(event, {"notes": EVIL, "prices": {evil.arrangement_id: 1}}, reason=EVIL, by=staff, at=NOON)
    return event


@pytest.mark.parametrize("name", ["detail", "copy", "edit", "call-off", "guests"])
def test_no_page_of_an_event_runs_what_was_typed(desk, evil_evening, name):
    response = desk.get(reverse(f"events:{name}", args=[evil_evening.pk]))

    assert (runs(response), shown(response)) == ([], True)


@pytest.mark.parametrize("address", ["/events/", "/events/calendar/", "/events/new/"])
def test_no_page_of_the_programme_runs_what_was_typed(desk, evil_evening, address):
    response = desk.get(address)

    assert (runs(response), shown(response)) == ([], True)


def test_no_evening_that_is_called_off_runs_what_was_typed(desk, evil_evening):
    address = reverse("events:call-off", args=[evil_evening.pk])

    response = desk.post(address, {"reason": EVIL}, follow=True)

    assert (response.status_code, runs(response), shown(response)) == (200, [], True)
    assert runs(desk.get(evil_evening.get_absolute_url())) == []


def test_no_question_that_makes_no_sense_runs_what_was_typed(desk, db):
    names = ("month", "since", "until", "show", "type", "state", "guests", "past", "page")

    response = desk.get(reverse("events:list"), dict.fromkeys(names, EVIL))

    assert (response.status_code, runs(response)) == (422, [])
    assert runs(desk.get(reverse("events:calendar"), {"month": EVIL})) == []


def test_no_event_that_is_asked_again_runs_what_was_typed(desk, evil_evening):
    names = ("show", "type", "date", "doors", "start", "capacity", "notes", "dates", "until", "repeat", "shown", "make")
    typed = dict.fromkeys((*names, "token", "reason", "overbook", "seen_act", "next"), EVIL)

    for address in (reverse("events:new"), reverse("events:edit", args=[evil_evening.pk])):
        response = desk.post(address, typed)

        assert (response.status_code, runs(response), shown(response)) == (422, [], True)
