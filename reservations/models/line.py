"""What was agreed with a party, line by line."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from reservations.models.programme import Arrangement, Extra
from reservations.models.reservation import Reservation


class Line(models.Model):
    """One line of what was agreed: frozen, whatever prices do later (R5). Cents with VAT."""

    reservation = models.ForeignKey(Reservation, models.CASCADE, verbose_name=_("reservation"), related_name="lines")
    description = models.CharField(_("description"), max_length=200)
    quantity = models.PositiveIntegerField(_("number"))
    unit_cents = models.IntegerField(_("price each in cents"))
    arrangement = models.ForeignKey(
        Arrangement, models.PROTECT, verbose_name=_("arrangement"), null=True, blank=True, related_name="+"
    )
    extra = models.ForeignKey(Extra, models.PROTECT, verbose_name=_("extra"), null=True, blank=True, related_name="+")

    class Meta:
        verbose_name = _("line")
        verbose_name_plural = _("lines")
        constraints = [
            models.CheckConstraint(condition=Q(quantity__gte=1), name="line_of_at_least_one"),
            models.CheckConstraint(
                condition=Q(arrangement__isnull=True) | Q(extra__isnull=True), name="line_is_for_one_thing"
            ),
        ]

    def __str__(self) -> str:
        return self.description

    @property
    def cents(self) -> int:
        return self.quantity * self.unit_cents
