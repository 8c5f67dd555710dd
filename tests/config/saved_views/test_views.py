"""Saved views on screen: above the list, and on the page that looks after them."""

import pytest
from django.contrib.auth.models import Permission
from django.urls import reverse

from config.models import SavedView
from config.saved_views import keeping
from tests.factories import NOON, UserFactory
from tests.reading import by_id, fields, links, page, said, undo_of, words

LIST, EVENTS = reverse("reservations:list"), reverse("events:list")
VIEWS = reverse("views:index")
NAME = "reservations:list"


@pytest.fixture
def keep(staff):
    def keep(name="Groepen", query="guests_min=20", by=staff, page=NAME, *, shared=False):
        return keeping.keep(page, query=query, name=name, shared=shared, by=by, at=NOON)

    return keep


@pytest.fixture
def colleague(db):
    return UserFactory(username="sanne")


@pytest.fixture
def save(desk):
    def save(**typed):
        return desk.post(VIEWS, {"page": NAME, "query": "guests_min=20&sort=-total", "name": "Groepen"} | typed)

    return save


@pytest.fixture
def bar(desk):
    return lambda query="", address=LIST: by_id(page(desk.get(f"{address}?{query}")), "saved-views")


def open_ones(bar):
    return [words(link) for link in bar.iter("a") if link.attrib.get("aria-current")]


def manage(desk, query="", of=NAME):
    return page(desk.get(VIEWS, {"page": of, "query": query}))


def verb(name, view):
    return reverse(f"views:{name}", args=[view.pk])


# Above the list


def test_a_list_without_views_or_filter_shows_nothing_of_them(bar):
    assert len(bar()) == 0


def test_mine_and_everyones_stand_above_the_list_mine_first(bar, keep, colleague):
    keep("Zaterdag", "date_from=2026-11-28"), keep("Alle", "work=expiring-options", colleague, shared=True)
    keep("Geheim", "q=x", colleague), keep("Avonden", page="events:list")

    assert list(links(bar()).items())[:2] == [
        ("Zaterdag", "/reservations/?date_from=2026-11-28"),
        ("Alle (voor iedereen)", "/reservations/?work=expiring-options"),
    ]
    assert "Geheim" not in words(bar())
    assert "Avonden" not in words(bar())
    assert "Avonden" in words(bar(address=EVENTS))


@pytest.mark.parametrize("query", ["sort=-total&guests_min=20", "guests_min=20&q=&sort=-total&after=1%2C2"])
def test_the_one_that_is_open_is_marked_however_its_address_is_written(bar, keep, query):
    keep(query="guests_min=20&sort=-total"), keep("Anders", "guests_min=21")

    found = bar(query)

    assert open_ones(found) == ["Groepen"]
    assert "Bewaar dit filter" not in words(found)
    assert open_ones(bar("guests_min=20")) == []
    assert "Bewaar dit filter" in words(bar("guests_min=20"))


def test_names_and_filters_are_text(bar, keep):
    keep("<script>alert(1)</script>", 'q="><script>')

    assert next(iter(links(bar()).items())) == ("<script>alert(1)</script>", "/reservations/?q=%22%3E%3Cscript%3E")


@pytest.mark.parametrize("count", [0, 1, 3])
def test_a_list_asks_once_for_its_views(desk, keep, colleague, count, django_assert_num_queries):
    for number in range(count):
        keep(f"Van mij {number}", f"q={number}"), keep(f"Van haar {number}", f"q={number}", colleague, shared=True)

    # Session, user, how many events, their shows and types to choose from, the views, what waits.
    with django_assert_num_queries(7):
        response = desk.get(EVENTS)
    assert response.status_code == 200


# Saving


def test_the_present_filter_is_saved_and_stays_open(save, staff):
    response = save(shared="on")

    view = SavedView.objects.get()
    assert (view.page, view.name, view.query, view.owner, view.shared, view.created_at) == (
        NAME, "Groepen", "guests_min=20&sort=-total", staff, True, NOON,
    )  # fmt: skip
    assert response.url == "/reservations/?guests_min=20&sort=-total"
    assert said(response) == ["Weergave “Groepen” is bewaard."]


def test_saving_is_taken_back_from_its_message(save, desk):
    desk.post(undo_of(save()))

    assert not SavedView.objects.kept().exists()


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"name": " "}, "Geef een naam op."),
        ({"name": "a" * 61}, "60"),
        ({"name": "gróépen"}, "Je hebt al een weergave “gróépen”."),
        ({"name": "Alles", "query": "q="}, "Kies eerst een filter: dit is de hele lijst."),
        ({"name": "Lang", "query": "q=" + "a" * 1000}, "Dit filter is te lang om te bewaren."),
        ({"name": "Nul\0"}, "Null"),
    ],
)
def test_what_can_not_be_saved_is_said_beside_the_name_and_nothing_is_lost(save, keep, typed, sentence):
    keep("Gróépen", "q=x")

    response = save(shared="on", **typed)

    shown = by_id(page(response), "saved-views")
    assert response.status_code == 422
    assert sentence in words(shown.find(".//ul[@class='errorlist']"))
    assert "open" in shown.find(".//details").attrib
    assert fields(shown)["name"] == typed["name"]
    assert "checked" in by_id(shown, "view_shared").attrib
    assert SavedView.objects.count() == 1


def test_with_a_script_the_form_alone_is_shown_again(save):
    response = save(name="")

    assert (response["HX-Retarget"], response["HX-Reselect"]) == ("#saved-views", "#saved-views")


@pytest.mark.parametrize("of", ["", "https://elsewhere.example/", "account_logout", "reservations:new"])
def test_only_a_list_has_views(save, desk, of):
    assert save(page=of).status_code == 404
    assert desk.get(VIEWS, {"page": of}).status_code == 404
    assert not SavedView.objects.exists()


# Looking after them


def test_the_page_says_when_there_are_none(desk):
    assert "Nog geen bewaarde weergaven." in words(manage(desk))


def test_the_page_leads_back_to_the_list_as_it_was(desk):
    assert links(manage(desk, "sort=-total&q=x&after=3"))["Terug naar de lijst"] == "/reservations/?q=x&sort=-total"
    assert links(manage(desk))["Terug naar de lijst"] == "/reservations/"


def test_a_view_gets_another_name_and_becomes_everyones(desk, keep):
    view = keep()

    response = desk.post(verb("change", view), {f"{view.pk}-name": "Grote groepen", f"{view.pk}-shared": "on"})

    view.refresh_from_db()
    assert (view.name, view.shared, view.query) == ("Grote groepen", True, "guests_min=20")
    assert said(response) == ["Weergave “Grote groepen” is bewaard."]


def test_a_name_that_is_taken_is_said_in_its_row_and_nothing_is_lost(desk, keep):
    view = keep()
    keep("Opties", "q=x")

    response = desk.post(verb("change", view), {f"{view.pk}-name": "opties", "query": "q=y"})

    shown = page(response)
    assert response.status_code == 422
    assert "Je hebt al een weergave" in words(shown)
    assert (fields(shown)[f"{view.pk}-name"], fields(shown)["query"]) == ("opties", "q=y")
    view.refresh_from_db()
    assert view.name == "Groepen"


def test_a_view_keeps_its_name_when_it_is_given_none(desk, keep):
    view = keep()

    response = desk.post(verb("change", view), {f"{view.pk}-name": " "})

    assert (response.status_code, fields(page(response))[f"{view.pk}-name"]) == (422, " ")
    assert "Geef een naam op." in words(page(response))
    view.refresh_from_db()
    assert view.name == "Groepen"


def test_a_view_takes_the_present_filter(desk, keep):
    view = keep()
    assert "Neem het huidige filter over" in words(manage(desk, "guests_min=40"))
    assert "Neem het huidige filter over" not in words(manage(desk, view.query))

    response = desk.post(verb("aim", view), {"query": "guests_min=40&page=2"})

    assert response.url == "/reservations/?guests_min=40"
    assert said(response) == ["Weergave “Groepen” toont voortaan het huidige filter."]


def test_a_view_does_not_become_the_whole_list(desk, keep):
    view = keep()

    assert said(desk.post(verb("aim", view), {"query": ""})) == ["Kies eerst een filter: dit is de hele lijst."]
    view.refresh_from_db()
    assert view.query == "guests_min=20"


def test_a_view_is_removed_and_brought_back_by_one_click(desk, keep, bar):
    view, here = keep(), f"{VIEWS}?page={NAME}"

    response = desk.post(verb("remove", view), {"next": here})
    assert (response.url, said(response)) == (here, ["Weergave “Groepen” is verwijderd."])
    assert "Groepen" not in words(bar())

    response = desk.post(undo_of(response), {"next": LIST})
    assert said(response)[-1] == "Weergave “Groepen” is terug."
    assert "Groepen" in words(bar())


def test_what_got_its_name_meanwhile_is_named_when_it_can_not_come_back(desk, keep):
    view = keep()
    undo = undo_of(desk.post(verb("remove", view)))
    keep(query="q=x")

    assert said(desk.post(undo))[-1] == "Je hebt al een weergave “Groepen”."


def test_a_double_click_on_remove_removes_once(desk, keep):
    view = keep()

    assert [desk.post(verb("remove", view)).status_code for _ in range(2)] == [302, 302]


@pytest.mark.parametrize("next_page", ["https://elsewhere.example/", "//elsewhere.example", "javascript:alert(1)", ""])
def test_nobody_is_sent_out_of_the_house(desk, keep, next_page):
    assert desk.post(verb("remove", keep()), {"next": next_page}).url == LIST


# Whose they are


@pytest.mark.parametrize("name", ["change", "aim", "remove", "bring-back"])
def test_somebody_elses_views_do_not_exist_and_everyones_are_not_mine_to_change(desk, keep, colleague, name):
    private, everyones = keep(by=colleague), keep("Van iedereen", "q=x", colleague, shared=True)

    assert desk.post(verb(name, private)).status_code == 404
    assert desk.post(verb(name, everyones)).status_code == 403
    assert SavedView.objects.kept().count() == 2
    shown = manage(desk, "q=y")
    assert "Voor iedereen, van sanne" in words(shown)
    assert not [field for field in fields(shown) if field.endswith("-name")]


def test_who_may_changes_everyones(desk, staff, keep, colleague):
    staff.user_permissions.add(Permission.objects.get(codename="change_savedview"))
    view = keep(by=colleague, shared=True)
    assert "Voor iedereen, van sanne" in words(manage(desk))

    desk.post(verb("change", view), {f"{view.pk}-name": "Anders", f"{view.pk}-shared": "on"})

    view.refresh_from_db()
    assert (view.name, view.owner) == ("Anders", colleague)


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_needs_the_same_queries_for_any_number(desk, keep, colleague, count, django_assert_num_queries):
    for number in range(count):
        keep(f"Van mij {number}", f"q={number}"), keep(f"Van haar {number}", f"q={number}", colleague, shared=True)

    # Session, user, the views, what this person may (2), what waits.
    with django_assert_num_queries(6):
        desk.get(VIEWS, {"page": NAME})


@pytest.mark.parametrize("name", ["change", "aim", "remove", "bring-back"])
def test_a_view_is_changed_by_a_click_not_by_an_address(desk, keep, name):
    assert desk.get(verb(name, keep())).status_code == 405
