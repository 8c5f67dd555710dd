"""The pages of follow-ups: what is shown, what one click does, and what is said when it can't be done."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse

from crm.models import Customer
from reservations.customers import agenda, follow_ups, tasks
from reservations.models import FollowUp
from reservations.status import Status
from tests.factories import NOON, TODAY, CustomerFactory, ReservationFactory, UserFactory
from tests.reading import by_id, links, page, said, undo_of, words

DAY = timedelta(days=1)
LIST = reverse("follow-ups:list")


@pytest.fixture
def anna(db):
    return CustomerFactory(first_name="Anna", last_name="Bos")


@pytest.fixture
def make(staff, anna):
    def make(text="Bel terug", days=0, **how):
        follow_ups.make(anna, text=text, due_on=TODAY + days * DAY, by=staff, at=NOON, **how)
        return FollowUp.objects.order_by("-pk").first()

    return make


@pytest.fixture
def asked(db):
    ReservationFactory(
        status=Status.OPTION, option_expires_at=NOON + 2 * DAY, guests=20, customer__last_name="Özdemir",
        reference="R-7777",
    )  # fmt: skip
    return tasks.wanted(at=NOON)[0]


def post(desk, name, key, **typed):
    return desk.post(reverse(f"follow-ups:{name}", args=[key]), {"next": LIST, **typed})


def rows(found):
    return [words(row.find(".//a[@class='row__who']")) for row in found.findall(".//li[@class='row']")]


def test_the_list_has_what_is_late_today_and_to_come(look, staff, make, asked):
    make("Te laat", -2, assignee=staff)
    make("Volgende week", 5)
    make("Van Bram", assignee=UserFactory(first_name="Bram"))

    mine = look(LIST)

    assert rows(mine) == ["Te laat", "Bel over de optie", "Volgende week"]
    assert [words(title) for title in mine.findall(".//h2")] == ["Te laat (1)", "Vandaag (1)", "De komende 7 dagen (1)"]
    assert "2 dagen te laat" in words(mine)
    assert rows(look(f"{LIST}?whose=all")) == ["Te laat", "Van Bram", "Bel over de optie", "Volgende week"]
    assert rows(look(f"{LIST}?whose=nonsense")) == rows(mine)


def test_of_what_is_done_an_empty_list_says_that_nothing_was(look, asked):
    assert "Er is nog niets gedaan." in words(look(LIST + "?whose=done"))


def test_the_rest_of_a_long_group_is_one_click_away(look, make, monkeypatch):
    monkeypatch.setattr(agenda, "SHOWN", 2)
    for number in range(3):
        make(f"Taak {number}", -1)

    found = look(LIST)
    more = found.find(".//a[@class='panel__more']")

    assert (len(rows(found)), words(found.find(".//h2")), words(more)) == (2, "Te laat (3)", "nog 1 bekijken")
    assert len(rows(look(LIST + more.attrib["href"]))) == 3


def test_what_a_rule_asks_for_says_why_and_leads_to_whom_and_what(look, asked):
    row = look(LIST).find(".//li[@class='row']")

    assert "De optie voor 20 personen" in words(row)
    assert "loopt af op wo 25 nov 2026." in words(row)
    assert links(row)["R-7777"] == asked.reservation.get_absolute_url()
    assert asked.customer.get_absolute_url() in links(row).values()


def test_without_anything_to_do_the_list_says_so(look, db):
    assert "Niets op te volgen. Iedereen heeft van ons gehoord." in words(look(LIST))


@pytest.mark.parametrize("stored", [True, False])
def test_one_is_done_with_a_word_about_it_in_one_click_and_taken_back(desk, look, make, asked, take_back, stored):
    task = make() if stored else asked

    response = post(desk, "done", task.key, outcome="Komt langs")

    assert said(response) == [f"Klaar: “{task.text}”."]
    assert task.text not in rows(look(LIST))
    assert "Komt langs" in words(look(f"{LIST}?whose=done"))
    take_back(undo_of(response))
    assert task.text in rows(look(LIST))


def test_one_that_is_done_already_says_so(desk, staff, make):
    row = make()
    follow_ups.finish(row, by=staff, at=NOON)

    assert said(post(desk, "done", row.key)) == ["“Bel terug” was al klaar."]


def test_what_a_colleague_took_up_is_found_by_its_old_name(desk, look, staff, asked):
    follow_ups.edit(asked, {"assignee_id": staff.pk}, by=staff, at=NOON)

    assert words(look(asked.get_absolute_url()).find(".//h1")) == "Bel over de optie"
    assert said(post(desk, "done", asked.key)) == ["Klaar: “Bel over de optie”."]


@pytest.mark.parametrize(
    "key", ["999", "9" * 19, "9" * 5000, "option_lapses-1", "option_lapses-\0", "nonsense-1", "-", "nonsense"]
)
def test_what_is_not_there_is_not_found(desk, db, key):
    assert desk.get(reverse("follow-ups:one", args=[key])).status_code == 404


def test_one_is_changed_on_its_page(desk, look, staff, make, take_back):
    row = make()
    form = look(row.get_absolute_url())
    assert (by_id(form, "id_text").attrib["value"], by_id(form, "id_due_on").attrib["value"]) == (
        "Bel terug",
        "2026-11-23",
    )

    response = post(desk, "change", row.key, text="Mail", due_on="2026-11-30", assignee=staff.pk, version=1)

    row.refresh_from_db()
    assert (row.text, row.due_on, row.assignee) == ("Mail", TODAY + 7 * DAY, staff)
    take_back(undo_of(response))
    row.refresh_from_db()
    assert (row.text, row.due_on, row.assignee) == ("Bel terug", TODAY, None)


def test_what_was_done_is_only_shown(look, staff, make):
    row = make()
    follow_ups.finish(row, outcome="Komt langs", by=staff, at=NOON)
    assert "Klaar op ma 23 nov 2026 · balie · Komt langs" in words(look(row.get_absolute_url()))

    other = make("Anders")
    follow_ups.drop(other, by=staff, at=NOON)
    assert "Vervallen" in words(look(other.get_absolute_url()))


def test_one_is_dropped_and_taken_back(desk, look, asked, take_back):
    response = post(desk, "drop", asked.key)
    assert rows(look(LIST)) == []

    take_back(undo_of(response))
    assert rows(look(LIST)) == [asked.text]


@pytest.mark.parametrize(
    ("typed", "field", "why"),
    [
        ({"text": " "}, "text", "Zeg wat er moet gebeuren."),
        ({"due_on": ""}, "due_on", "Zeg voor wanneer."),
        ({"due_on": "31-02-2026"}, "due_on", "Vul een datum in."),
        ({"due_on": "2026-11-22"}, "due_on", "Deze dag is voorbij."),
        ({"due_on": "2226-11-22"}, "due_on", "Dit is te ver weg."),
    ],
)
@pytest.mark.parametrize("of_one", [True, False])
def test_what_is_wrong_is_said_beside_its_field_and_nothing_is_lost(desk, anna, make, typed, field, why, of_one):
    name, key = ("change", make().key) if of_one else ("make", anna.pk)

    response = post(desk, name, key, **{"text": "Özdemir bellen", "due_on": "2026-11-23"} | typed)

    shown = by_id(page(response), f"id_{field}")
    assert response.status_code == 422
    assert words(by_id(page(response), shown.attrib["aria-describedby"].split()[-1])) == why
    if field == "due_on":
        assert by_id(page(response), "id_text").attrib["value"] == "Özdemir bellen"


def test_a_date_that_has_passed_stays_as_it_is(desk, staff, make):
    row = make(days=-2)

    post(desk, "change", row.key, text="Mail", due_on=str(TODAY - 2 * DAY), version=1)

    row.refresh_from_db()
    assert (row.text, row.due_on) == ("Mail", TODAY - 2 * DAY)


def test_too_long_an_outcome_is_said_and_kept(desk, make):
    response = post(desk, "done", make().key, outcome="x" * 501)

    assert response.status_code == 422
    assert by_id(page(response), "id_outcome").attrib["value"] == "x" * 501


def test_one_is_made_from_the_page_of_a_customer(desk, look, anna, staff):
    shown = look(anna.get_absolute_url())
    form = look(links(shown)["Nieuwe taak"])
    chosen = [option.attrib["value"] for option in by_id(form, "id_assignee") if "selected" in option.attrib]
    assert chosen == [str(staff.pk)]

    response = post(desk, "make", anna.pk, text="Bel over de muziek", due_on="2026-12-01", assignee=staff.pk)

    assert response.url == anna.get_absolute_url()
    assert "Bel over de muziek" in words(look(anna.get_absolute_url()))


def test_one_is_made_about_a_booking_from_its_page(desk, look, anna):
    row, other = ReservationFactory(customer=anna, reference="R-7"), ReservationFactory()

    form = look(links(look(row.get_absolute_url()))["Nieuwe taak"])
    choices = {option.attrib["value"]: "selected" in option.attrib for option in by_id(form, "id_reservation")}
    assert choices == {"": False, str(row.pk): True}

    post(desk, "make", anna.pk, text="Bel over de muziek", due_on="2026-12-01", reservation=row.pk)
    assert FollowUp.objects.get().reservation == row
    wrong = post(desk, "make", anna.pk, text="Nog een", due_on="2026-12-01", reservation=other.pk)
    assert (wrong.status_code, FollowUp.objects.count()) == (422, 1)


@pytest.mark.parametrize("bookings", [1, 3])
def test_its_form_costs_the_same_for_any_number_of_bookings(desk, anna, bookings, django_assert_num_queries):
    ReservationFactory.create_batch(bookings, customer=anna)

    with django_assert_num_queries(6):
        desk.get(reverse("follow-ups:new", args=[anna.pk]))


def test_one_that_was_taken_back_is_asked_about_when_it_is_sent_again(desk, anna, take_back):
    typed = {"text": "Özdemir bellen", "due_on": "2026-12-01", "token": str(uuid4())}
    take_back(undo_of(post(desk, "make", anna.pk, **typed)))

    response = post(desk, "make", anna.pk, **typed)

    form = page(response)
    assert (response.status_code, FollowUp.objects.count()) == (422, 0)
    assert "Dit is sindsdien ongedaan gemaakt." in words(form)
    assert by_id(form, "id_text").attrib["value"] == "Özdemir bellen"
    token = form.find(".//form[@class='form']//input[@name='token']").attrib["value"]
    assert token != typed["token"]
    assert said(post(desk, "make", anna.pk, **typed | {"token": token})) == ["De taak is gemaakt."]


def test_of_who_was_merged_meanwhile_nothing_is_made_and_nothing_is_lost(desk, anna, monkeypatch):
    bram = CustomerFactory(first_name="Bram", last_name="Vos")
    made = follow_ups.make

    def merge_first(customer, **how):
        Customer.objects.filter(pk=customer.pk).update(merged_into=bram)
        return made(customer, **how)

    monkeypatch.setattr(follow_ups, "make", merge_first)
    response = post(desk, "make", anna.pk, text="Bel terug", due_on="2026-12-01")

    assert (response.status_code, FollowUp.objects.count()) == (422, 0)
    assert "Bram Vos" in words(page(response).find(".//ul[@class='errorlist nonfield']"))
    assert by_id(page(response), "id_text").attrib["value"] == "Bel terug"


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_needs_the_same_queries_for_any_number(desk, staff, make, count, django_assert_num_queries):
    for number in range(count):
        make(f"Taak {number}", assignee=staff)
        ReservationFactory(status=Status.OPTION, option_expires_at=NOON + 2 * DAY)

    with django_assert_num_queries(10):
        response = desk.get(LIST)

    assert len(rows(page(response))) == 2 * count
