"""The page of one reservation, and the acts that it and its row offer."""

from datetime import timedelta
from urllib.parse import urlencode

import pytest
from django.urls import reverse

from reservations import ledger, lifecycle, reminders
from reservations.status import Status
from tests.factories import NOON, TODAY, ReservationFactory, ReservationTagFactory, UserFactory
from tests.reading import by_id, fields, figures, links, page, rows, words

DAY = timedelta(days=1)
LIST = reverse("reservations:list")
MONEY = ("pay", "payments:promise")


def addresses(verbs, reservation):
    """Where each is posted to; `pay` is of reservations, `payments:promise` is not."""
    return [reverse(verb if ":" in verb else f"reservations:{verb}", args=[reservation.pk]) for verb in verbs]


def acts_of(reservation, *, back):
    return f"{reverse('reservations:acts', args=[reservation.pk])}?{urlencode({'next': back})}"


def lived(count):
    """A reservation with so many lines, tags, payments and acts, by different people."""
    reservation = ReservationFactory(
        tags=[ReservationTagFactory(code=f"T{number}") for number in range(count)], total_cents=100000
    )
    for _ in range(count):
        by = UserFactory()
        paid = ledger.record_payment(reservation, amount_cents=100, method="pin", received_on=TODAY, by=by, at=NOON)
        ledger.counter(paid.payment, by=by, at=NOON, undoes=paid)
        lifecycle.log_contact(reservation, channel="phone", text="Belt terug", by=by, at=NOON)
    reminders.remind(reservation, by=UserFactory(), at=NOON)
    return reservation


def test_the_ledger_and_its_sums_are_shown(look):
    reservation = ReservationFactory(total_cents=150000, paid_cents=30000)

    found = look(reservation.get_absolute_url()).find(".//section[@aria-labelledby='ledger']")

    assert figures(found) == [150000, 30000, 120000, 30000]


def test_the_history_is_shown_newest_first_with_its_undo(look, staff):
    reservation = ReservationFactory(status=Status.PENDING)
    lifecycle.confirm(reservation, by=staff, at=NOON)
    act = lifecycle.cancel(reservation, reason="Ziek", by=None, at=NOON + DAY)

    items = look(reservation.get_absolute_url()).findall(".//li[@class='timeline__item']")

    assert [words(item) for item in items] == [
        "Geannuleerd Foyer · di 24 nov 2026 12:00 Ziek Ongedaan maken",
        "Bevestigd balie · ma 23 nov 2026 12:00",  # what it left behind is there no more
    ]
    assert items[0].find(".//form").attrib["action"] == reverse("reservations:undo", args=[act.pk])


def test_who_was_checked_in_shows_when(look):
    reservation = ReservationFactory(status=Status.CHECKED_IN, event__date=TODAY)

    facts = look(reservation.get_absolute_url()).findall(".//dl/div")

    assert "Ingecheckt: ma 23 nov 2026 12:00" in [": ".join(words(part) for part in fact) for fact in facts]


def test_there_is_no_page_of_what_is_not_there(desk):
    assert desk.get(reverse("reservations:detail", args=[10**30])).status_code == 404


@pytest.mark.parametrize(
    ("values", "verbs"),
    [
        ({"status": Status.PENDING}, ["confirm", "make-option", "reject"]),
        ({"status": Status.OPTION}, ["confirm", "extend", "follow-up", "release"]),
        ({"status": Status.REQUEST}, ["accept", "confirm", "reject"]),
        ({"status": Status.CONFIRMED, "total_cents": 0}, ["cancel"]),
        ({"status": Status.CONFIRMED, "event__date": TODAY, "due_on": None}, ["check-in", *MONEY, "no-show", "cancel"]),
        (
            {"status": Status.CONFIRMED, "event__date": TODAY, "due_on": TODAY - DAY},
            ["remind", *MONEY, "check-in", "no-show", "cancel"],
        ),
        ({"status": Status.CHECKED_IN}, [*MONEY, "undo-check-in"]),
        ({"status": Status.NO_SHOW, "due_on": TODAY - DAY}, ["remind", *MONEY, "check-in", "undo-no-show"]),
        ({"status": Status.CANCELLED}, ["reactivate"]),
        ({"status": Status.REJECTED}, ["reopen"]),
    ],
)
def test_each_state_offers_its_own_acts(look, values, verbs):
    reservation = ReservationFactory(**values)

    forms = by_id(look(reservation.get_absolute_url()), f"acts-{reservation.pk}").iter("form")

    assert [form.attrib["action"] for form in forms] == addresses(verbs, reservation)


def test_a_row_offers_the_likely_act_and_the_way_to_the_others(look):
    reservation = ReservationFactory(status=Status.OPTION)

    acts = by_id(look(LIST), f"acts-{reservation.pk}")

    confirm = reverse("reservations:confirm", args=[reservation.pk])
    assert [form.attrib["action"] for form in acts.iter("form")] == [confirm]
    assert list(links(acts).values()) == [acts_of(reservation, back=LIST)]


@pytest.mark.parametrize(
    ("values", "verbs"),
    [
        ({"status": Status.OPTION, "option_expires_at": NOON + DAY}, ["confirm", "extend", "follow-up", "release"]),
        ({"status": Status.OPTION, "option_expires_at": NOON - DAY}, ["confirm", "extend", "follow-up", "release"]),
        ({"due_on": TODAY - DAY}, ["remind", *MONEY, "cancel"]),
    ],
)
def test_what_can_be_done_is_fetched_when_asked_for(look, values, verbs):
    reservation = ReservationFactory(**values)

    acts = by_id(look(acts_of(reservation, back="/reservations/?work=outstanding")), f"acts-{reservation.pk}")

    assert [form.attrib["action"] for form in acts.iter("form")] == addresses(verbs, reservation)
    assert {fields(form)["next"] for form in acts.iter("form")} == {"/reservations/?work=outstanding"}
    assert "open" in acts.find("./details").attrib


@pytest.mark.parametrize("back", ["", "https://elsewhere.example/", "//elsewhere.example"])
def test_an_act_that_was_fetched_leads_back_into_this_house(look, back):
    reservation = ReservationFactory(status=Status.PENDING)

    acts = by_id(look(acts_of(reservation, back=back)), f"acts-{reservation.pk}")

    assert {fields(form)["next"] for form in acts.iter("form")} == {reservation.get_absolute_url()}


def test_a_party_that_is_in_for_a_part_says_so_in_the_list_and_on_its_page(look):
    row = ReservationFactory(guests=10, status=Status.CHECKED_IN, arrived_guests=8, event__date=TODAY)
    ReservationFactory(guests=10, status=Status.CHECKED_IN, event__date=TODAY)

    told = ["8 van 10 binnen" in words(found) for found in rows(look(LIST))]

    assert told == [False, True]
    assert "8 van 10 binnen" in words(look(row.get_absolute_url()))


# Queries


@pytest.mark.parametrize("count", [1, 3])
def test_a_reservation_needs_the_same_queries_for_any_history(desk, count, django_assert_num_queries):
    reservation = lived(count)

    with django_assert_num_queries(11):  # with the wording of a reminder, and the customer's credit elsewhere
        response = desk.get(reservation.get_absolute_url())

    assert len(page(response).findall(".//li[@class='timeline__item']")) == 3 * count + 1
