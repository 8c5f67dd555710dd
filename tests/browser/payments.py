"""Payments to chase, and where they stand on the page."""

from datetime import timedelta

from reservations import credit, lifecycle
from tests.factories import NOON, TODAY, CompanyFactory, CustomerFactory, EventFactory, ReservationFactory

DAY = timedelta(days=1)


def money_matters():
    """Late: ABC (€ 1.200), XYZ (€ 950, reminded twice), Özdemir (promised); and something in every other list."""
    evening = EventFactory(show__name="Winterrevue")
    abc = CustomerFactory(company=CompanyFactory(name="ABC BV"), email="info@abc.nl")
    xyz = CustomerFactory(company=CompanyFactory(name="XYZ NV"), email="contact@xyz.nl")
    late = {"event": evening}
    ReservationFactory(customer=abc, total_cents=120000, due_on=TODAY - 5 * DAY, **late)
    ReservationFactory(
        customer=xyz, total_cents=95000, due_on=TODAY - 2 * DAY, reminded_at=NOON - DAY, reminder_level=2, **late
    )
    ReservationFactory(
        customer=CustomerFactory(first_name="", last_name="Özdemir"),
        due_on=TODAY - DAY,
        promised_on=TODAY + DAY,
        **late,
    )
    ReservationFactory(
        due_on=TODAY - DAY, promised_on=TODAY - DAY, reminded_at=NOON - 9 * DAY, reminder_level=3, **late
    )
    ReservationFactory(due_on=TODAY + DAY, **late)
    ReservationFactory(due_on=None, **late)
    over = ReservationFactory(customer=abc, paid_cents=20000, created_at=NOON - 9 * DAY, **late)
    off = ReservationFactory(customer__last_name="Bos", paid_cents=15000, **late)
    lifecycle.cancel(off, reason="Ziekte", by=None, at=NOON)
    credit.settle_credit(off, choice="refund", by=None, at=NOON)
    return over, off


def row(who):
    return f"tr[data-reservation]:has-text('{who}')"


def tab(anna, name):
    return anna.page.locator(f".tabs a[href='/payments/?work={name}'] .tabs__count")


def tick(anna, *names):
    for who in names:
        anna.page.locator(row(who)).get_by_role("checkbox").check()


def open_act(anna, name):
    anna.page.locator("#many summary", has_text=name).click()
