"""The rows that the mission draws one by one: ABC BV, XYZ NV, and what stands beside them."""

from datetime import datetime, timedelta

from django.utils import timezone

from reservations.calendar import end_of, later, start_of
from reservations.models import Reservation
from reservations.seeding.scene import Scene
from reservations.seeding.story import Story

WEBSITE = Reservation.Source.WEBSITE
A_WHILE = timedelta(minutes=10)


def stories(scene: Scene) -> list[Story]:
    return [*overdue(scene), part_paid(scene), *expiring(scene), *later_options(scene), *pending(scene)]


def overdue(scene: Scene) -> list[Story]:
    """€ 1.200, 5 days late; € 950, 2 days late. Both come within days, and were due a week before."""
    abc = scene.story(scene.event("in two days"), scene.abc, 16, "BWF", since=scene.day(-40, 14, 20), source=WEBSITE)
    xyz = scene.story(
        scene.event("in five days"), scene.xyz, 13, "BWF", since=scene.day(-31, 10, 5), source=WEBSITE,
        discount_cents=2500, remarks="Graag alle gasten bij elkaar.",
    )  # fmt: skip
    for story, late in ((abc, 5), (xyz, 2)):
        story.submitted()
        story.confirmed(by=scene.anna, at=scene.day(-30, 9, 15), due_on=scene.today - timedelta(days=late))
    abc.called("Factuur is bij de boekhouding, belooft betaling.", by=scene.anna, at=scene.day(-4, 11, 30))
    return [abc, xyz]


def part_paid(scene: Scene) -> Story:
    """The third that is outstanding, and not late."""
    story = scene.story(
        scene.event("party"), scene.firms[0], 12, "BWFM", since=scene.day(-16, 13, 40), occasion="Personeelsuitje"
    )
    story.booked(by=scene.anna, due_on=scene.today + timedelta(days=16))
    story.paid(50_000, method="ideal", by=scene.anna, at=scene.day(-9, 10, 10))
    return story


def expiring(scene: Scene) -> list[Story]:
    """Three within three days; the last has no arrangement yet, so that confirming asks for one."""
    heroes, urgent_until = scene.event("heroes"), tomorrow_within_a_day(scene.at)
    abc = scene.story(heroes, scene.abc, 20, "BWF", since=_a_week_before(urgent_until), discount_cents=10_000)
    abc.optioned(expires_at=urgent_until, by=scene.anna)
    xyz = scene.story(heroes, scene.xyz, 15, "BWF", since=scene.day(-5, 17), discount_cents=2500)
    xyz.optioned(expires_at=scene.day(2, 17), by=scene.anna)
    third = scene.story(
        scene.event("winter"), scene.persons[0], 12, since=scene.day(-4, 12), option_notes="Wacht op de familie-app."
    )
    third.optioned(expires_at=scene.day(3, 12), by=scene.anna)
    return [abc, xyz, third]


def tomorrow_within_a_day(at: datetime) -> datetime:
    """A moment tomorrow with less than 24 hours to go; where there is none (see demo.py), late today.

    As late as can be, so that the badge stays a while. On the day before the clocks go forward, 24 hours from a late
    evening is the day after tomorrow already.
    """
    tomorrow = timezone.localdate(at) + timedelta(days=1)
    opens, closes = start_of(tomorrow), min(at + timedelta(hours=24), end_of(tomorrow))
    late = closes - A_WHILE
    return late if opens >= closes else max(late, opens + (closes - opens) / 2).replace(second=0, microsecond=0)


def later_options(scene: Scene) -> list[Story]:
    """Live for longer: they are no work for today."""
    party = scene.story(
        scene.event("winter"), scene.firms[1], 30, "BWFM", since=scene.day(-8, 15, 30), extras=("PREDRINK",),
        option_notes="Directie beslist deze week.",
    )  # fmt: skip
    party.optioned(expires_at=scene.day(6, 15, 30), by=scene.anna)
    party.followed_up(by=scene.anna, at=scene.day(-1, 16))
    family = scene.story(scene.event("party"), scene.persons[1], 8, "BWF", since=scene.day(-3, 11, 45))
    family.optioned(expires_at=scene.day(11, 11, 45), by=scene.anna)
    return [party, family]


def pending(scene: Scene) -> list[Story]:
    """Five from the website, the oldest of them from three days ago."""
    wishes = [
        scene.story(scene.event("heroes"), scene.firms[2], 8, "BWF", since=scene.day(-3, 16, 12), source=WEBSITE),
        scene.story(scene.event("full"), scene.persons[2], 10, "BWFM", since=scene.day(-2, 10, 41), source=WEBSITE),
        scene.story(
            scene.event("winter"), scene.firms[3], 26, "BWFM", since=scene.day(-2, 19, 3), source=WEBSITE,
            extras=("AFTERPARTY",), vegetarian=3, gluten_free=1,
        ),
        scene.story(
            scene.event("party"), scene.persons[3], 4, "BWFM", since=scene.day(-1, 9, 27), source=WEBSITE,
            party_person="Opa Wim", occasion="Verjaardag", remarks="Hij wordt 80!",
        ),
        scene.story(scene.event("heroes"), scene.persons[4], 2, "BWF", since=scene.day(-1, 21, 55), source=WEBSITE),
    ]  # fmt: skip
    for story in wishes:
        story.submitted()
    return wishes


def _a_week_before(expires_at: datetime) -> datetime:
    """When an option was placed that lasts the usual term."""
    return later(expires_at, days=-7)
