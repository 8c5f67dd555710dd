"""One act on many reservations: what is asked, what becomes of each row, one undo for the whole."""

from datetime import time, timedelta
from types import SimpleNamespace

import pytest
from django.urls import reverse

from reservations.models import Act, Batch, Mail, Reservation
from reservations.status import Status
from tests.factories import NOON, TODAY, EventFactory, ReservationFactory, ReservationTagFactory, ShowFactory
from tests.naive import assert_books_are_right, statuses
from tests.reading import by_id, fields, page, said, undo_of, words

MANY = reverse("reservations:many")
LIST = reverse("reservations:list")


# What is asked


def test_what_was_ticked_is_shown_before_anything_is_done(ask_many):
    rows = ReservationFactory.create_batch(3, status=Status.PENDING)

    shown = page(ask_many("confirm", rows[:2]))

    assert words(shown.find(".//p[@class='page-head__sub']")) == "2 reserveringen · samen € 300"
    assert len(shown.findall(".//ul[@class='plain']/li")) == 2
    assert statuses() == ["pending"] * 3


def test_of_many_the_first_are_named_and_the_others_counted(ask_many):
    rows = ReservationFactory.create_batch(12, event=EventFactory())

    names = page(ask_many("remind", rows)).findall(".//ul[@class='plain']/li")

    assert (len(names), words(names[-1])) == (11, "en nog 2")


def test_nothing_ticked_is_said(ask_many):
    assert said(ask_many("confirm")) == ["Vink eerst een of meer reserveringen aan."]


@pytest.mark.parametrize("posted", [{"verb": "explode"}, {"verb": "confirm", "pk": ["abc"]}, {}])
def test_what_none_of_our_pages_sends_is_refused(desk, posted):
    assert desk.post(MANY, posted).status_code == 400


def test_what_is_missing_is_said_beside_its_field_and_nothing_is_lost(do_many):
    rows = ReservationFactory.create_batch(2)

    response = do_many("cancel", rows, reason="")

    form = page(response).find(".//form[@class='form']")
    assert response.status_code == 422
    assert "Zeg waarom." in words(form)
    assert {int(field.attrib["value"]) for field in form.iter("input") if field.attrib.get("name") == "pk"} == {
        row.pk for row in rows
    }
    assert statuses() == ["confirmed"] * 2


# What is done


def test_each_is_judged_for_itself_and_told(do_many, staff):
    evening = EventFactory(capacity=4)
    fits = ReservationFactory(status=Status.PENDING, event=evening, guests=4, customer__last_name="Past")
    lapsed = ReservationFactory(
        status=Status.OPTION, event=evening, option_expires_at=NOON, guests=3, customer__last_name="Vol"
    )

    response = do_many("confirm", [lapsed, fits])

    lines = said(response)[0].splitlines()
    assert lines[0] == "1 reservering bevestigd."
    assert lines[1].startswith("Anna Vol: niet gedaan.")
    assert lines[2] == "Anna Past: Bevestigd"
    assert response.url == LIST
    assert {act.batch for act in Act.objects.filter(kind=Act.Kind.CONFIRMED)} == {Batch.objects.get().pk}


VERBS = {
    "confirm": ({"status": Status.PENDING}, {}, lambda row: row.status == Status.CONFIRMED),
    "cancel": ({}, {"reason": "Storm"}, lambda row: row.status == Status.CANCELLED),
    "remind": ({}, {}, lambda row: row.reminded_at == NOON),
    "pay": ({}, {"method": "bank", "received_on": "2026-11-20"}, lambda row: row.paid_cents == row.total_cents),
}


@pytest.mark.parametrize("verb", VERBS)
def test_a_verb_is_done_to_all_and_taken_back_as_a_whole(do_many, desk, verb):
    columns, typed, is_done = VERBS[verb]
    ReservationFactory.create_batch(3, **columns)
    before = Reservation.objects.order_by("pk").values_list("status", "paid_cents", "reminded_at")
    as_it_was = list(before)

    response = do_many(verb, Reservation.objects.all(), **typed)
    assert all(is_done(row) for row in Reservation.objects.all())

    undone = desk.post(undo_of(response), {"next": LIST})
    assert list(before.all()) == as_it_was
    assert said(undone)[-1].splitlines()[0] == "3 reserveringen teruggezet."
    assert_books_are_right(at=NOON, today=TODAY)


def test_a_tag_is_added_to_those_there_are(do_many):
    press, vip = ReservationTagFactory(code="PERS", name="Pers"), ReservationTagFactory(code="VIP", name="VIP")
    tagged, row = ReservationFactory(tags=[press]), ReservationFactory()

    do_many("tag", [tagged, row], tag=vip.pk)

    assert [{tag.code for tag in each.tags.all()} for each in (tagged, row)] == [{"PERS", "VIP"}, {"VIP"}]


def test_all_move_to_another_event_while_it_has_seats(do_many):
    to = EventFactory(capacity=4)
    rows = [ReservationFactory(guests=guests) for guests in (3, 2, 1)]

    do_many("move", rows, event=to.pk)

    assert [row.event_id == to.pk for row in Reservation.objects.order_by("pk")] == [True, False, True]


def test_one_moves_from_its_own_page(desk, do_many):
    row, to = ReservationFactory(), EventFactory()

    form = next(form for form in page(desk.get(row.get_absolute_url())).iter("form") if form.attrib["action"] == MANY)
    posted = fields(form)
    assert "Verplaatsen naar een ander event" in words(page(desk.post(MANY, posted | {"verb": "move"})))
    response = do_many("move", [row], event=to.pk, next=posted["next"])

    row.refresh_from_db()
    assert (row.event, response.url) == (to, row.get_absolute_url())


def test_an_evening_is_chosen_by_its_hour_and_its_seats(ask_many):
    show = ShowFactory(name="Winterrevue")
    EventFactory(show=show, capacity=10)
    EventFactory(show=show, start=time(14), doors=time(13), capacity=2)
    EventFactory(show=show, type__key="UNAVAILABLE", type__bookable=False)
    row = ReservationFactory(event=EventFactory(show=show, capacity=2, start=time(21)))

    choices = by_id(page(ask_many("move", [row])), "id_event")

    assert [words(option) for option in choices] == [
        "Kies een event",
        "ma 7 dec 2026 14:00 · Winterrevue · 2 vrij",
        "ma 7 dec 2026 20:00 · Winterrevue · 10 vrij",
        "ma 7 dec 2026 21:00 · Winterrevue · vol",
    ]


def test_an_event_that_was_is_no_choice(do_many):
    response = do_many("move", [ReservationFactory()], event=EventFactory(date=TODAY.replace(day=1)).pk)

    assert response.status_code == 422


def test_who_owes_nothing_is_not_paid_for(do_many):
    response = do_many("pay", [ReservationFactory(paid_cents=15000)], method="bank", received_on="2026-11-20")

    assert "heeft niets openstaan" in said(response)[0]


@pytest.mark.parametrize(
    ("day", "sentence"),
    [("2026-11-24", "kan niet in de toekomst"), ("2025-01-01", "meer dan een jaar geleden"), ("x", "geldige datum")],
)
def test_a_day_that_no_money_came_on_is_said_beside_it_before_the_first_row(do_many, day, sentence):
    owing = ReservationFactory()

    response = do_many("pay", [owing], method="pin", received_on=day)

    owing.refresh_from_db()
    assert (response.status_code, owing.paid_cents) == (422, 0)
    assert sentence in words(page(response))
    assert fields(page(response))["received_on"] == day


def test_all_that_match_are_those_of_the_list_as_it_is_now(do_many):
    ReservationFactory.create_batch(2, status=Status.PENDING, guests=8)
    ReservationFactory(status=Status.PENDING)

    do_many("confirm", everything="1", query="status=pending&guests_min=8")

    assert statuses() == ["confirmed", "confirmed", "pending"]


def test_a_double_click_is_one_batch(do_many):
    rows = ReservationFactory.create_batch(2, status=Status.PENDING)

    first, second = do_many("confirm", rows), do_many("confirm", rows)

    assert said(first)[0] == said(second)[-1]
    assert Act.objects.filter(kind=Act.Kind.CONFIRMED).count() == 2


def test_what_changed_since_is_not_taken_back_and_says_so(do_many, desk, staff):
    row = ReservationFactory(status=Status.PENDING)
    response = do_many("confirm", [row])
    row.refresh_from_db()
    do_many("cancel", [row], reason="Ziek", token="c0ffee00-0000-4000-8000-000000000001")

    undone = desk.post(undo_of(response), {"next": LIST})

    assert "niet gedaan" in said(undone)[-1]
    assert statuses() == ["cancelled"]


def test_reminders_of_a_batch_wait_like_any(do_many):
    do_many("remind", ReservationFactory.create_batch(2))

    assert Mail.objects.on_its_way().count() == 2


def test_the_form_of_a_payment_has_today_filled_in(ask_many):
    form = page(ask_many("pay", [ReservationFactory()]))

    assert fields(form)["received_on"] == "2026-11-23"
    assert "Ontvangen op" in words(form)


def test_what_came_since_the_question_was_asked_is_not_done(do_many):
    ReservationFactory(status=Status.PENDING, guests=8)
    late = ReservationFactory(status=Status.PENDING, guests=8, created_at=NOON + timedelta(minutes=1))

    do_many("confirm", everything="1", query="status=pending", drawn_at=NOON.isoformat())

    assert Reservation.objects.get(pk=late.pk).status == Status.PENDING
    assert statuses().count("confirmed") == 1


def test_more_than_one_act_takes_are_said_to_be_left(ask_many, do_many, monkeypatch):
    monkeypatch.setattr("reservations.batches.LARGEST", 2)
    rows = ReservationFactory.create_batch(3, status=Status.PENDING)

    assert "Dit gebeurt met de eerste 2 ervan" in words(page(ask_many("confirm", rows)))
    do_many("confirm", rows)
    assert statuses().count("confirmed") == 2


def test_a_key_that_no_row_can_have_is_none(do_many):
    assert said(do_many("confirm", [SimpleNamespace(pk=10**20)])) == ["Vink eerst een of meer reserveringen aan."]


@pytest.mark.parametrize("count", [1, 3])
def test_what_is_asked_of_many_costs_the_same_queries_for_any_number(ask_many, count, django_assert_num_queries):
    rows = ReservationFactory.create_batch(count, status=Status.PENDING)

    # Session, user, which, the rows, two kinds of tags, what they come to, what waits.
    with django_assert_num_queries(8):
        response = ask_many("confirm", rows)

    assert len(page(response).findall(".//form")) >= 1
