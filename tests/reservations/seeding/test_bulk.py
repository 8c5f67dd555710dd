"""A venue's years, in small."""

from functools import partial
from random import Random

import pytest
from django.utils import timezone

from crm.models import Company, Customer
from crm.normalise import company_key, email_key, phone_e164
from reservations.models import CustomerSummary, Event, EventSummary, Reservation
from reservations.seeding import bulk, crowd
from reservations.seeding.sizes import SIZES, Plan
from reservations.status import Status
from reservations.worklists import EXPIRING, OVERDUE, PENDING
from tests.factories import NOON, TODAY, local
from tests.reservations.seeding.believing import assert_believable, rows_of

pytestmark = pytest.mark.django_db
SMALL = Plan(events=12, reservations=300, customers=60)


def quietly(what, done, total):
    pass


def make(plan=SMALL, *, at=NOON, random_seed=1):
    bulk.seed(plan, Random(random_seed), at=at, progress=quietly)  # noqa: S311


@pytest.mark.parametrize("at", [NOON, local(2026, 3, 29, 0, 8), local(2026, 10, 25, 23, 50)])
def test_years_are_believable_at_any_hour(at):
    make(at=at)

    assert_believable(at)
    assert (Event.objects.count(), Reservation.objects.count(), Customer.objects.count()) == (12, 300, 60)


def test_around_today_there_is_work_to_do():
    around_today = Plan(events=30, reservations=900, customers=100, days_back=60)

    make(around_today)

    assert set(Reservation.objects.values_list("status", flat=True)) == set(Status.values) - {Status.REQUEST}
    counts = [work.at(NOON).count() for work in (EXPIRING, OVERDUE, PENDING)]
    assert 0 < min(counts) <= max(counts) < 40
    past = Reservation.objects.counting_as_omzet().filter(event__date__lt=TODAY)
    assert past.outstanding().count() < past.count() / 20


def test_the_same_seed_and_moment_make_the_same_rows():
    again, others = (rows_of(partial(make, random_seed=random_seed)) for random_seed in (1, 2))

    assert rows_of(make) == again
    assert again != others


def test_blocks_of_customers_join_seamlessly(monkeypatch):
    whole = rows_of(make)
    monkeypatch.setattr(crowd, "TOGETHER", 16)

    assert rows_of(make) == whole


def test_every_sum_is_written():
    make()

    assert CustomerSummary.objects.count() == Reservation.objects.values("customer").distinct().count()
    assert EventSummary.objects.values("event").distinct().count() == Event.objects.count()


def test_customers_are_stored_in_the_form_in_which_they_are_compared():
    make()

    for customer in Customer.objects.all():
        assert customer.email == email_key(customer.email)
        assert customer.phone.startswith("+316")
        assert customer.phone == phone_e164(customer.phone)
        assert customer.email.endswith((".com", ".org", ".net"))
    assert all(company.key == company_key(company.name) for company in Company.objects.all())


@pytest.mark.parametrize("size", ["venue", "group"])
def test_a_plan_adds_up_and_fits(size):
    plan = SIZES[size]
    parties = plan.parties()

    assert (len(plan.days()), sum(parties)) == (plan.events, plan.reservations)
    assert min(plan.days()) < -3600
    assert 100 < max(plan.days()) < 121
    # Each of them a seat, and room for more.
    assert 0 <= min(parties) <= max(parties) < 60


def test_companies_have_a_name_of_their_own():
    firms = [crowd._firm(number) for number in range(26_000)]  # noqa: SLF001

    assert len({firm.key for firm in firms}) == len(firms)


def test_progress_is_told():
    told = []

    bulk.seed(SMALL, Random(1), at=timezone.now(), progress=lambda *said: told.append(said))  # noqa: S311

    assert told == [("Customers", 0, 60), ("Reservations", 0, 300), ("Sums", 0, 60)]
