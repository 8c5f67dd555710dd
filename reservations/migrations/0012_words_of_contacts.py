"""Words for the contacts that are there already."""

from django.db import migrations

from crm import words


def write(apps, _schema_editor):
    reservations = apps.get_model("reservations", "Reservation")
    contact_words = apps.get_model("reservations", "ContactWord")
    spoken = reservations.objects.exclude(contact_name="", contact_phone="").order_by("pk")
    for pk, name, phone in spoken.values_list("pk", "contact_name", "contact_phone").iterator(chunk_size=2000):
        contact_words.objects.bulk_create(
            contact_words(reservation_id=pk, word=word) for word in sorted(words.of_person(name, phone))
        )


class Migration(migrations.Migration):
    dependencies = [("reservations", "0011_found_by_contact")]

    operations = [migrations.RunPython(write, migrations.RunPython.noop, elidable=True)]
