"""The page of payments: five lists, each with its count and its sum, and the rows that they come to."""

from datetime import timedelta

import pytest
from django.urls import reverse

from reservations import credit, lifecycle, reminders
from reservations.status import Status
from reservations.views.payments import TABS
from tests.factories import NOON, TODAY, CustomerFactory, EventFactory, ReservationFactory, UserFactory
from tests.reading import by_id, figures, links, page, references, rows, words

DAY = timedelta(days=1)
PAGE = reverse("payments:list")


@pytest.fixture
def opened(desk):
    def opened(work=""):
        response = desk.get(PAGE, {"work": work} if work else {})
        assert response.status_code == 200
        return page(response)

    return opened


def tabs(element):
    """{what a tab says: (count, sum in cents)}"""
    nav = element.find(".//nav[@class='tabs']")
    return {link.text.strip(): tuple(figures(link)) for link in nav.iter("a")}


def house():
    """In each list something, and beside it what could leak in."""
    return {
        "overdue-payments": [ReservationFactory(due_on=TODAY - 9 * DAY), ReservationFactory(due_on=TODAY - DAY)],
        "due-soon": [
            ReservationFactory(due_on=TODAY, paid_cents=1),
            ReservationFactory(due_on=TODAY + 7 * DAY),
        ],
        "no-due-date": [ReservationFactory(due_on=None, total_cents=1)],
        "credit": [
            ReservationFactory(paid_cents=15001),
            ReservationFactory(status=Status.CANCELLED, paid_cents=100),
            ReservationFactory(paid_cents=16000, credit_as="keep"),
        ],
        "refunds": [ReservationFactory(status=Status.REJECTED, paid_cents=50000, credit_as="refund")],
        "": [
            ReservationFactory(due_on=TODAY + 8 * DAY),
            ReservationFactory(paid_cents=15000, due_on=TODAY - DAY),
            ReservationFactory(status=Status.PENDING, due_on=None),
            ReservationFactory(status=Status.CANCELLED),
        ],
    }


# The lists


def test_each_tab_counts_and_sums_what_is_behind_it(opened):
    house()

    assert tabs(opened()) == {
        "Te laat": (2, 30000),
        "Binnen 7 dagen": (2, 29999),
        "Zonder datum": (1, 1),
        "Tegoed": (3, 1101),
        "Uit te betalen": (1, 50000),
    }


@pytest.mark.parametrize("number", range(5), ids=[tab.work.name for tab in TABS])
def test_a_tab_leads_to_the_rows_that_it_counts(opened, desk, number):
    expected = house()
    nav = opened().find(".//nav[@class='tabs']")
    link = list(nav.iter("a"))[number]

    found = page(desk.get(link.attrib["href"]))

    name = TABS[number].work.name
    assert references(found) == [row.reference for row in expected[name]]
    count, cents = figures(link)
    money = [figures(row)[-1] for row in rows(found)]
    assert (len(money), sum(money)) == (count, cents)
    current = [tab for tab in found.find(".//nav[@class='tabs']").iter("a") if "aria-current" in tab.attrib]
    assert [tab.attrib["href"] for tab in current] == [link.attrib["href"]]


def test_the_days_ahead_are_a_setting(opened, settings):
    settings.PAYMENT_SOON_DAYS = 8
    ReservationFactory(due_on=TODAY + 8 * DAY)

    assert tabs(opened())["Binnen 8 dagen"] == (1, 15000)


def test_there_are_no_other_lists(desk):
    assert desk.get(PAGE, {"work": "pending-approval"}).status_code == 404


def test_it_is_only_read(desk):
    assert desk.post(PAGE).status_code == 405


@pytest.mark.parametrize(
    ("work", "sentence"),
    [
        ("overdue-payments", "Niemand is te laat met betalen."),
        ("due-soon", "De komende dagen hoeft er niets betaald te worden."),
        ("no-due-date", "Alles wat openstaat heeft een betaaldatum."),
        ("credit", "Niemand heeft tegoed bij ons."),
        ("refunds", "Er hoeft niets te worden uitbetaald."),
    ],
)
def test_an_empty_list_says_something_true(opened, work, sentence):
    found = by_id(opened(work), "payments")

    assert words(found) == sentence


def test_the_rows_after_the_fiftieth_are_on_the_next_page(desk):
    together = {"customer": CustomerFactory(), "event": EventFactory(), "due_on": TODAY - DAY}
    made = ReservationFactory.create_batch(51, **together)

    first, second = (page(desk.get(PAGE, {"page": number})) for number in ("1", "2"))

    assert [len(rows(first)), references(second)] == [50, [made[-1].reference]]
    assert "1 tot 50 van 51" in words(first)
    assert tabs(second)["Te laat"] == (51, 51 * 15000)


# Debts


def test_a_debt_tells_who_when_how_late_how_much_and_what_was_said(opened):
    row = ReservationFactory(
        reference="R-7", customer__first_name="Bo", customer__last_name="Bos", contact_name="Jo Vos",
        event=EventFactory(show__name="Winterrevue"), due_on=TODAY - 5 * DAY, paid_cents=5000,
        reminded_at=NOON - 2 * DAY, reminder_level=2, promised_on=TODAY + 11 * DAY,
    )  # fmt: skip

    found = rows(opened())[0]

    assert [words(cell) for cell in found.findall("./td")[1:5]] == [
        "ma 7 dec 2026 Winterrevue",
        "wo 18 nov 2026 5 dagen te laat",
        "€ 100",
        "Tweede herinnering za 21 nov 2026 Toegezegd: vr 4 dec 2026",
    ]
    assert words(found.find("./th")) == "Bo Bos R-7 · Jo Vos"
    assert (figures(found), links(found)["Bo Bos"]) == ([10000], row.get_absolute_url())


def test_a_promise_that_was_not_kept_says_so(opened):
    ReservationFactory(due_on=TODAY - 5 * DAY, promised_on=TODAY - DAY)

    note = rows(opened())[0].find(".//*[@class='note']")

    assert (words(note), note.attrib["data-colour"]) == ("Toezegging niet nagekomen: zo 22 nov 2026", "red")


def test_of_a_debt_of_nobody_late_nothing_is_said(opened):
    ReservationFactory(due_on=None)

    cells = rows(opened("no-due-date"))[0].findall("./td")

    assert [words(cells[2]), words(cells[4])] == ["\N{EN DASH}", ""]


def test_credit_that_the_customer_kept_is_shown_with_what_they_owe(opened):
    customer = CustomerFactory(last_name="Bos")
    ReservationFactory(customer=customer, due_on=TODAY - DAY)
    ReservationFactory(due_on=TODAY - DAY)
    for cents in (20000, 15500):
        ReservationFactory(customer=customer, paid_cents=cents, credit_as="keep")
    ReservationFactory(customer=customer, paid_cents=99999)

    heads = [words(row.find("./th")) for row in rows(opened())]

    assert ["heeft € 55 tegoed bij ons" in head for head in heads] == [True, False]


@pytest.mark.parametrize(
    ("columns", "level", "button"),
    [
        ({}, "1", "Herinnering sturen"),
        ({"reminder_level": 1}, "2", "Tweede herinnering sturen"),
        ({"reminder_level": 2}, "3", "Laatste herinnering sturen"),
    ],
)
def test_the_next_reminder_is_named(opened, columns, level, button):
    reminded = {"reminded_at": NOON - DAY} if columns else {}
    row = ReservationFactory(due_on=TODAY - DAY, **columns, **reminded)

    form = rows(opened())[0].find(".//form")

    assert form.attrib["action"] == reverse("reservations:remind", args=[row.pk])
    assert form.find(".//input[@name='level']").attrib["value"] == level
    assert words(form.find(".//button")).startswith(button)


@pytest.mark.parametrize(
    "columns",
    [
        {"customer__email": ""},
        {"reminded_at": NOON},
        {"reminded_at": NOON - DAY, "reminder_level": 3},
    ],
    ids=["no address", "reminded today", "had the last"],
)
def test_who_can_not_be_reminded_can_pay_and_promise(opened, columns):
    row = ReservationFactory(due_on=TODAY - DAY, **columns)

    acts = by_id(opened(), f"acts-{row.pk}")

    assert acts.findall(".//form") == []
    asking = [link.attrib["href"].partition("?")[0] for link in acts.iter("a")]
    assert asking == [reverse(f"payments:{name}", args=[row.pk]) for name in ("payment", "promise")]
    assert ("geen e-mailadres" in words(acts)) is ("customer__email" in columns)


def test_a_reminder_from_the_page_comes_back_to_it_and_says_what_was_done(desk, opened):
    row = ReservationFactory(due_on=TODAY - DAY, reminded_at=NOON - DAY, reminder_level=1)
    form = rows(opened())[0].find(".//form")
    typed = {field.attrib["name"]: field.attrib["value"] for field in form.iter("input")}

    response = desk.post(form.attrib["action"], typed)

    assert response["Location"] == PAGE
    row.refresh_from_db()
    assert row.reminder_level == 2


def test_a_page_of_yesterday_sends_no_level_twice_and_skips_none(desk, opened):
    """It said “second”; a colleague has sent the second since."""
    row = ReservationFactory(due_on=TODAY - DAY, reminded_at=NOON - DAY, reminder_level=2)

    desk.post(reverse("reservations:remind", args=[row.pk]), {"level": "2"})

    row.refresh_from_db()
    assert row.reminder_level == 2


def test_a_level_that_none_of_our_pages_sends_is_none(desk):
    row = ReservationFactory(due_on=TODAY - DAY)

    assert desk.post(reverse("reservations:remind", args=[row.pk]), {"level": "4"}).status_code == 400


# Credit


def test_credit_tells_whose_it_is_why_and_how_much(opened, staff):
    row = ReservationFactory(customer__first_name="Bo", customer__last_name="Bos", paid_cents=15000)
    lifecycle.cancel(row, reason="Ziekte", by=staff, at=NOON)
    ReservationFactory(paid_cents=15100, credit_as="keep")

    cancelled, kept = rows(opened("credit"))

    assert [words(cell) for cell in cancelled.findall("./td")[1:5]] == ["Geannuleerd", "Ziekte", "€ 150", "€ 150"]
    assert [words(cell) for cell in kept.findall("./td")[1:5]] == [
        "Bevestigd", "Meer betaald dan het totaal", "€ 151", "€ 1 bewaard",
    ]  # fmt: skip
    choices = [
        [field.attrib["value"] for field in row.iterfind(".//input[@name='choice']")] for row in (cancelled, kept)
    ]
    assert choices == [["refund", "keep"], ["refund"]]


def test_what_is_to_be_paid_out_tells_the_bookkeeper_why(opened, staff):
    row = ReservationFactory(paid_cents=15000)
    lifecycle.cancel(row, reason="Ziekte", by=staff, at=NOON)
    credit.settle_credit(row, choice="refund", reason="Uit coulance", by=staff, at=NOON)

    found = rows(opened("refunds"))[0]

    assert words(found.findall("./td")[2]) == "Uit coulance"
    assert [link.partition("?")[0] for link in links(found).values()][1:] == [reverse("payments:refund", args=[row.pk])]


def test_what_anybody_typed_is_shown_and_never_runs(desk, staff):
    evil = '"><script>alert(1)</script>'
    columns = {"contact_name": evil, "event": EventFactory(show__name=evil), "customer__last_name": evil}
    ReservationFactory(due_on=TODAY - DAY, **columns)
    off = ReservationFactory(paid_cents=1, **columns)
    lifecycle.cancel(off, reason=evil, by=staff, at=NOON)

    responses = [desk.get(PAGE, {"work": work}) for work in ("overdue-payments", "credit")]

    assert [b"<script>alert" in response.content for response in responses] == [False, False]
    assert [words(page(response)).count(evil) >= 3 for response in responses] == [True, True]


# Queries


def full(count):
    """So many in each list, each with a history by other people, and customers with credit elsewhere."""
    for _ in range(count):
        for due_on in (TODAY - DAY, TODAY, None):
            row = ReservationFactory(due_on=due_on, promised_on=TODAY)
            reminders.remind(row, by=UserFactory(), at=NOON - DAY)
            ReservationFactory(customer=row.customer, paid_cents=99999, credit_as="keep")
        for choice in ("keep", "refund"):
            row = ReservationFactory(paid_cents=15000)
            lifecycle.cancel(row, reason="Ziek", by=UserFactory(), at=NOON)
            credit.settle_credit(row, choice=choice, by=UserFactory(), at=NOON)


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize("work", [tab.work.name for tab in TABS])
def test_a_list_needs_the_same_queries_for_any_number_of_rows(desk, work, count, django_assert_num_queries):
    full(count)

    with django_assert_num_queries(13):  # session, user, five sums, which, rows, two kinds of tags, why or kept, menu
        response = desk.get(PAGE, {"work": work})

    shown = {"credit": 4 * count}.get(work, count)
    assert len(rows(page(response))) == shown
