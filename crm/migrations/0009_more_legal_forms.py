from django.db import migrations

from crm.normalise import company_key


def write_keys_anew(apps, _schema_editor):
    """By the legal forms that are known now. Two firms that would be one by them stay two: staff may merge them."""
    Company = apps.get_model("crm", "Company")
    taken = set(Company.objects.values_list("key", flat=True))
    for pk, name in Company.objects.order_by("pk").values_list("pk", "name").iterator():
        key = company_key(name)
        if key not in taken:
            Company.objects.filter(pk=pk).update(key=key)
            taken.add(key)


class Migration(migrations.Migration):
    dependencies = [("crm", "0008_erasing_takes_a_permission")]
    operations = [migrations.RunPython(write_keys_anew, migrations.RunPython.noop, elidable=True)]
