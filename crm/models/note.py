"""What staff want each other to know of a customer."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Note(models.Model):
    """What staff want each other to know of a customer."""

    customer = models.ForeignKey("crm.Customer", models.CASCADE, verbose_name=_("customer"), related_name="notes")
    text = models.TextField(_("note"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name=_("by"), null=True, blank=True, related_name="+"
    )
    at = models.DateTimeField(_("at"))
    version = models.PositiveIntegerField(default=1, editable=False)
    removed_at = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("staff note")
        verbose_name_plural = _("staff notes")
        indexes = [models.Index(fields=["customer", "-at", "-id"], name="note_newest_first")]

    def __str__(self) -> str:
        return self.text[:80]
