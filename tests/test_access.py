"""Every address of the house is behind its login, but for those written out here."""

from urllib.parse import urlsplit

import pytest
from django.urls import get_resolver, reverse

from tests.factories import UserFactory

SAMPLES = {
    "pk": 1, "name": "expiring-options", "batch": "7d444840-9dc0-11d1-b245-5ffdce74fad2", "object_id": "1",
    "level": 1, "language": "nl", "content_type_id": "1", "id": "1", "key": "abc", "uidb36": "1", "app_label": "crm",
    "url": "nowhere", "other": 2, "export": "7d444840-9dc0-11d1-b245-5ffdce74fad2",
}  # fmt: skip
# What people need who are not in yet, or no longer.
PUBLIC = {
    "account_login",
    "account_logout",
    "account_inactive",
    "account_signup",
    "account_email_verification_sent",
    "account_confirm_email",
    "account_confirm_login_code",
    "account_reset_password",
    "account_reset_password_done",
    "account_reset_password_from_key",
    "account_reset_password_from_key_done",
    "mfa_authenticate",
    "mfa_login_webauthn",
    "admin:login",
    "set_language",
}


def patterns(resolver, namespace="", above=()):
    """(name, its arguments) of everything that can be reached."""
    for pattern in resolver.url_patterns:
        arguments = {*above, *pattern.pattern.converters, *pattern.pattern.regex.groupindex}
        if hasattr(pattern, "url_patterns"):
            inner = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
            yield from patterns(pattern, inner, arguments)
        elif pattern.name:
            yield f"{namespace}{pattern.name}", arguments


def addresses():
    for name, arguments in patterns(get_resolver()):
        yield name, reverse(name, kwargs={argument: SAMPLES[argument] for argument in arguments})


EVERY = dict(addresses())
ADMIN = {name: address for name, address in EVERY.items() if name.startswith("admin:")}


@pytest.mark.parametrize("name", sorted(EVERY.keys() - PUBLIC))
def test_a_stranger_is_sent_to_the_login_page(client, db, name):
    """The admin sends people to its own login page: see below where that leads."""
    for response in (client.get(EVERY[name]), client.post(EVERY[name])):
        assert response.status_code == 302
        assert urlsplit(response["Location"]).path in {reverse("account_login"), reverse("admin:login")}


@pytest.mark.parametrize("name", sorted(PUBLIC - {"admin:login", "account_login"}))
def test_what_is_public_tells_a_stranger_nothing_of_the_house(client, db, name):
    response = client.get(EVERY[name], follow=True)

    assert b"data-reservation" not in response.content
    assert response.resolver_match.view_name in PUBLIC


def test_the_admin_has_no_login_page_of_its_own(client, db):
    asked, tried = client.get(EVERY["admin:login"]), client.post(EVERY["admin:login"], {"username": "baas"})

    assert [urlsplit(response["Location"]).path for response in (asked, tried)] == [reverse("account_login")] * 2


def test_nobody_makes_an_account_for_himself(client, db, django_user_model):
    typed = {"username": "ik", "email": "ik@example.nl", "password1": "Zomer!2026x", "password2": "Zomer!2026x"}

    client.post(EVERY["account_signup"], typed)

    assert django_user_model.objects.count() == 0


@pytest.mark.parametrize("name", sorted(ADMIN.keys() - {"admin:logout"}))
def test_the_admin_is_closed_to_who_is_no_staff(client, db, name):
    client.force_login(UserFactory(is_staff=False))

    response = client.get(ADMIN[name], follow=True)

    assert response.status_code == 403


@pytest.mark.parametrize("name", sorted(name for name in ADMIN if name.endswith(("_changelist", "_add", "_delete"))))
def test_staff_without_permissions_see_no_data_fixes(desk, name):
    assert desk.get(ADMIN[name]).status_code == 403


def test_what_is_no_address_is_not_found(desk):
    assert desk.get("/nowhere/").status_code == 404
