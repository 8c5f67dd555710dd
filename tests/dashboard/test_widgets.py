"""The widgets: their rows in order, their labels, and what they count."""

from datetime import timedelta

import pytest
from django.urls import reverse

from reservations.status import Status
from tests.factories import NOON, TODAY, EventFactory, ReservationFactory, ReservationTagFactory
from tests.reading import by_id, by_list, figures, links, page, references, rows, words

DAY = timedelta(days=1)


@pytest.fixture
def widget(desk):
    """A widget by itself, as HTMX fetches it."""

    def widget(name):
        return by_id(page(desk.get(reverse("dashboard:widget", args=[name]))), f"widget-{name}")

    return widget


def option(expires_at=NOON + DAY, **values):
    return ReservationFactory(status=Status.OPTION, option_expires_at=expires_at, **values)


def lapsed(expires_at=NOON - DAY):
    return option(expires_at)


def overdue(due_on=TODAY - DAY, **values):
    return ReservationFactory(due_on=due_on, **values)


def names(reservations):
    return [reservation.reference for reservation in reservations]


# Rows

LISTS = [
    pytest.param("expiring-options", "expiring-options", option, id="expiring options"),
    pytest.param("expiring-options", "lapsed-options", lapsed, id="lapsed options"),
    pytest.param("overdue-payments", "overdue-payments", overdue, id="overdue payments"),
]


@pytest.mark.parametrize(("name", "data_list", "make"), LISTS)
@pytest.mark.parametrize(("count", "shown"), [(0, 0), (1, 1), (5, 5), (6, 5)])
def test_at_most_five_rows_are_shown(widget, name, data_list, make, count, shown):
    made = [make() for _ in range(count)]

    found = widget(name)

    assert references(by_list(found, data_list)) == names(made)[:shown]


@pytest.mark.parametrize(("name", "work", "make"), LISTS)
@pytest.mark.parametrize(("count", "more"), [(0, {}), (5, {}), (6, {"nog 1 bekijken"}), (7, {"nog 2 bekijken"})])
def test_the_rest_is_counted_and_linked(widget, name, work, make, count, more):
    for _ in range(count):
        make()

    found = {text: address for text, address in links(widget(name)).items() if text.startswith("nog")}

    assert found == dict.fromkeys(more, f"{reverse('reservations:list')}?work={work}")


def test_options_stand_soonest_first_and_ties_by_id(widget):
    last, first, tied = option(NOON + 2 * DAY), option(NOON + DAY), option(NOON + DAY)

    assert references(by_list(widget("expiring-options"), "expiring-options")) == names([first, tied, last])


def test_what_lapsed_longest_ago_stands_first(widget):
    newest, oldest, tied = lapsed(NOON - DAY), lapsed(NOON - 2 * DAY), lapsed(NOON - 2 * DAY)

    assert references(by_list(widget("expiring-options"), "lapsed-options")) == names([oldest, tied, newest])


def test_lapsed_options_stand_above_those_that_are_about_to_lapse(widget):
    soon, gone = option(), lapsed()

    assert references(widget("expiring-options")) == names([gone, soon])


def test_the_oldest_debt_stands_first_and_ties_by_id(widget):
    newest, oldest, tied = overdue(TODAY - DAY), overdue(TODAY - 9 * DAY), overdue(TODAY - 9 * DAY)

    assert references(widget("overdue-payments")) == names([oldest, tied, newest])


def test_a_debt_without_a_due_date_is_not_the_oldest(widget):
    overdue(due_on=None)
    late = overdue()

    assert references(widget("overdue-payments")) == names([late])


# Words


@pytest.mark.parametrize(
    ("left", "urgent"),
    [(timedelta(hours=24) - timedelta(seconds=1), True), (timedelta(hours=24), False)],
)
def test_less_than_a_day_left_is_urgent(widget, left, urgent):
    option(NOON + left)

    found = widget("options")

    assert ("URGENT" in words(rows(widget("expiring-options"))[0])) is urgent
    assert figures(found)[:2] == ([1, 1] if urgent else [1])


@pytest.mark.parametrize(
    ("expires_at", "label"),
    [
        (NOON.replace(hour=18), "Verloopt vandaag (18:00)"),
        (NOON + DAY, "Verloopt morgen"),
        (NOON + 2 * DAY, "Verloopt over 2 dagen"),
        (NOON - DAY, "Verlopen: gisteren"),
    ],
)
def test_a_row_says_when_it_lapses(widget, expires_at, label):
    option(expires_at)

    assert label in words(rows(widget("expiring-options"))[0])


def test_an_option_is_told_by_who_how_many_how_much_and_when(widget):
    row = option(customer__first_name="Bo", customer__last_name="Jansen", guests=20, total_cents=120000)

    found = rows(widget("expiring-options"))[0]

    assert words(found.find(".//p")) == "20 personen · € 1.200 · ma 7 dec 2026"
    assert figures(found) == [120000]
    assert links(found)["Bo Jansen"] == row.get_absolute_url()


def test_an_option_without_a_price_shows_none(widget):
    option()

    assert figures(rows(widget("expiring-options"))[0]) == []


def test_who_was_called_keeps_a_dimmed_row(widget):
    option(followed_up_at=NOON)
    option()

    found = rows(widget("expiring-options"))

    assert ["data-followed-up" in row.attrib for row in found] == [True, False]
    assert ["Nagebeld" in words(row.find(".//div[1]")) for row in found] == [True, False]


def test_an_overdue_payment_tells_amount_days_and_address(widget):
    overdue(TODAY - 5 * DAY, total_cents=150000, paid_cents=30000, customer__email="info@abc.nl")

    row = rows(widget("overdue-payments"))[0]

    assert figures(row) == [120000]
    assert "€ 1.200" in words(row)
    assert "5 dagen te laat" in words(row)
    assert links(row)["info@abc.nl"] == "mailto:info@abc.nl"


def test_a_debtor_without_an_address_gets_no_reminder(widget):
    overdue(customer__email="")

    assert "Herinnering sturen" not in words(widget("overdue-payments"))


def test_who_was_reminded_today_is_not_reminded_again(widget):
    overdue(reminded_at=NOON)

    found = words(widget("overdue-payments"))

    assert "Herinnerd ma 23 nov 2026" in found
    assert "Herinnering sturen" not in found


@pytest.mark.parametrize(
    ("name", "make", "verb"),
    [
        ("expiring-options", option, "confirm"),
        ("expiring-options", lapsed, "confirm"),
        ("overdue-payments", overdue, "remind"),
    ],
)
def test_a_row_is_dealt_with_where_it_stands(widget, name, make, verb):
    made = make()

    row = rows(widget(name))[0]

    assert [form.attrib["action"] for form in row.iter("form")] == [reverse(f"reservations:{verb}", args=[made.pk])]
    more = next(link for link in row.iter("a") if "hx-get" in link.attrib)
    assert more.attrib["hx-get"].startswith(reverse("reservations:acts", args=[made.pk]))


def test_tags_are_shown(widget):
    option(tags=[ReservationTagFactory(code="VIP", name="VIP")])

    assert "VIP" in words(rows(widget("expiring-options"))[0])


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("expiring-options", "Geen opties die aflopen."),
        ("overdue-payments", "Niemand is te laat met betalen."),
        ("pending-approval", "Niets wacht op ons."),
    ],
)
def test_an_empty_widget_says_something_true(widget, name, sentence):
    assert sentence in words(widget(name))


@pytest.mark.parametrize("name", ["open-payments", "pending-approval", "options", "check-in-today"])
def test_a_tile_of_nothing_steps_back(widget, name):
    assert widget(name).find("./div[@data-calm]") is not None
    for make in (option, overdue):
        make(event__date=TODAY)
    ReservationFactory(status=Status.PENDING)

    assert widget(name).find("./div[@data-calm]") is None


# Figures


def test_options_are_counted_with_the_urgent_and_the_lapsed_apart(widget):
    for expires_at in [NOON + DAY - timedelta(hours=1), NOON + DAY, NOON + 2 * DAY, NOON - DAY]:
        option(expires_at)

    assert figures(widget("options")) == [3, 1, 1]


def test_overdue_payments_are_summed_by_what_is_outstanding(widget):
    overdue(total_cents=120000)
    overdue(total_cents=100000, paid_cents=5000)

    tile = widget("open-payments")

    assert figures(tile) == [2, 215000]
    assert "€ 2.150" in words(tile)


def test_what_waits_is_counted_and_can_be_confirmed_at_once(widget):
    ReservationFactory(status=Status.PENDING, total_cents=10000)
    ReservationFactory(status=Status.PENDING, total_cents=2550)

    found = widget("pending-approval")

    assert figures(found) == [2, 12550]
    assert [form.attrib["action"] for form in found.iter("form")] == [reverse("reservations:confirm-all")]


def test_todays_parties_and_guests_are_counted_with_those_who_are_in(widget):
    tonight = EventFactory(date=TODAY)
    EventFactory(date=TODAY, active=False)
    ReservationFactory(event=tonight, guests=4)
    ReservationFactory(event=tonight, guests=3, status=Status.CHECKED_IN)
    ReservationFactory(event=tonight, guests=5, status=Status.NO_SHOW)

    found = widget("check-in-today")

    assert figures(found) == [2, 1, 7, 1]
    assert "van 2 groepen binnen (3 personen)" in words(found)


def test_of_a_party_that_is_in_for_a_part_only_that_part_is_counted(widget):
    tonight = EventFactory(date=TODAY)
    ReservationFactory(event=tonight, guests=10, status=Status.CHECKED_IN, arrived_guests=8)
    ReservationFactory(event=tonight, guests=4)

    assert "van 2 groepen binnen (8 personen)" in words(widget("check-in-today"))
