"""What a migration does to rows that are there."""

from importlib import import_module

import pytest
from django.apps import apps

from crm.models import Company
from tests.factories import CompanyFactory

pytestmark = pytest.mark.django_db


def test_keys_are_written_anew_where_no_other_firm_has_them():
    bakker, bakker_ek, smits_vzw = (CompanyFactory(name=name) for name in ("Bakker", "Dekker e.K.", "Smits VZW"))
    Company.objects.filter(pk=bakker_ek.pk).update(name="Bakker e.K.", key="bakkerek")
    Company.objects.filter(pk=smits_vzw.pk).update(key="smitsvzw")

    import_module("crm.migrations.0009_more_legal_forms").write_keys_anew(apps, None)

    keys = dict(Company.objects.values_list("pk", "key"))
    assert keys == {bakker.pk: "bakker", bakker_ek.pk: "bakkerek", smits_vzw.pk: "smits"}
