"""Customers who have something in common, by a rule that has a name."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from crm.querysets import SegmentQuerySet


class Segment(models.Model):
    """`rule` is kept as crm.rules has it. Who is in it is never stored: it is asked each time (R11).

    One that was removed stays, so that it can be brought back; its name is free.
    """

    name = models.CharField(_("name"), max_length=80)
    rule = models.JSONField()
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name=_("by"), null=True, blank=True, related_name="+"
    )
    at = models.DateTimeField(_("at"))
    removed_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = SegmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("segment")
        verbose_name_plural = _("segments")
        constraints = [
            models.UniqueConstraint(fields=["name"], condition=Q(removed_at__isnull=True), name="segment_name_once")
        ]

    def __str__(self) -> str:
        return self.name
