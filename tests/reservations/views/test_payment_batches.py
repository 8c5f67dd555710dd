"""Money by one click on many: which rows, a result for each, one undo for all, and what is typed wrong."""

from datetime import timedelta
from uuid import UUID, uuid5

import pytest
from django.urls import reverse

from reservations import ledger, lifecycle, promises
from reservations.models import Act, Mail, Payment, Reservation
from tests.factories import NOON, TODAY, ReservationFactory, UserFactory
from tests.naive import assert_books_are_right, everything
from tests.reading import by_id, page, rows, said, undo_of, words

DAY = timedelta(days=1)
LIST = reverse("payments:list")
TOKEN = "7d444840-9dc0-11d1-b245-5ffdce74fad2"


@pytest.fixture
def debts(db):
    """Three that are late: of € 150, € 100 and € 50; the oldest booking first."""
    names = ["Aa", "Bb", "Cc"]
    return [
        ReservationFactory(
            due_on=TODAY - DAY, paid_cents=5000 * number, created_at=NOON - (9 - number) * DAY,
            customer__first_name="", customer__last_name=name,
        )
        for number, name in enumerate(names)
    ]  # fmt: skip


@pytest.fixture
def chosen(desk):
    """What a browser sends of the rows that are ticked on the page: by their references."""

    def chosen(*reservations):
        names = {reservation.reference for reservation in reservations}
        found = [row for row in rows(page(desk.get(LIST))) if row.attrib["data-reservation"] in names]
        return [row.find(".//input[@name='row']").attrib["value"] for row in found]

    return chosen


@pytest.fixture
def many(desk):
    def many(act, ticked, **typed):
        return desk.post(reverse(f"payments:{act}-many"), {"row": ticked, "next": LIST, **typed})

    return many


def paid():
    return list(Reservation.objects.order_by("pk").values_list("paid_cents", flat=True))


PAY = {"method": "bank", "received_on": "2026-11-22"}


# Payments


def test_all_that_is_outstanding_on_each_is_recorded_with_a_result_per_row(many, chosen, debts):
    response = many("pay", chosen(debts[0], debts[2]), **PAY)

    assert response["Location"] == LIST
    assert said(response) == ["2 betalingen geboekt.\nAa: Betaling geboekt · € 150\nCc: Betaling geboekt · € 50"]
    assert paid() == [15000, 5000, 15000]
    entries = Payment.objects.filter(act__batch__isnull=False).values_list("method", "received_on").distinct()
    assert list(entries) == [("bank", TODAY - DAY)]
    assert_books_are_right(at=NOON, today=TODAY)


def test_one_undo_takes_all_of_them_back_and_does_them_again(many, chosen, debts, desk):
    undo = undo_of(many("pay", chosen(*debts), **PAY))

    undone = desk.post(undo)
    assert paid() == [0, 5000, 10000]
    assert said(undone)[-1].startswith("3 reserveringen teruggezet.")
    desk.post(undo_of(undone))
    assert paid() == [15000, 15000, 15000]
    assert_books_are_right(at=NOON, today=TODAY)


def test_what_a_colleague_recorded_meanwhile_is_not_recorded_again(many, chosen, debts):
    ticked = chosen(*debts)
    entry = {"method": "pin", "received_on": TODAY, "by": UserFactory(), "at": NOON}
    ledger.record_payment(debts[0], amount_cents=15000, **entry)
    ledger.record_payment(debts[1], amount_cents=1, **entry)

    response = many("pay", ticked, **PAY)

    heading, *results = said(response)[0].split("\n")
    assert heading == "1 betaling geboekt."
    assert results == [
        "Aa: niet gedaan. Aa heeft niets openstaan.",
        "Bb: niet gedaan. Het saldo is gewijzigd sinds je keek: er staat nu € 99,99 open. Er is niets geboekt.",
        "Cc: Betaling geboekt · € 50",
    ]
    assert paid() == [15000, 5001, 15000]


def test_a_double_click_records_each_once(many, chosen, debts):
    ticked = chosen(*debts)

    responses = [many("pay", ticked, token=TOKEN, **PAY) for _ in range(2)]

    assert said(responses[1])[-1].startswith("3 betalingen geboekt.")
    assert paid() == [15000, 15000, 15000]
    assert Act.objects.filter(kind="paid").count() == 3


# Reminders


def test_each_is_reminded_at_the_level_that_its_row_named(many, chosen, debts):
    Reservation.objects.filter(pk=debts[1].pk).update(reminder_level=2, reminded_at=NOON - DAY)

    response = many("remind", chosen(*debts), level="")

    assert list(Mail.objects.order_by("reservation").values_list("level", flat=True)) == [1, 3, 1]
    heading, *results = said(response)[0].split("\n")
    assert heading == "3 herinneringen gaan zo de deur uit."
    assert results[1] == f"Bb: Betalingsherinnering klaargezet · laatste · {debts[1].customer.email}"


def test_all_are_reminded_at_the_level_that_was_chosen(many, chosen, debts):
    many("remind", chosen(*debts), level="2")

    assert set(Mail.objects.values_list("level", flat=True)) == {2}


def test_who_promised_was_reminded_today_has_no_address_or_had_the_last_is_spared(many, chosen, debts):
    promised, today, last = debts
    promises.promise(promised, on=TODAY, by=None, at=NOON)
    Reservation.objects.filter(pk=today.pk).update(reminder_level=1, reminded_at=NOON)
    Reservation.objects.filter(pk=last.pk).update(reminder_level=3, reminded_at=NOON - DAY)
    nobody = ReservationFactory(due_on=TODAY - DAY, customer__last_name="Dd", customer__email="", created_at=NOON)

    response = many("remind", chosen(*debts, nobody), level="")

    heading, *results = said(response)[0].split("\n")
    assert heading == "Er is niets gedaan."
    assert results == [
        "Aa: niet gedaan. Aa heeft toegezegd uiterlijk ma 23 nov 2026 te betalen.",
        "Bb: niet gedaan. Bb is vandaag al herinnerd.",
        "Cc: niet gedaan. Cc heeft deze herinnering al gehad (laatste).",
        "Anna Dd: niet gedaan. Anna Dd heeft geen e-mailadres.",
    ]
    assert (Mail.objects.count(), undo_of(response)) == (0, "")


def test_a_page_of_yesterday_sends_no_level_that_it_did_not_name(many, chosen, debts):
    ticked = chosen(debts[0])
    Reservation.objects.filter(pk=debts[0].pk).update(reminder_level=1, reminded_at=NOON - DAY)

    response = many("remind", ticked, level="")

    assert "deze herinnering al gehad" in said(response)[0]
    assert not Mail.objects.exists()


def test_one_undo_calls_all_reminders_back_and_offers_no_way_to_do_it_again(many, chosen, debts, desk):
    undone = desk.post(undo_of(many("remind", chosen(*debts), level="")))

    assert not Mail.objects.on_its_way().exists()
    assert set(Reservation.objects.values_list("reminder_level", flat=True)) == {0}
    assert undo_of(undone) == ""


# Promises


def test_a_promise_of_many_is_noted_and_taken_back(many, chosen, debts, desk):
    response = many("promise", chosen(*debts[:2]), on="2026-12-04")

    heading, *results = said(response)[0].split("\n")
    assert heading == "2 toezeggingen genoteerd."
    assert results[0] == "Aa: Betaling toegezegd · uiterlijk vr 4 dec 2026"
    assert list(Reservation.objects.order_by("pk").values_list("promised_on", flat=True))[2] is None
    desk.post(undo_of(response))
    assert set(Reservation.objects.values_list("promised_on", flat=True)) == {None}


def test_of_one_it_is_said_as_of_one(many, chosen, debts):
    assert said(many("promise", chosen(debts[0]), on="2026-12-04"))[0].startswith("1 toezegging genoteerd.")


# Typed wrong


@pytest.mark.parametrize(
    ("act", "typed", "field", "sentence"),
    [
        ("pay", {"received_on": ""}, "received", "Dit veld is verplicht."),
        ("pay", {"received_on": "gisteren"}, "received", "Voer een geldige datum in."),
        ("pay", {"received_on": "2026-11-24"}, "received", "Een betaling kan niet in de toekomst ontvangen zijn."),
        ("pay", {"method": "beads"}, "method", None),
        ("promise", {"on": ""}, "promise", "Dit veld is verplicht."),
        ("promise", {"on": "2026-11-22"}, "promise", "Kies een datum van vandaag tot over een jaar."),
        ("remind", {"level": "4"}, "level", None),
    ],
)
def test_what_can_not_be_is_refused_beside_its_field_and_the_ticks_stay(
    many, chosen, debts, act, typed, field, sentence
):
    before = everything()

    response = many(act, chosen(*debts[:2]), **{**PAY, "on": "2026-12-04"} | typed)

    shown = page(response)
    assert response.status_code == 422
    assert sentence in {None, words(by_id(shown, f"many-{field}-error"))}
    opened = [fold for fold in by_id(shown, "many").iter("details") if "open" in fold.attrib]
    assert [by_id(fold, f"many-{field}-error") is not None for fold in opened] == [True]
    ticked = ["checked" in row.find(".//input[@name='row']").attrib for row in rows(shown)]
    assert ticked == [True, True, False]
    after = everything()
    assert {name for name in after if after[name] != before[name]} <= {"Session"}


def test_what_was_typed_stays_typed(many, chosen, debts):
    response = many("pay", chosen(debts[0]), method="cash", received_on="2026-11-24")

    form = by_id(page(response), "many")
    chosen_method = [option.attrib["value"] for option in form.iter("option") if "selected" in option.attrib]
    assert (by_id(form, "many-received").attrib["value"], chosen_method) == ("2026-11-24", ["cash"])


@pytest.mark.parametrize("ticked", [[], ["x"], ["1"], ["1:2"], ["1:2:9"], ["999999999:15000:1"], ["9" * 40 + ":1:1"]])
@pytest.mark.parametrize("act", ["pay", "remind", "promise"])
def test_without_a_row_it_is_asked_which(many, debts, act, ticked):
    response = many(act, ticked, on="2026-12-04", **PAY)

    shown = page(response)
    assert response.status_code == 422
    assert words(by_id(shown, "many-row-error")) == "Kies eerst een of meer reserveringen."
    assert rows(shown)[0].find(".//input[@name='row']").attrib["aria-describedby"] == "many-row-error"
    assert paid() == [0, 5000, 10000]


def test_the_list_that_was_looked_at_is_shown_again(desk, debts):
    soon = ReservationFactory(due_on=TODAY)

    response = desk.post(reverse("payments:pay-many") + "?work=due-soon", PAY)

    assert [row.attrib["data-reservation"] for row in rows(page(response))] == [soon.reference]


@pytest.mark.parametrize("act", ["pay", "remind", "promise"])
def test_who_comes_back_to_where_a_click_was_answered_sees_the_list(desk, act):
    response = desk.get(reverse(f"payments:{act}-many"), {"work": "due-soon", "page": "2"})

    assert response["Location"] == f"{LIST}?work=due-soon&page=2"


def test_a_row_that_is_off_by_now_has_its_result_as_well(many, chosen, debts):
    ticked = chosen(*debts)
    lifecycle.cancel(debts[1], reason="Ziek", by=None, at=NOON)

    response = many("promise", ticked, on="2026-12-04")

    assert said(response)[0].split("\n")[2] == "Bb: niet gedaan. Bb heeft niets openstaan."


def test_what_was_cut_short_goes_on_with_the_same_click(debts, chosen, many, staff):
    ticked = chosen(*debts)
    token = uuid5(UUID(TOKEN), str(debts[0].pk))
    how = {"batch": UUID(TOKEN), "token": token, "by": staff, "at": NOON}
    ledger.pay_off(debts[0], method="bank", received_on=TODAY - DAY, **how)

    response = many("pay", ticked, token=TOKEN, **PAY)

    assert paid() == [15000, 15000, 15000]
    assert said(response)[0].startswith("3 betalingen geboekt.")
    assert Act.objects.filter(kind=Act.Kind.PAID).count() == 3
