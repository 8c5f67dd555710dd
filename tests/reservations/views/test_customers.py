"""The page of one customer: what it shows, what can be done there, and what is said when it can't."""

from datetime import timedelta

import pytest
from django.urls import reverse

from crm.models import Customer, Note
from reservations import lifecycle
from reservations.customers import acts
from reservations.models import Act
from reservations.status import Status
from tests.factories import (
    NOON,
    TODAY,
    CompanyFactory,
    CustomerFactory,
    EventFactory,
    ReservationFactory,
    UserFactory,
    party,
)
from tests.reading import by_id, fields, figures, links, page, said, undo_of, words

DAY = timedelta(days=1)


@pytest.fixture
def anna(db):
    return CustomerFactory(
        first_name="Anna", last_name="Özdemir", email="anna@bos.nl", phone="+31612345678",
        company=CompanyFactory(name="ABC BV"), created_at=NOON - 100 * DAY,
    )  # fmt: skip


def section(shown, title):
    """The panel under the title with this id."""
    return shown.find(f".//section[@aria-labelledby='{title}']")


def post(desk, name, pk, **typed):
    return desk.post(reverse(f"customers:{name}", args=[pk]), typed)


# What it shows


def test_who_it_is_and_how_to_reach_them(look, anna):
    shown = look(anna.get_absolute_url())

    assert words(shown.find(".//h1")) == "ABC BV"
    assert "Anna Özdemir · klant sinds 15 augustus 2026" in words(shown.find(".//p[@class='page-head__sub']"))
    assert (links(shown)["Mail"], links(shown)["Bel"]) == ("mailto:anna@bos.nl", "tel:+31612345678")
    assert links(shown)["Nieuwe reservering"] == f"{reverse('reservations:new')}?customer={anna.pk}"


def test_every_figure_leads_to_the_rows_behind_it(look, anna):
    ReservationFactory(customer=anna, event=EventFactory(date=TODAY - DAY), total_cents=20000, paid_cents=5000)
    ReservationFactory(customer=anna, event=EventFactory(date=TODAY + DAY), total_cents=10000, paid_cents=10000)
    ReservationFactory(customer=anna, status=Status.CANCELLED)
    ReservationFactory(total_cents=99999)

    panel = section(look(anna.get_absolute_url()), "figures")

    assert figures(panel) == [2, 30000, 15000, 15000]
    told = [words(look(link.attrib["href"]).find(".//p[@class='page-head__sub']")) for link in panel.findall(".//a")]
    assert [text.partition(" · € ")[0] for text in told] == [
        "2 reserveringen · samen € 300", "2 reserveringen · samen € 300", "1 reservering · samen € 200",
        "1 reservering · samen € 150", "0 reserveringen",
    ]  # fmt: skip


def test_a_customer_without_anything_has_true_empty_states(look):
    shown = words(look(CustomerFactory(email="", phone="").get_absolute_url()))

    for sentence in ("Nog niets opgeschreven.", "Nog geen reserveringen.", "Hierover is niets gebeurd."):
        assert sentence in shown


def test_the_journey_is_shown_by_subject_and_a_page_at_a_time(look, staff, anna):
    for number in range(25):
        acts.speak(anna, channel="phone", text=f"Gesprek {number}", by=staff, at=NOON - number * DAY)
    acts.write_note(anna, text="Zit vooraan", by=staff, at=NOON)

    shown = look(anna.get_absolute_url())
    told = [words(item) for item in shown.findall(".//*[@class='timeline__what']")]
    assert (told[0], len(told)) == ("Notitie geschreven · Zit vooraan", 20)

    older = look(links(by_id(shown, "older"))["Ouder"])
    assert [words(item) for item in older.findall(".//*[@class='timeline__what']")][-1] == "Gesproken · Gesprek 24"

    notes = look(f"{anna.get_absolute_url()}?about=notes")
    assert len(notes.findall(".//*[@class='timeline__what']")) == 1
    assert len(look(f"{anna.get_absolute_url()}?about=nonsense").findall(".//*[@class='timeline__what']")) == 20


def test_an_act_leads_to_what_it_was_about_and_can_be_undone_there(look, staff, anna):
    row = lifecycle.book(party(customer=anna), by=staff, at=NOON).reservation

    item = look(anna.get_absolute_url()).find(".//ol[@id='timeline']/li")

    assert row.get_absolute_url() in links(item).values()
    assert item.find(".//form").attrib["action"] == reverse("reservations:undo", args=[row.acts.get().pk])


def test_who_was_merged_leads_to_who_they_are_now(look, anna):
    other = CustomerFactory(last_name="Vos", merged_into=anna)

    shown = look(other.get_absolute_url())

    assert links(shown)["Open ABC BV"] == anna.get_absolute_url()
    assert "Wijzig" not in links(shown)


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_needs_the_same_queries_for_any_number(desk, staff, anna, count, django_assert_num_queries):
    for _ in range(count):
        ReservationFactory(customer=anna, event=EventFactory(date=TODAY - DAY))
        acts.write_note(anna, text="Zit vooraan", by=staff, at=NOON)
        acts.speak(anna, channel="phone", text="Belt", by=staff, at=NOON)

    with django_assert_num_queries(28):
        response = desk.get(anna.get_absolute_url())

    assert len(page(response).findall(".//ol[@id='timeline']/li")) == 3 * count


# Notes, and what was said


def test_a_note_is_written_edited_and_removed_in_place_each_with_its_undo(desk, look, anna, take_back):
    response = post(desk, "note", anna.pk, text="Zit graag vooraan")
    assert said(response) == ["De notitie is bewaard."]
    note = Note.objects.get()
    shown = by_id(look(anna.get_absolute_url()), f"note-{note.pk}")
    assert words(shown).startswith("Zit graag vooraan balie · ma 23 nov 2026 12:00")

    response = post(desk, "change-note", note.pk, text="Zit graag achteraan", version=fields(shown)["version"])
    assert Note.objects.get().text == "Zit graag achteraan"
    take_back(undo_of(response))
    assert Note.objects.get().text == "Zit graag vooraan"

    response = post(desk, "remove-note", note.pk)
    assert by_id(look(anna.get_absolute_url()), f"note-{note.pk}") is None
    take_back(undo_of(response))
    assert by_id(look(anna.get_absolute_url()), f"note-{note.pk}") is not None


def test_a_note_that_a_colleague_changed_stays_as_it_was_typed(desk, staff, anna):
    acts.write_note(anna, text="Een", by=staff, at=NOON)
    note = Note.objects.get()
    acts.edit_note(note, text="Twee", by=UserFactory(), at=NOON)

    response = post(desk, "change-note", note.pk, text="Drie", version=1)

    shown = by_id(page(response), f"note-{note.pk}")
    assert (response.status_code, Note.objects.get().text) == (422, "Twee")
    assert "Twee" in words(shown)
    assert words(shown.find(".//textarea")) == "Drie"
    assert "Een collega heeft dit gewijzigd" in words(shown)


@pytest.mark.parametrize(
    ("name", "typed", "field"), [("note", {"text": " "}, "note-text"), ("spoken", {"channel": "phone"}, "spoken-text")]
)
def test_an_empty_text_is_asked_for_beside_its_field(desk, anna, name, typed, field):
    shown = page(post(desk, name, anna.pk, **typed))

    text = by_id(shown, field)
    assert words(by_id(shown, text.attrib["aria-describedby"])) == "Schrijf eerst iets op."
    assert not Act.objects.exists()


def test_a_call_is_logged(desk, anna):
    response = post(desk, "spoken", anna.pk, channel="phone", text="Wil een rondleiding")

    assert said(response) == ["Wat er gezegd is, is bewaard."]
    assert Act.objects.get().data == {"channel": "phone", "text": "Wil een rondleiding"}


def test_removing_a_note_that_is_gone_says_so(desk, anna, staff):
    acts.write_note(anna, text="Een", by=staff, at=NOON)
    note = Note.objects.get()
    acts.remove_note(note, by=staff, at=NOON)

    assert said(post(desk, "remove-note", note.pk)) == ["Er is niets gewijzigd."]


# Consent


def test_consent_is_kept_with_its_way_and_taken_away(desk, look, anna):
    post(desk, "consent", anna.pk, how_given="per telefoon")
    assert "ja, sinds ma 23 nov 2026: per telefoon" in words(section(look(anna.get_absolute_url()), "contact"))

    post(desk, "consent", anna.pk, stop="1")
    assert Customer.objects.get(pk=anna.pk).newsletter_at is None


def test_consent_without_its_way_is_asked_for(desk, anna):
    response = post(desk, "consent", anna.pk)

    assert response.status_code == 422
    assert "Zeg hoe er toestemming is gegeven" in words(page(response))


# Details


@pytest.fixture
def screen(desk, anna):
    """What the form posts when nothing is typed."""

    def screen():
        form = by_id(page(desk.get(reverse("customers:edit", args=[anna.pk]))), "edit")
        areas = {area.attrib["name"]: "".join(area.itertext()).strip() for area in form.iter("textarea")}
        return {name: value for name, value in fields(form).items() if name != "token"} | areas | {"language": "nl"}

    return screen


def test_details_are_changed_with_an_undo(desk, anna, screen, take_back):
    response = post(desk, "edit", anna.pk, **screen() | {"last_name": "Bos", "company": "XYZ NV", "city": "Eersel"})

    row = Customer.objects.get(pk=anna.pk)
    assert (row.last_name, str(row.company), row.city) == ("Bos", "XYZ NV", "Eersel")
    assert response.url == anna.get_absolute_url()
    take_back(undo_of(response))
    assert str(Customer.objects.get(pk=anna.pk).company) == "ABC BV"


def test_nothing_typed_is_nothing_done(desk, anna, screen):
    assert post(desk, "edit", anna.pk, **screen()).status_code == 302
    assert not Act.objects.exists()


@pytest.mark.parametrize(
    ("typed", "field", "why"),
    [
        ({"email": "anna@"}, "email", "geldig e-mailadres"),
        ({"phone": "abc"}, "phone", "geen telefoonnummer"),
        ({"city": "x" * 201}, "city", "200"),
        ({"email": "info@xyz.nl"}, "email", "Dit is het adres van Piet Vos"),
    ],
)
def test_what_is_impossible_is_said_beside_its_field_and_nothing_is_lost(desk, anna, screen, typed, field, why):
    CustomerFactory(first_name="Piet", last_name="Vos", email="info@xyz.nl")

    response = post(desk, "edit", anna.pk, **screen() | {"first_name": "Ännchen"} | typed)

    shown = by_id(page(response), f"id_{field}")
    assert (response.status_code, shown.attrib["value"]) == (422, typed[field])
    assert why in words(by_id(page(response), shown.attrib["aria-describedby"].split()[-1]))
    assert by_id(page(response), "id_first_name").attrib["value"] == "Ännchen"


def test_somebody_who_can_not_be_addressed_is_no_customer(desk, anna, screen):
    nobody = dict.fromkeys(("first_name", "last_name", "company", "email"), "")

    assert "Wie is het?" in words(page(post(desk, "edit", anna.pk, **screen() | nobody)))


@pytest.mark.parametrize("name", ["李小龙", "محمد", "O'Brien-Ægir 🎭", "x" * 200, "<script>alert(1)</script>"])
def test_a_name_in_any_script_is_kept_whole(desk, look, anna, screen, name):
    post(desk, "edit", anna.pk, **screen() | {"last_name": name, "company": ""})

    assert Customer.objects.get(pk=anna.pk).last_name == name
    assert words(look(anna.get_absolute_url()).find(".//h1")) == f"Anna {name}"


def test_a_stale_save_shows_theirs_and_mine(desk, anna, screen):
    old = screen()
    acts.edit(anna, {"city": "Bladel", "last_name": "Bos"}, by=UserFactory(), at=NOON)

    response = post(desk, "edit", anna.pk, **old | {"last_name": "Vos"})

    shown = page(response)
    assert response.status_code == 422
    assert "AchternaamBos" in words(shown.find(".//div[@role='alert']"))
    assert "Bladel" in words(shown.find(".//div[@role='alert']"))
    assert (by_id(shown, "id_last_name").attrib["value"], by_id(shown, "id_city").attrib["value"]) == ("Vos", "Bladel")

    again = {name: value for name, value in fields(by_id(shown, "edit")).items() if name != "token"}
    post(desk, "edit", anna.pk, **again | {"language": "nl"})
    row = Customer.objects.get(pk=anna.pk)
    assert (row.last_name, row.city) == ("Vos", "Bladel")
