"""Money by clicks: recording a payment, and reminding of one."""

import re
from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
import time_machine
from django.core import mail
from django.core.management import call_command
from django.urls import reverse

from reservations.models import Mail, Payment
from reservations.status import Status
from tests.factories import NOON, TODAY, ReservationFactory
from tests.reading import by_id, fields, page, references, said, undo_of, words

DAY = timedelta(days=1)


@pytest.fixture
def debt(db):
    return ReservationFactory(
        due_on=TODAY - 5 * DAY,
        total_cents=120000,
        customer__first_name="Anna",
        customer__last_name="Bos",
        customer__email="info@abc.nl",
    )


@pytest.fixture
def pay(click, debt):
    def pay(**typed):
        return click("pay", debt, **{"amount": "1.200", "method": "bank", "received_on": "2026-11-23", **typed})

    return pay


def ledger():
    return list(Payment.objects.order_by("pk").values_list("kind", "amount_cents", "method", "received_on"))


# Paying


@pytest.mark.parametrize(
    ("amount", "cents"), [("1.200,50", 120050), ("1200", 120000), ("€ 47,50", 4750), ("0,01", 1), ("1.000.000", 10**8)]
)
def test_a_payment_is_recorded_in_cents(pay, amount, cents):
    response = pay(amount=amount, method="pin", received_on="2026-11-20")

    assert ledger() == [("payment", cents, "pin", TODAY - 3 * DAY)]
    assert said(response)[0].startswith("De betaling van Anna Bos is geboekt.")


@pytest.mark.parametrize(
    ("amount", "outcome"),
    [
        ("1.200", "€ 1.200; er staat niets meer open."),
        ("1.199,99", "€ 1.199,99; er staat nog € 0,01 open."),
        ("1.300", "€ 1.300; dat is € 100 meer dan het totaal."),
    ],
)
def test_a_payment_says_what_is_left(pay, amount, outcome):
    sentence = said(pay(amount=amount))[0].replace("\N{NO-BREAK SPACE}", " ")

    assert sentence == f"De betaling van Anna Bos is geboekt. {outcome}"


def test_a_payment_on_a_stale_screen_gets_a_sentence_and_the_row_as_it_is(pay, debt):
    pay(seen_cents="120000")

    response = pay(seen_cents="120000")

    assert response.status_code == 302
    assert "Er is niets geboekt." in said(response)[-1]
    assert len(ledger()) == 1


@pytest.mark.parametrize(
    ("amount", "sentence"),
    [
        ("abc", "Vul een bedrag in als 1.200 of 47,50."),
        ("-5", "Vul een bedrag in als 1.200 of 47,50."),
        ("0,001", "Vul een bedrag in als 1.200 of 47,50."),
        ("0", "Vul een bedrag in boven € 0 en tot € 1.000.000."),
        ("1.000.000,01", "Vul een bedrag in boven € 0 en tot € 1.000.000."),
        ("9999999999", "Vul een bedrag in boven € 0 en tot € 1.000.000."),
    ],
)
def test_an_amount_that_can_not_be_stays_as_typed_beside_the_reason(pay, debt, amount, sentence):
    response = pay(amount=amount, method="cash", received_on="2026-11-20")

    form = by_id(page(response), f"acts-{debt.pk}")
    chosen = [option.attrib["value"] for option in form.iter("option") if "selected" in option.attrib]
    typed = fields(form)
    assert response.status_code == 422
    assert words(by_id(form, f"amount-{debt.pk}-error")) == sentence
    assert (typed["amount"], typed["received_on"], chosen) == (amount, "2026-11-20", ["cash"])
    assert ledger() == []


@pytest.mark.parametrize(
    ("received_on", "sentence"),
    [
        ("2026-11-24", "Een betaling kan niet in de toekomst ontvangen zijn."),
        ("", "Dit veld is verplicht."),
        ("gisteren", "Voer een geldige datum in."),
    ],
)
def test_a_date_that_can_not_be_is_refused_beside_the_date(pay, debt, received_on, sentence):
    response = pay(amount="47,50", received_on=received_on)

    form = by_id(page(response), f"acts-{debt.pk}")
    assert response.status_code == 422
    assert words(by_id(form, f"received-{debt.pk}-error")) == sentence
    assert fields(form)["amount"] == "47,50"
    assert ledger() == []


def test_an_unknown_method_is_refused_beside_the_method(pay, debt):
    response = pay(method="beads")

    assert response.status_code == 422
    assert by_id(page(response), f"method-{debt.pk}-error") is not None


def test_just_after_midnight_today_is_the_day_at_the_venue(pay):
    with time_machine.travel(NOON + timedelta(hours=12, minutes=1), tick=False):
        pay(received_on="2026-11-24")

    assert [entry[-1] for entry in ledger()] == [TODAY + DAY]


def test_undo_enters_the_opposite_and_can_be_undone(pay, take_back, debt):
    undone = take_back(undo_of(pay()))
    assert [entry[:2] for entry in ledger()] == [("payment", 120000), ("refund", -120000)]

    take_back(undo_of(undone))

    debt.refresh_from_db()
    assert debt.paid_cents == 120000


def test_the_form_is_filled_with_what_is_outstanding_today(desk, debt):
    form = page(desk.get(debt.get_absolute_url()))

    typed = fields(form)

    assert (typed["amount"], typed["received_on"]) == ("1200,00", "2026-11-23")


def test_what_is_paid_leaves_the_widget(desk, pay):
    pay()

    widget = page(desk.get(reverse("dashboard:widget", args=["overdue-payments"])))

    assert references(widget) == []


# Reminding


def test_a_reminder_is_queued_and_said(click, debt, staff):
    response = click("remind", debt)

    queued = Mail.objects.get()
    assert (queued.to, queued.send_at, queued.sent_at, queued.act.by) == (
        "info@abc.nl",
        NOON + timedelta(seconds=15),
        None,
        staff,
    )
    assert said(response) == ["De herinnering aan Anna Bos gaat zo de deur uit."]
    assert mail.outbox == []


def test_undo_withdraws_the_reminder(click, take_back, debt):
    take_back(undo_of(click("remind", debt)))

    with time_machine.travel(NOON + DAY, tick=False):
        call_command("tick")

    assert Mail.objects.get().withdrawn_at == NOON
    assert mail.outbox == []


def test_a_withdrawn_reminder_can_be_sent_again_that_day(click, take_back, debt):
    take_back(undo_of(click("remind", debt)))

    click("remind", debt)

    assert Mail.objects.on_its_way().count() == 1


def test_doing_a_withdrawn_reminder_again_is_a_click_on_the_reminder_not_an_undo(click, take_back, desk, debt):
    withdrawn = take_back(undo_of(click("remind", debt)))

    history = page(desk.get(debt.get_absolute_url())).find(".//ol[@class='timeline']")

    assert undo_of(withdrawn) == ""
    assert history.findall(".//form") == []


def test_what_has_left_can_not_be_called_back(click, take_back, debt):
    undo = undo_of(click("remind", debt))
    with time_machine.travel(NOON + timedelta(seconds=15), tick=False):
        call_command("tick", verbosity=0)

        response = take_back(undo)

    assert said(response)[-1] == "De mail is al verstuurd: die kan niet meer terug."
    assert [message.to for message in mail.outbox] == [["info@abc.nl"]]


def test_nobody_is_reminded_twice_on_a_day(click, debt):
    click("remind", debt)

    response = click("remind", debt)

    assert said(response)[-1] == "Anna Bos is vandaag al herinnerd."
    assert Mail.objects.count() == 1


def test_who_owes_nothing_is_not_reminded(click):
    paid = ReservationFactory(total_cents=100, paid_cents=100)

    assert said(click("remind", paid)) == [f"{paid.customer} heeft niets openstaan: er valt niets te herinneren."]


def test_who_has_no_address_is_not_reminded(click):
    unknown = ReservationFactory(customer__email="")

    assert said(click("remind", unknown)) == [f"{unknown.customer} heeft geen e-mailadres."]


# By one's own mail program


def test_the_link_to_ones_own_mail_program_is_filled_in(desk, debt):
    debt.customer.first_name, debt.customer.last_name = "", "Özdemir & Zn"
    debt.customer.save()

    shown = page(desk.get(reverse("reservations:acts", args=[debt.pk])))
    link = next(a.attrib["href"] for a in shown.iter("a") if "subject=" in a.attrib["href"])

    parts = urlsplit(link)
    query = parse_qs(parts.query, strict_parsing=True)
    assert (parts.scheme, parts.path, sorted(query)) == ("mailto", "info@abc.nl", ["body", "subject"])
    assert query["subject"] == [f"Herinnering Betaling Reservering {debt.reference}"]
    assert query["body"][0].startswith("Beste Özdemir & Zn,\r\n\r\nVoor je reservering")
    assert re.fullmatch(r"[!-~]{1,1600}", link)


def test_the_link_is_offered_to_whom_can_be_written_alone(desk):
    ReservationFactory(status=Status.CONFIRMED, due_on=TODAY - DAY, customer__email="")

    shown = page(desk.get(reverse("dashboard:widget", args=["overdue-payments"])))

    assert [a for a in shown.iter("a") if a.attrib["href"].startswith("mailto:")] == []
