"""What staff may type of an event, and of a series."""

from datetime import date, time

import pytest

from reservations import programme
from reservations.forms.events import CallOffForm, EditEventForm, filled_with
from reservations.forms.series import NewEventForm
from reservations.refusals import (
    Busy,
    DoorsAfterStart,
    NotAllowedToOverbook,
    NotEnoughSeats,
    NothingChanged,
    StaleVersion,
)
from tests.factories import (
    NOON,
    TODAY,
    ArrangementFactory,
    EventFactory,
    EventPriceFactory,
    EventTypeFactory,
    ShowFactory,
)  # fmt: skip
from tests.reservations.typed import one_evening

pytestmark = pytest.mark.django_db


def new(**values):
    return NewEventForm(one_evening(**values), today=TODAY)


def edit(event, **values):
    return EditEventForm(one_evening(**values), of=event)


def errors(form):
    return {name: " ".join(said) for name, said in form.errors.items()}


# An event


def test_hours_that_are_left_empty_are_those_of_the_type():
    form = new(start="20:15")

    assert errors(form) == {}
    assert [form.values()[name] for name in ("doors", "start", "end")] == [time(19), time(20, 15), time(22, 30)]


def test_a_type_without_hours_asks_for_them():
    request = EventTypeFactory(key="REQUEST", name="Op Aanvraag", doors=None, start=None, end=None)

    assert errors(new(type=request.pk, doors="10:30", start="11:00")).keys() == {"end"}
    assert errors(new(type=request.pk, doors="10:30", start="11:00", end="13:00")) == {}


@pytest.mark.parametrize(
    ("values", "field", "says"),
    [
        ({"show": ""}, "show", "verplicht"),
        ({"type": "999"}, "type", "keuze"),
        ({"doors": "21:00"}, "doors", "vóór de aanvang"),
        ({"start": "half negen"}, "start", "tijd"),
        ({"capacity": "0"}, "capacity", "1 tot en met 500"),
        ({"capacity": "501"}, "capacity", "1 tot en met 500"),
        ({"capacity": "veel"}, "capacity", "geheel getal"),
        ({"date": "31-2-2027"}, "date", "geldige datum"),
        ({"date": "0027-03-06"}, "date", "2000 tot en met 2100"),
        ({"arrangements": ["999"]}, "arrangements", "keuze"),
        ({"notes": "x" * 5001}, "notes", "5000"),
    ],
)
def test_what_makes_no_sense_is_said_beside_its_field(values, field, says):
    assert says in errors(new(**values))[field]


def test_a_wrong_type_does_not_ask_for_hours_as_well():
    assert errors(new(type="999")).keys() == {"type"}


@pytest.mark.parametrize(
    ("text", "cents"), [("", None), (" ", None), ("80", 8000), ("€ 47,50", 4750), ("0", 0), ("10.000", 1000000)]
)
def test_an_own_price_is_in_euros_or_there_is_none(text, cents):
    bwf = ArrangementFactory()

    form = new(**{f"price_{bwf.pk}": text})

    assert errors(form) == {}
    assert form.values()["prices"] == ({} if cents is None else {bwf.pk: cents})


@pytest.mark.parametrize("text", ["duur", "-5", "10.000,01"])
def test_an_own_price_that_is_none_is_said_beside_it(text):
    bwf = ArrangementFactory()

    assert errors(new(**{f"price_{bwf.pk}": text})).keys() == {f"price_{bwf.pk}"}


def test_what_is_no_longer_sold_is_offered_to_the_event_that_has_it_alone():
    old, gone = ArrangementFactory(code="OUD", name="Oud", active=False), ShowFactory(active=False)
    event = EventFactory(show=gone)
    EventPriceFactory(event=event, arrangement=old)

    assert (old in new().sold, gone in new().fields["show"].queryset) == (False, False)
    form = EditEventForm(of=event)
    assert (old in form.sold, gone in form.fields["show"].queryset) == (True, True)


def test_what_a_form_is_filled_with_says_what_the_event_is():
    event = EventFactory(notes="Balkon dicht", waitlist_open=True)
    event.arrangements.set([bwf := ArrangementFactory()])
    EventPriceFactory(event=event, cents=4750)

    filled = filled_with(event)

    assert (filled["show"], filled["date"], filled["notes"]) == (event.show, event.date, "Balkon dicht")
    assert (filled["arrangements"], filled[f"price_{bwf.pk}"]) == ([bwf.pk], "47,50")


def test_a_form_that_is_sent_as_it_was_filled_changes_nothing(staff):
    event = EventFactory(notes="Balkon dicht", waitlist_open=True)
    event.arrangements.set([ArrangementFactory()])
    EventPriceFactory(event=event, cents=4750)
    filled = filled_with(event)
    data = {name: getattr(value, "pk", value) for name, value in filled.items()}

    form = EditEventForm(data, of=event)

    assert errors(form) == {}
    with pytest.raises(NothingChanged):
        programme.edit(event, form.values(), by=staff, at=NOON)


# Refusals


@pytest.mark.parametrize(
    ("refusal", "may", "field"),
    [
        (lambda event: NotEnoughSeats(event, 3), False, "capacity"),
        (lambda event: NotEnoughSeats(event, 3), True, "overbook"),
        (lambda _event: NotAllowedToOverbook(), False, "capacity"),
        (lambda _event: DoorsAfterStart(), False, "doors"),
        (lambda _event: Busy(), False, "__all__"),
    ],
)
def test_a_refusal_stands_beside_the_field_it_is_about(refusal, may, field):
    event = EventFactory()
    form = edit(event)
    assert errors(form) == {}

    form.refuse(refusal(event), may_go_over=may)

    assert form.errors.keys() == {field}
    assert form.asks_to_go_over is (field == "overbook")


def test_going_over_capacity_takes_the_tick_and_the_reason():
    event = EventFactory()
    forms = [edit(event, overbook="Extra tafel"), edit(event, overbook="Extra tafel", over_capacity="on")]

    assert [(form.is_valid(), form.how()["overbook"]) for form in forms] == [(True, ""), (True, "Extra tafel")]
    assert [form.asks_to_go_over for form in forms] == [True, True]
    assert not EditEventForm(of=event).asks_to_go_over


def test_theirs_stands_beside_ours_where_they_differ(staff):
    event = EventFactory(show=ShowFactory(name="Kempen"))
    form = edit(event, show=event.show_id, date=event.date.isoformat(), capacity="40", notes="Van mij", active="on")
    assert errors(form) == {}
    theirs = {"capacity": 50, "prices": {ArrangementFactory().pk: 8000}}
    done = programme.edit(event, theirs, by=staff, at=NOON)

    form.refuse(StaleVersion())

    assert "Een collega" in errors(form).pop("__all__")
    assert {name: said for name, said in errors(form).items() if name != "__all__"} == {
        "capacity": "Er staat nu: 50",
        "notes": "Er staat nu: niets",
        "arrangements": "Er staat nu: Standaard € 80",
    }
    assert form.seen_now == done.pk


@pytest.mark.parametrize("reason", ["", "   "])
def test_calling_off_asks_why(reason):
    assert errors(CallOffForm({"reason": reason})) == {"reason": "Zeg waarom."}


# A series


def meant(form):
    assert errors(form) == {}
    return form.dates_meant


def test_one_evening_every_week_or_dates_of_ones_own():
    march = [date(2027, 3, day) for day in (6, 13, 20)]

    assert meant(new()) == march[:1]
    assert meant(new(repeat="weekly", until="2027-03-26")) == march
    assert meant(new(repeat="picked", date="", dates="13-3-2027, 6-3-2027")) == march[:2]


@pytest.mark.parametrize(
    ("values", "field", "says"),
    [
        ({"date": ""}, "date", "Kies een datum"),
        ({"repeat": "weekly", "date": ""}, "date", "Kies een datum"),
        ({"repeat": "weekly"}, "until", "Kies een datum"),
        ({"repeat": "weekly", "until": "2027-03-05"}, "until", "vóór het begin"),
        ({"repeat": "weekly", "until": "2028-12-31"}, "until", "60"),
        ({"repeat": "weekly", "until": "eind maart"}, "until", "geldige datum"),
        ({"repeat": "picked"}, "dates", "minstens één datum"),
        ({"repeat": "picked", "dates": "morgen"}, "dates", "morgen"),
        ({"repeat": "picked", "dates": "x" * 2001}, "dates", "2000"),
        ({"date": "2026-11-22"}, "date", "zo 22 nov 2026 is al geweest"),
        ({"repeat": "picked", "dates": "6-3-2027 22-11-2026"}, "dates", "al geweest"),
        ({"repeat": "daily"}, "repeat", "keuze"),
        ({"repeat": None}, "repeat", "verplicht"),
    ],
)
def test_dates_that_make_no_sense_are_said_beside_their_field(values, field, says):
    found = errors(new(**values))

    assert (list(found), says in found[field]) == ([field], True)


def test_today_is_a_day_to_put_an_evening_on():
    assert meant(new(date=TODAY.isoformat())) == [TODAY]


def test_a_single_evening_on_a_free_date_is_made_at_once():
    form = new()

    assert meant(form) == form.agreed({}) == [date(2027, 3, 6)]


def test_what_is_on_already_and_every_series_is_shown_first():
    once, series = new(), new(repeat="weekly", until="2027-03-13")

    assert (meant(once), once.agreed({date(2027, 3, 6)})) == ([date(2027, 3, 6)], [])
    assert (len(meant(series)), series.agreed({})) == (2, [])
    assert (once.errors, series.errors) == ({}, {})


def test_what_was_shown_and_ticked_is_made():
    form = new(
        repeat="weekly", until="2027-03-20", shown="2027-03-06 2027-03-13 2027-03-20", make=["2027-03-20", "2027-03-06"]
    )

    assert len(meant(form)) == 3
    assert form.agreed({}) == [date(2027, 3, 6), date(2027, 3, 20)]


def test_other_dates_than_were_shown_are_shown_first():
    form = new(repeat="weekly", until="2027-03-13", shown="2027-03-06", make=["2027-03-06"])

    assert (len(meant(form)), form.agreed({}), form.shown_now) == (2, [], "2027-03-06 2027-03-13")


def test_nothing_ticked_makes_nothing_and_says_so():
    form = new(repeat="weekly", until="2027-03-13", shown="2027-03-06 2027-03-13", make=["2030-01-01"])

    assert (len(meant(form)), form.agreed({})) == (2, [])
    assert errors(form) == {"make": "Vink minstens één avond aan."}
