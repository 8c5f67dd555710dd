"""The page of what is known of somebody: counted, handed over, erased; and what is said when it can't be."""

import json
from datetime import timedelta

import pytest
from django.contrib.auth.models import Permission
from django.urls import reverse

from crm.models import Customer
from reservations.customers import acts
from reservations.customers.privacy import erasing, obstacles
from reservations.models import Act
from tests.factories import NOON, TODAY, CustomerFactory, ReservationFactory, WaitlistEntryFactory
from tests.reading import by_id, links, page, said, words

OLD = {"event__date": TODAY - timedelta(days=1), "total_cents": 0}
TOKEN = "c0ffee00-0000-4000-8000-000000000000"


@pytest.fixture
def anna(db):
    return CustomerFactory(first_name="Anna", last_name="Özdemir", email="anna@bos.nl")


@pytest.fixture
def eraser(desk, staff):
    """Somebody at the desk who may erase."""
    staff.user_permissions.add(Permission.objects.get(codename="erase_customer"))
    return desk


def address(name, customer):
    return reverse(f"privacy:{name}", args=[customer.pk])


def erase(browser, customer, **typed):
    typed = {"because": "asked", "name": str(customer), "token": TOKEN} | typed
    return browser.post(address("erase", customer), typed)


# What it shows


def test_how_much_is_known_is_counted(look, staff, anna):
    ReservationFactory(customer=anna, paid_cents=100)
    WaitlistEntryFactory(customer=anna)
    acts.write_note(anna, text="Zit vooraan", by=staff, at=NOON)

    known = look(address("index", anna)).find(".//section[@aria-labelledby='known']")

    counted = {words(row.find("dt")): words(row.find("dd")) for row in known.findall(".//dl/div")}
    assert counted == {
        "Tags": "0", "Interne notities": "1", "Taken": "0", "Reserveringen": "1", "Wat is afgesproken": "1",
        "Betalingen": "1", "Plekken op de wachtlijst": "1", "Mails": "0", "Wat er is gedaan": "1",
    }  # fmt: skip


def test_consent_is_shown_with_how_and_when(look, staff, anna):
    acts.subscribe(anna, how_given="per <b>telefoon</b>", by=staff, at=NOON)

    shown = words(look(address("index", anna)).find(".//section[@aria-labelledby='consent']"))

    assert "Gegeven op ma 23 nov 2026: per <b>telefoon</b>" in shown
    assert "ma 23 nov 2026 12:00 · gegeven: per <b>telefoon</b> (balie)" in shown
    acts.subscribe(anna, how_given="", by=staff, at=NOON)
    assert "ingetrokken (balie)" in words(look(address("index", anna)))


def test_what_is_still_to_happen_is_said_with_where_it_is_dealt_with(office, anna):
    ReservationFactory(customer=anna)
    WaitlistEntryFactory(customer=anna)

    shown = page(office.get(address("index", anna)))

    found = links(shown.find(".//section[@aria-labelledby='erasing']"))
    mine = f"{reverse('reservations:list')}?customer={anna.pk}"
    assert found == {
        "1 reservering moet nog komen.": mine, "€ 150 staat nog open.": mine,
        "Staat nog op de wachtlijst van 1 avond.": reverse("waitlist:index"),
    }  # fmt: skip
    assert by_id(shown, "erase") is None


def test_a_mail_that_is_being_sent_is_something_to_wait_for(office, anna, monkeypatch):
    wait = obstacles.Obstacle("Even wachten.")
    monkeypatch.setattr(obstacles, "of", lambda *_, **__: [wait])

    assert "Even wachten." in words(page(office.get(address("index", anna))))


def test_who_may_not_erase_is_told_so_and_shown_no_form(look, anna):
    shown = look(address("index", anna))

    assert "vraag iemand die klanten mag wissen" in words(shown)
    assert by_id(shown, "erase") is None


def test_of_who_was_merged_it_leads_to_whom_they_were_merged_into(desk, anna):
    alias = CustomerFactory(merged_into=anna)

    assert desk.get(address("index", alias))["Location"] == address("index", anna)


@pytest.mark.parametrize("rows", [1, 3])
def test_the_page_takes_as_many_queries_whatever_is_known(django_assert_num_queries, desk, staff, anna, rows):
    for _row in range(rows):
        ReservationFactory(customer=anna)
        acts.subscribe(anna, how_given=f"formulier {_row}", by=staff, at=NOON)

    with django_assert_num_queries(31):
        desk.get(address("index", anna))


# Handed over


def test_all_of_it_as_data(desk, staff, anna):
    response = desk.post(address("download", anna), {"form": "json"})

    assert response["Content-Type"] == "application/json"
    assert response["Content-Disposition"] == f'attachment; filename="foyer-{anna.pk}-2026-11-23.json"'
    assert json.loads(response.content)["customer"][0]["email"] == "anna@bos.nl"
    assert Act.objects.values_list("kind", "by", "at").get() == ("disclosed", staff.pk, NOON)


@pytest.mark.parametrize(("language", "title"), [("nl", "Wat Foyer van je weet"), ("en", "What Foyer knows of you")])
def test_all_of_it_to_read_in_their_own_language(desk, anna, language, title):
    ReservationFactory(customer=anna, remarks="Bij het podium\n<script>alert(1)</script>")
    Customer.objects.update(language=language)

    shown = page(response := desk.post(address("download", anna), {"form": "html"}))

    assert words(shown.find(".//h1")) == title
    assert "Bij het podium <script>alert(1)</script>" in words(shown)
    assert shown.find(".//script") is None
    assert response["Content-Type"] == "text/html; charset=utf-8"


def test_that_it_was_handed_over_is_shown(desk, look, anna):
    desk.post(address("download", anna), {"form": "html"})

    assert "Verstrekt op ma 23 nov 2026 om 12:00 door balie" in words(look(address("index", anna)))
    assert "Gegevens verstrekt · Om te lezen" in words(look(anna.get_absolute_url()))


def test_in_no_form_of_ours_it_is_not_handed_over(desk, anna):
    assert desk.post(address("download", anna), {"form": "exe"}).status_code == 400
    assert not Act.objects.exists()


def test_a_get_hands_nothing_over(desk, anna):
    assert desk.get(address("download", anna)).status_code == 405


# Erased


def test_somebody_is_erased_and_their_page_says_so_and_nothing_else(eraser, anna):
    ReservationFactory(customer=anna, **OLD)

    response = erase(eraser, anna, name="  anna   ÖZDEMIR ")

    assert response["Location"] == address("index", anna)
    assert said(response) == ["De klant is gewist. De boeken zijn gelijk gebleven."]
    shown = words(page(eraser.get(address("index", anna))))
    assert "Gewist op ma 23 nov 2026 om 12:00" in shown
    assert "Gewist · De klant vroeg erom · balie" in shown
    assert "Özdemir" not in shown


@pytest.mark.parametrize(
    ("typed", "field", "sentence"),
    [
        ({"name": "Anna Bos"}, "name", "Zo heet deze klant niet: typ “Anna Özdemir”."),
        ({"name": ""}, "name", "Typ voor de zekerheid de naam."),
        ({"because": ""}, "because", "Kies waarom: het blijft in de geschiedenis staan."),
        ({"because": "zomaar"}, "because", "zomaar"),
    ],
)
def test_what_is_wrong_is_said_beside_its_field_and_nothing_typed_is_lost(eraser, anna, typed, field, sentence):
    response = erase(eraser, anna, **typed)

    assert response.status_code == 422
    form = by_id(page(response), "erase")
    assert sentence in words(form.find(f".//*[@id='id_{field}_error']"))
    assert by_id(form, "id_name").attrib.get("value", "") == typed.get("name", "Anna Özdemir")
    assert Customer.objects.get().erased_at is None


def test_a_name_that_looks_like_html_is_shown_as_it_was_typed(look, eraser):
    anna = CustomerFactory(first_name="", last_name="<b hx-post=/x>Bos</b> & zn")

    form = by_id(look(address("index", anna)), "erase")

    assert words(by_id(form, "id_name_helptext")) == "Typ voor de zekerheid “<b hx-post=/x>Bos</b> & zn”."
    assert form.find(".//b") is None


def test_a_refusal_is_said_on_the_page(eraser, anna):
    ReservationFactory(customer=anna)

    response = erase(eraser, anna)

    assert response.status_code == 422
    assert "1 reservering moet nog komen." in words(page(response))
    assert Customer.objects.get().erased_at is None


def test_who_may_not_is_refused(desk, anna):
    response = erase(desk, anna)

    assert response.status_code == 422
    assert Customer.objects.get().erased_at is None


def test_a_double_click_erases_once(eraser, anna):
    erase(eraser, anna)

    assert erase(eraser, anna)["Location"] == address("index", anna)
    assert Act.objects.filter(kind="erased").count() == 1


def test_who_was_erased_by_nobody_in_particular(look, anna):
    erasing.erase(anna, because="kept_long_enough", by=None, at=NOON)

    assert "Lang genoeg bewaard · Foyer" in words(look(address("index", anna)))


def test_of_an_erased_customer_nothing_is_handed_over(desk, anna):
    erasing.erase(anna, because="asked", by=None, at=NOON)

    response = desk.post(address("download", anna), {"form": "json"})

    assert said(response) == ["Deze klant is gewist: er wordt niets meer van bewaard."]


def test_what_was_said_of_them_and_not_read_yet_is_not_said_after(eraser, staff, anna):
    done = acts.edit(anna, {"city": "Eersel"}, by=staff, at=NOON)
    eraser.post(reverse("reservations:undo", args=[done.pk]))

    erase(eraser, anna)

    shown = page(eraser.get("/"))
    assert words(by_id(shown, "messages")).startswith("De klant is gewist.")
    assert "Özdemir" not in words(shown)


def test_a_booking_of_an_erased_customer_says_so_and_no_more(look, anna):
    row = ReservationFactory(customer=anna, **OLD)
    erasing.erase(anna, because="asked", by=None, at=NOON)

    shown = words(look(row.get_absolute_url()))

    assert "Gewiste klant" in shown
    assert "Özdemir" not in shown
