"""What else a desk meets, told one by one: guests of the house, large parties, a full matinee, what came to nothing."""

from datetime import timedelta

from reservations.models import Event, Reservation, WaitlistEntry
from reservations.seeding.scene import Scene
from reservations.seeding.story import Story
from reservations.status import Status

Credit = Reservation.Credit
WEBSITE = Reservation.Source.WEBSITE


def stories(scene: Scene) -> list[Story]:
    """Of these 10 count as omzet."""
    return [
        *guests_of_the_house(scene), *large_parties(scene), *full_matinee(scene), *cancelled(scene), *rejected(scene),
        released(scene), request(scene),
    ]  # fmt: skip


def guests_of_the_house(scene: Scene) -> list[Story]:
    """Four times two places at € 0: nothing is due for them."""
    winter = scene.event("winter")
    told = []
    for number, (event, tags) in enumerate(
        [(_past(scene, 5), ("GENODIGDE",)), (_past(scene, 14), ("GENODIGDE", "PERS")),
         (scene.event("tonight"), ("GENODIGDE", "VIP")), (winter, ("GENODIGDE", "SPONSOR"))]
    ):  # fmt: skip
        days = (event.date - scene.today).days
        story = scene.story(
            event, scene.persons[5 + number], 2, "BWF", since=scene.day(min(days, 0) - 12, 11, number), free=True,
            tags=tags, staff_notes="Uitgenodigd door de directie.",
        )  # fmt: skip
        story.booked(by=scene.anna)
        if days < 0:
            story.checked_in(by=scene.anna, at=scene.day(days, 19, 15))
        told.append(story)
    return told


def large_parties(scene: Scene) -> list[Story]:
    """One that came, with drinks before; one to come, that stays for the party after. Both are paid."""
    been = scene.story(
        _past(scene, 8), scene.firms[4], 26, "BWF", since=scene.day(-90, 10, 30), extras=("PREDRINK",), vegetarian=4,
        occasion="Personeelsuitje",
    )  # fmt: skip
    coming = scene.story(
        scene.evenings[-2][1], scene.firms[5], 25, "BWFM", since=scene.day(-21, 15), extras=("AFTERPARTY",),
        discount_cents=12_500, tags=("VIP",), staff_notes="Vaste klant: € 5 korting per persoon.",
    )  # fmt: skip
    for story, paid_on in ((been, -75), (coming, -12)):
        story.booked(by=scene.anna)
        story.paid(story.row.total_cents, method="bank", by=scene.anna, at=scene.day(paid_on, 10, 45))
    been.checked_in(by=scene.anna, at=scene.day(-48, 19, 5))
    return [been, coming]


def full_matinee(scene: Scene) -> list[Story]:
    """With the pending party of picture.py these take its last seat."""
    told = []
    for number, guests in enumerate((8, 6, 4, 2)):
        customer = [*scene.firms[6:8], *scene.persons[9:11]][number]
        story = scene.story(
            scene.event("full"), customer, guests, "BWFM" if number % 2 else "BWF",
            since=scene.day(-40 + number, 12, 10), lactose_free=number % 2,
        )  # fmt: skip
        story.booked(by=scene.anna)
        story.paid(story.row.total_cents, method="bank", by=scene.anna, at=scene.day(-20, 11, number))
        told.append(story)
    return told


def cancelled(scene: Scene) -> list[Story]:
    """Unpaid, refunded, one whose money was kept for another evening, and one whose money is to be paid out."""
    reasons = ("Ziekte", "Dubbel geboekt", "Andere datum gekozen", "Gezelschap gaat niet door", "Ziekte", "Verhuisd")
    told = []
    for number, reason in enumerate(reasons):
        days = (-90, -69, -48, -34, 12, 26)[number]
        event = min(
            (event for _evening, event in scene.evenings), key=lambda e: abs((e.date - scene.today).days - days)
        )
        since = min(days, 0) - 25
        story = scene.story(event, scene.persons[12 + number], 3 + number % 3, "BWFM", since=scene.day(since, 14, 5))
        story.booked(by=scene.anna)
        if number in {1, 3, 5}:
            story.paid(story.row.total_cents, method="ideal", by=scene.anna, at=scene.day(since + 4, 10))
        story.cancelled(reason=reason, by=scene.anna, at=scene.day(since + 9, 11, 20))
        if number == 1:
            note = "Op tijd geannuleerd: alles terug."
            story.refunded(story.row.total_cents, method="bank", note=note, by=scene.anna, at=scene.day(since + 10, 15))
        told.append(story)
    told[3].called("Houdt het bedrag als tegoed voor het voorjaar.", by=scene.anna, at=scene.day(-50, 11, 40))
    told[3].settled(Credit.KEEP, by=scene.anna, at=scene.day(-50, 11, 42))
    told[5].settled(Credit.REFUND, by=scene.anna, at=scene.day(-15, 9, 30))
    return told


def rejected(scene: Scene) -> list[Story]:
    reasons = ("Geen plaats voor zo'n groot gezelschap", "Dubbele aanvraag")
    told = []
    for number, reason in enumerate(reasons):
        story = scene.story(
            scene.event(("full", "party")[number]), scene.persons[18 + number], (34, 4)[number], "BWF",
            since=scene.day(-12 - number, 20, 14), source=WEBSITE,
        )  # fmt: skip
        story.submitted(status=(Status.REQUEST, Status.PENDING)[number])
        story.rejected(reason=reason, by=scene.anna, at=scene.day(-10, 9, 50 + number))
        told.append(story)
    return told


def released(scene: Scene) -> Story:
    """An option that was given back before it lapsed."""
    story = scene.story(scene.event("heroes"), scene.firms[8], 18, "BWF", since=scene.day(-15, 10, 20))
    story.optioned(expires_at=scene.day(-8, 10, 20), by=scene.anna)
    story.released(by=scene.anna, at=scene.day(-9, 16, 30))
    return story


def request(scene: Scene) -> Story:
    story = scene.story(
        scene.event("full"), scene.firms[9], 12, "BWFM", since=scene.day(-1, 13, 33), source=WEBSITE,
        remarks="Kan het met extra stoelen?",
    )  # fmt: skip
    story.submitted(status=Status.REQUEST)
    return story


def waiting(scene: Scene) -> list[WaitlistEntry]:
    """Unsaved: who waits for the full matinee, first come first."""
    full, waiting = scene.event("full"), WaitlistEntry.Status
    called = {"status": waiting.CONTACTED, "contacted_at": scene.day(-1, 15), "contacted_by": scene.anna}
    return [
        WaitlistEntry(event=full, customer=scene.persons[20], guests=4, created_at=scene.day(-8, 10), **called),
        WaitlistEntry(event=full, customer=scene.persons[21], guests=2, created_at=scene.day(-6, 18, 25)),
        WaitlistEntry(
            event=full, customer=scene.persons[22], guests=6, created_at=scene.day(-2, 9, 5),
            notes="Mag ook op twee tafels.",
        ),
    ]  # fmt: skip


def _past(scene: Scene, number: int) -> Event:
    """The so manieth evening that has been."""
    return [event for _evening, event in scene.evenings if event.date < scene.today - timedelta(days=1)][number - 1]
