"""Who gets in, and what the way in looks like."""

import pytest
from django.urls import reverse

pytestmark = pytest.mark.django_db


def test_nobody_can_make_their_own_account(client, django_user_model):
    form = {
        "username": "stranger",
        "email": "s@example.nl",
        "password1": "curtain-call-9",
        "password2": "curtain-call-9",
    }

    page = client.post(reverse("account_signup"), form)

    assert not django_user_model.objects.exists()
    assert "account/signup_closed." in page.templates[0].name


def test_signing_in_says_nothing_about_it(client, django_user_model):
    django_user_model.objects.create_user("anna", password="curtain-call-9")

    page = client.post(reverse("account_login"), {"login": "anna", "password": "curtain-call-9"}, follow=True)

    assert page.wsgi_request.user.username == "anna"
    assert list(page.context["messages"]) == []


@pytest.mark.parametrize(
    ("lost", "sentence"),
    [
        ("click", "last click was not carried out"),
        ("page", "back where you were"),
        ("nonsense", None),
    ],
)
def test_the_login_page_says_what_was_lost(client, lost, sentence):
    client.cookies["django_language"] = "en"

    page = client.get(reverse("account_login"), {"lost": lost}).content.decode()

    said = [words for words in ("last click was not carried out", "back where you were") if words in page]
    assert said == ([sentence] if sentence else [])
