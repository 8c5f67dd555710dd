"""What may be said of a booking in one word."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ReservationTag(models.Model):
    code = models.CharField(_("code"), max_length=60, unique=True)
    name = models.CharField(_("name"), max_length=60)
    colour = models.CharField(_("colour"), max_length=7, default="#6B7280", help_text=_("As #RRGGBB."))

    class Meta:
        verbose_name = _("reservation tag")
        verbose_name_plural = _("reservation tags")

    def __str__(self) -> str:
        return self.name
