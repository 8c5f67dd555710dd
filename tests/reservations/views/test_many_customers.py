"""One act on many customers: a tag given or taken away, told row by row, taken back whole."""

import pytest
from django.urls import reverse

from crm.models import Tag, Tagging
from reservations import batches
from reservations.customers import acts
from reservations.models import Act, Batch
from tests.factories import NOON, CompanyFactory, CustomerFactory, ReservationFactory
from tests.reading import page, said, undo_of, words

pytestmark = pytest.mark.django_db
MANY, LIST = reverse("customers:many"), reverse("customers:list")
TOKEN = "c0ffee00-0000-4000-8000-000000000000"


@pytest.fixture
def tag(db):
    return Tag.objects.create(name="Pers")


@pytest.fixture
def ask(desk):
    """Post what the bar of the list, or the page that it leads to, posts."""
    return lambda verb, rows=(), **typed: desk.post(
        MANY, {"verb": verb, "pk": [row.pk for row in rows], "next": LIST} | typed
    )


@pytest.fixture
def do(ask):
    return lambda verb, rows=(), **typed: ask(verb, rows, **{"go": "1", "token": TOKEN} | typed)


def tagged(tag):
    return set(tag.taggings.values_list("customer", flat=True))


def test_whom_it_is_about_is_shown_before_anything_is_done(ask, tag):
    firm = CustomerFactory(company=CompanyFactory(name="ABC BV"), first_name="Anna", last_name="Bos")
    ReservationFactory(customer=firm, total_cents=10000)

    shown = page(ask("tag-customers", [firm, CustomerFactory()]))

    assert words(shown.find(".//h1")) == "Tag geven"
    assert words(shown.find(".//p[@class='page-head__sub']")) == "2 klanten"
    assert words(shown.findall(".//ul[@class='plain']/li")[0]) == "ABC BV · Anna Bos · € 100"
    assert tagged(tag) == set()


def test_nothing_ticked_is_said(ask):
    assert said(ask("tag-customers")) == ["Vink eerst een of meer klanten aan."]


@pytest.mark.parametrize("verb", ["confirm", "cancel", "tag", "explode", ""])
def test_an_act_on_bookings_is_none_on_customers(ask, verb):
    assert ask(verb, [CustomerFactory()]).status_code == 400


@pytest.mark.parametrize("verb", ["tag-customers", "untag-customers"])
def test_an_act_on_customers_is_none_on_bookings(desk, verb):
    booking = ReservationFactory()

    assert desk.post(reverse("reservations:many"), {"verb": verb, "pk": [booking.pk]}).status_code == 400


def test_a_tag_that_was_not_chosen_is_asked_for_and_nothing_is_lost(do, tag):
    rows = CustomerFactory.create_batch(2)

    response = do("tag-customers", rows, reason="Gala")

    assert response.status_code == 422
    form = page(response).find(".//form[@class='form']")
    assert {field.attrib["value"] for field in form.iter("input") if field.attrib["name"] in {"pk", "reason"}} == {
        "Gala", *(str(row.pk) for row in rows),
    }  # fmt: skip


def test_a_tag_is_given_to_all_with_its_reason_and_one_undo_takes_it_back(desk, do, tag, staff):
    rows = CustomerFactory.create_batch(2)

    done = do("tag-customers", rows, tag=tag.pk, reason="Gala")

    assert said(done)[0].splitlines() == [
        "2 klanten hebben de tag gekregen.", *(f"{row}: Tag gegeven" for row in rows)
    ]  # fmt: skip
    given = Tagging.objects.get(customer=rows[0])
    assert (given.by, given.at, given.reason) == (staff, NOON, "Gala")
    undone = desk.post(undo_of(done), {"next": LIST})
    assert said(undone)[-1].splitlines()[0] == "2 klanten teruggezet."
    assert tagged(tag) == set()


def test_who_has_the_tag_already_is_told_and_keeps_it_when_the_others_are_taken_back(desk, do, tag):
    has, has_not = CustomerFactory.create_batch(2)
    Tagging.objects.create(customer=has, tag=tag, at=NOON)

    done = do("tag-customers", [has, has_not], tag=tag.pk)
    assert f"{has}: niet gedaan. Heeft deze tag al." in said(done)[0]
    desk.post(undo_of(done), {"next": LIST})

    assert tagged(tag) == {has.pk}


def test_a_tag_is_taken_away_and_laid_down_again(desk, do, tag):
    has, has_not = CustomerFactory.create_batch(2)
    Tagging.objects.create(customer=has, tag=tag, at=NOON, reason="Gala")

    done = do("untag-customers", [has, has_not], tag=tag.pk)

    assert said(done)[0].splitlines()[0] == "Tag weggehaald bij 1 klant."
    assert f"{has_not}: niet gedaan. Heeft deze tag niet met de hand gekregen." in said(done)[0]
    assert tagged(tag) == set()
    desk.post(undo_of(done), {"next": LIST})
    assert Tagging.objects.get(customer=has).reason == "Gala"


def test_the_same_click_again_tags_nobody_twice(do, tag):
    rows = CustomerFactory.create_batch(2)

    do("tag-customers", rows, tag=tag.pk)
    do("tag-customers", rows, tag=tag.pk)

    assert (Batch.objects.count(), Act.objects.filter(kind=Act.Kind.TAGGED).count()) == (1, 2)


# All that match


def test_all_that_match_are_tagged_and_nobody_else(do, tag):
    wanted = [ReservationFactory(total_cents=10000).customer for _number in range(2)]
    CustomerFactory()
    ReservationFactory(customer__erased_at=NOON)

    do("tag-customers", everything="1", query="bookings_min=1", drawn_at=NOON.isoformat(), tag=tag.pk)

    assert tagged(tag) == {customer.pk for customer in wanted}


def test_who_came_since_the_question_was_asked_is_left_out(do, tag):
    seen = CustomerFactory()
    CustomerFactory(created_at=NOON.replace(hour=13))

    do("tag-customers", everything="1", drawn_at=NOON.isoformat(), tag=tag.pk)

    assert tagged(tag) == {seen.pk}


def test_more_than_one_bulk_act_takes_is_said(ask, monkeypatch):
    monkeypatch.setattr(batches, "LARGEST", 2)
    CustomerFactory.create_batch(3)

    shown = page(ask("tag-customers", everything="1"))

    assert "de eerste 2" in words(shown.find(".//p[@class='note']"))


def test_who_is_gone_is_not_tagged_by_a_tick(ask):
    gone = CustomerFactory(erased_at=NOON)

    assert said(ask("tag-customers", [gone])) == ["Vink eerst een of meer klanten aan."]


# A long one


def test_a_long_one_names_customers_row_by_row_and_is_listed_as_such(desk, do, tag, monkeypatch):
    monkeypatch.setattr("reservations.views.many.FEW", 1)
    rows = CustomerFactory.create_batch(2)
    Tagging.objects.create(customer=rows[0], tag=tag, at=NOON)

    done = do("tag-customers", rows, tag=tag.pk)
    shown = page(desk.get(done["Location"]))

    assert words(shown.find(".//h1")) == "Tag geven"
    assert [(link.attrib["href"], words(link)) for link in shown.findall(".//tbody//a")] == [
        (row.get_absolute_url(), str(row)) for row in rows
    ]
    assert [words(cell) for cell in shown.findall(".//tbody//td")] == ["Heeft deze tag al.", "Tag gegeven"]
    listed = page(desk.get(reverse("reservations:batches")))
    assert "2 klanten" in words(listed.find(".//tbody"))


def test_an_undo_names_the_customers_of_whom_it_was_refused(desk, do, tag, monkeypatch):
    (row,) = CustomerFactory.create_batch(1)
    done = do("tag-customers", [row], tag=tag.pk)
    Tagging.objects.all().delete()

    undone = desk.post(undo_of(done), {"next": LIST})

    assert said(undone)[-1].splitlines()[1].startswith(f"{row}: niet gedaan.")
    assert batches.is_on_customers(Batch.objects.get(verb="undo"))


def test_one_who_has_the_tag_again_does_not_stop_the_undo_of_many(desk, do, tag, staff):
    rows = CustomerFactory.create_batch(3)
    Tagging.objects.bulk_create([Tagging(customer=row, tag=tag, at=NOON) for row in rows])
    done = do("untag-customers", rows, tag=tag.pk)
    acts.tag(rows[1], tag=tag, by=staff, at=NOON)

    undone = desk.post(undo_of(done), {"next": LIST})

    assert said(undone)[-1].splitlines()[0] == "2 klanten teruggezet."
    assert f"{rows[1]}: niet gedaan." in said(undone)[-1]
    assert tagged(tag) == {row.pk for row in rows}


@pytest.mark.parametrize("count", [1, 3])
def test_asking_costs_the_same_for_any_number_of_rows(ask, tag, django_assert_num_queries, count):
    rows = CustomerFactory.create_batch(count)

    with django_assert_num_queries(10):
        ask("tag-customers", rows)
