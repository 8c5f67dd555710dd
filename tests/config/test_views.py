"""Answers that belong to no room of the house: refusals, errors, messages."""

import pytest
from django.contrib.messages import get_messages
from django.template.loader import render_to_string
from django.test import Client
from django.urls import reverse

from config.templatetags.foyer import lines

pytestmark = pytest.mark.django_db


@pytest.fixture
def strict(staff):
    """A browser whose every form needs its token, in English."""
    client = Client(enforce_csrf_checks=True)
    client.cookies["django_language"] = "en"
    client.force_login(staff)
    return client


class TestAPageThatIsOutOfDate:
    def test_htmx_fetches_a_fresh_one_that_says_so(self, strict):
        answer = strict.post(reverse("reservations:confirm-all"), headers={"HX-Request": "true"})

        assert answer.headers["HX-Refresh"] == "true"
        assert ["out of date" in str(message) for message in get_messages(answer.wsgi_request)] == [True]

    def test_a_plain_form_leads_back_to_the_page_it_stood_on(self, strict):
        referer = "http://testserver/reservations/?q=abc"

        page = strict.post(reverse("reservations:confirm-all"), headers={"Referer": referer})

        assert page.status_code == 403
        assert 'href="/reservations/?q=abc"' in page.content.decode()


@pytest.mark.parametrize("number", [400, 500])
def test_an_error_page_needs_nothing_but_itself(number):
    assert f">{number}<" in render_to_string(f"{number}.html")


def test_a_page_that_is_not_there_shows_strangers_no_menu(client):
    page = client.get("/nowhere/")

    assert page.status_code == 404
    assert 'class="nav"' not in page.content.decode()


def test_a_page_that_is_not_there_keeps_the_menu_for_staff(desk):
    assert 'class="nav"' in desk.get("/nowhere/").content.decode()


def test_no_page_carries_a_style_or_a_script_of_its_own(desk):
    page = desk.get(reverse("dashboard:index")).content.decode()

    assert "style=" not in page
    assert "<script>" not in page


class TestMessages:
    def test_each_line_after_the_first_is_a_result(self):
        html = render_to_string(
            "components/_message.html", {"text": "2 of 3 done.\nABC: done\n\nXYZ: full", "level": "warning"}
        )

        assert "<p>2 of 3 done.</p>" in html
        assert [part.split("</li>")[0] for part in html.split("<li>")[1:]] == ["ABC: done", "XYZ: full"]

    def test_what_customers_are_called_is_text(self):
        html = render_to_string("components/_message.html", {"text": "<b>Jansen</b> confirmed.", "level": "success"})

        assert "&lt;b&gt;Jansen&lt;/b&gt; confirmed." in html

    @pytest.mark.parametrize(("undo", "forms"), [("/reservations/acts/1/undo/", 1), ("", 0), ("safe", 0)])
    def test_only_an_address_makes_an_undo_button(self, undo, forms):
        html = render_to_string("components/_message.html", {"text": "Done.", "level": "success", "undo": undo})

        assert html.count("<form") == forms

    def test_empty_lines_are_no_results(self):
        assert lines("One\n\n  \nTwo") == ["One", "Two"]
