"""The firms that customers come from, by the name they are known as (R9)."""

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from crm.models.words import SearchWord
from crm.normalise import company_key


class Company(models.Model):
    name = models.CharField(_("name"), max_length=200)
    key = models.CharField(
        _("known as"), max_length=200, editable=False, help_text="crm.normalise.company_key of the name"
    )

    class Meta:
        verbose_name = _("company")
        verbose_name_plural = _("companies")
        constraints = [
            models.UniqueConstraint(fields=["key"], name="company_one_per_key"),
            models.CheckConstraint(condition=~Q(name="") & ~Q(key=""), name="company_has_a_name"),
        ]

    def __str__(self) -> str:
        return self.name

    @transaction.atomic
    def save(self, *args, **kwargs):
        self.key = company_key(self.name)
        super().save(*args, **kwargs)
        SearchWord.write(self.customers.select_related("company"))

    def get_absolute_url(self) -> str:
        return reverse("companies:detail", args=[self.pk])

    def clean(self):
        self.key = company_key(self.name)
        if Company.objects.filter(key=self.key).exclude(pk=self.pk).exists():
            raise ValidationError({"name": self.unique_error_message(Company, ("name",))})
