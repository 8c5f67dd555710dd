"""The list of reservations: which rows, how many, what they come to, and what they cost."""

from datetime import timedelta
from urllib.parse import quote, urlencode

import pytest
from django.urls import reverse

from reservations.status import Status
from reservations.worklists import WORK_LISTS
from tests.factories import (
    NOON,
    TODAY,
    ArrangementFactory,
    CustomerFactory,
    EventFactory,
    ReservationFactory,
    ReservationTagFactory,
    UserFactory,
)  # fmt: skip
from tests.reading import by_id, fields, figures, links, page, references, rows, words

DAY = timedelta(days=1)
LIST = reverse("reservations:list")
IN_A_LIST = {
    "expiring-options": {"status": Status.OPTION, "option_expires_at": NOON + DAY},
    "lapsed-options": {"status": Status.OPTION, "option_expires_at": NOON - DAY},
    "overdue-payments": {"due_on": TODAY - DAY, "reminded_at": NOON - DAY},
    "outstanding": {"due_on": TODAY},
    "due-soon": {"due_on": TODAY, "promised_on": TODAY},
    "promised": {"promised_on": TODAY},
    "promise-broken": {"promised_on": TODAY - DAY},
    "credit": {"paid_cents": 99999},
    "refunds": {"status": Status.CANCELLED, "paid_cents": 1, "credit_as": "refund"},
    "no-due-date": {"due_on": None},
    "pending-approval": {"status": Status.PENDING},
    "check-in-today": {"event__date": TODAY},
}


# Rows


def test_a_row_tells_who_when_how_many_how_much_and_how_it_stands(look):
    row = ReservationFactory(
        customer__first_name="Anna", customer__last_name="Bos", guests=20, total_cents=150000, paid_cents=30000,
        due_on=TODAY - DAY, event=EventFactory(show__name="Winterrevue"),
    )  # fmt: skip

    found = rows(look(LIST))[0]

    assert (found.attrib["id"], figures(found)) == (f"reservation-{row.pk}", [150000, 120000])
    assert links(found)["Anna Bos"] == row.get_absolute_url()
    assert [words(cell) for cell in found.findall("./td")[1:6]] == [
        "ma 7 dec 2026 20:00 · Winterrevue",
        "20",
        "€ 1.500",
        "Bevestigd",
        "Te laat € 1.200",
    ]
    assert "1 dag te laat" in words(found.find("./th"))


def test_an_option_says_in_the_list_when_it_lapses(look):
    ReservationFactory(status=Status.OPTION, option_expires_at=NOON + DAY, followed_up_at=NOON)

    found = rows(look(LIST))[0]

    assert "Verloopt morgen" in words(found.find("./th"))
    assert "data-followed-up" in found.attrib


@pytest.mark.parametrize("work", WORK_LISTS.values(), ids=WORK_LISTS)
def test_a_list_of_work_is_called_by_its_name(look, work):
    assert words(look(f"{LIST}?work={work.name}").find(".//h1")) == str(work.title)


def test_the_whole_list_is_called_reservations(look):
    assert words(look(LIST).find(".//h1")) == "Reserveringen"


@pytest.mark.parametrize("query", ["work=everything", "status=happy", "event=abc", "q=%00"])
def test_an_address_that_means_nothing_shows_an_empty_list_and_says_so(look, query):
    ReservationFactory()

    found = by_id(look(f"{LIST}?{query}"), "reservations")

    assert references(found) == []
    assert "Een filter klopt niet." in words(found)


def test_a_list_that_finds_nothing_says_so(look):
    ReservationFactory()

    assert "Hier zijn geen reserveringen." in words(by_id(look(f"{LIST}?q=nobody"), "reservations"))


@pytest.mark.parametrize(
    ("first", "last", "low", "high"),
    [
        ("guests_min", "guests_max", "8", "7"),
        ("total_min", "total_max", "10", "9,99"),
        ("date_from", "date_to", "2026-12-02", "2026-12-01"),
        ("expires_from", "expires_to", "2026-12-02", "2026-12-01"),
    ],
)
def test_a_range_that_ends_before_it_begins_is_said_beside_its_end(look, first, last, low, high):
    found = look(f"{LIST}?{first}={low}&{last}={high}")

    field = by_id(found, f"id_{last}")
    assert (field.attrib["value"], field.attrib["aria-invalid"]) == (high, "true")
    assert words(by_id(found, field.attrib["aria-describedby"])) == "Dit ligt vóór het begin."
    assert by_id(look(f"{LIST}?{first}={high}&{last}={high}"), f"id_{last}").attrib.get("aria-invalid") is None


def test_an_event_is_chosen_by_its_day_its_hour_and_its_show(look):
    old, evening = EventFactory(date=TODAY - 8 * DAY), EventFactory(show__name="Winterrevue")

    def offered(query):
        return [(option.attrib["value"], words(option)) for option in by_id(look(f"{LIST}{query}"), "id_event")]

    assert offered("?more=1") == [("", "Elk event"), (str(evening.pk), "ma 7 dec 2026 20:00 · Winterrevue")]
    assert [value for value, _words in offered(f"?event={old.pk}")] == ["", str(old.pk), str(evening.pk)]


def test_what_was_asked_stays_in_the_form(look):
    form = look(f"{LIST}?q=%22Bos%22&work=outstanding&payment=overdue&guests_min=8").find(".//form[@role='search']")

    chosen = [option.attrib["value"] for option in form.iter("option") if "selected" in option.attrib]

    typed, chosen = fields(form), [value for value in chosen if value]
    assert (typed["q"], typed["guests_min"], chosen) == ('"Bos"', "8", ["outstanding", "overdue"])


@pytest.fixture
def two_pages(db):
    customer, event = CustomerFactory(), EventFactory()
    return ReservationFactory.create_batch(26, customer=customer, event=event, created_at=NOON)[::-1]


def test_a_long_list_is_read_on_and_back_and_keeps_what_was_asked(look, two_pages):
    def leads(found, rel):
        return next((a.attrib["href"] for a in found.iter("a") if a.attrib.get("rel") == rel), None)

    first = look(f"{LIST}?status=confirmed&q=visser")
    second = look(LIST + leads(first, "next"))
    back = look(LIST + leads(second, "prev"))

    assert references(first) == references(back) == [row.reference for row in two_pages[:25]]
    assert references(second) == [two_pages[25].reference]
    assert leads(second, "next") is None
    assert leads(second, "prev").startswith("?status=confirmed&q=visser&before=")


def test_a_short_list_has_no_other_pages(look):
    ReservationFactory()

    found = look(LIST)

    assert [a for a in found.iter("a") if a.attrib.get("rel")] == []


@pytest.mark.parametrize("cursor", ["after=nonsense", "before=1,2,3", "after=2026-11-23T12:00:00Z,abc", "after="])
def test_a_page_that_is_not_there_is_the_first(look, two_pages, cursor):
    assert references(look(f"{LIST}?{cursor}")) == [row.reference for row in two_pages[:25]]


def test_a_page_behind_the_last_row_is_empty_and_says_how_many_there_are(look, two_pages):
    last = two_pages[-1]

    behind = look(LIST + "?" + urlencode({"after": f"{quote(last.created_at.isoformat())},{last.pk}"}))

    assert references(behind) == []
    assert words(behind.find(".//p[@class='page-head__sub']")).startswith(f"{len(two_pages)} reserveringen")


# How many, and what they come to


def test_the_head_says_how_many_there_are_and_what_they_come_to(look):
    ReservationFactory(total_cents=120000, paid_cents=20000)
    ReservationFactory(total_cents=3050, status=Status.PENDING)
    ReservationFactory(total_cents=500, paid_cents=700)

    head = look(LIST).find(".//p[@class='page-head__sub']")

    assert words(head) == "3 reserveringen · samen € 1.235,50 · € 1.000 openstaand"
    assert figures(head) == [3, 123550, 100000]


def test_each_tab_has_its_count_under_what_else_was_asked(look):
    ReservationFactory(guests=10)
    ReservationFactory(guests=10, status=Status.PENDING)
    ReservationFactory(guests=2, status=Status.PENDING)

    tabs = links(by_id(look(f"{LIST}?guests_min=10&status=pending"), "tabs"))

    assert tabs["Alle 2"] == f"{LIST}?guests_min=10"
    assert tabs["In afwachting 1"] == f"{LIST}?guests_min=10&status=pending"
    assert tabs["Bevestigd 1"] == f"{LIST}?guests_min=10&status=confirmed"
    assert "Geannuleerd 0" in tabs


def test_what_is_too_long_to_count_is_counted_apart_up_to_a_limit(look, monkeypatch):
    monkeypatch.setattr("reservations.counting.MOST", 2)
    ReservationFactory.create_batch(3)
    ReservationFactory(status=Status.OPTION)

    found = look(f"{LIST}?guests_min=1")
    tabs = by_id(found, "tabs")
    assert words(found.find(".//p[@class='page-head__sub']")) == "Meer dan 2 reserveringen"
    assert "Bevestigd …" in links(tabs)
    assert words(look(f"{LIST}?status=option").find(".//p[@class='page-head__sub']")).startswith("1 reservering")

    counted = links(look(tabs.attrib["hx-get"]))
    assert counted["Alle 2+"] == f"{LIST}?guests_min=1"
    assert {"Bevestigd 2+", "Optie 1", "Ingecheckt 0"} <= set(counted)


def test_a_list_of_one_event_says_which_and_leads_to_all(look):
    row = ReservationFactory(event=EventFactory(show__name="Winterrevue"))

    chip = look(f"{LIST}?event={row.event_id}&q=visser").find(".//p[@class='filters__chip']")

    assert "Winterrevue · ma 7 dec 2026" in words(chip)
    assert chip.find("a").attrib["href"] == "?q=visser"


def test_what_can_not_be_is_said_beside_its_field_and_stays_typed(look):
    form = look(f"{LIST}?total_min=veel&guests_min=2").find(".//form[@role='search']")

    assert "Vul een bedrag in als 1.200 of 47,50." in words(form)
    assert fields(form)["total_min"] == "veel"


def test_a_list_is_only_read(desk):
    assert desk.post(LIST).status_code == 405


# Queries


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize("work", [None, *IN_A_LIST])
def test_a_list_needs_the_same_queries_for_any_number_of_rows(desk, count, work, django_assert_num_queries):
    for _ in range(count):
        values = IN_A_LIST[work or "outstanding"] | {"tags": [ReservationTagFactory()], "followed_up_by": UserFactory()}
        ReservationFactory(arrangement=ArrangementFactory(), **values)

    # Session, user, which, how many, rows, two kinds of tags, an unfinished bulk act, the views, what waits.
    with django_assert_num_queries(10):
        response = desk.get(LIST, {"work": work} if work else {})

    assert len(rows(page(response))) == count


@pytest.mark.parametrize("rows", [1, 3])
def test_the_tabs_are_counted_with_the_same_queries_for_any_number(desk, rows, django_assert_num_queries):
    ReservationFactory.create_batch(rows, guests=9)

    with django_assert_num_queries(
        13
    ):  # session, user, how many meet the filter (and which), all of them, each of eight states
        response = desk.get(reverse("reservations:counts"), {"guests_min": "9"})

    assert f"Alle {rows}" in links(page(response))
