from django.db import migrations


def count(apps, _schema_editor):
    """Until now there was one kind of reminder: who was reminded has had the first."""
    rows = apps.get_model("reservations", "Reservation").objects
    rows.filter(reminded_at__isnull=False, reminder_level=0).update(reminder_level=1)


class Migration(migrations.Migration):

    dependencies = [
        ('reservations', '0009_letters_and_credit'),
    ]

    operations = [
        migrations.RunPython(count, migrations.RunPython.noop, elidable=True),
    ]
