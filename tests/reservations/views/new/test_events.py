"""Which event is meant, by its date or show."""

from datetime import timedelta

import pytest

from reservations.models import Reservation
from tests.factories import TODAY, ArrangementFactory, EventFactory, EventTypeFactory
from tests.reading import by_id, fields, figures, page, words

DAY = timedelta(days=1)


@pytest.fixture
def winter(evening):
    """Besides Winterrevue on Monday 7 December 2026: on the Saturday after that, and on the next one in 2027."""
    show = evening.show
    return [EventFactory(show=show, date=TODAY + 19 * DAY), EventFactory(show=show, date=TODAY + 60 * DAY)]


def choices(shown):
    """(what can be chosen, what is)."""
    options = list(by_id(shown, "id_event").iter("option"))
    chosen = [option.attrib["value"] for option in options if "selected" in option.attrib]
    return [option.attrib["value"] for option in options if option.attrib["value"]], chosen


def test_words_narrow_the_choice(quote, winter, evening):
    EventFactory(show__name="Zomer")

    shown = quote(find="winter", event="")

    assert choices(shown) == ([str(evening.pk), *(str(event.pk) for event in winter)], [])
    assert fields(shown)["find"] == "winter"
    assert words(by_id(shown, "found")) == "3 events passen hierbij: kies er een."


@pytest.mark.parametrize("chosen", ["", "other"])
def test_the_only_one_that_is_meant_is_chosen_and_quoted(quote, winter, evening, chosen):
    shown = quote(find="7 dec", event=chosen and winter[0].pk, arrangement=ArrangementFactory().pk)

    assert choices(shown) == ([str(evening.pk)], [str(evening.pk)])
    assert figures(by_id(shown, "quote")) == [15000]
    assert words(by_id(shown, "found")) == "Eén event past hierbij: het is gekozen."


def test_a_choice_among_what_is_meant_stays(quote, winter):
    assert choices(quote(find="winter", event=winter[1].pk))[1] == [str(winter[1].pk)]


def test_a_choice_that_is_not_meant_any_more_goes(quote, winter, evening):
    EventFactory(show=evening.show, date=winter[0].date)

    meant, chosen = choices(quote(find="za winter", event=evening.pk))

    assert (len(meant), chosen) == (2, [])


@pytest.mark.parametrize("text", ["31 feb", "niemand", "%", "a\0b", "<b>x</b>", "x" * 300])
def test_nothing_that_is_meant_is_said_as_it_is(quote, winter, text):
    shown = quote(find=text)

    assert choices(shown) == ([], [])
    assert words(by_id(shown, "found")).startswith("Geen event dat nog te boeken is")
    assert figures(by_id(shown, "quote")) == [0]


def test_what_was_or_is_not_sold_is_not_found(quote, winter, evening):
    EventFactory(show=evening.show, date=TODAY - DAY), EventFactory(show=evening.show, active=False)
    EventFactory(show=evening.show, type=EventTypeFactory(key="NO", bookable=False))

    assert len(choices(quote(find="winterrevue"))[0]) == 3


def test_an_event_beyond_the_first_ones_is_found(quote, evening, monkeypatch):
    monkeypatch.setattr("reservations.forms.new.EVENTS_SHOWN", 2)
    EventFactory.create_batch(2, show=evening.show), EventFactory(show__name="Oudjaar", date=TODAY + 400 * DAY)

    assert len(choices(quote(find=" oudjaar "))[1]) == 1
    assert words(by_id(quote(find="winter"), "found")) == "Veel events passen hierbij: typ meer, of kies er een."


def test_it_is_placed_at_the_one_that_is_meant_without_a_choice(post, winter, evening):
    assert post(find="7-12", event="").status_code == 302
    assert Reservation.objects.get().event == evening


@pytest.mark.parametrize(
    ("find", "sentence"),
    [("winter", "3 events passen hierbij"), ("niemand", "past bij “niemand”"), ("", "Kies een event.")],
)
def test_which_event_is_asked_when_it_is_not_clear(post, winter, find, sentence):
    response = post(find=find, event="")

    assert response.status_code == 422
    assert sentence in words(by_id(page(response), "events").find(".//ul[@class='errorlist']"))
    assert fields(page(response))["find"] == find
