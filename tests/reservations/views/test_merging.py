"""Merging on screen: who may be one, two side by side, the click, its undo, and what is said when it can't be."""

from urllib.parse import parse_qs, urlsplit
from uuid import uuid4

import pytest
from django.urls import reverse

from crm import merging as fields_of
from crm.models import Customer, Note
from reservations.customers import acts, merging
from reservations.models import Act
from tests.factories import NOON, CompanyFactory, CustomerFactory, ReservationFactory
from tests.naive import assert_books_are_right, now
from tests.reading import by_list, fields, figures, links, page, said, undo_of, words

pytestmark = pytest.mark.django_db
START = reverse("merging:suggestions")
PHONE = "+31612345678"
HOW = {"by": None, "at": NOON}


@pytest.fixture
def kept():
    return CustomerFactory(first_name="Anna", last_name="Özdemir", email="anna@abc.nl", phone=PHONE)


@pytest.fixture
def other():
    return CustomerFactory(
        first_name="A.", last_name="Ozdemir", email="bert@abc.nl", phone=PHONE, city="Ede", remarks="<script>x</script>"
    )


def address(kept, other):
    return reverse("merging:merge", args=[kept.pk, other.pk])


@pytest.fixture
def merge(desk, kept, other):
    def merge(**typed):
        seen = fields_of.seen(now(kept), now(other))
        return desk.post(address(kept, other), {"seen": seen, "token": uuid4()} | typed)

    return merge


def row_of(element, name):
    return element.find(f".//*[@data-field='{name}']")


def chosen(element, name):
    return [i.attrib["value"] for i in row_of(element, name).iter("input") if "checked" in i.attrib]


# Side by side


def test_both_stand_side_by_side_field_by_field(desk, kept, other):
    shown = page(desk.get(address(kept, other)))

    assert words(row_of(shown, "last_name")) == "Achternaam Özdemir Ozdemir"
    assert chosen(shown, "last_name") == ["ours"]
    assert (words(row_of(shown, "address")), chosen(shown, "address")) == ("Adres leeg Ede", ["theirs"])
    assert words(row_of(shown, "phone")) == f"Telefoon {PHONE} hetzelfde"
    assert row_of(shown, "vat_number") is None
    assert "<script>x</script>" in words(row_of(shown, "remarks"))


def test_notes_of_both_can_stay(desk, kept, other):
    Customer.objects.filter(pk=kept.pk).update(remarks="Allergisch")

    shown = page(desk.get(address(kept, other)))

    assert chosen(shown, "remarks") == ["both"]


def test_figures_of_both_and_of_the_two_as_one(desk, kept, other):
    ReservationFactory(customer=kept, guests=2, total_cents=10000, paid_cents=2500)
    ReservationFactory(customer=other, guests=3, total_cents=5000)
    Note.objects.create(customer=other, text="Belt graag", at=NOON)

    shown = page(desk.get(address(kept, other)))

    assert figures(shown) == [2, 5, 15000, 2500, 12500]
    assert [words(each) for each in by_list(shown, "moving")] == ["1 reservering", "1 notitie"]


def test_visits_of_both_are_the_first_and_the_last(desk, kept, other):
    for customer, day in [(kept, 3), (other, 9)]:
        ReservationFactory(customer=customer, event__date=NOON.date().replace(day=day))

    table = page(desk.get(address(kept, other))).findall(".//table/tbody/tr")
    assert [words(cell) for cell in table[-2]] == ["Eerste bezoek", "di 3 nov 2026", "ma 9 nov 2026", "di 3 nov 2026"]
    assert [words(cell) for cell in table[-1]] == ["Laatste bezoek", "di 3 nov 2026", "ma 9 nov 2026", "ma 9 nov 2026"]


def test_nothing_to_move_says_so_and_who_stays_can_be_swapped(desk, kept, other):
    shown = page(desk.get(address(kept, other), {"next": "/reservations/"}))

    assert "Alleen het adres en wat er over de klant bekend is." in words(shown)
    swap = urlsplit(links(shown)["Omwisselen wie blijft"])
    assert (swap.path, parse_qs(swap.query)) == (address(other, kept), {"next": ["/reservations/"]})


def test_company_language_and_newsletter_are_told_in_words(desk, kept, other):
    Customer.objects.filter(pk=other.pk).update(
        company=CompanyFactory(name="ABC BV"), language="en", newsletter_at=NOON, newsletter_how="website"
    )

    shown = page(desk.get(address(kept, other)))

    assert words(row_of(shown, "company")) == "Bedrijf leeg ABC BV"
    assert words(row_of(shown, "language")) == "Taal Nederlands Engels"
    assert words(row_of(shown, "newsletter")) == "Nieuwsbrief leeg ma 23 nov 2026 · website"


@pytest.mark.parametrize("rows", [1, 3])
def test_the_preview_costs_the_same_queries_for_any_number(desk, kept, other, rows, django_assert_num_queries):
    ReservationFactory.create_batch(rows, customer=other)
    ReservationFactory.create_batch(rows, customer=kept)

    with django_assert_num_queries(11):
        desk.get(address(kept, other))


def test_nobody_is_compared_with_themselves_or_with_nobody(desk, kept):
    assert desk.get(address(kept, kept)).url == reverse("merging:with", args=[kept.pk])
    assert desk.get(reverse("merging:merge", args=[kept.pk, 999])).status_code == 404
    Customer.objects.filter(pk=kept.pk).update(erased_at=NOON)
    assert desk.get(reverse("merging:with", args=[kept.pk])).status_code == 404


def test_who_was_merged_since_is_shown_as_who_survived(desk, kept, other):
    third = CustomerFactory()
    merging.merge(kept, other, **HOW)

    assert desk.get(address(third, other)).url == address(third, kept)
    response = desk.get(address(other, kept))
    assert (response.url, said(response)) == (START, ["Dat is al één klant: Anna Özdemir."])


# The click


def test_one_click_merges_as_it_was_chosen_and_another_takes_it_back(merge, kept, other, take_back):
    row = ReservationFactory(customer=other)

    response = merge(last_name="theirs", next="/reservations/")

    assert response.url == "/reservations/"
    assert said(response) == ["A. Ozdemir is samengevoegd met Anna Özdemir."]
    assert (now(row).customer, now(kept).full_name) == (kept, "Anna Ozdemir")
    take_back(undo_of(response), next=START)
    assert (now(row).customer, now(kept).full_name) == (other, "Anna Özdemir")
    assert_books_are_right()


def test_without_a_page_to_go_back_to_it_is_the_suggestions(merge):
    assert merge().url == START


def test_a_screen_that_is_stale_shows_how_they_are_now(merge, desk, kept, other):
    acts.edit(other, {"city": "Bennekom"}, **HOW)

    response = merge(seen="before", address="theirs")

    assert response.status_code == 422
    shown = page(response)
    assert "Zo staat het er nu voor" in words(shown)
    assert "Bennekom" in words(row_of(shown, "address"))
    assert fields(shown)["seen"] == fields_of.seen(now(kept), now(other))
    assert now(other).merged_into is None


def test_what_is_no_choice_is_said_beside_its_field(merge, other):
    response = merge(last_name="nobody's")

    assert response.status_code == 422
    assert "geen beschikbare keuze" in words(row_of(page(response), "last_name"))
    assert now(other).merged_into is None


def test_choices_that_leave_nobody_are_refused_and_stay_chosen(desk):
    name, email = CustomerFactory(first_name="", email=""), CustomerFactory(first_name="", last_name="")

    response = desk.post(address(name, email), {"last_name": "theirs", "email": "ours", "token": uuid4()})

    shown = page(response)
    assert response.status_code == 422
    assert words(shown.find(".//*[@role='alert']")) == (
        "Wie blijft heeft een naam, een bedrijf of een e-mailadres nodig: kies er een."
    )
    assert chosen(shown, "last_name") == ["theirs"]
    assert Customer.objects.standing().count() == 2


def test_who_was_merged_meanwhile_is_told(merge, kept, other, desk):
    merging.merge(kept, other, **HOW)

    response = merge()

    assert said(response) == ["A. Ozdemir is intussen samengevoegd met Anna Özdemir: kijk daar."]
    assert response.url == address(kept, other)


def test_a_double_click_merges_once(merge):
    token = uuid4()

    first, second = merge(token=token), merge(token=token)

    assert said(second)[-1:] == said(first)
    assert Act.objects.count() == 1
