"""What staff may type: euros above all."""

import pytest
from django.utils import translation

from reservations.forms.acts import ActForm, ConfirmForm, ExtendForm, NoteForm, PaymentForm, ReasonForm
from tests.factories import TODAY, ArrangementFactory

TOKEN = "7d444840-9dc0-11d1-b245-5ffdce74fad2"


@pytest.fixture(autouse=True)
def _dutch():
    with translation.override("nl"):
        yield


def payment(**typed):
    return PaymentForm({"amount": "47,50", "method": "pin", "received_on": "2026-11-23", **typed})


@pytest.mark.parametrize(
    ("typed", "cents"),
    [
        ("1.200,50", 120050),
        ("1200", 120000),
        ("1.200", 120000),
        ("1200,5", 120050),
        ("47.50", 4750),
        ("€ 47,50", 4750),
        ("€\N{NO-BREAK SPACE}1.234.567", 123456700),
        ("1 200", 120000),
        ("50,-", 5000),
        ("0", 0),
        ("0,05", 5),
        ("9999999999", 999999999900),
    ],
)
def test_euros_are_read_as_people_type_them(typed, cents):
    form = payment(amount=typed)

    assert form.is_valid()
    assert form.cleaned_data["amount"] == cents


@pytest.mark.parametrize(
    "typed", ["abc", "-5", "0,001", "1,200", "1.20.300", "12.34,56", "1e3", "1200 euro", "€", ",50", "NaN", "1\x002"]
)
def test_what_is_no_amount_is_refused_with_an_example(typed):
    form = payment(amount=typed)

    assert list(form.errors) == ["amount"]


def test_the_sentence_about_an_amount_gives_an_example():
    assert payment(amount="abc").errors["amount"] == ["Vul een bedrag in als 1.200 of 47,50."]


@pytest.mark.parametrize(
    ("typed", "wrong"),
    [
        ({"amount": ""}, "amount"),
        ({"amount": "1" * 21}, "amount"),
        ({"method": "beads"}, "method"),
        ({"method": ""}, "method"),
        ({"received_on": ""}, "received_on"),
        ({"received_on": "31 februari"}, "received_on"),
        ({"token": "x"}, "token"),
    ],
)
def test_a_payment_needs_amount_method_and_date(typed, wrong):
    assert list(payment(**typed).errors) == [wrong]


def test_a_payment_is_handed_on_in_cents():
    form = payment(token=TOKEN)

    assert form.is_valid()
    assert {name: str(value) for name, value in form.how().items()} == {
        "amount_cents": "4750",
        "method": "pin",
        "received_on": str(TODAY),
        "token": TOKEN,
    }


@pytest.mark.parametrize("form_class", [ActForm, NoteForm])
def test_a_click_alone_is_enough(form_class):
    form = form_class({})

    assert form.is_valid()
    assert form.how() == {}


@pytest.mark.parametrize("typed", ["", "   ", "x" * 501])
def test_a_reason_is_needed_and_fits(typed):
    assert list(ReasonForm({"reason": typed}).errors) == ["reason"]


def test_a_reason_is_handed_on_without_the_spaces_around_it():
    form = ReasonForm({"reason": " te duur "})

    assert form.is_valid()
    assert form.how() == {"reason": "te duur"}


@pytest.mark.parametrize("days", ["1", "90"])
def test_an_option_is_extended_by_1_to_90_days(days):
    form = ExtendForm({"days": days})

    assert form.is_valid()
    assert form.how() == {"days": int(days)}


@pytest.mark.parametrize("days", ["", "0", "91", "-7", "a week", "7.5"])
def test_another_term_is_refused_with_the_range(days):
    assert ExtendForm({"days": days}).errors["days"] == ["Kies een termijn van 1 tot 90 dagen."]


def test_an_arrangement_that_is_no_longer_offered_can_not_be_chosen(db):
    gone, offered = ArrangementFactory(code="OLD", active=False), ArrangementFactory()

    assert list(ConfirmForm({"arrangement": gone.pk}).errors) == ["arrangement"]
    assert ConfirmForm({"arrangement": offered.pk}).is_valid()
