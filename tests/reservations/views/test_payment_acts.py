"""Money by one click on one reservation: what it asks for, does and refuses."""

from datetime import timedelta

import pytest
from django.urls import reverse

from reservations.models import Payment
from tests.factories import TODAY, ReservationFactory
from tests.naive import now
from tests.reading import by_id, fields, page, said, undo_of, words

DAY = timedelta(days=1)
LIST = reverse("payments:list")


@pytest.fixture
def ask(desk):
    """What a form on a page of its own asks."""

    def ask(verb, reservation, back=LIST):
        response = desk.get(reverse(f"payments:{verb}", args=[reservation.pk]), {"next": back})
        assert response.status_code == 200
        return page(response)

    return ask


# Asking


def test_a_payment_is_asked_for_with_what_is_outstanding_and_leads_back(ask, debt):
    form = by_id(ask("payment", debt), f"acts-{debt.pk}").find(".//form")

    typed = fields(form)
    assert form.attrib["action"] == reverse("reservations:pay", args=[debt.pk])
    assert (typed["amount"], typed["received_on"], typed["next"]) == ("150,00", "2026-11-23", LIST)
    assert [link.attrib["href"] for link in form.iter("a")] == [LIST]


def test_a_promise_is_asked_for_from_today(ask, debt):
    form = by_id(ask("promise", debt), f"acts-{debt.pk}").find(".//form")

    field = form.find(".//input[@name='on']")
    assert (field.attrib["min"], field.attrib["value"], "autofocus" in field.attrib) == ("2026-11-23", "", True)


@pytest.mark.parametrize(("promised_on", "shown"), [(TODAY, "2026-11-23"), (TODAY - DAY, "")])
def test_a_promise_that_stands_is_filled_in(ask, promised_on, shown):
    row = ReservationFactory(promised_on=promised_on)

    assert fields(ask("promise", row))["on"] == shown


def test_a_refund_is_asked_for_with_the_credit_and_its_reason(ask, too_much):
    typed = fields(by_id(ask("refund", too_much), f"refund-{too_much.pk}"))

    assert (typed["amount"], typed["received_on"], typed["note"]) == (
        "50,00",
        "2026-11-23",
        "Meer betaald dan het totaal",
    )


def test_where_there_is_no_credit_the_amount_is_for_people_to_say(ask):
    row = ReservationFactory(paid_cents=100)

    typed = fields(by_id(ask("refund", row), f"refund-{row.pk}"))

    assert (typed["amount"], typed["note"]) == ("", "")


@pytest.mark.parametrize("verb", ["payment", "promise", "refund"])
def test_of_what_is_not_there_nothing_is_asked(desk, verb):
    assert desk.get(reverse(f"payments:{verb}", args=[10**9])).status_code == 404


def test_a_decision_is_never_fetched(desk, too_much):
    assert desk.get(reverse("payments:settle", args=[too_much.pk])).status_code == 405


# A promise


def test_a_promise_is_noted_and_said_and_taken_back(click, take_back, debt):
    response = click("payments:promise", debt, on="2026-12-04", next=LIST)

    assert (response["Location"], said(response)) == (LIST, ["De toezegging van Anna Bos is genoteerd."])
    assert now(debt).promised_on == TODAY + 11 * DAY

    take_back(undo_of(response))
    assert now(debt).promised_on is None


@pytest.mark.parametrize(
    ("on", "sentence"),
    [
        ("2026-11-22", "Kies een datum van vandaag tot over een jaar."),
        ("2027-11-24", "Kies een datum van vandaag tot over een jaar."),
        ("9999-12-31", "Kies een datum van vandaag tot over een jaar."),
        ("", "Dit veld is verplicht."),
        ("morgen", "Voer een geldige datum in."),
        ("2026-02-30", "Voer een geldige datum in."),
    ],
)
def test_a_date_that_can_not_be_stays_as_typed_beside_the_reason(click, debt, on, sentence):
    response = click("payments:promise", debt, on=on)

    form = by_id(page(response), f"acts-{debt.pk}")
    assert (response.status_code, response["HX-Retarget"]) == (422, f"#acts-{debt.pk}")
    assert words(by_id(form, f"promise-{debt.pk}-error")) == sentence
    assert fields(form)["on"] == on
    assert now(debt).promised_on is None


def test_who_owes_nothing_promises_nothing(click):
    paid = ReservationFactory(paid_cents=15000)

    assert said(click("payments:promise", paid, on="2026-12-04")) == [f"{paid.customer} heeft niets openstaan."]


# Credit


@pytest.mark.parametrize(
    ("choice", "sentence"),
    [
        ("refund", "Het tegoed van Anna Bos staat klaar om uit te betalen."),
        ("keep", "Het tegoed van Anna Bos is bewaard."),
    ],
)
def test_a_decision_is_said_and_taken_back(click, take_back, too_much, choice, sentence):
    response = click("payments:settle", too_much, choice=choice)

    assert said(response) == [sentence]
    assert now(too_much).credit_as == choice
    take_back(undo_of(response))
    assert now(too_much).credit_as == ""


def test_without_credit_there_is_nothing_to_decide(click, debt):
    assert said(click("payments:settle", debt, choice="keep")) == ["Anna Bos heeft geen tegoed."]


@pytest.mark.parametrize("choice", ["", "burn"])
def test_a_choice_that_none_of_our_pages_offers_changes_nothing(click, too_much, choice):
    assert click("payments:settle", too_much, choice=choice).status_code == 400
    assert now(too_much).credit_as == ""


# A refund


@pytest.fixture
def refund(click, too_much):
    def refund(**typed):
        given = {"amount": "50", "method": "bank", "received_on": "2026-11-23", "note": "Te veel", "reference": "NL01"}
        return click("payments:refund", too_much, **given | typed)

    return refund


def ledger():
    return list(Payment.objects.order_by("pk").values_list("amount_cents", "method", "note", "reference"))[1:]


def test_a_refund_is_recorded_said_and_taken_back(refund, take_back, too_much):
    response = refund()

    assert ledger() == [(-5000, "bank", "Te veel", "NL01")]
    assert said(response)[0].startswith("De terugbetaling aan Anna Bos is geboekt.")
    take_back(undo_of(response))
    assert now(too_much).paid_cents == 20000


@pytest.mark.parametrize(
    ("typed", "field", "sentence"),
    [
        ({"amount": "200,01"}, "amount", "Er kan niet meer terug dan er betaald is."),
        ({"amount": "0"}, "amount", "Vul een bedrag in boven € 0 en tot € 1.000.000."),
        ({"amount": "-5"}, "amount", "Vul een bedrag in als 1.200 of 47,50."),
        ({"amount": ""}, "amount", "Dit veld is verplicht."),
        ({"method": "beads"}, "method", None),
        ({"received_on": "2026-11-24"}, "date", "Een betaling kan niet in de toekomst ontvangen zijn."),
        ({"received_on": ""}, "date", "Dit veld is verplicht."),
        ({"note": ""}, "note", "Dit veld is verplicht."),
        ({"note": "   "}, "note", "Dit veld is verplicht."),
        ({"reference": "x" * 101}, "reference", None),
    ],
)
def test_what_can_not_be_is_refused_beside_its_field_and_all_stays_typed(refund, too_much, typed, field, sentence):
    response = refund(**typed)

    form = by_id(page(response), f"refund-{too_much.pk}")
    assert (response.status_code, response["HX-Retarget"]) == (422, f"#refund-{too_much.pk}")
    found = by_id(form, f"refund-{field}-{too_much.pk}-error")
    assert sentence in {None, words(found)}
    kept = {"amount": "50", "received_on": "2026-11-23", "note": "Te veel", "reference": "NL01"} | typed
    kept.pop("method", None)
    assert {name: fields(form)[name].strip() for name in kept} == {name: value.strip() for name, value in kept.items()}
    assert ledger() == []


def test_a_double_click_refunds_once(refund):
    for _ in range(2):
        refund(token="7d444840-9dc0-11d1-b245-5ffdce74fad2")

    assert len(ledger()) == 1
