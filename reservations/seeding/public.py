"""The regular public of the demo: 129 parties that book, pay and come, with the omzet made up to the cent."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from crm.models import Customer
from reservations import terms
from reservations.calendar import moment, start_of
from reservations.models import Event, Reservation
from reservations.seeding import names
from reservations.seeding.chance import percent
from reservations.seeding.programme import HALL
from reservations.seeding.scene import Scene
from reservations.seeding.story import Story

PREMIUM = 80  # of the parties: more than half of all that counts
SMALLEST, LARGEST = 2, 10
NOT_SHOWN = {9, 31, 57}
METHODS = ("bank", "bank", "ideal", "ideal", "ideal", "pin", "voucher", "cash")


@dataclass
class Party:
    """Before it is told: who, when, and how many, until the sum is right."""

    event: Event
    customer: Customer
    code: str
    cents: int
    guests: int
    discount_cents: int = 0
    columns: dict[str, Any] = field(default_factory=dict)


def stories(scene: Scene, *, cents: int) -> list[Story]:
    """Told from the oldest evening on; together worth exactly `cents`."""
    parties = _parties(scene)
    _make_up(parties, scene, cents=cents)
    return [_tell(party, number, scene) for number, party in enumerate(parties)]


def _parties(scene: Scene) -> list[Party]:
    total = sum(evening.parties for evening, _event in scene.evenings)
    codes = ["BWFM"] * PREMIUM + ["BWF"] * (total - PREMIUM)
    scene.rng.shuffle(codes)
    parties = []
    for evening, event in scene.evenings:
        for customer in _guests_of_one_evening(scene, evening.parties):
            code = codes.pop()
            guests = scene.rng.choice((2, 2, 2, 2, 3, 4, 4, 5, 6))
            parties.append(Party(event, customer, code, scene.catalogue.cents(event, code), guests))
    return parties


def _guests_of_one_evening(scene: Scene, number: int) -> list[Customer]:
    """No two parties of one customer; some of the public come time and again."""
    found: dict[int, Customer] = {}
    public = [*scene.persons[23:], *scene.firms[10:], *scene.persons[23:33] * 3, *scene.firms[10:13] * 2]
    while len(found) < number:
        customer = scene.rng.choice(public)
        found[id(customer)] = customer
    return list(found.values())


def _make_up(parties: list[Party], scene: Scene, *, cents: int) -> None:
    """Guests more or fewer, in the large hall, until less than one guest's price is over: a discount for somebody."""
    tunable = [party for party in parties if party.event.capacity == HALL]
    over = sum(party.cents * party.guests for party in parties) - cents
    while over < 0 or over >= min(party.cents for party in parties):
        party, step = scene.rng.choice(tunable), 1 if over < 0 else -1
        if SMALLEST <= party.guests + step <= LARGEST:
            party.guests += step
            over += step * party.cents
    if over:
        largest = max(tunable, key=lambda party: party.guests)
        largest.discount_cents, largest.columns["staff_notes"] = over, "Korting afgesproken aan de telefoon."


def _tell(party: Party, number: int, scene: Scene) -> Story:
    """Booked on the website, by telephone, or after an option; paid; and let in when the evening has been."""
    rng, days = scene.rng, (party.event.date - scene.today).days
    began = min(days - rng.randint(9, 60), -rng.randint(6, 12))
    story = scene.story(
        party.event, party.customer, party.guests, party.code,
        since=scene.day(began, rng.randint(9, 17), rng.randint(0, 59)), discount_cents=party.discount_cents,
        tags=("VIP",) if number in {12, 77, 98} else (), **party.columns, **_particulars(party, scene),
    )  # fmt: skip
    became_a_booking = _begin(story, began, scene)
    _pay(story, became_a_booking, days, scene)
    if days < 0:
        _let_in(story, scene, shown=number not in NOT_SHOWN)
    elif days == 0 and number % 2:
        _arrive_today(story, scene)
    return story


def _begin(story: Story, began: int, scene: Scene) -> int:
    """Returns the day on which it became a booking."""
    [way] = scene.rng.choices(("telephone", "website", "option"), (35, 50, 15))
    if way == "telephone":
        story.booked(by=scene.anna)
        return began
    if way == "website":
        story.row.source = Reservation.Source.WEBSITE
        story.submitted()
        confirmed = began + 1
    else:
        story.optioned(expires_at=terms.first_expiry(story.row.event, at=story.row.created_at), by=scene.anna)
        confirmed = began + 3
    story.confirmed(by=scene.anna, at=scene.day(confirmed, scene.rng.randint(9, 11), scene.rng.randint(0, 59)))
    return confirmed


def _pay(story: Story, since: int, days: int, scene: Scene) -> None:
    """All at once, or a part of it and the rest at the door."""
    cents, by = story.row.total_cents, scene.anna
    paid_on = min(since + scene.rng.randint(1, 4), -1)
    at = scene.day(paid_on, scene.rng.randint(13, 16), scene.rng.randint(0, 59))
    if days < 0 and percent(scene.rng, 12):
        story.paid(cents // 2, method="ideal", by=by, at=at)
        story.paid(cents - cents // 2, method="pin", by=by, at=_doors(story.row.event) - timedelta(minutes=5))
    else:
        story.paid(cents, method=scene.rng.choice(METHODS), by=by, at=at)


def _let_in(story: Story, scene: Scene, *, shown: bool) -> None:
    event = story.row.event
    if shown:
        story.checked_in(by=scene.anna, at=_doors(event) + timedelta(minutes=scene.rng.randint(1, 50)))
    else:
        story.not_shown(by=scene.anna, at=event.starts_at + timedelta(minutes=45))


def _arrive_today(story: Story, scene: Scene) -> None:
    """After the doors opened; when they have not, just now, for the mission's picture has arrivals at any hour."""
    minutes = timedelta(minutes=scene.rng.randint(1, 20))
    arrived = min(_doors(story.row.event) + minutes, scene.at - minutes)
    story.checked_in(by=scene.anna, at=max(arrived, start_of(scene.today)))


def _doors(event: Event) -> datetime:
    return moment(event.date, event.doors)


def _particulars(party: Party, scene: Scene) -> dict[str, Any]:
    """What some of them have to say: who is celebrating, what they don't eat."""
    rng = scene.rng
    said: dict[str, Any] = {}
    if percent(rng, 15):
        said |= {"occasion": rng.choice(names.OCCASIONS), "party_person": rng.choice(names.FIRST)[1]}
    if percent(rng, 25):
        said[rng.choice(("vegetarian", "vegetarian", "vegan", "gluten_free", "lactose_free"))] = rng.randint(1, 2)
    if percent(rng, 8):
        said["diet_other"] = rng.choice(names.DIETS)
    if percent(rng, 12):
        said["remarks"] = rng.choice(names.REMARKS)
    return said
