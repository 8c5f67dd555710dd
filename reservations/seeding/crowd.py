"""The customers of a venue or a group: written in blocks, from then on known by their ids alone."""

from datetime import date, datetime, time, timedelta
from random import Random

from django.db import transaction

from crm.models import Company, Customer
from reservations.calendar import moment
from reservations.seeding import names, people
from reservations.seeding.chance import percent

TOGETHER = 2000
LONGEST_LEAD = 120
EIGHT = 8  # of so many customers the first two are contacts of one company
CONTACTS = 2
IS_NEW = 40  # percent of the bookings are of one of the newest customers


class Crowd:
    """They became customers one after the other, evenly over the years: a day says who could book by then."""

    def __init__(self, number: int, *, days_back: int, today: date):
        self.number = number
        # The first of them book for the first of the events.
        self.days = days_back + LONGEST_LEAD
        self.first_day = today - timedelta(days=self.days)
        self.ids: list[int] = []

    @transaction.atomic
    def grow(self, rng: Random) -> None:
        """Write the next block."""
        numbers = range(len(self.ids), min(len(self.ids) + TOGETHER, self.number))
        firms = {number // EIGHT: _firm(number // EIGHT) for number in numbers}
        Company.objects.bulk_create(firms.values())
        customers = [
            people.person(
                rng, number=number, created_at=self._since(number),
                company=firms[number // EIGHT] if number % EIGHT < CONTACTS else None,
            )
            for number in numbers
        ]  # fmt: skip
        self.ids += [customer.pk for customer in Customer.objects.bulk_create(customers)]

    def anyone_by(self, day: date, rng: Random) -> int:
        """The id of somebody who was a customer by that day."""
        known = max(1, (day - self.first_day).days * self.number // self.days)
        newest = max(1, known // 20)
        return self.ids[known - 1 - rng.randrange(newest if percent(rng, IS_NEW) else known)]

    def _since(self, number: int) -> datetime:
        return moment(self.first_day + timedelta(days=number * self.days // self.number), time(8))


def _firm(number: int) -> Company:
    """A trade, a name and a town; when all of those have been, a number as well."""
    number, trade = divmod(number, len(names.TRADES))
    number, last_name = divmod(number, len(names.LAST))
    number, city = divmod(number, len(names.CITIES))
    name = f"{names.TRADES[trade]} {names.LAST[last_name]} {names.CITIES[city][0]}"
    return people.firm(f"{name} {number + 1}" if number else name)
