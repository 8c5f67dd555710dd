"""What a row of the page of payments tells: of a debt, and of credit."""

from datetime import timedelta

import pytest
from django.urls import reverse

from reservations import credit, lifecycle
from tests.factories import NOON, TODAY, CustomerFactory, EventFactory, ReservationFactory
from tests.reading import by_id, figures, links, page, rows, words

DAY = timedelta(days=1)
PAGE = reverse("payments:list")


# Debts


def test_a_debt_tells_who_when_how_late_how_much_and_what_was_said(look):
    row = ReservationFactory(
        reference="R-7", customer__first_name="Bo", customer__last_name="Bos", contact_name="Jo Vos",
        event=EventFactory(show__name="Winterrevue"), due_on=TODAY - 5 * DAY, paid_cents=5000,
        reminded_at=NOON - 2 * DAY, reminder_level=2, promised_on=TODAY + 11 * DAY,
    )  # fmt: skip

    found = rows(look(PAGE))[0]

    assert [words(cell) for cell in found.findall("./td")[1:5]] == [
        "ma 7 dec 2026 Winterrevue",
        "wo 18 nov 2026 5 dagen te laat",
        "€ 100",
        "Tweede herinnering za 21 nov 2026 Toegezegd: vr 4 dec 2026",
    ]
    assert words(found.find("./th")) == "Bo Bos Klant Bo Bos R-7 · Jo Vos"
    assert (figures(found), links(found)["Bo Bos"]) == ([10000], row.get_absolute_url())


def test_a_promise_that_was_not_kept_says_so(look):
    ReservationFactory(due_on=TODAY - 5 * DAY, promised_on=TODAY - DAY)

    note = rows(look(PAGE))[0].find(".//*[@class='note']")

    assert (words(note), note.attrib["data-colour"]) == ("Toezegging niet nagekomen: zo 22 nov 2026", "red")


def test_of_a_debt_of_nobody_late_nothing_is_said(look):
    ReservationFactory(due_on=None)

    cells = rows(look(PAGE, work="no-due-date"))[0].findall("./td")

    assert [words(cells[2]), words(cells[4])] == ["\N{EN DASH}", ""]


def test_credit_that_the_customer_kept_is_shown_with_what_they_owe(look):
    customer = CustomerFactory(last_name="Bos")
    ReservationFactory(customer=customer, due_on=TODAY - DAY)
    ReservationFactory(due_on=TODAY - DAY)
    for cents in (20000, 15500):
        ReservationFactory(customer=customer, paid_cents=cents, credit_as="keep")
    ReservationFactory(customer=customer, paid_cents=99999)

    heads = [words(row.find("./th")) for row in rows(look(PAGE))]

    assert ["heeft € 55 tegoed bij ons" in head for head in heads] == [True, False]


@pytest.mark.parametrize(
    ("columns", "level", "button"),
    [
        ({}, "1", "Herinnering sturen"),
        ({"reminder_level": 1}, "2", "Tweede herinnering sturen"),
        ({"reminder_level": 2}, "3", "Laatste herinnering sturen"),
    ],
)
def test_the_next_reminder_is_named(look, columns, level, button):
    reminded = {"reminded_at": NOON - DAY} if columns else {}
    row = ReservationFactory(due_on=TODAY - DAY, **columns, **reminded)

    form = rows(look(PAGE))[0].find(".//form")

    assert form.attrib["action"] == reverse("reservations:remind", args=[row.pk])
    assert form.find(".//input[@name='level']").attrib["value"] == level
    assert words(form.find(".//button")).startswith(button)


@pytest.mark.parametrize(
    "columns",
    [
        {"customer__email": ""},
        {"reminded_at": NOON},
        {"reminded_at": NOON - DAY, "reminder_level": 3},
    ],
    ids=["no address", "reminded today", "had the last"],
)
def test_who_can_not_be_reminded_can_pay_and_promise(look, columns):
    row = ReservationFactory(due_on=TODAY - DAY, **columns)

    acts = by_id(look(PAGE), f"acts-{row.pk}")

    assert acts.findall(".//form") == []
    asking = [link.attrib["href"].partition("?")[0] for link in acts.iter("a")]
    assert asking == [reverse(f"payments:{name}", args=[row.pk]) for name in ("payment", "promise")]
    assert ("geen e-mailadres" in words(acts)) is ("customer__email" in columns)


def test_a_reminder_from_the_page_comes_back_to_it_and_says_what_was_done(desk, look):
    row = ReservationFactory(due_on=TODAY - DAY, reminded_at=NOON - DAY, reminder_level=1)
    form = rows(look(PAGE))[0].find(".//form")
    typed = {field.attrib["name"]: field.attrib["value"] for field in form.iter("input")}

    response = desk.post(form.attrib["action"], typed)

    assert response["Location"] == PAGE
    row.refresh_from_db()
    assert row.reminder_level == 2


def test_a_page_of_yesterday_sends_no_level_twice_and_skips_none(desk, look):
    """It said “second”; a colleague has sent the second since."""
    row = ReservationFactory(due_on=TODAY - DAY, reminded_at=NOON - DAY, reminder_level=2)

    desk.post(reverse("reservations:remind", args=[row.pk]), {"level": "2"})

    row.refresh_from_db()
    assert row.reminder_level == 2


def test_a_level_that_none_of_our_pages_sends_is_none(desk):
    row = ReservationFactory(due_on=TODAY - DAY)

    assert desk.post(reverse("reservations:remind", args=[row.pk]), {"level": "4"}).status_code == 400


# Credit


def test_credit_tells_whose_it_is_why_and_how_much(look, staff):
    row = ReservationFactory(customer__first_name="Bo", customer__last_name="Bos", paid_cents=15000)
    lifecycle.cancel(row, reason="Ziekte", by=staff, at=NOON)
    ReservationFactory(paid_cents=15100, credit_as="keep")

    cancelled, kept = rows(look(PAGE, work="credit"))

    assert [words(cell) for cell in cancelled.findall("./td")[1:5]] == ["Geannuleerd", "Ziekte", "€ 150", "€ 150"]
    assert [words(cell) for cell in kept.findall("./td")[1:5]] == [
        "Bevestigd", "Meer betaald dan het totaal", "€ 151", "€ 1 bewaard",
    ]  # fmt: skip
    choices = [
        [field.attrib["value"] for field in row.iterfind(".//input[@name='choice']")] for row in (cancelled, kept)
    ]
    assert choices == [["refund", "keep"], ["refund"]]


def test_what_is_to_be_paid_out_tells_the_bookkeeper_why(look, staff):
    row = ReservationFactory(paid_cents=15000)
    lifecycle.cancel(row, reason="Ziekte", by=staff, at=NOON)
    credit.settle_credit(row, choice="refund", reason="Uit coulance", by=staff, at=NOON)

    found = rows(look(PAGE, work="refunds"))[0]

    assert words(found.findall("./td")[2]) == "Uit coulance"
    assert [link.partition("?")[0] for link in links(found).values()][2:] == [reverse("payments:refund", args=[row.pk])]


def test_what_anybody_typed_is_shown_and_never_runs(desk, staff):
    evil = '"><script>alert(1)</script>'
    columns = {"contact_name": evil, "event": EventFactory(show__name=evil), "customer__last_name": evil}
    ReservationFactory(due_on=TODAY - DAY, **columns)
    off = ReservationFactory(paid_cents=1, **columns)
    lifecycle.cancel(off, reason=evil, by=staff, at=NOON)

    responses = [desk.get(PAGE, {"work": work}) for work in ("overdue-payments", "credit")]

    assert [b"<script>alert" in response.content for response in responses] == [False, False]
    assert [words(page(response)).count(evil) >= 3 for response in responses] == [True, True]
