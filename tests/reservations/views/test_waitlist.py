"""The waitlist on screen: whose turn it is, one click to book, and what is said when it can't be."""

from datetime import timedelta

import pytest
from django.urls import reverse

from reservations import waitlist
from reservations.models import Reservation, WaitlistEntry
from tests.factories import (
    NOON,
    TODAY,
    ArrangementFactory,
    CustomerFactory,
    EventFactory,
    PriceFactory,
    ReservationFactory,
    WaitlistEntryFactory,
)
from tests.naive import now
from tests.reading import by_id, fields, links, page, said, undo_of, words

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
INDEX = reverse("waitlist:index")
NEW = reverse("reservations:new")
HOW = {"by": None, "at": NOON}


@pytest.fixture
def evening():
    event = EventFactory(capacity=10, waitlist_open=True, show__name="Winterrevue")
    PriceFactory(type=event.type, arrangement=ArrangementFactory(name="Standaard"))
    return event


@pytest.fixture
def entry(evening):
    return WaitlistEntryFactory(event=evening, guests=4, customer=CustomerFactory(last_name="Özdemir"))


@pytest.fixture
def post(desk):
    def post(verb, entry, **typed):
        return desk.post(reverse(f"waitlist:{verb}", args=[entry.pk]), {"next": INDEX} | typed)

    return post


# The list


def test_who_fits_stands_there_with_what_can_be_done(desk, entry, evening):
    ReservationFactory(event=evening, guests=4)
    WaitlistEntryFactory(event=evening, guests=5)

    shown = page(desk.get(INDEX))

    assert words(by_id(shown, "fitting")) == "1 groep past nu"
    first, second = by_id(shown, f"entry-{entry.pk}"), by_id(shown, f"entry-{entry.pk + 1}")
    assert "Past" in words(first)
    assert "Optie" in words(first)
    assert "Boek Standaard" in words(first)
    assert "Van de 6 vrije plaatsen gaan er 4 naar wie eerder was." in words(second)


def test_who_does_not_fit_has_no_button_to_book(desk, entry, evening):
    ReservationFactory(event=evening, guests=8)

    row = words(by_id(page(desk.get(INDEX)), f"entry-{entry.pk}"))

    assert "Er zijn 2 plaatsen vrij." in row
    assert "Optie" not in row


def test_without_an_address_there_is_no_booking(desk, evening):
    entry = WaitlistEntryFactory(event=evening, customer=CustomerFactory(email=""))

    row = words(by_id(page(desk.get(INDEX)), f"entry-{entry.pk}"))

    assert ("Optie" in row, "Boek" in row) == (True, False)


def test_evenings_stand_in_order_and_those_that_are_over_are_gone(desk):
    later, soon = EventFactory(date=TODAY + 5 * DAY), EventFactory(date=TODAY)
    for event in (later, soon, EventFactory(date=TODAY - DAY)):
        WaitlistEntryFactory(event=event)

    lines = [element.attrib["id"] for element in page(desk.get(INDEX)).iter("section")]

    assert lines == [f"line-{soon.pk}", f"line-{later.pk}"]


def test_nobody_waits(desk):
    assert "Er wacht niemand." in words(page(desk.get(INDEX)))


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_costs_the_same_for_one_and_for_three(desk, count, django_assert_num_queries):
    for _ in range(count):
        event = EventFactory(waitlist_open=True)
        WaitlistEntryFactory.create_batch(count, event=event)

    with django_assert_num_queries(11):
        assert desk.get(INDEX).status_code == 200


# One entry


def test_one_entry_tells_all_of_it(desk, entry, staff):
    waitlist.contact(entry, by=staff, at=NOON, reason="Belt terug")

    shown = words(page(desk.get(entry.get_absolute_url())))

    assert "Özdemir" in shown
    assert "1 van 1" in shown
    assert "Belt terug" in shown


@pytest.mark.parametrize("acts", [1, 3])
def test_one_entry_costs_the_same_for_one_act_and_for_three(desk, entry, acts, django_assert_num_queries):
    for guests in range(acts):
        waitlist.edit(entry, {"guests": guests + 10}, **HOW)

    with django_assert_num_queries(11):
        assert desk.get(entry.get_absolute_url()).status_code == 200


def test_who_is_booked_leads_to_the_reservation(desk, entry):
    made = waitlist.book(entry, **HOW).reservation

    shown = page(desk.get(entry.get_absolute_url()))

    assert links(shown)[f"Naar reservering {made.reference}"] == made.get_absolute_url()
    assert "Van de wachtlijst halen" not in words(shown)


# Clicks


def test_an_option_in_one_click_and_back_in_one(desk, post, entry):
    response = post("book", entry)

    assert response.url == INDEX
    assert said(response)[0].startswith("De optie van Anna Özdemir staat erin.")
    assert Reservation.objects.get().status == "option"
    desk.post(undo_of(response))
    assert (Reservation.objects.get().status, now(entry).status) == ("cancelled", "waiting")


def test_a_booking_in_one_click(post, entry):
    post("book", entry, arrangement=ArrangementFactory().pk)

    assert Reservation.objects.get().status == "confirmed"


def test_seats_that_went_meanwhile_are_said(post, entry, evening):
    ReservationFactory(event=evening, guests=9)

    response = post("book", entry)

    assert "3 plaatsen te kort" in said(response)[0].replace("tekort", "te kort")
    assert not Reservation.objects.filter(customer=entry.customer).exists()


def test_an_arrangement_that_is_offered_no_more_is_refused(post, entry):
    gone = ArrangementFactory(code="OUD", name="Oud", active=False)

    response = post("book", entry, arrangement=gone.pk)

    assert said(response)[0].startswith("Oud wordt bij")
    assert not Reservation.objects.exists()


def test_a_made_up_arrangement_is_no_booking(post, entry):
    assert post("book", entry, arrangement="999").status_code == 422
    assert not Reservation.objects.exists()


def test_contacted_is_undone_from_its_message(desk, post, entry):
    response = post("contact", entry, reason="Belt terug")

    assert now(entry).status == "contacted"
    undone = desk.post(undo_of(response))
    assert now(entry).status == "waiting"
    assert "Özdemir" in said(undone)[0]


def test_off_the_list(post, entry):
    response = post("close", entry, reason="Heeft iets anders")

    assert said(response) == ["Anna Özdemir wacht niet meer."]
    assert now(entry).status == "cancelled"


def test_a_change_is_kept(post, entry):
    post("change", entry, guests=6, notes="Mag ook zondag", version=1)

    assert (now(entry).guests, now(entry).notes) == (6, "Mag ook zondag")


def test_what_was_typed_wrong_is_said_and_stays(post, entry):
    response = post("change", entry, guests=0, notes="<script>", version=1)

    shown = page(response)
    assert response.status_code == 422
    assert "Er komt minstens één persoon." in words(shown)
    assert fields(shown)["guests"] == "0"
    assert words(by_id(shown, "change_notes")) == "<script>"


def test_a_stale_change_is_said(post, entry):
    waitlist.edit(entry, {"guests": 6}, **HOW)

    response = post("change", entry, guests=3, notes="", version=1)

    assert now(entry).guests == 6
    assert said(response)


# From the new reservation


def test_from_the_screen_for_a_new_one(desk, evening):
    typed = {"kind": "waitlist", "name": "Piet Bos", "phone": "0612345678", "event": evening.pk, "guests": 12}

    response = desk.post(NEW, typed | {"staff_notes": "Graag vooraan"})

    entry = WaitlistEntry.objects.get()
    assert response.url == entry.get_absolute_url()
    assert said(response) == ["Piet Bos staat op de wachtlijst."]
    assert (entry.guests, entry.notes, entry.customer.phone) == (12, "Graag vooraan", "+31612345678")
    desk.post(undo_of(response))
    assert now(entry).status == "cancelled"


def test_a_waitlist_that_is_closed_is_said_beside_the_event(desk):
    event = EventFactory()

    response = desk.post(NEW, {"kind": "waitlist", "name": "Bos", "event": event.pk, "guests": 2})

    assert response.status_code == 422
    assert "is dicht" in words(page(response))


@pytest.mark.parametrize("is_open", [True, False])
def test_a_full_evening_offers_its_waitlist(desk, is_open):
    ArrangementFactory()
    event = EventFactory(capacity=1, waitlist_open=is_open)

    response = desk.post(NEW, {"kind": "option", "name": "Bos", "event": event.pk, "guests": 2})

    assert ("Op de wachtlijst zetten" in words(by_id(page(response), "full"))) == is_open
