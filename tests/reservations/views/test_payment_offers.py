"""Where money is offered to be dealt with: on the page of its reservation, and on the dashboard."""

from datetime import timedelta

import pytest
from django.urls import reverse

from reservations import credit, reminders
from reservations.status import Status
from tests.factories import NOON, TODAY, ReservationFactory
from tests.reading import by_id, fields, figures, rows, words

DAY = timedelta(days=1)
WIDGET = reverse("dashboard:widget", args=["overdue-payments"])


# On the reservation's own page


@pytest.mark.parametrize(
    ("columns", "sentence", "choices"),
    [
        ({}, "€ 50 te veel betaald: terugbetalen of als tegoed bewaren?", ["refund", "keep"]),
        (
            {"status": Status.CANCELLED},
            "€ 200 betaald voor wat niet doorgaat: terugbetalen of als tegoed bewaren?",
            ["refund", "keep"],
        ),
        ({"credit_as": "refund"}, "€ 50 moet nog worden uitbetaald.", ["keep"]),
        ({"credit_as": "keep"}, "€ 50 is bewaard als tegoed.", ["refund"]),
    ],
)
def test_what_is_to_become_of_credit_is_asked_next(look, columns, sentence, choices):
    row = ReservationFactory(paid_cents=20000, **columns)

    banner = by_id(look(row.get_absolute_url()), "credit")

    assert words(banner.find("./p")) == sentence
    assert [field.attrib["value"] for field in banner.iterfind(".//input[@name='choice']")] == choices


def test_without_credit_nothing_is_asked(look, debt):
    assert by_id(look(debt.get_absolute_url()), "credit") is None


@pytest.mark.parametrize(("credit_as", "is_folded"), [("", True), ("keep", True), ("refund", False)])
def test_a_refund_is_asked_for_where_it_was_decided(look, credit_as, is_folded):
    row = ReservationFactory(paid_cents=20000, credit_as=credit_as)

    found = look(row.get_absolute_url())

    folds = [fold for fold in found.iter("details") if by_id(fold, f"refund-{row.pk}") is not None]
    assert [("open" in fold.attrib) for fold in folds] == [False] * is_folded
    assert fields(by_id(found, f"refund-{row.pk}"))["amount"] == "50,00"


def test_where_nothing_was_paid_nothing_can_go_back(look, debt):
    assert by_id(look(debt.get_absolute_url()), f"refund-{debt.pk}") is None


def test_credit_of_the_customer_is_shown_on_their_other_bookings(look, too_much, staff):
    other = ReservationFactory(customer=too_much.customer)
    stranger = ReservationFactory()
    credit.settle_credit(too_much, choice="keep", by=staff, at=NOON)

    sentence = f"De klant heeft nog € 50 tegoed van {too_much.reference}"
    pages = [words(look(row.get_absolute_url())) for row in (other, stranger, too_much)]
    assert [sentence in told for told in pages] == [True, False, False]


def test_what_was_sent_is_in_the_history(look, debt):
    reminders.remind(debt, level=2, by=None, at=NOON)
    [sent] = reminders.deliver_due(clock=lambda: NOON + timedelta(minutes=1))

    asked = look(debt.get_absolute_url()).findall(".//li[@class='timeline__item']")[-1]

    assert "Betalingsherinnering klaargezet · dringend" in words(asked)
    assert words(asked.find(".//summary")) == sent.subject
    assert "We schreven je eerder over de betaling" in words(asked)


# On the dashboard


def test_after_the_last_reminder_a_row_says_so_and_takes_the_payment(look, debt):
    type(debt).objects.filter(pk=debt.pk).update(reminder_level=3, reminded_at=NOON - 2 * DAY)

    row = rows(look(WIDGET))[0]

    assert "Laatste herinnering verstuurd op za 21 nov 2026" in words(row)
    assert [form.attrib["action"] for form in row.iter("form")] == [reverse("reservations:pay", args=[debt.pk])]
    assert "open" not in row.find(".//details").attrib


@pytest.mark.parametrize(("level", "button"), [(1, "Tweede herinnering sturen"), (2, "Laatste herinnering sturen")])
def test_the_next_reminder_is_named_on_the_dashboard(look, debt, level, button):
    type(debt).objects.filter(pk=debt.pk).update(reminder_level=level, reminded_at=NOON - 2 * DAY)

    row = rows(look(WIDGET))[0]

    assert words(row.find(".//button")).startswith(button)
    assert figures(row) == [15000]


def test_a_promise_is_seen_on_the_dashboard_and_the_payment_stays_overdue(look, debt):
    type(debt).objects.filter(pk=debt.pk).update(promised_on=TODAY + 11 * DAY)

    row = rows(look(WIDGET))[0]

    assert "Toegezegd: vr 4 dec 2026" in words(row)
    assert "button--primary" not in row.find(".//button").attrib["class"]
