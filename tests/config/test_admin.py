"""Saved views in the admin: looked up, not changed."""

from django.urls import reverse

from config.saved_views import keeping
from tests.factories import NOON


def test_saved_views_are_looked_up_and_not_changed(client, boss):
    view = keeping.keep("events:list", query="q=x", name="Winter", shared=False, by=boss, at=NOON)
    client.force_login(boss)

    assert "Winter" in client.get(reverse("admin:config_savedview_changelist")).content.decode()
    assert b'name="_save"' not in client.get(reverse("admin:config_savedview_change", args=[view.pk])).content
    assert client.get(reverse("admin:config_savedview_add")).status_code == 403
    assert client.post(reverse("admin:config_savedview_delete", args=[view.pk])).status_code == 403
