"""Who was said not to be the same."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class Distinct(models.Model):
    """Two customers who look alike and are not the same: they are not suggested for merging again."""

    first = models.ForeignKey("crm.Customer", models.CASCADE, related_name="distinct_from_later")
    second = models.ForeignKey("crm.Customer", models.CASCADE, related_name="distinct_from_earlier")
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name=_("by"), null=True, blank=True, related_name="+"
    )
    at = models.DateTimeField(_("at"))

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["first", "second"], name="distinct_once_per_pair"),
            models.CheckConstraint(condition=Q(first__lt=F("second")), name="distinct_in_the_order_of_ids"),
        ]
        indexes = [models.Index(fields=["-at", "-id"], name="distinct_newest_first")]

    def __str__(self) -> str:
        return f"{self.first_id} ≠ {self.second_id}"
