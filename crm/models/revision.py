"""What was changed of a tag or a segment, by whom and when: written once, never edited."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from crm.models.segment import Segment
from crm.models.tag import Tag


class Revision(models.Model):
    """Columns of a tag or a segment before and after, as JSON has them. Of one that was made, there is no `before`.

    `token` makes a repeated click one change; an undo says what it `undoes`.
    """

    tag = models.ForeignKey(Tag, models.CASCADE, null=True, related_name="revisions")
    segment = models.ForeignKey(Segment, models.PROTECT, null=True, related_name="revisions")
    before = models.JSONField(default=dict)
    after = models.JSONField(default=dict)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, verbose_name=_("by"), null=True, related_name="+")
    at = models.DateTimeField(_("at"))
    token = models.UUIDField(null=True, unique=True)
    undoes = models.OneToOneField("self", models.CASCADE, null=True, related_name="undone_by")

    class Meta:
        verbose_name = _("change of a tag or segment")
        verbose_name_plural = _("changes of tags and segments")
        constraints = [
            models.CheckConstraint(
                condition=Q(tag__isnull=False, segment__isnull=True) | Q(tag__isnull=True, segment__isnull=False),
                name="revision_is_about_one_thing",
            )
        ]

    def __str__(self) -> str:
        return str(self.about)

    @property
    def about(self) -> Any:
        """The tag, or the segment."""
        return self.tag or self.segment
