"""Language by choice, and a way to the login page that loses nobody's place."""

import pytest
from django.urls import reverse
from django.utils import translation

LOGIN = "/accounts/login/"
BY_HTMX = {"HX-Request": "true", "HX-Current-URL": "http://testserver/reservations/?q=abc"}
LOST_CLICK = f"{LOGIN}?next=%2Freservations%2F%3Fq%3Dabc&lost=click"


class TestChosenLanguage:
    def test_the_house_speaks_dutch_whatever_a_browser_prefers(self, client):
        answer = client.get(LOGIN, headers={"Accept-Language": "en"})

        assert answer.headers["Content-Language"] == "nl"
        assert '<html lang="nl">' in answer.content.decode()

    def test_a_person_can_choose_english(self, client):
        client.cookies["django_language"] = "en"

        assert '<html lang="en">' in client.get(LOGIN).content.decode()

    def test_a_language_it_does_not_have_is_no_choice(self, client):
        client.cookies["django_language"] = "fr"

        assert client.get(LOGIN).headers["Content-Language"] == "nl"

    def test_a_choice_ends_with_its_request(self, client):
        client.cookies["django_language"] = "en"
        client.get(LOGIN)

        assert translation.get_language() == "nl"

    def test_a_cache_between_keeps_the_languages_apart(self, client):
        assert "Cookie" in client.get(LOGIN).headers["Vary"]


def test_a_page_is_asked_for_anew_when_somebody_goes_back_to_it(desk):
    assert "no-store" in desk.get("/").headers["Cache-Control"]


@pytest.mark.django_db
class TestLoginInPlaceOfFragment:
    def test_a_visitor_comes_back_to_the_page_asked_for(self, client):
        assert client.get("/reservations/?q=abc").url == f"{LOGIN}?next=/reservations/%3Fq%3Dabc"

    def test_a_click_by_htmx_moves_the_whole_page(self, client):
        answer = client.post(reverse("reservations:confirm-all"), headers=BY_HTMX)

        assert answer.status_code == 204
        assert answer.headers["HX-Redirect"] == LOST_CLICK

    def test_a_refresh_by_htmx_loses_no_click(self, client):
        answer = client.get("/reservations/", headers=BY_HTMX)

        assert answer.headers["HX-Redirect"].endswith("&lost=page")

    def test_a_plain_form_comes_back_to_the_page_it_stood_on(self, client):
        referer = {"Referer": "http://testserver/reservations/?q=abc"}

        assert client.post(reverse("reservations:confirm-all"), headers=referer).url == LOST_CLICK

    @pytest.mark.parametrize(
        "url", ["http://elsewhere.example/", "http://testserver//elsewhere.example/", "nonsense", ""]
    )
    def test_nobody_is_sent_elsewhere(self, client, url):
        answer = client.post(reverse("reservations:confirm-all"), headers=BY_HTMX | {"HX-Current-URL": url})

        assert answer.headers["HX-Redirect"] == f"{LOGIN}?next=%2F&lost=click"

    def test_whoever_is_logged_in_passes(self, desk):
        assert "HX-Redirect" not in desk.get("/reservations/", headers=BY_HTMX).headers
