"""Totals become lines, payments become a ledger: to the cent."""

from datetime import date

import pytest

from reservations.models import Extra, Line, Payment, Reservation
from tests.factories import NOON, local
from tests.reservations.imports.files import booking, event, noted, option, transaction

PREDRINK = {"enabled": True, "quantity": 30}


def lines(reference="res-1"):
    return list(
        Line.objects.filter(reservation__reference=reference)
        .order_by("pk")
        .values_list("quantity", "unit_cents", "arrangement__code", "extra__code")
    )


def ledger():
    return list(Payment.objects.order_by("pk").values_list("kind", "amount_cents", "method", "received_on", "note"))


@pytest.mark.parametrize(
    ("changes", "agreed", "discount"),
    [
        pytest.param({}, [(2, 7500, "BWF", None)], 0, id="the list price"),
        pytest.param({"totalPrice": 140}, [(2, 7000, "BWF", None)], 0, id="another price per guest"),
        pytest.param({"totalPrice": 0}, [(2, 0, "BWF", None)], 0, id="a guest of the house"),
        pytest.param({"totalPrice": 149.99}, [(2, 7500, "BWF", None)], 1, id="what doesn't divide is a discount"),
        pytest.param(
            {"totalPrice": 150.01}, [(2, 7500, "BWF", None), (1, 1, None, None)], 0, id="or a line of its own"
        ),
        pytest.param(
            {"numberOfPersons": 30, "totalPrice": 2700, "preDrink": PREDRINK},
            [(30, 7500, "BWF", None), (30, 1500, None, "PREDRINK")],
            0,
            id="with an add-on",
        ),
        pytest.param(
            {"numberOfPersons": 30, "totalPrice": 2700, "preDrink": {"enabled": True}},
            [(30, 7500, "BWF", None), (30, 1500, None, "PREDRINK")],
            0,
            id="for all, when it says no number",
        ),
        pytest.param(
            {"totalPrice": 150, "preDrink": {"enabled": True, "quantity": 0}, "afterParty": {"quantity": 30}},
            [(2, 7500, "BWF", None)],
            0,
            id="for none of them, or switched off",
        ),
        pytest.param(
            {"totalPrice": 225, "merchandise": [{"itemId": "m1", "quantity": 3}, {"itemId": "m1", "quantity": 0}]},
            [(2, 7500, "BWF", None), (3, 2500, None, "m1")],
            0,
            id="with things to take home",
        ),
        pytest.param(
            {"totalPrice": 20, "merchandise": [{"itemId": "m1", "quantity": 3}]},
            [(2, 7500, "BWF", None), (3, 2500, None, "m1")],
            20500,
            id="for less than these cost",
        ),
    ],
)
def test_lines_come_to_the_total_of_the_file(take_over, changes, agreed, discount):
    report = take_over(booking(**changes))

    row = Reservation.objects.get()
    assert (lines(), row.discount_cents) == (agreed, discount)
    assert row.total_cents == report.in_file.total_cents


def test_an_evening_with_a_price_of_its_own_is_priced_by_it(take_over):
    take_over(booking(totalPrice=145), events=[event(customPricing={"BWF": 72.5, "BWFM": None})])

    assert lines() == [(2, 7250, "BWF", None)]
    assert Reservation.objects.get().event.prices.get().cents == 7250


def test_an_option_without_a_price_has_no_lines_and_keeps_its_wishes(take_over):
    take_over(option(arrangement="BWFM", preDrink=PREDRINK, numberOfPersons=30))

    row = Reservation.objects.get()
    assert (lines(), row.total_cents, row.arrangement.code) == ([], 0, "BWFM")
    assert row.option_notes == "Voorborrel × 30"


def test_an_option_with_a_price_but_no_arrangement_has_one_line(take_over):
    take_over(option(totalPrice=640))

    assert lines() == [(1, 64000, None, None)]


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"totalPrice": -1}, "totalPrice"),
        ({"totalPrice": 10.005}, "totalPrice"),
        ({"totalPrice": None}, "totalPrice"),
        ({"totalPrice": "veel"}, "totalPrice"),
        ({"totalPrice": float("nan")}, "totalPrice"),
        ({"totalPrice": 1_000_001}, "totalPrice"),
        ({"preDrink": "ja"}, "preDrink"),
        ({"preDrink": {"enabled": "ja"}}, "preDrink.enabled"),
        ({"merchandise": [{"itemId": "m9", "quantity": 1}]}, "merchandise[0].itemId"),
        ({"merchandise": [{"itemId": "m1"}]}, "merchandise[0].quantity"),
        ({"paymentStatus": "misschien"}, "paymentStatus"),
        ({"paymentReceivedAt": "gisteren"}, "paymentReceivedAt"),
        ({"paymentTransactions": [transaction(-5)]}, "paymentTransactions"),
        ({"paymentTransactions": [transaction(600_000), transaction(600_000)]}, "paymentTransactions"),
        ({"paymentTransactions": [transaction(5, type="gift")]}, "paymentTransactions[0].type"),
        ({"paymentTransactions": [transaction(5, date=None)]}, "paymentTransactions[0].date"),
        ({"paymentTransactions": [transaction(-5, type="payment")]}, "paymentTransactions[0].amount"),
        ({"paymentTransactions": [transaction(5, notes="x" * 501)]}, "paymentTransactions[0].notes"),
        ({"paymentTransactions": "all"}, "paymentTransactions"),
        ({"paymentTransactions": ["all"]}, "paymentTransactions[0]"),
    ],
)
def test_nonsense_about_money_refuses_the_row(take_over, changes, field):
    report = take_over(booking(**changes))

    assert field in [refused.field for refused in report.refused]
    assert not Reservation.objects.exists()


def test_an_order_out_of_all_proportion_is_refused(take_over):
    item = {"id": "m1", "name": "Gold", "price": 900_000}
    report = take_over(booking(merchandise=[{"itemId": "m1", "quantity": 9999}]), merchandise=[item])

    assert [refused.field for refused in report.refused] == ["totalPrice"]


def test_an_add_on_that_foyer_no_longer_has_is_refused(take_over):
    Extra.objects.filter(code="PREDRINK").delete()
    report = take_over(booking(preDrink=PREDRINK))

    assert [refused.field for refused in report.refused] == ["preDrink"]


def test_transactions_are_the_ledger(take_over):
    take_over(
        booking(
            paymentStatus="refunded",
            status="cancelled",
            paymentTransactions=[
                transaction(150, method="bank_transfer"),
                transaction(-50, notes="Groep ziek", method="pin", date="2026-11-01T23:00:00Z"),
            ],
        )
    )

    assert ledger() == [
        ("payment", 15000, "bank", date(2026, 10, 6), ""),
        ("refund", -5000, "pin", date(2026, 11, 2), "Groep ziek"),
    ]
    assert Reservation.objects.get().paid_cents == 10000
    assert Payment.objects.first().reference == "NL1"
    assert Payment.objects.first().at == local(2026, 10, 6, 0, 30)


def test_a_refund_may_be_written_without_its_sign_and_its_reason(take_over):
    take_over(booking(paymentTransactions=[transaction(150), transaction(150, type="refund")]))

    kind, amount, _method, _day, note = ledger()[1]
    assert (kind, amount) == ("refund", -15000)
    assert note


def test_a_booking_that_is_only_called_paid_becomes_one_entry(take_over):
    report = take_over(
        booking(paymentStatus="paid", paymentMethod="paid", paymentReceivedAt={"seconds": 1790978400, "nanoseconds": 0})
    )

    assert ledger() == [("payment", 15000, "other", date(2026, 10, 3), "")]
    assert report.imported.paid_cents == 15000
    assert noted(report) == ["res-1"]


def test_paid_at_an_unknown_moment_is_paid_at_the_last_change(take_over):
    report = take_over(booking(paymentStatus="paid", paymentMethod="ideal"))

    assert ledger() == [("payment", 15000, "ideal", date(2026, 10, 2), "")]
    assert noted(report) == ["res-1"]


def test_nothing_is_paid_of_nothing(take_over):
    take_over(booking(paymentStatus="paid", totalPrice=0))

    assert ledger() == []


@pytest.mark.parametrize(
    ("method", "kept", "note"),
    [
        ("credit_card", "other", "credit_card"),
        ("bitcoin", "other", "bitcoin"),
        (None, "other", ""),
        ("cash", "cash", ""),
    ],
)
def test_a_method_without_a_name_in_foyer_is_told_in_the_note(take_over, method, kept, note):
    take_over(booking(paymentTransactions=[transaction(150, method=method)]))

    assert ledger()[0][2::2] == (kept, note)


def test_a_method_that_leaves_no_room_in_the_note_stays_in_the_history(take_over):
    take_over(booking(paymentTransactions=[transaction(150, method="bitcoin", notes="x" * 500)]))

    kept = Reservation.objects.get().acts.get().data["kept"]
    assert kept["paymentTransactions"][0]["method"] == "bitcoin"


def test_transactions_that_come_to_less_than_paid_are_told_of(take_over):
    report = take_over(booking(paymentStatus="paid", paymentTransactions=[transaction(100)]))

    assert Reservation.objects.get().outstanding_cents == 5000
    assert noted(report) == ["res-1"]


def test_refunded_without_transactions_is_told_of(take_over):
    report = take_over(booking(paymentStatus="refunded", status="cancelled"))

    assert ledger() == []
    assert noted(report) == ["res-1"]


def test_blanks_around_a_word_change_no_sum(take_over):
    report = take_over(
        booking(id="res-1", paymentStatus=" paid", paymentReceivedAt="2026-10-05"),
        booking(id="res-2", paymentTransactions=[transaction(150), transaction(50, type="refund ")]),
    )

    assert report.in_file.paid_cents == report.imported.paid_cents == 25000


def test_a_transaction_of_nothing_is_left_out(take_over):
    report = take_over(booking(paymentTransactions=[transaction(0), transaction(150)]))

    assert [amount for _kind, amount, *_rest in ledger()] == [15000]
    assert report.is_clean
    assert noted(report) == ["res-1"]


@pytest.mark.parametrize(("due", "overdue"), [("2026-11-20T22:59:59Z", True), (None, False)])
def test_overdue_is_what_the_rules_say_and_not_what_the_file_calls_it(take_over, due, overdue):
    take_over(booking(paymentStatus="overdue", paymentDueDate=due))

    assert Reservation.objects.overdue(at=NOON).exists() is overdue
    assert Reservation.objects.without_due_date().exists() is not overdue
