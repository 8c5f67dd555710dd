"""The simplest valid objects. What a migration lays out is fetched, or made where a test has flushed it."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import factory
from django.contrib.auth import get_user_model
from factory.django import DjangoModelFactory

from crm import models as crm
from crm.normalise import company_key
from reservations import loading, models, terms
from reservations.lifecycle import Party
from reservations.pricing import AgreedLine
from reservations.status import COUNTS_AS_OMZET, Status

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
# A Monday in winter; every test happens at this moment unless it says otherwise.
NOON = datetime(2026, 11, 23, 12, tzinfo=AMSTERDAM)
TODAY = NOON.date()


def local(year, month, day, hour=0, minute=0, second=0):
    """A wall time at the venue."""
    return datetime(year, month, day, hour, minute, second, tzinfo=AMSTERDAM)


class UserFactory(DjangoModelFactory):
    class Meta:
        model = get_user_model()

    username = factory.Sequence("user{}".format)
    is_staff = True


class CompanyFactory(DjangoModelFactory):
    class Meta:
        model = crm.Company
        django_get_or_create = ["key"]

    name = factory.Sequence("Company {}".format)
    key = factory.LazyAttribute(lambda company: company_key(company.name))


class CustomerFactory(DjangoModelFactory):
    class Meta:
        model = crm.Customer

    first_name = "Anna"
    last_name = factory.Sequence("Visser {}".format)
    email = factory.Sequence("anna{}@example.nl".format)
    created_at = NOON - timedelta(days=1)


class ShowFactory(DjangoModelFactory):
    class Meta:
        model = models.Show

    name = factory.Sequence("Show {}".format)


class ArrangementFactory(DjangoModelFactory):
    """`ArrangementFactory()` is BWF; `ArrangementFactory(code="BWFM", name="Premium")` the other one."""

    class Meta:
        model = models.Arrangement
        django_get_or_create = ["code"]

    code = "BWF"
    name = "Standaard"


class EventTypeFactory(DjangoModelFactory):
    """REGULAR with its prices: 75 and 90 euro, as the migration has them."""

    class Meta:
        model = models.EventType
        django_get_or_create = ["key"]
        skip_postgeneration_save = True

    key = "REGULAR"
    name = "Reguliere Show"
    colour = "#F59E0B"
    doors, start, end = time(19), time(20), time(22, 30)

    @factory.post_generation
    def prices(self, create, extracted):
        if self.bookable:
            for code, name, cents in [("BWF", "Standaard", 7500), ("BWFM", "Premium", 9000)]:
                PriceFactory(type=self, arrangement=ArrangementFactory(code=code, name=name), cents=cents)


class PriceFactory(DjangoModelFactory):
    class Meta:
        model = models.Price
        django_get_or_create = ["type", "arrangement", "valid_from"]

    type = factory.SubFactory(EventTypeFactory)
    arrangement = factory.SubFactory(ArrangementFactory)
    valid_from = date(2000, 1, 1)
    cents = 7500


class ExtraFactory(DjangoModelFactory):
    """Voorborrel: 15 euro per person, from 25 persons."""

    class Meta:
        model = models.Extra
        django_get_or_create = ["code"]

    code = "PREDRINK"
    name = "Voorborrel"
    kind = "add_on"
    cents = 1500
    minimum = 25


class ReservationTagFactory(DjangoModelFactory):
    class Meta:
        model = models.ReservationTag
        django_get_or_create = ["code"]

    code = "GENODIGDE"
    name = "Genodigde"


class EventFactory(DjangoModelFactory):
    """A regular evening two weeks after NOON, 230 seats."""

    class Meta:
        model = models.Event

    show = factory.SubFactory(ShowFactory)
    type = factory.SubFactory(EventTypeFactory)
    date = TODAY + timedelta(days=14)
    doors, start, end = time(19), time(20), time(22, 30)


class EventPriceFactory(DjangoModelFactory):
    """An event's own price: € 80 for BWF."""

    class Meta:
        model = models.EventPrice

    event = factory.SubFactory(EventFactory)
    arrangement = factory.SubFactory(ArrangementFactory)
    cents = 8000


class ReservationFactory(DjangoModelFactory):
    """
    A confirmed booking of two at the price of its arrangement, nothing paid; the books are right (loading.load).

    `ReservationFactory(status=Status.OPTION)` has no arrangement, and lapses 7 days after NOON. `total_cents` and
    `paid_cents` become one line and one payment.
    """

    class Meta:
        model = models.Reservation

    class Params:
        counts = factory.LazyAttribute(lambda row: row.status in COUNTS_AS_OMZET)

    reference = factory.Sequence("R-{:04}".format)
    customer = factory.SubFactory(CustomerFactory)
    event = factory.SubFactory(EventFactory)
    status = Status.CONFIRMED
    guests = 2
    created_at = NOON - timedelta(days=1)
    updated_at = factory.SelfAttribute("created_at")

    @factory.lazy_attribute
    def arrangement(self):
        return None if self.status == Status.OPTION else ArrangementFactory()

    @factory.lazy_attribute
    def due_on(self):
        return terms.due_date(self.event, at=self.created_at) if self.counts else None

    @factory.lazy_attribute
    def option_expires_at(self):
        return NOON + timedelta(days=7) if self.status == Status.OPTION else None

    @factory.lazy_attribute
    def reminder_level(self):
        return 1 if getattr(self, "reminded_at", None) else 0

    @factory.lazy_attribute
    def checked_in_at(self):
        return NOON if self.status == Status.CHECKED_IN else None

    @classmethod
    def _create(cls, model_class, *, total_cents=None, paid_cents=0, tags=(), **columns):
        columns.pop("counts", None)
        row = model_class(**columns)
        whole = loading.Whole(
            reservation=row,
            lines=_lines(row, total_cents),
            payments=[_payment(paid_cents)] if paid_cents else [],
            tags=[tag.pk for tag in tags],
        )
        loading.load([whole], at=NOON)
        row.refresh_from_db()
        return row


class WaitlistEntryFactory(DjangoModelFactory):
    class Meta:
        model = models.WaitlistEntry

    event = factory.SubFactory(EventFactory)
    customer = factory.SubFactory(CustomerFactory)
    guests = 2
    created_at = NOON - timedelta(days=1)


def party(**what):
    """Two guests of a customer with an e-mail address, at BWF: what every verb that places a reservation accepts."""
    defaults = {"event": None, "customer": None, "guests": 2, "arrangement": None} | what
    defaults["event"] = defaults["event"] or EventFactory()
    defaults["customer"] = defaults["customer"] or CustomerFactory()
    if "arrangement" not in what:
        defaults["arrangement"] = ArrangementFactory()
    return Party(**defaults)


def _lines(row, total_cents):
    if total_cents is not None:
        return amount(total_cents + row.discount_cents)
    if row.arrangement is None:
        return []
    return [AgreedLine(row.arrangement.name, row.guests, 7500, arrangement=row.arrangement.pk)]


def amount(cents):
    """The line for an amount that was agreed for the whole; none for 0."""
    return [AgreedLine("Afgesproken", 1, cents)] if cents else []


def _payment(cents):
    return models.Payment(kind="payment", amount_cents=cents, method="bank", received_on=TODAY, at=NOON)
