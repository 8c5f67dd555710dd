"""The company beside a customer's sums, so that companies can be sorted by those of their contacts."""

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import OuterRef, Subquery


def write_companies(apps, schema_editor):
    standing = apps.get_model("crm", "Customer").objects.filter(merged_into__isnull=True, erased_at__isnull=True)
    company = standing.filter(pk=OuterRef("customer")).values("company")
    apps.get_model("reservations", "CustomerSummary").objects.update(company=Subquery(company))


class Migration(migrations.Migration):
    dependencies = [("crm", "0005_lists_of_customers"), ("reservations", "0017_acts_on_customers")]

    operations = [
        migrations.AddField(
            model_name="customersummary",
            name="company",
            field=models.ForeignKey(
                db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+",
                help_text="Of a standing customer: so that companies can be sorted by sums of their contacts.",
                to="crm.company",
            ),
        ),
        migrations.AddIndex(
            "customersummary",
            models.Index(
                fields=["company", "omzet_cents", "bookings"], name="customer_figures_by_company",
                condition=models.Q(company__isnull=False),
            ),
        ),
        # Last: PostgreSQL alters no table of which it has still to check what was written.
        migrations.RunPython(write_companies, migrations.RunPython.noop, elidable=True),
    ]
