"""A morning as the mission describes it, and somebody at the desk who counts their clicks."""

from datetime import time, timedelta

from django.conf import settings
from django.test import Client

from reservations import lifecycle
from reservations.models import Reservation
from reservations.status import Status
from tests.factories import (
    NOON,
    TODAY,
    ArrangementFactory,
    CompanyFactory,
    CustomerFactory,
    EventFactory,
    ReservationFactory,
    ReservationTagFactory,
    ShowFactory,
    UserFactory,
    WaitlistEntryFactory,
)  # fmt: skip


def log_in(context, live_server, **person):
    """A person who has logged in: a cookie, as the login page gives it."""
    user = UserFactory(**{"username": "balie", "first_name": "Anna", **person})
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    value = client.cookies[settings.SESSION_COOKIE_NAME].value
    context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": value, "url": live_server.url}])
    return user


def a_morning():
    """3 options within 3 days, 2 overdue payments, 5 bookings to approve, one party tonight."""
    abc = CustomerFactory(company=CompanyFactory(name="ABC BV"), email="info@abc.nl")
    xyz = CustomerFactory(company=CompanyFactory(name="XYZ NV"), email="contact@xyz.nl")
    evening, bwf = EventFactory(), ArrangementFactory()
    for customer, guests, euros, left in [
        (abc, 20, 1200, timedelta(hours=21)),
        (xyz, 15, 950, timedelta(days=2)),
        (CustomerFactory(last_name="Jansen"), 8, 600, timedelta(days=3)),
    ]:
        ReservationFactory(
            customer=customer, event=evening, status=Status.OPTION, guests=guests, total_cents=euros * 100,
            arrangement=bwf, option_expires_at=NOON + left,
        )  # fmt: skip
    for customer, euros, days in [(abc, 1200, 5), (xyz, 950, 2)]:
        ReservationFactory(
            customer=customer, event=evening, total_cents=euros * 100, due_on=TODAY - timedelta(days=days)
        )
    ReservationFactory.create_batch(5, status=Status.PENDING, event=EventFactory(), total_cents=30000)
    ReservationFactory(event=EventFactory(date=TODAY), total_cents=15000, paid_cents=15000)


def an_evening():
    """Winterrevue in two weeks: 100 seats, of which 96 are held by somebody in every state, 25 of them by options."""
    event = EventFactory(show=ShowFactory(name="Winterrevue"), capacity=100, waitlist_open=True)
    firm = CustomerFactory(company=CompanyFactory(name="Bouwbedrijf Peters"), phone="+31612345678")
    ReservationFactory(
        event=event, customer=firm, guests=61, total_cents=100000, paid_cents=40000, vegetarian=3, occasion="Jubileum",
        remarks="Bij het podium",
    )  # fmt: skip
    ReservationFactory(event=event, guests=10, status=Status.PENDING)
    ReservationFactory(
        event=event, customer=CustomerFactory(last_name="Özdemir"), guests=20, status=Status.OPTION,
        option_expires_at=NOON + timedelta(hours=21),
    )  # fmt: skip
    ReservationFactory(event=event, customer=CustomerFactory(last_name="Bos"), guests=5, status=Status.OPTION)
    ReservationFactory(event=event, guests=8, status=Status.OPTION, option_expires_at=NOON - timedelta(days=1))
    ReservationFactory(event=event, guests=30, status=Status.REQUEST)
    ReservationFactory(event=event, guests=4, status=Status.CANCELLED)
    WaitlistEntryFactory(event=event, guests=6)
    return event


def a_door():
    """A party in every state of the door, with all that there is to say of them; it began at eleven."""
    event = EventFactory(date=TODAY, doors=time(10), start=time(11))
    vip = {"tags": [ReservationTagFactory(code="VIP", name="VIP")], "vegetarian": 2, "occasion": "Verjaardag"}
    ReservationFactory(event=event, guests=4, **vip)
    ReservationFactory.create_batch(9, event=event)
    ReservationFactory(event=event, guests=10, status=Status.CHECKED_IN, arrived_guests=8)
    ReservationFactory(event=event, status=Status.CHECKED_IN, total_cents=0)
    ReservationFactory(event=event, status=Status.NO_SHOW)
    EventFactory(date=TODAY)
    return event


def behind_their_back():
    """A colleague releases the most urgent option."""
    option = Reservation.objects.options().order_by("option_expires_at").first()
    lifecycle.release(option, by=UserFactory(username="collega"), at=NOON)


class Person:
    """Somebody with a mouse: clicks are counted, and a page that loads anew is noticed."""

    def __init__(self, page):
        self.page, self.clicks = page, 0

    def open(self, address="/"):
        self.page.goto(address)
        self.page.evaluate("window.stayed = true")

    def click(self, name, within="body", role="button"):
        self.page.locator(within).get_by_role(role, name=name).first.click()
        self.clicks += 1

    def open_more(self, within):
        self.page.locator(within).get_by_role("link", name="meer").first.click()
        self.clicks += 1

    def stayed(self):
        return self.page.evaluate("window.stayed === true")

    def figure(self, widget):
        return self.page.locator(f"#widget-{widget} .tile__figure data").get_attribute("value")


def row(widget, who):
    return f"#widget-{widget} [data-reservation]:has-text('{who}')"
