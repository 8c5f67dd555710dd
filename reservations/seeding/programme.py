"""The demo's 28 evenings: when, what, how many seats, and how many parties of its regular public."""

from dataclasses import dataclass
from datetime import date, time, timedelta

from reservations.models import Event, Show
from reservations.seeding import names
from reservations.seeding.catalogue import Catalogue

KEMPEN, WINTER, TROPICS, JUKEBOX = names.SHOWS
HALL, STUDIO = 230, 40
BRUNCH = (time(10, 30), time(11), time(13))


@dataclass(frozen=True)
class Evening:
    """`days` from today; `parties` of the regular public, besides those that picture.py and others.py tell."""

    days: int
    type: str
    show: str
    parties: int = 5
    capacity: int = HALL
    key: str = ""


EVENINGS = (
    Evening(-118, "REGULAR", JUKEBOX),
    Evening(-104, "MATINEE", KEMPEN),
    Evening(-97, "REGULAR", KEMPEN, 6),
    Evening(-83, "REGULAR", TROPICS),
    Evening(-76, "CARE_HEROES", KEMPEN),
    Evening(-62, "REGULAR", TROPICS),
    Evening(-55, "MATINEE", JUKEBOX, 4, STUDIO),
    Evening(-48, "REGULAR", KEMPEN, 6),
    Evening(-41, "REGULAR", KEMPEN),
    Evening(-34, "REQUEST", JUKEBOX, 3, STUDIO),
    Evening(-27, "REGULAR", KEMPEN, 6),
    Evening(-20, "CARE_HEROES", TROPICS),
    Evening(-13, "MATINEE", KEMPEN),
    Evening(-6, "REGULAR", KEMPEN),
    Evening(0, "REQUEST", JUKEBOX, 5, STUDIO, key="brunch"),
    Evening(0, "MATINEE", KEMPEN, 6, key="matinee"),
    Evening(0, "REGULAR", KEMPEN, 7, key="tonight"),
    Evening(2, "REGULAR", KEMPEN, 4, key="in two days"),
    Evening(5, "REGULAR", TROPICS, 4, key="in five days"),
    Evening(9, "MATINEE", WINTER, 0, 30, key="full"),
    Evening(12, "REGULAR", KEMPEN, 4),
    Evening(16, "CARE_HEROES", WINTER, 4, key="heroes"),
    Evening(19, "REGULAR", WINTER, 4, key="winter"),
    Evening(23, "REGULAR", WINTER, 5, key="party"),
    Evening(26, "MATINEE", WINTER, 4),
    Evening(30, "REGULAR", WINTER, 4),
    Evening(37, "REGULAR", KEMPEN, 4),
    Evening(44, "REGULAR", KEMPEN, 4),
)


def lay_out(catalogue: Catalogue, *, today: date) -> list[tuple[Evening, Event]]:
    """Save the shows and the evenings, oldest first; and one closed day, which is no active event."""
    shows = make_shows()
    events = [
        event(evening.show, evening.type, today + timedelta(evening.days), shows, catalogue) for evening in EVENINGS
    ]
    for evening, row in zip(EVENINGS, events, strict=True):
        row.capacity, row.waitlist_open = evening.capacity, evening.key == "full"
        if evening.type == "REQUEST":
            row.notes = "Besloten gezelschap in de foyer, met brunch."
    closed = event(KEMPEN, "REGULAR", today + timedelta(33), shows, catalogue)
    closed.active, closed.notes = False, "Onderhoud aan het licht: deze avond vervalt."
    Event.objects.bulk_create([*events, closed])
    return list(zip(EVENINGS, events, strict=True))


def make_shows() -> dict[str, Show]:
    Show.objects.bulk_create(Show(name=name, description=text) for name, text in names.SHOWS.items())
    return {show.name: show for show in Show.objects.filter(name__in=names.SHOWS)}


def event(show: str, kind: str, day: date, shows: dict[str, Show], catalogue: Catalogue) -> Event:
    """Unsaved, at the hours of its type; one without hours is a brunch."""
    of_type = catalogue.types[kind]
    doors, start, end = of_type.doors, of_type.start, of_type.end
    if doors is None or start is None or end is None:
        doors, start, end = BRUNCH
    return Event(show=shows[show], type=of_type, date=day, doors=doors, start=start, end=end, capacity=HALL)
