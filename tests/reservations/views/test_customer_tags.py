"""The pages of tags: which there are, the form of a rule with its preview, and saving it."""

from uuid import uuid4

import pytest

from crm.models import Revision, Tag
from tests.crm.rules.rules import rule
from tests.factories import NOON, ArrangementFactory, CustomerFactory
from tests.reading import by_id, figures, page, words
from tests.reservations.views.ruled import form_of, guest, loyal, messages_of, preview, typed, wrong

pytestmark = pytest.mark.django_db
LIST, NEW = "/tags/", "/tags/new/"


@pytest.fixture
def tag():
    return loyal()


# The list


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_needs_the_same_queries_for_any_number_of_tags(desk, count, django_assert_num_queries):
    Tag.objects.all().delete()
    arrangement = ArrangementFactory()
    for number in range(count):
        Tag.objects.create(
            name=f"Tag {number}", rule_at=NOON,
            rule=rule(("bookings", "gte", number + 1), ("arrangement", "is", arrangement.pk)).plain(),
        )  # fmt: skip
    guest(2)

    with django_assert_num_queries(6):  # session, user, tags, counts, arrangements, what waits
        response = desk.get(LIST)

    rows = page(response).findall(".//tr[@data-tag]")
    assert [figures(row) for row in rows] == [[1], [1], [0]][:count]
    assert words(rows[0].find("td")) == "Boekingen minstens 1 en voorkeursarrangement is “Standaard”"


def test_a_tag_without_a_rule_says_so_and_no_tags_at_all_as_well(desk, tag):
    Tag.objects.exclude(pk=tag.pk).delete()
    Tag.objects.update(rule=None, rule_at=None)
    assert "alleen met de hand" in words(page(desk.get(LIST)))

    Tag.objects.all().delete()
    assert "Nog geen tags." in words(page(desk.get(LIST)))


# The form


def test_the_tag_that_bookings_show_says_that_its_name_matters(desk, tag):
    vip = Tag.objects.get_or_create(name="VIP")[0]

    pages = [words(by_id(page(desk.get(f"/tags/{each.pk}/")), "rule")) for each in (vip, tag)]
    assert ["met een kroontje bij elke boeking" in said for said in pages] == [True, False]


def test_a_new_tag_begins_without_a_rule_and_a_row_is_added_and_removed(desk):
    assert "Geen regel" in words(by_id(page(desk.get(NEW)), "rule"))

    added = desk.post(NEW, typed(name="", add="1"))
    assert (added.status_code, form_of(added)["row"], wrong(added)) == (200, "0", {})
    two = desk.post(NEW, typed(("bookings", "gte", "2"), ("city", "begins", "Utr"), drop="0"))
    assert {name: form_of(two)[name] for name in ("c0-field", "c0-operator", "c0-value")} == {
        "c0-field": "city", "c0-operator": "begins", "c0-value": "Utr",
    }  # fmt: skip
    assert "c1-field" not in form_of(two)
    none = desk.post(NEW, typed(("bookings", "gte", "2"), ("city", "begins", "Utr"), drop="all"))
    assert "Geen regel" in words(by_id(page(none), "rule"))


def test_what_is_chosen_decides_how_it_is_compared_and_what_is_filled_in(desk):
    response = desk.post(NEW, typed(("last_visit", "gte", "5"), ("newsletter", "yes", "5"), (), shape="1"))

    root, form = by_id(page(response), "rule"), form_of(response)
    options = [words(option) for option in root.find(".//select[@name='c0-operator']").iter("option")]
    assert options[:2] == ["in de laatste … dagen", "langer dan … dagen geleden"]
    assert (form["c0-value"], form["name"], form["colour"]) == ("5", "Trouw", "#10b981")
    assert "c1-value" not in form
    assert "c2-operator" not in form
    assert wrong(response) == {}


def test_no_more_rows_are_offered_than_a_rule_can_have(desk):
    response = desk.post(NEW, typed(*[("bookings", "gte", "1")] * 12, add="1"))

    root = by_id(page(response), "rule")
    assert len(root.findall(".//input[@name='row']")) == 10
    assert root.find(".//button[@name='add']") is None


def test_the_preview_says_who_gains_it_and_who_loses_it_and_changes_nothing(desk, tag):
    loses, gains = guest(2), CustomerFactory(city="Utrecht", last_name="<script>")
    before = Tag.objects.get(pk=tag.pk).rule

    for how in ("1", "live"):
        response = desk.post(f"/tags/{tag.pk}/", typed(("city", "begins", "utr"), preview=how))
        assert response.status_code == 200
        assert preview(response) == (
            "Voorbeeld 1 krijgt hem erbij Anna <script> Plaats: Utrecht (begint met “utr”)"
            f" 1 raakt hem kwijt {loses} Boekingen: 2 (minstens 2) Wie hem met de hand kreeg, houdt hem."
        )
    assert b"<script>" not in response.content.replace(b"<script src", b"").replace(b"<script data", b"") or gains
    assert (Tag.objects.get(pk=tag.pk).rule, Revision.objects.count()) == (before, 0)


def test_while_somebody_types_nothing_is_called_wrong_and_without_script_it_is(desk):
    live = desk.post(NEW, typed(("bookings", "gte", ""), preview="live"))
    asked = desk.post(NEW, typed(("bookings", "gte", ""), preview="1"))

    assert (live.status_code, asked.status_code) == (200, 422)
    assert "Vul elke voorwaarde in" in preview(live)
    assert wrong(asked) == {"c0-value": "Vul een heel getal in, 0 of meer."}


def test_the_preview_needs_no_name(desk):
    guest(2)

    response = desk.post(NEW, typed(("bookings", "gte", "2"), name="", preview="live"))

    assert preview(response).startswith("Voorbeeld 1 krijgt hem erbij")


@pytest.mark.parametrize(
    ("condition", "field", "sentence"),
    [
        ((), "field", "Kies waar het over gaat."),
        (("nonsense", "gte", "1"), "field", "Kies waar het over gaat."),
        (("tag", "has", "1"), "field", "Kies waar het over gaat."),
        (("bookings",), "operator", "Kies hoe je het vergelijkt."),
        (("bookings", "within", "5"), "operator", "Kies hoe je het vergelijkt."),
        (("bookings", "gte", "veel"), "value", "Vul een heel getal in, 0 of meer."),
        (("bookings", "gte", "-1"), "value", "Vul een heel getal in, 0 of meer."),
        (("bookings", "gte", "1000001"), "value", "Vul een heel getal in, 0 of meer."),
        (("bookings", "gte", "9" * 5000), "value", "Vul een heel getal in, 0 of meer."),
        (("omzet", "gte", "veel"), "value", "Vul een bedrag in als 1.200 of 47,50."),
        (("omzet", "gte", ""), "value", "Vul een bedrag in als 1.200 of 47,50."),
        (("omzet", "gte", "99999999999"), "value", "Vul een bedrag in als 1.200 of 47,50."),
        (("last_visit", "within", "0"), "value", "Vul een aantal dagen in van 1 tot 3650."),
        (("last_visit", "within", "3651"), "value", "Vul een aantal dagen in van 1 tot 3650."),
        (("last_visit", "since", "31-02-2026"), "value", "Vul een datum in."),
        (("last_visit", "since", "0026-02-01"), "value", "Kies een datum van 2000 tot en met 2100."),
        (("language", "is", "fr"), "value", "Kies er een."),
        (("arrangement", "is", "x"), "value", "Kies er een."),
        (("city", "begins", " "), "value", "Vul in hoe het begint."),
    ],
)
def test_what_is_typed_wrong_is_said_beside_its_field_and_nothing_typed_is_lost(desk, condition, field, sentence):
    response = desk.post(NEW, typed(("guests", "lte", "7"), condition))

    assert response.status_code == 422
    assert wrong(response)[f"c1-{field}"] == sentence
    form = form_of(response)
    assert (form["name"], form["c0-value"]) == ("Trouw", "7")
    assert not Tag.objects.filter(name="Trouw").exists()


@pytest.mark.parametrize(
    ("rest", "field", "sentence"),
    [
        ({"name": " "}, "name", "Geef een naam op."),
        ({"name": "trouw!"}, "name", "Er is al een tag “trouw!”."),
        ({"colour": "groen"}, "colour", "Vul een kleur in als #RRGGBB."),
    ],
)
def test_a_name_and_a_colour_are_judged_as_well(desk, rest, field, sentence):
    Tag.objects.create(name="Trouw!")

    response = desk.post(NEW, typed(("guests", "lte", "7"), **rest))

    assert (response.status_code, wrong(response)) == (422, {field: sentence})


def test_a_rule_that_is_no_choice_of_ours_is_refused(desk):
    response = desk.post(NEW, typed(("guests", "lte", "7"), ("guests", "gte", "1"), match="some"))

    assert response.status_code == 422
    assert not Tag.objects.filter(name="Trouw").exists()


# Saving


def test_a_tag_is_saved_with_its_rule_and_its_change_is_undone_from_the_message(desk, staff, take_back):
    token = str(uuid4())
    for _click in range(2):
        response = desk.post(
            NEW, typed(("omzet", "gte", "€ 2.500,50"), ("last_visit", "since", "2026-01-31"), token=token)
        )
        assert response["Location"] == LIST
    tag = Tag.objects.get(name="Trouw")
    assert (tag.colour, tag.rule) == (
        "#10B981", rule(("omzet", "gte", 250050), ("last_visit", "since", "2026-01-31")).plain(),
    )  # fmt: skip
    assert [(each.by, each.at) for each in Revision.objects.all()] == [(staff, NOON)]
    assert form_of(desk.get(f"/tags/{tag.pk}/"))["c0-value"] == "2500,50"

    changed = desk.post(
        f"/tags/{tag.pk}/", typed(("bookings", "gte", "3"), seen=Revision.objects.get().pk), follow=True
    )
    [(said, undo)] = messages_of(changed)
    assert said == "“Trouw” is opgeslagen."
    undone = take_back(undo, next=LIST)
    assert undone["Location"] == LIST
    tag.refresh_from_db()
    assert tag.rule["conditions"][0] == ["omzet", "gte", 250050]

    assert "gewijzigd" in messages_of(desk.post(undo, {"token": "nonsense"}, follow=True))[-1][0]


def test_saving_what_is_so_already_says_that_nothing_changed(desk, tag):
    response = desk.post(f"/tags/{tag.pk}/", typed(("bookings", "gte", "2"), colour="#10B981"), follow=True)

    assert [said for said, _undo in messages_of(response)][-1] == "Er is niets gewijzigd."
    assert Revision.objects.count() == 0


def test_taking_the_rule_away_leaves_a_tag_by_hand(desk, tag):
    response = desk.post(f"/tags/{tag.pk}/", typed())

    assert response["Location"] == LIST
    assert Tag.objects.get(pk=tag.pk).rule is None


def test_a_colleague_who_was_first_is_told_of_and_can_be_overruled_knowingly(desk, tag):
    desk.post(f"/tags/{tag.pk}/", typed(("bookings", "gte", "3"), seen="0"))

    stale = desk.post(f"/tags/{tag.pk}/", typed(("bookings", "gte", "4"), seen="0"))
    assert stale.status_code == 422
    assert "Een collega heeft “Trouw” intussen opgeslagen" in words(by_id(page(stale), "rule"))
    assert form_of(stale)["c0-value"] == "4"

    desk.post(f"/tags/{tag.pk}/", typed(("bookings", "gte", "4"), seen=form_of(stale)["seen"]))
    assert Tag.objects.get(pk=tag.pk).rule["conditions"] == [["bookings", "gte", 4]]


@pytest.mark.parametrize("count", [1, 3])
def test_a_form_with_its_preview_costs_the_same_for_any_number_of_customers(
    desk, tag, count, django_assert_num_queries
):
    tag.rule = rule(("bookings", "gte", 9)).plain()
    tag.save()
    for _ in range(count):
        guest(2)

    # Session, user, tag, last change; who gains it, their names and figures; who loses it; what waits.
    with django_assert_num_queries(9):
        desk.post(f"/tags/{tag.pk}/", typed(("bookings", "gte", "2"), preview="live"))
