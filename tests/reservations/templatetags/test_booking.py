"""The words and questions that templates ask for."""

from datetime import timedelta
from uuid import UUID

import pytest
from django.template import Context, Template
from django.utils import translation

from crm.models import Customer, Tag, Tagging
from reservations.models import Act, Event, Reservation
from reservations.models.summary import CustomerSummary
from reservations.status import Status
from reservations.templatetags import booking
from tests.factories import NOON, TODAY, ArrangementFactory, ReservationFactory, ReservationTagFactory, local

DAY = timedelta(days=1)


def said(template, **context):
    with translation.override("nl"):
        return Template("{% load booking %}" + template).render(Context({"at": NOON, "today": TODAY, **context}))


@pytest.mark.parametrize(
    ("template", "text"),
    [
        ("{{ 120050|money }}", "€ 1.200,50"),
        ("{{ 120050|amount }}", "1200,50"),
        ("{{ '06 1234 5678 (werk)'|dial }} {{ '+31612345678'|dial }}", "0612345678 +31612345678"),
        ("{{ today|day }}", "ma 23 nov 2026"),
        ("{{ at|clock }}", "12:00"),
    ],
)
def test_values_read_the_dutch_way(template, text):
    assert said(template) == text


def test_the_day_of_a_moment_is_that_of_the_venue():
    assert said("{{ at|day }}", at=local(2026, 11, 24, 0, 30)) == "di 24 nov 2026"


@pytest.mark.parametrize(
    ("question", "option", "debt"),
    [
        ("expiry", "Verloopt vandaag (13:00)", ""),
        ("lateness", "", "1 dag te laat"),
        ("payment_state", "none", "overdue"),
        ("is_urgent", "True", "False"),
        ("is_overdue", "False", "True"),
        ("was_reminded_today", "False", "True"),
    ],
)
def test_questions_are_asked_of_the_moment(question, option, debt):
    rows = [
        Reservation(status=Status.OPTION, option_expires_at=NOON + timedelta(hours=1)),
        Reservation(status=Status.CONFIRMED, total_cents=100, due_on=TODAY - DAY, reminded_at=NOON),
    ]

    assert [said(f"{{{{ row|{question}:at }}}}", row=row) for row in rows] == [option, debt]


@pytest.mark.parametrize(
    ("first", "upcoming", "returning"),
    [
        (None, None, False),
        (TODAY - DAY, None, True),
        (TODAY, None, False),
        (None, TODAY, False),
        (None, TODAY - DAY, True),
        (TODAY - DAY, TODAY + DAY, True),
    ],
)
def test_who_came_before_today_returns(first, upcoming, returning):
    customer = Customer()
    customer.summary = CustomerSummary(first_visit_on=first, next_visit_on=upcoming)

    assert booking.is_returning(Reservation(customer=customer, event=Event(date=TODAY)), TODAY) is returning


def test_nobody_returns_for_having_come_to_this_very_event():
    customer = Customer()
    customer.summary = CustomerSummary(first_visit_on=TODAY - DAY)

    assert booking.is_returning(Reservation(customer=customer, event=Event(date=TODAY - DAY)), TODAY) is False
    assert booking.is_returning(Reservation(customer=customer, event=Event(date=TODAY + DAY)), TODAY) is True


def test_who_has_no_summary_does_not_return():
    assert booking.is_returning(Reservation(customer=Customer(), event=Event(date=TODAY)), TODAY) is False


def test_an_id_is_that_of_the_reservation():
    assert said("{{ 'amount-'|id_of:row }}", row=Reservation(pk=7)) == "amount-7"


def test_each_click_has_a_name_of_its_own():
    first, second = said("{% token %} {% token %}").split()

    assert UUID(first) != UUID(second)


def test_terms_and_methods_are_those_of_the_rules():
    assert said("{% option_terms as terms %}{{ terms|join:' ' }}") == "3 7 14 21 30"
    assert said("{% payment_methods as all %}{% for _, name in all %}{{ name }} {% endfor %}").split() == [
        "Bankoverschrijving",
        "Pin",
        "Contant",
        "iDEAL",
        "Voucher",
        "Anders",
    ]


def test_arrangements_are_offered_with_what_the_party_would_pay(db):
    row = ReservationFactory(status=Status.OPTION, guests=20)
    ArrangementFactory(code="OLD", active=False)

    text = said(
        "{% arrangement_offers row as all %}{% for it, cents in all %}{{ it }} {{ cents|money }}, {% endfor %}", row=row
    )

    assert text == "Standaard € 1.500, Premium € 1.800, "


def test_a_link_to_write_by_hand_goes_to_the_customer(db):
    row = ReservationFactory(due_on=TODAY - DAY, customer__email="o'neill+kaas@example.nl")

    assert booking.mailto(row).startswith("mailto:o%27neill%2Bkaas@example.nl?subject=Herinnering%20Betaling")


def test_an_act_that_is_final_is_not_offered_back(db):
    row = ReservationFactory()
    acts = [Act.objects.create(kind=kind, reservation=row, at=NOON) for kind in ("mailed", "confirmed")]

    assert [said("{{ act|can_take_back }}", act=act) for act in acts] == ["False", "True"]
    assert said("{{ act|icon_of }} {{ act|told|join:' ' }}", act=acts[1]) == "circle-check Bevestigd"


def test_a_customer_who_is_a_vip_is_one_on_every_booking_and_said_once(db):
    row = ReservationFactory(tags=[ReservationTagFactory(code="PERS", name="Pers")])
    for name in ("VIP", "Zakelijk"):
        Tagging.objects.create(customer=row.customer, tag=Tag.objects.get_or_create(name=name)[0], at=NOON)
    assert tags_of(row) == [("Pers", ""), ("VIP", "crown")]

    row.tags.add(ReservationTagFactory(code="VIP", name="VIP"))
    assert sorted(tags_of(row)) == [("Pers", ""), ("VIP", "crown")]


def tags_of(row):
    return booking.tags_of(Reservation.objects.for_rows().get(pk=row.pk), TODAY)
