"""Lists of data fixes, what nobody changes or deletes there, and reservations: changed through the engine."""

from datetime import timedelta

import pytest
from django.urls import reverse

from reservations import lifecycle, reminders, undo
from reservations.models import Act, Mail, Payment, Reservation
from reservations.status import Status
from tests.factories import (
    NOON,
    TODAY,
    CustomerFactory,
    EventFactory,
    ExtraFactory,
    PriceFactory,
    ReservationFactory,
    ReservationTagFactory,
    ShowFactory,
    WaitlistEntryFactory,
)  # fmt: skip

DAY = timedelta(days=1)
READ_ONLY = ["payment", "act", "mail", "waitlistentry"]


def changelist(model, **query):
    return reverse(f"admin:reservations_{model}_changelist", query=query)


def found(response):
    return list(response.context["cl"].result_list)


def cast(count):
    """So many of everything that has a list."""
    for number in range(count):
        reservation = ReservationFactory(paid_cents=5000)
        reminders.remind(reservation, by=None, at=NOON)
        lifecycle.log_contact(reservation, channel="note", text="Belt terug", by=None, at=NOON)
        WaitlistEntryFactory()
        PriceFactory(valid_from=TODAY + number * DAY)
        ExtraFactory(code=f"X{number}")
        ReservationTagFactory(code=f"T{number}")


# Lists


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize(
    ("model", "queries"),
    [
        ("reservation", 4),
        ("event", 5),
        ("payment", 4),
        ("act", 4),
        ("mail", 4),
        ("waitlistentry", 4),
        ("price", 5),
        ("show", 4),
        ("eventtype", 4),
        ("arrangement", 4),
        ("extra", 4),
        ("reservationtag", 4),
    ],
)
def test_a_list_needs_the_same_queries_for_any_number_of_rows(office, model, queries, rows, django_assert_num_queries):
    cast(rows)

    with django_assert_num_queries(queries):
        response = office.get(changelist(model))

    assert len(found(response)) == response.context["cl"].model.objects.count() >= min(rows, 1)


@pytest.mark.parametrize("words", ["R-7777", "bakker", "ABC@EXAMPLE.NL"])
def test_reservations_are_searched_as_at_the_desk(office, words):
    row = ReservationFactory(reference="R-7777", customer=CustomerFactory(last_name="Bakker", email="abc@example.nl"))
    ReservationFactory(reference="R-8888")

    assert found(office.get(changelist("reservation", q=words))) == [row]


@pytest.mark.parametrize("words", ["Winterrevue", "2026-11-28"])
def test_events_are_searched_by_show_and_date(office, words):
    event = EventFactory(show=ShowFactory(name="Winterrevue"), date=TODAY + 5 * DAY)
    EventFactory()

    assert found(office.get(changelist("event", q=words))) == [event]


def test_history_money_mail_and_waitlist_are_searched(office):
    reservation = ReservationFactory(paid_cents=100, reference="R-7777", customer__email="abc@example.nl")
    reminders.remind(reservation, by=None, at=NOON)
    entry = WaitlistEntryFactory(customer=reservation.customer)
    cast(1)

    assert found(office.get(changelist("payment", q="r-7777"))) == list(reservation.payments.all())
    assert found(office.get(changelist("act", q="R-7777"))) == list(reservation.acts.all())
    assert found(office.get(changelist("mail", q="abc@example.nl"))) == [Mail.objects.get(to="abc@example.nl")]
    assert found(office.get(changelist("waitlistentry", q="abc@example.nl"))) == [entry]


# What is kept


@pytest.mark.parametrize("model", ["reservation", "event", *READ_ONLY])
def test_nothing_that_others_point_at_is_deleted(office, model):
    cast(1)
    response = office.get(changelist(model))
    row = found(response)[0]

    answers = [
        office.post(reverse(f"admin:reservations_{model}_delete", args=[row.pk]), {"post": "yes"}),
        office.post(changelist(model), {"action": "delete_selected", "_selected_action": row.pk, "post": "yes"}),
    ]

    assert answers[0].status_code == 403
    assert type(row).objects.filter(pk=row.pk).exists()


@pytest.mark.parametrize("model", READ_ONLY)
def test_what_was_recorded_is_neither_added_nor_changed(office, model):
    cast(1)
    row = found(office.get(changelist(model)))[0]
    change = reverse(f"admin:reservations_{model}_change", args=[row.pk])

    assert office.get(reverse(f"admin:reservations_{model}_add")).status_code == 403
    assert office.post(change, {"amount_cents": 1, "reason": "x", "guests": 9}).status_code == 403
    assert office.get(change).context["adminform"].form.fields == {}


def test_a_reservation_is_not_added_here(office):
    assert office.get(reverse("admin:reservations_reservation_add")).status_code == 403


# Reservations


def test_what_the_engine_writes_is_shown_and_can_not_be_typed(office):
    row = ReservationFactory()

    form = office.get(reverse("admin:reservations_reservation_change", args=[row.pk])).context["adminform"].form

    assert sorted(form.fields) == sorted(lifecycle.PLAIN - {"due_on"} | {"tags", "seen_version"})


def test_an_edit_is_an_act_of_who_made_it(save, boss):
    row = ReservationFactory()

    save(row, remarks="Belt terug", vegan="2")

    act = Act.objects.get()
    row.refresh_from_db()
    assert (act.kind, act.by, act.reservation) == (Act.Kind.EDITED, boss, row)
    assert (row.remarks, row.vegan, row.version) == ("Belt terug", 2, 2)


def test_what_a_colleague_wrote_meanwhile_is_not_overwritten_and_nothing_typed_is_lost(save, office, boss):
    row = ReservationFactory()
    opened = {"seen_version": row.version}
    lifecycle.edit(row, {"staff_notes": "Allergie: noten!"}, by=boss, at=NOON)

    response = save(row, remarks="Belt terug", staff_notes="", **opened)

    row.refresh_from_db()
    assert (row.staff_notes, row.remarks) == ("Allergie: noten!", "")
    assert "Een collega heeft dit gewijzigd" in response.content.decode()
    assert response.context["adminform"].form["remarks"].value() == "Belt terug"


def test_an_edit_can_be_undone(save, boss):
    row, tag = ReservationFactory(remarks="Was er"), ReservationTagFactory()
    save(row, remarks="Nieuw", tags=[tag.pk])

    undo.take_back(Act.objects.get(), by=boss, at=NOON)

    row.refresh_from_db()
    assert (row.remarks, list(row.tags.all())) == ("Was er", [])


def test_tags_are_changed_by_the_same_act(save):
    row, tag = ReservationFactory(), ReservationTagFactory()

    save(row, tags=[tag.pk])

    assert list(row.tags.all()) == [tag]
    assert [act.after for act in Act.objects.all()] == [{"tags": [tag.pk]}]


def test_saving_without_a_change_records_nothing(save):
    response = save(ReservationFactory(remarks="Zoals het was"))

    assert (response.status_code, Act.objects.count()) == (302, 0)


def test_what_the_engine_writes_is_not_changed_by_typing_it_all_the_same(save):
    row = ReservationFactory(total_cents=10000, guests=2)
    before = Reservation.objects.filter(pk=row.pk).values().get()

    response = save(
        row, status=Status.CANCELLED, total_cents="1", paid_cents="10000", guests="9", due_on="2020-01-01", version="9",
        reference="X", customer=CustomerFactory().pk, event=EventFactory().pk, discount_cents="9999",
    )  # fmt: skip

    assert response.status_code == 302
    assert Reservation.objects.filter(pk=row.pk).values().get() == before
    assert Act.objects.count() == 0


def test_lines_and_payments_are_not_changed_by_typing_them_all_the_same(save):
    row = ReservationFactory(total_cents=10000, paid_cents=5000)
    line, payment = row.lines.get(), row.payments.get()

    save(
        row, remarks="Belt terug",
        **{
            "lines-TOTAL_FORMS": 1, "lines-INITIAL_FORMS": 1, "lines-0-id": line.pk, "lines-0-unit_cents": 1,
            "payments-TOTAL_FORMS": 2, "payments-INITIAL_FORMS": 1, "payments-0-id": payment.pk,
            "payments-0-amount_cents": 1, "payments-1-amount_cents": 9,
        },
    )  # fmt: skip

    row.refresh_from_db()
    assert (row.remarks, row.lines.get().unit_cents) == ("Belt terug", 10000)
    assert list(Payment.objects.values_list("amount_cents", flat=True)) == [5000]
