"""What a few words mean: dates, days, months and shows, in Dutch and English, typed in whole or by half."""

from datetime import date

import pytest
from django.utils import translation

from reservations import evenings
from reservations.models import Event
from tests.factories import TODAY, EventFactory, ShowFactory

pytestmark = pytest.mark.django_db
# Today is Monday 23 November 2026.
DATES = {
    "today": date(2026, 11, 23),
    "tomorrow": date(2026, 11, 24),
    "saturday": date(2026, 11, 28),
    "december": date(2026, 12, 5),  # a Saturday
    "matinee": date(2026, 12, 28),  # a Monday
    "leap": date(2028, 2, 29),  # a Tuesday
    "past": date(2025, 11, 28),  # a Friday
}
SHOWS = {"matinee": "Mayday Matinee", "december": "De Zaterdagshow", "today": "We Will Rock You"}


@pytest.fixture
def meant(db):
    winter = ShowFactory(name="Winterrevue")
    for name, day in DATES.items():
        EventFactory(date=day, show=ShowFactory(name=SHOWS[name]) if name in SHOWS else winter)

    def meant(text):
        days = Event.objects.filter(evenings.meant(text, today=TODAY)).values_list("date", flat=True)
        return {name for name, day in DATES.items() if day in set(days)}

    return meant


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("28-11-2026", {"saturday"}),
        ("2026-11-28", {"saturday"}),
        ("28-11", {"saturday", "past"}),
        ("28/11", {"saturday", "past"}),
        ("28.11.", {"saturday", "past"}),
        ("28 nov", {"saturday", "past"}),
        ("28 november", {"saturday", "past"}),
        ("28 Nov.", {"saturday", "past"}),
        ("28 nov 2026", {"saturday"}),
        ("28 n", {"saturday", "past"}),
        ("28-", {"saturday", "past", "matinee"}),
        ("28", {"saturday", "past", "matinee"}),
        ("28 winter", {"saturday", "past"}),
        ("za 28 nov", {"saturday"}),
        ("28 nov, winter", {"saturday", "past"}),
        ("29 feb", {"leap"}),
        ("29-2", {"leap"}),
    ],
)
def test_a_date_is_meant_as_people_say_it(meant, text, found):
    assert meant(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("zaterdag", {"saturday", "december"}),
        ("ZA", {"saturday", "december"}),
        ("sat", {"saturday", "december"}),
        ("vrij", {"past"}),
        ("zaterdag winter", {"saturday"}),
        ("dec", {"december", "matinee"}),
        ("december", {"december", "matinee"}),
        ("za dec", {"december"}),
        ("feb 2028", {"leap"}),
        ("2028", {"leap"}),
        ("vandaag", {"today"}),
        ("morgen", {"tomorrow"}),
        ("tomorrow", {"tomorrow"}),
    ],
)
def test_a_day_a_month_or_a_year_is_meant_by_its_name(meant, text, found):
    assert meant(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("winter", {"tomorrow", "saturday", "leap", "past"}),
        ("REVUE", {"tomorrow", "saturday", "leap", "past"}),
        ("revue winter", {"tomorrow", "saturday", "leap", "past"}),
        ("we will", {"today"}),  # a weekday in English, and a show as it stands
        ("mayd", {"matinee"}),
        ("zaterdagshow", {"december"}),
        ("ma", {"today", "matinee"}),  # Mondays; two letters are in too many names
    ],
)
def test_a_show_is_meant_by_its_name(meant, text, found):
    assert meant(text) == found


NOTHING = ("", "\0", "-", "31 feb", "31-2", "0-0", "99", "28 xyz", "32-12-2026", "2026-13-45", "%", "_", "<script>")


@pytest.mark.parametrize("text", NOTHING)
def test_what_means_nothing_finds_nothing(meant, text):
    assert meant(text) == set()


def test_the_words_are_the_same_in_either_language(meant):
    with translation.override("en"):
        assert meant("zaterdag 28 nov") == meant("Saturday 28 november") == {"saturday"}
