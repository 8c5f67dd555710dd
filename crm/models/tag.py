"""What staff call a customer, and why: by hand, or by a rule (R9)."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Tag(models.Model):
    """What staff call a customer: VIP, Grote klant, or a name of their own.

    With a `rule`, kept as crm.rules has it, those whom it fits have the tag besides those who were given it by hand.
    `rule_at` is when that rule was made.
    """

    name = models.CharField(_("name"), max_length=60, unique=True)
    colour = models.CharField(_("colour"), max_length=7, default="#6B7280", help_text=_("As #RRGGBB."))
    rule = models.JSONField(null=True, blank=True, editable=False)
    rule_at = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("customer tag")
        verbose_name_plural = _("customer tags")
        constraints = [
            models.CheckConstraint(
                condition=Q(rule__isnull=True, rule_at__isnull=True) | Q(rule__isnull=False, rule_at__isnull=False),
                name="tag_rule_has_its_moment",
            )
        ]

    def __str__(self) -> str:
        return self.name


class Tagging(models.Model):
    """A tag that a customer was given by hand: by whom (None is the system), when and why. By rule there is no row."""

    customer = models.ForeignKey("crm.Customer", models.CASCADE, verbose_name=_("customer"), related_name="taggings")
    tag = models.ForeignKey(Tag, models.CASCADE, verbose_name=_("tag"), related_name="taggings")
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name=_("by"), null=True, blank=True, related_name="+"
    )
    at = models.DateTimeField(_("at"))
    reason = models.CharField(_("reason"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("tag of a customer")
        verbose_name_plural = _("tags of customers")
        constraints = [models.UniqueConstraint(fields=["customer", "tag"], name="tagging_once_per_customer")]

    def __str__(self) -> str:
        return f"{self.tag} · {self.customer}"
