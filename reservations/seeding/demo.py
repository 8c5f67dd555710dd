"""The morning that the mission draws, to the euro; it holds at any hour and date, with these exceptions.

* ABC BV's option expires tomorrow with less than 24 hours left: not to be had at 0:00 sharp, nor in the first hour of
  the day on which the clocks go back, which lasts 25. There it stays URGENT and expires late today.
* € 1.200 for 20 guests and € 950 for 15 are on no price list: € 65 a head less a discount of € 100 and € 25.
* Use case 1 says that ABC BV's option expires today, use case 3 that two are urgent; the picture says tomorrow and
  shows one. The picture stands. "Binnen 2 dagen" in the mission's helper is 3 in its text: R2 says 3.
* € 45.230 over 142 bookings and 28 events are 18 guests or so an evening: small parties in a hall of 230.
* Arrivals today before the doors open (a demo made at 0:08) carry a moment shortly before now.
"""

from collections.abc import Callable
from datetime import UTC, datetime
from random import Random

from django.contrib.auth import get_user_model
from django.db import transaction
from django.utils import timezone

from crm.models import Company, Customer, Note, Tagging
from crm.rules import Condition, Rule
from reservations import loading
from reservations.customers import rulebook
from reservations.models import WaitlistEntry
from reservations.seeding import names, others, people, picture, programme, public
from reservations.seeding.catalogue import Catalogue
from reservations.seeding.scene import Scene
from reservations.seeding.story import Story

LOGIN = "balie"
OMZET = 4_523_000
PERSONS = 80
RULES = {
    "Terugkerende klant": Rule((Condition("bookings", "gte", 2),)),
    "Grote klant": Rule((Condition("omzet", "gte", 125_000), Condition("last_visit", "within", 365))),
    "Zakelijk": Rule((Condition("company", "yes"),)),
}


@transaction.atomic
def seed(rng: Random, *, at: datetime, say: Callable[[str], object]) -> None:
    """All of it or nothing."""
    say("Seeding the demo…")
    # Hours are counted in UTC: between two moments of one local zone Python counts by the wall.
    scene = _set_scene(rng, at=at.astimezone(UTC))
    stories = [*picture.stories(scene), *others.stories(scene)]
    counted = sum(story.row.total_cents for story in stories if story.row.counts_as_omzet)
    stories += public.stories(scene, cents=OMZET - counted)
    stories.sort(key=lambda story: story.row.created_at)
    for number, story in enumerate(stories, start=1):
        story.row.reference = f"res-{number}"
    _introduce(scene, stories)
    loading.load([story.whole for story in stories], at=at)
    WaitlistEntry.objects.bulk_create(others.waiting(scene))
    _know(scene)
    say(f"{len(stories)} reservations of {len(scene.cast)} customers for {len(scene.evenings)} events. Login: {LOGIN}.")


def _set_scene(rng: Random, *, at: datetime) -> Scene:
    catalogue = Catalogue()
    return Scene(
        at=at, rng=rng, anna=_anna(), catalogue=catalogue,
        evenings=programme.lay_out(catalogue, today=timezone.localdate(at)),
        abc=people.contact(rng, people.firm("ABC BV"), email="info@abc.nl", created_at=at),
        xyz=people.contact(rng, people.firm("XYZ NV"), email="contact@xyz.nl", created_at=at),
        firms=[people.contact(rng, people.firm(name), created_at=at) for name in names.FIRMS],
        persons=[
            people.person(rng, number=number, created_at=at, last_name="" if number else "Özdemir")
            for number in range(PERSONS)
        ],
    )  # fmt: skip


def _anna():
    """The login of the demo; one that is there stays as it is."""
    users = get_user_model().objects
    return users.filter(username=LOGIN).first() or users.create_superuser(
        LOGIN, password=LOGIN, first_name="Anna", last_name="de Wit"
    )


def _introduce(scene: Scene, stories: list[Story]) -> None:
    """Save the customers: since their first booking, or since a month when they only wait."""
    for customer in scene.cast:
        booked = [story.row.created_at for story in stories if story.row.customer is customer]
        customer.created_at = min(booked, default=scene.day(-30, 10))
        customer.newsletter_at = customer.created_at if customer.newsletter_how else None
    companies = [customer.company for customer in scene.cast if customer.company]
    Company.objects.bulk_create(companies)
    Customer.objects.bulk_create(scene.cast)


def _know(scene: Scene) -> None:
    """What the desk calls them, and what it wants to remember."""
    since, tag = scene.day(-3, 17), scene.catalogue.customer_tags
    for name, rule in RULES.items():
        rulebook.put_tag(tag[name], name=name, colour=tag[name].colour, rule=rule, by=scene.anna, at=since)
    taggings = [
        Tagging(customer=customer, tag=tag[name], by=scene.anna, at=since, reason=reason)
        for customer, name, reason in [
            (scene.abc, "Grote klant", "Jaarcontract"),
            (scene.persons[24], "VIP", "Schrijft voor de krant"),
            (scene.persons[30], "VIP", ""),
        ]
    ]
    Tagging.objects.bulk_create(taggings)
    Note.objects.bulk_create(
        Note(customer=customer, text=text, by=scene.anna, at=since)
        for customer, text in [
            (scene.abc, "Factuur altijd met inkoopnummer."),
            (scene.persons[24], "Zit graag links van het podium."),
        ]
    )
