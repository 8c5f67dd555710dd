"""Indexes in part for columns that are nearly always empty: who is gone, and who has the newsletter."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("crm", "0004_the_crm")]

    operations = [
        migrations.AlterField(
            model_name="customer",
            name="merged_into",
            field=models.ForeignKey(
                blank=True, db_index=False, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT,
                related_name="aliases", to="crm.customer", verbose_name="merged into",
            ),
        ),
        migrations.AddIndex(
            "customer",
            models.Index(
                fields=["merged_into"], name="customer_merged_into", condition=models.Q(merged_into__isnull=False)
            ),
        ),
        migrations.AddIndex(
            "customer",
            models.Index(
                fields=["id"], name="customer_gone",
                condition=models.Q(merged_into__isnull=False) | models.Q(erased_at__isnull=False),
            ),
        ),
        migrations.AddIndex(
            "customer",
            models.Index(
                fields=["newsletter_at"], name="customer_subscribed",
                condition=models.Q(newsletter_at__isnull=False),
            ),
        ),
    ]
