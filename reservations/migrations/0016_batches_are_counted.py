"""How many rows a bulk act has, beside them: what is unfinished is found without reading what it is about."""

from django.db import migrations, models


def count(apps, schema_editor):
    batches = apps.get_model("reservations", "Batch").objects
    for pk, rows in batches.values_list("pk", "rows").iterator():
        batches.filter(pk=pk).update(count=len(rows))


class Migration(migrations.Migration):
    dependencies = [("reservations", "0015_acts_of_a_person")]

    operations = [
        migrations.AddField("batch", "count", models.PositiveIntegerField(default=0)),
        migrations.RunPython(count, migrations.RunPython.noop, elidable=True),
        migrations.AddIndex("batch", models.Index(fields=["-at", "-id"], name="batch_newest_first")),
    ]
